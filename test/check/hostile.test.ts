import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FORMATS } from '../../src/report/formats.ts';
import { git, makeFolder, makeRepository, writeFiles } from '../files/workspace.ts';
import { CALL, findingsOf, GOOD, runCheck } from './run.ts';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const SECRET = '1a7ce5281e986fb3afd38440e1a7c556';
const LITERAL = `fetch('https://crm.zoho.com/crm/private/json/Leads/getFields?apikey=Hb7tQx2LwN_9vKdRz4sYpM1a$&ticket=${SECRET}');\n`;
const BLOCKS = { code: 1, findings: ['deprecated-params a.js:1 blocks'] };

/** The command as it is run, by another process. */
function run(cwd: string, ...argv: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'check', ...argv], {
    cwd,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

describe('a repository whose configuration runs programs', () => {
  function booby(): { folder: string; evil: string } {
    const folder = makeRepository({ 'a.js': '', 'b.txt': 'x\n' });
    const evil = join(folder, 'EVIL');
    const program = join(folder, 'evil.sh');
    writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> "${evil}"\ncat 2>/dev/null\n`);
    chmodSync(program, 0o755);
    const set = (key: string, value = program) => git(folder, 'config', key, value);
    for (const name of ['pre-commit', 'post-index-change', 'fsmonitor-watchman', 'reference-transaction'])
      writeFiles(folder, { [`.git/hooks/${name}`]: `#!/bin/sh\n${program}\n` });
    for (const name of ['pre-commit', 'post-index-change', 'fsmonitor-watchman', 'reference-transaction'])
      chmodSync(join(folder, '.git/hooks', name), 0o755);
    for (const key of [
      'diff.external',
      'core.pager',
      'pager.diff',
      'core.editor',
      'core.sshCommand',
      'core.askPass',
    ])
      set(key);
    for (const key of [
      'diff.evil.command',
      'diff.evil.textconv',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
    ])
      set(key);
    set('alias.diff', `!${program}`);
    set('alias.cat-file', `!${program}`);
    set('core.fsmonitor');
    writeFiles(folder, { '.gitattributes': '* diff=evil filter=evil\n', 'a.js': CALL });
    // Staged without the filter, which would run now.
    const hash = spawnSync('git', ['hash-object', '-w', '--no-filters', 'a.js'], {
      cwd: folder,
      encoding: 'utf8',
    }).stdout.trim();
    spawnSync(
      'git',
      [
        '-c',
        'core.fsmonitor=false',
        '-c',
        'core.hooksPath=/dev/null',
        'update-index',
        '--add',
        '--cacheinfo',
        `100644,${hash},a.js`,
      ],
      { cwd: folder },
    );
    spawnSync('rm', ['-f', evil]);
    return { folder, evil };
  }

  test.each([[['--staged']], [['--since', 'HEAD']], [[]], [['a.js']], [['--staged', 'a.js', 'b.txt']]])(
    '%j runs none of them',
    (argv) => {
      const { folder, evil } = booby();
      const { status } = run(folder, ...argv);
      expect(existsSync(evil)).toBe(false);
      expect(status).toBe(argv[0] === '--since' ? 0 : 1);
    },
  );

  test('variables of the environment do not either', () => {
    const { folder, evil } = booby();
    const env = {
      ...process.env,
      GIT_EXTERNAL_DIFF: join(folder, 'evil.sh'),
      GIT_PAGER: join(folder, 'evil.sh'),
      GIT_TRACE: evil,
    };
    const { status } = spawnSync(process.execPath, [CLI, 'check', '--staged'], { cwd: folder, env });
    expect({ status, evil: existsSync(evil) }).toEqual({ status: 1, evil: false });
  });

  test('a blob that only a remote has is not fetched, and not passed over', async () => {
    const { folder, evil } = booby();
    git(folder, 'config', 'remote.origin.url', `ext::${join(folder, 'evil.sh')} %S`);
    git(folder, 'config', 'remote.origin.promisor', 'true');
    git(folder, 'config', 'extensions.partialClone', 'origin');
    const missing = '1234567890123456789012345678901234567890';
    spawnSync(
      'git',
      [
        '-c',
        'core.fsmonitor=false',
        '-c',
        'core.hooksPath=/dev/null',
        'update-index',
        '--add',
        '--cacheinfo',
        `100644,${missing},gone.js`,
      ],
      { cwd: folder },
    );
    spawnSync('rm', ['-f', evil]);
    const { status, said } = run(folder, '--staged', 'gone.js');
    expect({ status, evil: existsSync(evil) }).toEqual({ status: 2, evil: false });
    expect(said).toMatch(/gone\.js|git cannot/);
  });
});

describe('names that speak to terminals and to CI', () => {
  const NAMES = [
    '\u001b]0;owned\u0007.js',
    'a\r::stop-commands::x.js',
    'b\n::error::y.js',
    '\u202egnp.js',
    '##vso[task.complete].js',
    '-rf.js',
  ];

  test.each(Object.keys(FORMATS).filter((name) => name !== 'diff'))('as %s', async (format) => {
    const folder = makeRepository({});
    writeFiles(folder, Object.fromEntries(NAMES.map((name) => [name, LITERAL])));
    git(folder, 'add', '--all');
    for (const argv of [[], ['--staged']]) {
      const { status, said } = run(folder, '--format', format, ...argv);
      expect(status).toBe(1);
      expect(said.replaceAll('\n', '')).not.toMatch(/[\0-\x1f\x7f-\x9f\u202a-\u202e]/);
      expect(said).not.toMatch(/^(::stop|::error::y)/m);
      expect(said).not.toContain(SECRET);
    }
  });

  test('in what says why it could not be done', async () => {
    const { err, code } = await runCheck(makeFolder(), `\u001b[2J${SECRET}\r.js`, '--strict');
    expect(code).toBe(2);
    expect(err.replaceAll('\n', '')).not.toMatch(/[\0-\x1f]/);
    expect(err).not.toContain(SECRET);
  });
});

describe('links', () => {
  test('out of the tree are not followed, named ones neither', async () => {
    const outside = makeFolder({ 'bad.js': CALL, 'folder/bad.js': CALL });
    const folder = makeRepository({});
    symlinkSync(join(outside, 'bad.js'), join(folder, 'a.js'));
    symlinkSync(join(outside, 'folder'), join(folder, 'b'));
    git(folder, 'add', '--all');
    for (const argv of [[], ['a.js'], ['b'], ['b/bad.js'], ['--staged'], ['--staged', 'a.js']])
      expect(await findingsOf(folder, ...argv)).toMatchObject({ findings: [] });
  });

  test('a link that is imported is not followed either', async () => {
    const outside = makeFolder({
      'z.js': 'exports.auth = { apikey: process.env.K, ticket: process.env.T };\n',
    });
    const folder = makeFolder({
      'a.js':
        "require('request').get({ url: 'https://crm.zoho.com/crm/private/json/Leads/getRecords', qs: require('./z').auth });\n",
    });
    symlinkSync(join(outside, 'z.js'), join(folder, 'z.js'));
    expect(await findingsOf(folder, 'a.js')).toEqual({ code: 0, findings: [] });
  });
});

describe('size', () => {
  test('a file of 1 GB', { timeout: 300_000 }, async () => {
    const folder = makeFolder();
    const file = openSync(join(folder, 'a.js'), 'w');
    const block = Buffer.alloc(16 * 1024 * 1024, 'const value = 1\n');
    for (let i = 0; i < 64; i++) writeSync(file, block);
    writeSync(file, `\n${CALL}`);
    closeSync(file);
    const { code, findings, skipped } = await runCheck(folder);
    if (code === 1) expect(findings).toEqual(['deprecated-params a.js:67108866 blocks']);
    else expect({ code, skipped }).toEqual({ code: 2, skipped: ['a.js: takes too long to be judged'] });
  });

  test.each(['a.js', 'a.php'])(
    '%s of 1 GB takes less than 250 MB of memory',
    { timeout: 120_000 },
    (name) => {
      const folder = makeFolder({
        [name]: `${'const value = 1\n'.repeat(1000)}${CALL}`,
        'peak.cjs':
          "process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS} KB\\n`));\n",
      });
      // Mostly a hole, which takes no room on the disk.
      truncateSync(join(folder, name), 1024 ** 3);
      for (const argv of [[], [name]]) {
        const { status, stderr } = spawnSync(
          process.execPath,
          ['--require', join(folder, 'peak.cjs'), CLI, 'check', ...argv],
          { cwd: folder, encoding: 'utf8' },
        );
        expect(status).not.toBe(0);
        const [, peak] = /peak (\d+) KB/.exec(stderr)!;
        expect(Number(peak) / 1024).toBeLessThan(250);
      }
    },
  );

  test.each([1, 7])(
    'a file of one line and 50 MB, with a call after %i parts of it',
    { timeout: 120_000 },
    async (parts) => {
      const text = `${'x+'.repeat(3_500_000 * parts)}${CALL.trim()};${'y+'.repeat(3_500_000 * (8 - parts))}1`;
      expect(await findingsOf(makeFolder({ 'a.js': text }))).toEqual(BLOCKS);
    },
  );

  test('a file of one line and 50 MB that is a URL without an end', { timeout: 120_000 }, async () => {
    const text = `"https://crm.zoho.com/crm/private/${'a)'.repeat(25_000_000)}?apikey="`;
    const { findings, skipped } = await runCheck(makeFolder({ 'a.js': text }));
    expect(findings.length + skipped.length).toBeGreaterThan(0);
  });
});

describe('shape', () => {
  test.each([
    ['brackets', `x = ${'['.repeat(100_000)}`],
    ['brackets that close', `x = ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['calls', `x = ${'f('.repeat(20_000)}${')'.repeat(20_000)}`],
    ['concatenations', `x = ${"'a' + ".repeat(18_000)}'b'`],
    ['ternaries', `x = ${'a ? b : '.repeat(2_000)}c`],
    ['blocks', `${'{'.repeat(15_000)}${'}'.repeat(15_000)}`],
    ['templates', `x = ${'`${'.repeat(5_000)}1${'}`'.repeat(5_000)}`],
  ])('deep nesting of %s is found out, or told', { timeout: 120_000 }, async (_what, text) => {
    const { code, findings, skipped } = await runCheck(
      makeFolder({ 'a.js': `${CALL}${text.replace(/(.{1,900})/g, '$1\n')};\n` }),
    );
    expect(code).toBe(findings.length > 0 ? 1 : 2);
    expect([...findings, ...skipped].length).toBeGreaterThan(0);
  });

  test('halves of surrogate pairs', async () => {
    const text = Buffer.from(`\ufeff// \ud800 \udfff\n${CALL.trim()} // \udc00\n`, 'utf16le');
    const folder = makeRepository({});
    writeFiles(folder, { 'a.js': text });
    git(folder, 'add', '--all');
    for (const argv of [[], ['--staged'], ['--format', 'sarif=/dev/null']])
      expect((await runCheck(folder, ...argv)).code).toBe(1);
  });

  test('many comments that ignore, on long lines', { timeout: 60_000 }, async () => {
    const line = `${'#;'.repeat(9_000)}zoho-authtoken-ignore[x]: y\n`;
    const { code } = await runCheck(makeFolder({ 'a.js': `/*\n${line.repeat(100)}*/\n${CALL}` }));
    expect(code).not.toBe(0);
  });
});

describe('names that look like options', () => {
  test.each(['-n.js', '--staged', '--strict.js', '--since=HEAD.js', '--'])('%s', async (name) => {
    const folder = makeRepository({});
    const file = name.endsWith('.js') ? name : `${name}/a.js`;
    if (!name.endsWith('.js')) mkdirSync(join(folder, name));
    writeFiles(folder, { [file]: CALL });
    git(folder, 'add', '--all');
    expect((await runCheck(folder, '--', name)).findings).toEqual([`deprecated-params ${file}:1 blocks`]);
    expect((await runCheck(folder, '--staged', '--', name)).findings).toEqual([
      `deprecated-params ${file}:1 blocks`,
    ]);
  });

  test('a path that is given after -- is no option', async () => {
    const folder = makeFolder({ 'a.js': GOOD });
    expect(await runCheck(folder, '--', '--strict')).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no file or folder'),
    });
  });
});
