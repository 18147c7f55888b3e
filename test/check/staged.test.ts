import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { git, makeFolder, makeRepository, writeFiles } from '../files/workspace.ts';
import { CALL, findingsOf, GOOD, runCheck } from './run.ts';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const BLOCKS = { code: 1, findings: ['deprecated-params a.js:1 blocks'] };
const CLEAN = { code: 0, findings: [] };

afterEach(() => vi.unstubAllEnvs());

function stage(folder: string, files: Readonly<Record<string, string>>): void {
  writeFiles(folder, files);
  git(folder, 'add', '--', ...Object.keys(files));
}

function addHook(folder: string, name: string, command: string): void {
  const file = resolve(folder, git(folder, 'rev-parse', '--git-path', 'hooks').trim(), name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${command}\n`);
  chmodSync(file, 0o755);
}

const HOOK = `exec "${process.execPath}" "${CLI}" check --staged`;

/** Commits as a person would, hooks included. */
function commit(folder: string, ...args: readonly string[]) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...who, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

describe('the index is judged, not the work tree', () => {
  test('bad in the index and good in the work tree', async () => {
    const folder = makeRepository({ 'a.js': GOOD });
    stage(folder, { 'a.js': CALL });
    writeFiles(folder, { 'a.js': GOOD });
    expect(await findingsOf(folder, '--staged')).toEqual(BLOCKS);
  });

  test('good in the index and bad in the work tree', async () => {
    const folder = makeRepository({ 'a.js': '' });
    stage(folder, { 'a.js': GOOD });
    writeFiles(folder, { 'a.js': CALL, 'b.js': CALL });
    expect(await findingsOf(folder, '--staged')).toEqual(CLEAN);
  });

  test('staged and then deleted', async () => {
    const folder = makeRepository({});
    stage(folder, { 'a.js': CALL });
    rmSync(join(folder, 'a.js'));
    expect(await findingsOf(folder, '--staged')).toEqual(BLOCKS);
  });

  test('a deletion that is staged is nothing', async () => {
    const folder = makeRepository({ 'a.js': CALL });
    git(folder, 'rm', '--quiet', 'a.js');
    expect(await findingsOf(folder, '--staged')).toEqual(CLEAN);
    expect(await findingsOf(folder, '--staged', 'a.js')).toEqual(CLEAN);
  });

  test('nothing staged is clean, whatever lies around', async () => {
    const folder = makeRepository({ 'a.js': CALL });
    writeFiles(folder, { 'b.js': CALL });
    expect(await findingsOf(folder, '--staged')).toEqual(CLEAN);
  });

  test('the first commit', async () => {
    const folder = makeFolder({ 'a.js': CALL });
    git(folder, 'init', '--quiet');
    expect(await findingsOf(folder, '--staged')).toEqual(CLEAN);
    git(folder, 'add', 'a.js');
    expect(await findingsOf(folder, '--staged')).toEqual(BLOCKS);
  });

  test('what is imported is read from the index, too', async () => {
    const folder = makeRepository({
      'lib/zoho.js':
        "exports.address = 'https://crm.zoho.com/crm/private/json/';\nexports.auth = { apikey: process.env.K, ticket: process.env.T };\n",
    });
    writeFiles(folder, { 'lib/zoho.js': 'exports.address = "https://example.com/";\nexports.auth = {};\n' });
    stage(folder, {
      'a.js':
        "const { address, auth } = require('./lib/zoho'); require('request').get({ url: address + 'Leads/getRecords', qs: auth });\n",
    });
    expect(await findingsOf(folder, '--staged')).toEqual(BLOCKS);
  });

  test('and by a path whose folder says nothing', async () => {
    const folder = makeRepository({
      'lib/z.js':
        "exports.address = 'https://crm.zoho.com/crm/private/json/';\nexports.auth = { apikey: process.env.K, ticket: process.env.T };\n",
    });
    rmSync(join(folder, 'lib'), { recursive: true });
    stage(folder, {
      'a.js':
        "const { address, auth } = require('./lib/z'); require('request').get({ url: address + 'Leads/getRecords', qs: auth });\n",
    });
    expect(await findingsOf(folder, '--staged')).toEqual(BLOCKS);
  });

  test('nothing is written, in the repository neither', async () => {
    const folder = makeRepository({ 'a.js': GOOD });
    stage(folder, { 'a.js': CALL });
    writeFiles(folder, { 'a.js': GOOD });
    const list = () =>
      execFileSync('find', ['.', '-printf', '%p %s %T@\\n'], { cwd: folder, encoding: 'utf8' });
    const before = list();
    await runCheck(folder, '--staged');
    expect(list()).toBe(before);
  });

  test('what does not parse makes 2', async () => {
    const folder = makeRepository({});
    stage(folder, { 'a.js': `${CALL}) oh no (\n` });
    expect(await runCheck(folder, '--staged')).toMatchObject({
      code: 2,
      skipped: [expect.stringContaining('a.js: cannot be parsed')],
    });
  });

  test('a minified and a large file are judged as text', async () => {
    const folder = makeRepository({});
    const padding = `var x="${'x'.repeat(30_000)}";`;
    stage(folder, { 'a.js': padding + CALL, 'b.js': `${'const a = 1;\n'.repeat(450_000)}${CALL}` });
    rmSync(join(folder, 'a.js'));
    rmSync(join(folder, 'b.js'));
    expect(await findingsOf(folder, '--staged')).toEqual({
      code: 1,
      findings: ['deprecated-params a.js:1 blocks', 'deprecated-params b.js:450001 blocks'],
    });
  });
});

describe('only what the commit adds or changes blocks', () => {
  const TWO = `${CALL}\n\n\n\nconst a = 1;\n`;

  test('old sins elsewhere in the file do not', async () => {
    const folder = makeRepository({ 'a.js': TWO });
    stage(folder, { 'a.js': TWO.replace('const a = 1', 'const a = 2') });
    expect(await findingsOf(folder, '--staged')).toEqual({
      code: 0,
      findings: ['deprecated-params a.js:1 elsewhere'],
    });
    expect(await findingsOf(folder, '--staged', '--whole-files')).toEqual(BLOCKS);
  });

  test('a new one beside an old one does', async () => {
    const folder = makeRepository({ 'a.js': TWO });
    stage(folder, { 'a.js': TWO + CALL });
    expect(await findingsOf(folder, '--staged')).toEqual({
      code: 1,
      findings: ['deprecated-params a.js:1 elsewhere', 'deprecated-params a.js:7 blocks'],
    });
  });

  test('a parameter that is added to a call of several lines does', async () => {
    const call = (qs: string) =>
      `request.get({\n  url: 'https://crm.zoho.com/crm/private/json/Leads/getRecords',\n  qs: {\n${qs}    newFormat: 1,\n  },\n}, (error, response) => {\n  console.log(error);\n});\n`;
    const folder = makeRepository({ 'a.js': call('    authtoken: t,\n') });
    stage(folder, { 'a.js': call('    apikey: process.env.K,\n    ticket: process.env.T,\n') });
    expect(await findingsOf(folder, '--staged')).toEqual(BLOCKS);
    git(folder, 'commit', '--quiet', '--message', 'old');
    stage(folder, {
      'a.js': call('    apikey: process.env.K,\n    ticket: process.env.T,\n').replace(
        'console.log',
        'console.warn',
      ),
    });
    expect(await findingsOf(folder, '--staged')).toEqual({
      code: 0,
      findings: ['deprecated-params a.js:1 elsewhere'],
    });
  });

  test('parameters that are put in far from the call do, in another file too', async () => {
    const call =
      "const { auth } = require('./auth');\nrequire('request').get({ url: 'https://crm.zoho.com/crm/private/json/Leads/getRecords', qs: auth });\n";
    const folder = makeRepository({ 'a.js': call, 'auth.js': 'exports.auth = { authtoken: t };\n' });
    stage(folder, { 'auth.js': 'exports.auth = { apikey: process.env.K, ticket: process.env.T };\n' });
    expect(await findingsOf(folder, '--staged')).toEqual({
      code: 1,
      findings: ['deprecated-params a.js:2 blocks'],
    });
  });

  test('in several files at once, renamed and new ones among them', async () => {
    const text = `${CALL}\n\n\n\nconst a = 1;\n`;
    const folder = makeRepository({ 'a.js': text, 'b.js': text, 'old.js': text.repeat(3), 'sub/d.js': '' });
    git(folder, 'mv', 'old.js', 'c.js');
    stage(folder, {
      'a.js': text + CALL,
      'b.js': `// b\n${text}`,
      'c.js': text.repeat(3) + CALL,
      'sub/d.js': CALL,
      'e.js': CALL,
    });
    const { findings } = await findingsOf(folder, '--staged');
    expect(findings.filter((one) => one.endsWith('blocks'))).toEqual([
      'deprecated-params a.js:7 blocks',
      'deprecated-params c.js:19 blocks',
      'deprecated-params e.js:1 blocks',
      'deprecated-params sub/d.js:1 blocks',
    ]);
    expect(findings).toHaveLength(9);
  });

  test.each(['\r\n', '\r'])('with line ends %j', async (end) => {
    const lines = (...texts: string[]) => texts.map((text) => text.trim() + end).join('');
    const folder = makeRepository({ 'a.js': lines('// a', '// b', GOOD) });
    stage(folder, { 'a.js': lines('// a', '// b', CALL) });
    expect(await findingsOf(folder, '--staged')).toEqual({
      code: 1,
      findings: ['deprecated-params a.js:3 blocks'],
    });
  });

  test('a rename alone adds nothing; a rename with a new call does', async () => {
    const folder = makeRepository({ 'old.js': TWO.repeat(3) });
    git(folder, 'mv', 'old.js', 'a.js');
    expect((await findingsOf(folder, '--staged')).code).toBe(0);
    stage(folder, { 'a.js': TWO.repeat(3) + CALL });
    expect(await findingsOf(folder, '--staged')).toMatchObject({
      code: 1,
      findings: expect.arrayContaining([
        'deprecated-params a.js:19 blocks',
        'deprecated-params a.js:1 elsewhere',
      ]),
    });
  });

  test('a symbolic link that becomes a file is all new; a link is not followed', async () => {
    const folder = makeRepository({ 'bad.txt': CALL });
    symlinkSync('bad.txt', join(folder, 'a.js'));
    git(folder, 'add', 'a.js');
    const { code, report } = await runCheck(folder, '--staged');
    expect({ code, leftOut: report.summary.leftOut }).toEqual({ code: 0, leftOut: { 'symbolic link': 1 } });
    git(folder, 'commit', '--quiet', '--message', 'link');
    rmSync(join(folder, 'a.js'));
    stage(folder, { 'a.js': CALL });
    expect(await findingsOf(folder, '--staged')).toEqual(BLOCKS);
  });
});

describe('paths', () => {
  test('only staged changes below them are judged', async () => {
    const folder = makeRepository({});
    stage(folder, { 'a.js': CALL, 'src/b.js': CALL });
    expect(await findingsOf(folder, '--staged', 'src')).toEqual({
      code: 1,
      findings: ['deprecated-params src/b.js:1 blocks'],
    });
    expect(await findingsOf(folder, '--staged', 'a.js')).toEqual(BLOCKS);
  });

  test('a file that is named and not changed is judged whole, as the index has it', async () => {
    const folder = makeRepository({ 'a.js': CALL, 'b.js': CALL });
    writeFiles(folder, { 'a.js': GOOD });
    expect(await findingsOf(folder, '--staged', 'a.js')).toEqual(BLOCKS);
  });

  test('one that git does not know is not passed over', async () => {
    const folder = makeRepository({});
    writeFiles(folder, { 'a.js': CALL });
    expect(await runCheck(folder, '--staged', 'a.js')).toMatchObject({
      code: 2,
      skipped: ['a.js: is not in the index'],
    });
  });

  test('what is vendored or binary by its name stays left out', async () => {
    const folder = makeRepository({});
    stage(folder, { 'vendor/a.js': CALL, 'node_modules/b.js': CALL, 'c.png': CALL });
    const { code, report } = await runCheck(folder, '--staged', 'vendor/a.js', 'node_modules/b.js', 'c.png');
    expect({ code, leftOut: report.summary.leftOut }).toEqual({
      code: 0,
      leftOut: { vendored: 2, binary: 1 },
    });
  });

  test('in a subdirectory, everything that is staged is judged, and named from there', async () => {
    const folder = makeRepository({});
    stage(folder, { 'a.js': CALL, 'sub/b.js': CALL });
    const expected = {
      code: 1,
      findings: ['deprecated-params ../a.js:1 blocks', 'deprecated-params b.js:1 blocks'],
    };
    expect(await findingsOf(join(folder, 'sub'), '--staged')).toEqual(expected);
    expect(await findingsOf(join(folder, 'sub'), '--staged', '.')).toEqual({
      code: 1,
      findings: ['deprecated-params b.js:1 blocks'],
    });
  });
});

test.each([
  'clé.js',
  'with blank.js',
  ' leading.js',
  '-n.js',
  '--staged.js',
  'new\nline.js',
  'quote".js',
  'tab\t.js',
  '\u001b[31mred.js',
  'a:b.js',
  '*.js',
  '[a].js',
  'HEAD.js',
  '日本.js',
])('a file of the name %j', async (name) => {
  const folder = makeRepository({ 'other.js': GOOD });
  stage(folder, { [name]: CALL });
  rmSync(join(folder, name));
  const { code, report, out } = await runCheck(folder, '--staged');
  expect({ code, files: report.findings.map(({ file }: { file: string }) => file) }).toEqual({
    code: 1,
    files: [name],
  });
  expect(out).not.toContain('\u001b');
  expect((await findingsOf(folder, '--staged', '--', name)).code).toBe(1);
  git(folder, 'commit', '--quiet', '--message', 'old');
  stage(folder, { [name]: `${CALL}\n// more\n` });
  expect((await findingsOf(folder, '--staged')).code).toBe(0);
});

test('a name that is not UTF-8', async () => {
  const folder = makeRepository({});
  const name = Buffer.from([0x63, 0x6c, 0xe9, 0x2e, 0x6a, 0x73]);
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), CALL);
  git(folder, 'add', '--all');
  expect((await findingsOf(folder, '--staged')).code).toBe(1);
});

describe('a merge in progress', () => {
  function diverge(
    ours: Record<string, string>,
    theirs: Record<string, string>,
    base: Record<string, string>,
  ): string {
    const folder = makeRepository(base);
    git(folder, 'checkout', '--quiet', '-b', 'theirs');
    stage(folder, theirs);
    git(folder, 'commit', '--quiet', '--message', 'theirs');
    git(folder, 'checkout', '--quiet', '-');
    stage(folder, ours);
    git(folder, 'commit', '--quiet', '--message', 'ours');
    return folder;
  }
  const SPACE = '\n'.repeat(8);

  test('what either parent had is not new', async () => {
    const base = `const a = 1;${SPACE}const b = 1;\n`;
    const folder = diverge(
      { 'a.js': base.replace('const a = 1;', CALL.trim()), 'ours.js': CALL },
      { 'a.js': base.replace('const b = 1;', CALL.trim()), 'theirs.js': CALL },
      { 'a.js': base },
    );
    git(folder, 'merge', '--no-commit', '--quiet', 'theirs');
    const { code, findings } = await findingsOf(folder, '--staged');
    expect({ code, standings: new Set(findings.map((one) => one.split(' ')[2])) }).toEqual({
      code: 0,
      standings: new Set(['elsewhere']),
    });
  });

  test('what the merge itself brings is', async () => {
    const folder = diverge(
      { 'a.js': 'const a = 2;\n' },
      { 'a.js': 'const a = 3;\n' },
      { 'a.js': 'const a = 1;\n' },
    );
    expect(() => git(folder, 'merge', '--quiet', 'theirs')).toThrow();
    const { code, skipped } = await runCheck(folder, '--staged');
    expect({ code, skipped }).toEqual({ code: 2, skipped: ['a.js: has conflicts that are not resolved'] });
    stage(folder, { 'a.js': CALL, 'b.js': CALL });
    expect(await findingsOf(folder, '--staged')).toEqual({
      code: 1,
      findings: ['deprecated-params a.js:1 blocks', 'deprecated-params b.js:1 blocks'],
    });
  });

  test('the hook of `git merge` itself, before it names its parents', () => {
    const folder = diverge({ 'ours.js': GOOD }, { 'theirs.js': CALL }, { 'a.js': '' });
    addHook(folder, 'pre-merge-commit', HOOK);
    const { status, said } = commit(folder, 'merge', '--no-edit', 'theirs');
    expect({ status, said }).toMatchObject({
      status: 0,
      said: expect.stringContaining('No new Zoho CRM call'),
    });
  });
});

describe('in a real hook', () => {
  test('`git commit` is stopped, and let through', () => {
    const folder = makeRepository({ 'a.js': '' });
    addHook(folder, 'pre-commit', HOOK);
    stage(folder, { 'a.js': CALL });
    writeFiles(folder, { 'a.js': GOOD });
    expect(commit(folder, 'commit', '-m', 'bad')).toMatchObject({
      status: 1,
      said: expect.stringContaining('a.js:1:1'),
    });
    git(folder, 'add', 'a.js');
    expect(commit(folder, 'commit', '-m', 'good')).toMatchObject({ status: 0 });
  });

  test('`commit -a` and `commit PATH` have an index of their own', () => {
    const folder = makeRepository({ 'a.js': '', 'b.js': '' });
    addHook(folder, 'pre-commit', HOOK);
    writeFiles(folder, { 'a.js': CALL });
    expect(commit(folder, 'commit', '-a', '-m', 'all')).toMatchObject({ status: 1 });
    stage(folder, { 'b.js': CALL });
    writeFiles(folder, { 'a.js': GOOD });
    expect(commit(folder, 'commit', '-m', 'only', 'a.js')).toMatchObject({ status: 0 });
    expect(commit(folder, 'commit', '-m', 'only', 'b.js')).toMatchObject({ status: 1 });
  });

  test('of a linked work tree, at its top and below', () => {
    const folder = makeRepository({ 'a.js': '', 'sub/b.js': '' });
    const linked = join(makeFolder(), 'linked');
    git(folder, 'worktree', 'add', '--quiet', linked);
    writeFiles(folder, { 'a.js': CALL });
    git(folder, 'add', 'a.js');
    for (const command of [HOOK, `cd sub && ${HOOK}`]) {
      addHook(folder, 'pre-commit', command);
      stage(linked, { 'sub/b.js': CALL });
      const bad = commit(linked, 'commit', '-m', 'bad');
      expect(bad).toMatchObject({ status: 1, said: expect.stringContaining('b.js:1:1') });
      expect(bad.said).not.toContain('a.js');
      stage(linked, { 'sub/b.js': `${GOOD}// ${command.length}\n` });
      expect(commit(linked, 'commit', '-m', 'good')).toMatchObject({ status: 0 });
      writeFiles(linked, { 'sub/b.js': CALL });
      expect(commit(linked, 'commit', '-a', '-m', 'bad')).toMatchObject({ status: 1 });
    }
    expect(git(folder, 'config', 'core.bare').trim()).toBe('false');
  });

  test('from a subdirectory', () => {
    const folder = makeRepository({ 'sub/a.js': '' });
    addHook(folder, 'pre-commit', HOOK);
    writeFiles(folder, { 'sub/a.js': CALL });
    expect(commit(join(folder, 'sub'), 'commit', '-m', 'bad', 'a.js')).toMatchObject({ status: 1 });
  });

  test('a submodule is a repository of its own', async () => {
    const inner = makeRepository({ 'a.js': '' });
    const outer = makeRepository({ 'a.js': '' });
    git(outer, 'submodule', '--quiet', 'add', inner, 'inner');
    git(outer, 'commit', '--quiet', '--message', 'module');
    const module = join(outer, 'inner');
    stage(module, { 'a.js': CALL });
    expect(await findingsOf(outer, '--staged')).toEqual(CLEAN);
    expect(await findingsOf(module, '--staged')).toEqual(BLOCKS);
    addHook(module, 'pre-commit', HOOK);
    expect(commit(module, 'commit', '-m', 'bad')).toMatchObject({ status: 1 });
    git(module, 'commit', '--quiet', '--no-verify', '--message', 'bad');
    git(outer, 'add', 'inner');
    const { code, report } = await runCheck(outer, '--staged');
    expect({ code, leftOut: report.summary.leftOut }).toEqual({
      code: 0,
      leftOut: { 'another repository': 1 },
    });
    // The hook of the outer one has an index that is not the module's.
    stage(module, { 'a.js': `${CALL}${CALL}` });
    addHook(outer, 'pre-commit', `cd inner && ${HOOK}`);
    expect(commit(outer, 'commit', '-m', 'module')).toMatchObject({
      status: 1,
      said: expect.stringContaining('a.js:2:1'),
    });
  });

  test('a repository that lies apart from its work tree', async () => {
    const folder = makeRepository({ 'a.js': '' });
    const apart = join(makeFolder(), 'apart.git');
    stage(folder, { 'a.js': CALL });
    renameSync(join(folder, '.git'), apart);
    vi.stubEnv('GIT_DIR', apart);
    vi.stubEnv('GIT_WORK_TREE', folder);
    expect(await findingsOf(folder, '--staged')).toEqual(BLOCKS);
  });
});

describe('--since', () => {
  test('judges what the commits since then change, in the last of them', async () => {
    const folder = makeRepository({ 'a.js': CALL, 'b.js': '' });
    git(folder, 'tag', 'start');
    stage(folder, { 'b.js': CALL });
    git(folder, 'commit', '--quiet', '--message', 'b');
    writeFiles(folder, { 'b.js': GOOD, 'c.js': CALL });
    expect(await findingsOf(folder, '--since', 'start')).toEqual({
      code: 1,
      findings: ['deprecated-params b.js:1 blocks'],
    });
    expect(await findingsOf(folder, '--since', 'HEAD')).toEqual(CLEAN);
  });

  test('from where the branches parted', async () => {
    const folder = makeRepository({ 'a.js': '' });
    git(folder, 'checkout', '--quiet', '-b', 'feature');
    stage(folder, { 'b.js': GOOD });
    git(folder, 'commit', '--quiet', '--message', 'b');
    git(folder, 'checkout', '--quiet', '-');
    git(folder, 'branch', 'base');
    git(folder, 'checkout', '--quiet', 'base');
    git(folder, 'rm', '--quiet', 'a.js');
    git(folder, 'commit', '--quiet', '--message', 'base goes on');
    git(folder, 'checkout', '--quiet', 'feature');
    const { report } = await runCheck(folder, '--since', 'base');
    expect(report.summary.filesScanned).toBe(1);
  });

  test.each([['nowhere'], ['--output=evil'], ['-n'], ['HEAD:a.js'], ['']])(
    '%j is no commit',
    async (name) => {
      const folder = makeRepository({ 'a.js': '' });
      expect(await runCheck(folder, `--since=${name}`)).toMatchObject({ code: 2, out: '' });
      expect(readFileSync(join(folder, 'a.js'), 'utf8')).toBe('');
    },
  );

  test('not beside --staged', async () => {
    expect(await runCheck(makeRepository({}), '--staged', '--since', 'HEAD')).toMatchObject({ code: 2 });
  });
});

test('outside of git, --staged cannot be answered', async () => {
  vi.stubEnv('GIT_CEILING_DIRECTORIES', '/');
  expect(await runCheck(makeFolder({ 'a.js': CALL }), '--staged')).toMatchObject({
    code: 2,
    err: expect.stringContaining('is in no git repository'),
  });
});
