import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DirtyFiles } from '../../src/engine/errors.ts';
import { main } from '../../src/main.ts';
import { Failure } from '../../src/model/failure.ts';
import type { MigrationResult } from '../../src/model/migration.ts';
import { EVERYTHING, resultOf } from '../report/results.ts';
import { recordStreams } from './streams.ts';

const migrate = vi.hoisted(() => vi.fn<(options: object) => Promise<MigrationResult>>());
vi.mock('../../src/engine/migrate.ts', () => ({ migrate }));

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'zoho-authtoken-migrate-'));
  migrate.mockReset().mockResolvedValue(EVERYTHING);
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

async function run(argv: readonly string[], isTerminal = false) {
  const streams = recordStreams(cwd, { isTerminal });
  const code = await main(['migrate', ...argv], streams);
  return { code, out: streams.said.out(), err: streams.said.err() };
}

async function optionsOf(...argv: readonly string[]) {
  await run(argv);
  return migrate.mock.lastCall?.[0];
}

describe('what the engine is asked for', () => {
  test('by default it writes what is safe, everywhere below the working directory', async () => {
    expect(await optionsOf()).toEqual({
      paths: ['.'],
      cwd,
      write: true,
      unsafe: false,
      annotate: false,
      displayName: expect.stringContaining('zoho-authtoken-migrate-'),
      allowDirty: false,
      removeTicketCode: false,
      watch: expect.anything(),
    });
  });

  test('every option reaches it', async () => {
    const argv = ['7', 'src', '--unsafe', '--token-env', 'T', '--display-name', '007', '--allow-dirty'];
    expect(await optionsOf(...argv, '--annotate', '--remove-ticket-code')).toMatchObject({
      paths: ['7', 'src'],
      unsafe: true,
      annotate: true,
      removeTicketCode: true,
      tokenEnv: 'T',
      displayName: '007',
      allowDirty: true,
    });
  });

  test.each([['-n'], ['--dry-run'], ['--diff']])('%s writes nothing', async (option) => {
    expect(await optionsOf(option)).toMatchObject({ write: false });
  });

  test('a path after -- may look like an option', async () => {
    expect(await optionsOf('--', '-n')).toMatchObject({ paths: ['-n'], write: true });
    expect(await optionsOf('src', '-n', '--', '--diff', '5')).toMatchObject({
      paths: ['src', '--diff', '5'],
      write: false,
    });
  });

  test('--format takes one value and leaves the paths alone', async () => {
    expect(await optionsOf('--format', 'json', 'src')).toMatchObject({ paths: ['src'] });
  });

  test('the last of an option given twice counts', async () => {
    expect(await optionsOf('--token-env', 'A', '--token-env', 'B', '-n', '-n')).toMatchObject({
      tokenEnv: 'B',
    });
  });

  test.each([
    ['{"name": "@shop/crm"}', '@shop/crm'],
    ['\ufeff{"name": "shop"}', 'shop'],
    ['{"name": ""}', expect.stringContaining('zoho-authtoken-migrate-')],
    ['null', expect.stringContaining('zoho-authtoken-migrate-')],
    ['not JSON', expect.stringContaining('zoho-authtoken-migrate-')],
  ])('with %s the tokens are named after it', async (manifest, displayName) => {
    writeFileSync(join(cwd, 'package.json'), manifest);
    expect(await optionsOf()).toMatchObject({ displayName });
  });
});

describe('where reports go', () => {
  test('by default people read the text', async () => {
    const { code, out, err } = await run([]);
    expect(code).toBe(0);
    expect(out).toMatch(/^2 tokens to generate\n/);
    expect(err).toBe('');
  });

  test('--format json prints one document and nothing else', async () => {
    const { out, err } = await run(['--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1 });
    expect(err).toBe('');
  });

  test('--diff prints the patch and nothing else', async () => {
    const { out, err } = await run(['--diff']);
    expect(out).toMatch(/^diff --git /);
    expect(out).not.toContain('to generate');
    expect(err).toBe('');
  });

  test.each(['text', 'text=-'])('--diff --format %s prints the report beside it', async (format) => {
    const { out, err } = await run(['--diff', '--format', format]);
    expect(out).toMatch(/^diff --git /);
    expect(err).toMatch(/^2 tokens to generate\n/);
  });

  test('one format goes to a file, another to standard output', async () => {
    const { out } = await run([
      '--format',
      'json=report.json',
      '--format',
      'text',
      '--format',
      'diff=a.patch',
    ]);
    expect(out).toMatch(/^2 tokens to generate\n/);
    expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'))).toMatchObject({ schemaVersion: 1 });
    expect(readFileSync(join(cwd, 'a.patch'), 'utf8')).toMatch(/^diff --git /);
  });

  test('names in a patch start at the top of the repository', async () => {
    const file = join(cwd, 'below', 'a.js');
    mkdirSync(join(cwd, '.git'));
    mkdirSync(join(cwd, 'below'));
    migrate.mockResolvedValue(
      resultOf({ root: join(cwd, 'below'), changed: [{ file, encoding: 'utf8', before: 'a', after: 'b' }] }),
    );
    const streams = recordStreams(join(cwd, 'below'));
    await main(['migrate', '--diff'], streams);
    expect(streams.said.out()).toMatch(/^diff --git a\/below\/a.js b\/below\/a.js\n/);
  });
});

describe('exit codes', () => {
  const skipped = [{ file: '/repo/a.js', reason: 'does not parse' }];

  test.each<[string, readonly string[], MigrationResult, number]>([
    ['hand work', [], EVERYTHING, 0],
    ['hand work', ['--strict'], EVERYTHING, 1],
    ['nothing found', ['--strict'], resultOf(), 0],
    ['a file that was not judged', ['--strict'], resultOf({ skipped }), 1],
    ['a file that was not judged', [], resultOf({ skipped }), 0],
  ])('%s, migrate %j', async (_name, argv, result, expected) => {
    migrate.mockResolvedValue(result);
    expect((await run(argv)).code).toBe(expected);
  });

  const unreadable = { file: '/repo/b.js', reason: 'cannot be read: EACCES', failed: true } as const;

  test.each<[readonly string[], MigrationResult]>([
    [[], resultOf({ root: '/repo', skipped: [...skipped, unreadable] })],
    [['--diff'], { ...EVERYTHING, skipped: [unreadable] }],
    [['--strict', '--format', 'json'], { ...EVERYTHING, skipped: [unreadable] }],
  ])('a file that could not be read, migrate %j: 2, told, and the rest is reported', async (argv, result) => {
    migrate.mockResolvedValue(result);
    const { code, out, err } = await run(argv);
    expect(code).toBe(2);
    expect(out).not.toBe('');
    expect(err).toMatch(
      /^zoho-authtoken: 1 file could not be looked at:\n {2}.*b\.js: cannot be read: EACCES\n$/,
    );
  });

  test('uncommitted changes: 2, with the files and the way out', async () => {
    migrate.mockRejectedValue(new DirtyFiles([join(cwd, 'b.js'), join(cwd, 'a.js')]));
    expect(await run([])).toEqual({
      code: 2,
      out: '',
      err: 'zoho-authtoken: Files that would be changed have uncommitted changes:\n  a.js\n  b.js\nCommit them first, or use --allow-dirty.\n',
    });
  });

  test('a path that does not exist: 2', async () => {
    migrate.mockRejectedValue(new Failure('There is no src'));
    expect(await run([])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('There is no src'),
    });
  });

  test('any other failure: 2, masked, and a stack only where it is asked for', async () => {
    migrate.mockRejectedValue(new Error('failed at ?ticket=secret1'));
    const { code, err } = await run([], true);
    expect(code).toBe(2);
    expect(err).toMatch(/^zoho-authtoken: Internal error: Error: failed at \?ticket=••••\n/);
    expect(err).not.toMatch(/^\s+at /m);
    const all = (await run(['--verbose'], true)).err;
    expect(all).toMatch(/^\s+at /m);
    expect(all).not.toContain('secret1');
  });

  test('a report that cannot be written: 2', async () => {
    expect(await run(['--format', 'json=missing/report.json'])).toMatchObject({ code: 2, out: '' });
  });
});
