import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { makeFolder, makeRepository } from '../files/workspace.ts';

// What is not needed is not even loaded: hooks on every commit must be quick where there is nothing to do.

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const CALL = `fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + process.env.ZOHO_TICKET);\n`;
const PARSERS = ['@babel/parser', 'recast', 'jscodeshift', 'ts-morph', '@ts-morph/common', 'typescript'];

/** Runs the command and tells which packages, and which of our own modules, Node has loaded. */
function modulesOf(argv: readonly string[], files: Readonly<Record<string, string>> = {}) {
  return modulesIn(makeFolder(files), argv);
}

function modulesIn(cwd: string, argv: readonly string[], code = 0) {
  const coverage = makeFolder();
  const { status, stderr } = spawnSync(process.execPath, [CLI, ...argv], {
    cwd,
    // V8 names every script that it has compiled, by whatever loader; the same in every version of Node.
    env: { ...process.env, NODE_V8_COVERAGE: coverage },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: code, stderr: '' });
  const urls = readdirSync(coverage).flatMap((name) =>
    (JSON.parse(readFileSync(join(coverage, name), 'utf8')) as { result: { url: string }[] }).result.map(
      ({ url }) => url,
    ),
  );
  // Those that are bundled keep a file, and its name, each.
  const packages = urls.flatMap(
    (url) =>
      /.*\/(?:node_modules|chunks\/packages)\/((?:@[^/]+\/)?[^/]+?)(?:\.js)?(?:\/|$)/.exec(url)?.[1] ?? [],
  );
  const own = urls.flatMap((url) => /\/dist\/(.*)\.js$/.exec(url)?.[1] ?? []);
  return { packages: new Set(packages), own };
}

function parsersOf(...run: Parameters<typeof modulesOf>): string[] {
  const { packages, own } = modulesOf(...run);
  expect(own).toContain('src/cli');
  return PARSERS.filter((name) => packages.has(name));
}

describe('no parser is loaded', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['an empty folder', {}],
    ['files that speak of nothing', { 'a.js': 'const a = 1;\n', 'b.ts': 'export const b: number = 2;\n' }],
    ['other tickets', { 'a.js': "fetch('https://help.example.com/?ticket=' + id);\n" }],
    [
      'documents that name no parameter',
      { 'README.md': 'Leads of Zoho CRM.\n', 'config.json': '{"zoho": {"user": ""}}\n' },
    ],
    [
      'what is ignored, vendored or binary',
      { '.gitignore': 'a.js\n', 'a.js': CALL, 'vendor/b.js': CALL, 'c.js': `\0${CALL}` },
    ],
  ])('with %s', (_what, files) => {
    expect(parsersOf(['migrate'], files)).toEqual([]);
  });

  test.each([[['--version']], [['--help']], [['explain', 'unresolved']]])('for %j', (argv) => {
    expect(parsersOf(argv)).toEqual([]);
  });
});

test('a plain script is read by one parser; TypeScript stays away', () => {
  expect(parsersOf(['migrate'], { 'a.js': CALL })).toEqual(['@babel/parser']);
  const literal = CALL.replace("' + process.env.ZOHO_APIKEY + '", '123').replace(
    "' + process.env.ZOHO_TICKET",
    "45'",
  );
  expect(parsersOf(['migrate'], { 'a.js': literal })).toEqual(['@babel/parser', 'recast']);
});

describe('check', () => {
  test.each([
    [['check']],
    [['check', 'a.js', '--strict', '--format', 'json']],
    [['check', '--since', 'HEAD']],
  ])('%j loads no parser where the bytes hold no name, and no reader of command lines', (argv) => {
    const folder = makeRepository({ 'a.js': 'const a = 1;\n' });
    const { packages, own } = modulesIn(folder, argv);
    expect([...packages]).toEqual([]);
    expect(own.filter((name) => /analyse|judge-as-text|migrate|sarif/.test(name))).toEqual([]);
  });

  test('loads one parser for a call, and what prints expressions never', () => {
    const folder = makeRepository({ 'a.js': CALL });
    const { packages, own } = modulesIn(folder, ['check', '--format', 'json=/dev/null'], 1);
    expect([...packages]).toEqual(['@babel/parser']);
    expect(own.some((name) => /analyse/.test(name))).toBe(true);
  });
});

test('what asks at a terminal is loaded for --interactive alone', () => {
  for (const argv of [['migrate'], ['migrate', '--dry-run', '--annotate']])
    expect(modulesOf(argv, { 'a.js': CALL }).own.filter((name) => /interactive/.test(name))).toEqual([]);
});

test('a typed script is, too', () => {
  expect(parsersOf(['migrate'], { 'a.ts': CALL, 'package.json': '{"name": "a"}' })).not.toContain('ts-morph');
});

test('TypeScript is asked where specifiers are configured', () => {
  const files = {
    'tsconfig.json': '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
    'src/a.ts': `import { key } from '@/key';\n${CALL}`,
    'src/key.ts': 'export const key = process.env.ZOHO_KEY;\n',
  };
  expect(parsersOf(['migrate'], files)).toContain('ts-morph');
});

describe('what speaks to a network', () => {
  const CHUNKS = fileURLToPath(new URL('../../dist/chunks/', import.meta.url));
  const speaking = readdirSync(CHUNKS)
    .filter((name) => name.endsWith('.js'))
    .filter((name) => /require\(["'`](?:node:)?https["'`]\)/.test(readFileSync(join(CHUNKS, name), 'utf8')))
    .map((name) => `chunks/${name.replace(/\.js$/, '')}`);

  test.each<[readonly string[], number]>([
    [['check'], 1],
    [['migrate', '--dry-run'], 0],
    [['explain', 'unresolved'], 0],
    [['--help'], 0],
    [['token', 'create', '--help'], 0],
  ])('is not loaded for %j', (argv, code) => {
    expect(speaking).toHaveLength(1);
    const { own } = modulesIn(makeRepository({ 'a.js': CALL }), argv, code);
    expect(own.filter((name) => speaking.includes(name))).toEqual([]);
  });

  test('check does not load the commands about tokens either', () => {
    const { own } = modulesIn(makeRepository({ 'a.js': CALL }), ['check', '--staged'], 0);
    expect(own.filter((name) => /chunks\/(?:command|create)/.test(name))).toEqual([]);
  });
});
