import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { git, makeFolder, makeRepository, writeFiles } from '../files/workspace.ts';

// Every mistake that a user can make, and what is said of it, word for word: the file, the place, the next step.

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const CALL =
  "fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + process.env.ZOHO_TICKET);\n";
const FILES = { 'a.js': CALL };

interface Case {
  /** What was typed behind `zoho-authtoken`. */
  readonly argv: readonly string[];
  /** What is told on standard error behind `zoho-authtoken: `; `{cwd}` is the working directory. */
  readonly err: string;
  /** The files of the folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** True: they are committed. */
  readonly isCommitted?: boolean;
  readonly prepare?: (cwd: string) => void;
  readonly env?: Readonly<Record<string, string>>;
  /** Standard output is empty unless something is done all the same. */
  readonly out?: RegExp;
}

type Cases = Readonly<Record<string, Case>>;

const hint = (command = '') => `\nTry 'zoho-authtoken ${command}--help'.`;
const usage = (argv: readonly string[], err: string, command = `${argv[0]} `): Case => ({
  argv,
  err: err + hint(command),
});

const COMMAND_LINES: Cases = {
  'a command that is spelled wrong': usage(
    ['chekc'],
    "There is no command 'chekc'; did you mean 'check'?",
    '',
  ),
  'a path without a command': usage(
    ['src'],
    "There is no command 'src'. Commands: migrate, check, explain, token",
    '',
  ),
  'help for a command that is not there': usage(
    ['help', 'bogus'],
    "There is no command 'bogus'. Commands: migrate, check, explain, token",
    '',
  ),
  'controls in a command': usage(
    ['\u001b[2J'],
    "There is no command '\\x1b[2J'. Commands: migrate, check, explain, token",
    '',
  ),
  'an option without its command': usage(['--staged'], "'--staged' needs a command before it: check", ''),
  'an option that is spelled wrong': usage(
    ['migrate', '--dryrun'],
    "There is no option '--dryrun' of migrate; did you mean '--dry-run'?",
  ),
  'an option of another command': usage(
    ['migrate', '--staged'],
    "There is no option '--staged' of migrate; it is one of check",
  ),
  'a letter that is no option': usage(['migrate', '-nx'], "There is no option '-x' of migrate"),
  'a negated option that takes a value': usage(
    ['migrate', '--no-format'],
    "There is no option '--no-format' of migrate",
  ),
  'a missing name': usage(['migrate', '--token-env'], '--token-env needs a value: --token-env NAME'),
  'a missing commit': usage(['check', '--since', '--strict'], '--since needs a value: --since COMMIT'),
  'a commit without a name': usage(
    ['check', '--since', ''],
    '--since takes the name of a commit: --since origin/main',
  ),
  'a missing baseline': usage(['check', '--baseline'], '--baseline needs a value: --baseline FILE'),
  'a baseline without a name': usage(['check', '--baseline', ''], '--baseline takes the name of a file'),
  'a missing format': usage(['check', '--format'], '--format needs a value: --format NAME'),
  'a value for an option that takes none': usage(
    ['check', '--strict=maybe'],
    "--strict takes no value, and 'maybe' is one",
  ),
  'quiet and verbose': usage(['check', '-qv'], '--quiet and --verbose exclude each other: use one of them'),
  'two ways to choose': usage(
    ['check', '--staged', '--since', 'HEAD'],
    '--staged and --since exclude each other: use one of them',
  ),
  'whole files of nothing': usage(['check', '--whole-files'], '--whole-files needs --staged or --since'),
  'an update without a baseline': usage(
    ['check', '--update-baseline'],
    '--update-baseline needs --baseline FILE',
  ),
  'a baseline of a commit': usage(
    ['check', '--update-baseline', '--baseline', 'b', '--staged'],
    '--update-baseline looks at the work tree, not at a commit',
  ),
  'a name that is none of a variable': usage(
    ['migrate', '--token-env', 'A-B'],
    "--token-env takes the name of an environment variable, not 'A-B': letters, digits and _",
  ),
  'an empty display name': usage(
    ['migrate', '--display-name', ''],
    '--display-name takes a name: --display-name harbour-crm',
  ),
  'no rule': usage(
    ['explain'],
    'Say which rule: deprecated-params, ticket-regeneration, needs-token, client-side-token, hardcoded-credential, unresolved, other-zoho-service, left-over, unused-ignore',
  ),
  'a rule that is spelled wrong': usage(
    ['explain', 'unresolvd'],
    "There is no rule 'unresolvd'; did you mean 'unresolved'?",
  ),
  'two rules': usage(
    ['explain', 'unresolved', 'left-over'],
    "explain takes one rule, and 'left-over' is one more",
  ),
};

const REPORTS: Cases = {
  'a format that is spelled wrong': usage(
    ['check', '--format', 'sarfi'],
    "There is no format 'sarfi'; did you mean 'sarif'?",
  ),
  'a format of another command': usage(
    ['check', '--format', 'diff'],
    "There is no format 'diff' here. Formats: text, json, jsonl, sarif, github, gitlab, rdjsonl, junit, html, markdown; NAME=FILE writes one to a file",
  ),
  'a format without its file': usage(
    ['check', '--format', 'json='],
    '--format json= names no file: --format json=FILE',
  ),
  'two reports for one stream': usage(
    ['check', '--format', 'json', '--format', 'text'],
    'Two reports, json and text, would go to standard output: give one a file, --format text=FILE',
  ),
  'two reports for one file': usage(
    ['check', '--format', 'json=a', '--format', 'sarif=./a'],
    '--format sarif=./a: that file is already used for something else',
  ),
  'a report over the baseline': usage(
    ['check', '--baseline', 'a', '--format', 'json=a'],
    '--format json=a: that file is already used for something else',
  ),
  'a report in a folder that is not there': usage(
    ['migrate', '--format', 'json=no/a.json'],
    '--format json=no/a.json: there is no folder no; make it first',
  ),
  'a report that is a folder': usage(
    ['migrate', '--format', 'json=.'],
    '--format json=.: that is a folder; name a file in it',
  ),
  'a report over a source': usage(
    ['migrate', '--format', 'json=a.js'],
    '--format json=a.js: that file is there, and is no such report of an earlier run; name another one, or delete it first',
  ),
  'a report over a package': {
    ...usage(
      ['migrate', '--format', 'json=package.json'],
      '--format json=package.json: that file is there, and is no such report of an earlier run; name another one, or delete it first',
    ),
    files: { 'package.json': '{}' },
  },
};

const PATHS: Cases = {
  'a path that is not there': {
    argv: ['migrate', 'a.js', 'nope', 'b'],
    err: "There is no file or folder 'nope', 'b'",
  },
  'a pattern that the shell left': {
    argv: ['check', 'src/*.js'],
    err: "There is no file or folder 'src/*.js': paths are taken as they stand, and the shell found no match; name a folder instead",
  },
  'standard input': {
    argv: ['check', '-'],
    err: "There is no file or folder '-': standard input is not read",
  },
  'a name of two lines': { argv: ['check', 'a\nb'], err: "There is no file or folder 'a\\nb'" },
  'an empty path': usage(['check', ''], 'A path is empty: was a variable not set?'),
};

const config = (text: string): Pick<Case, 'argv' | 'files'> => ({
  argv: ['check'],
  files: { 'zoho-authtoken.json': text, ...FILES },
});

const CONFIGURATION: Cases = {
  'no JSON': {
    ...config('{\n  "hosts": ["crm.example.com",]\n}\n'),
    err: 'zoho-authtoken.json:2:31 is not JSON: what stands there does not fit (comments, single quotes and commas before a bracket do not)',
  },
  'half of it': {
    ...config('{ "hosts": ['),
    err: 'zoho-authtoken.json is not JSON: it ends too early, a bracket or a quote is missing',
  },
  nothing: { ...config('\n'), err: 'zoho-authtoken.json is not JSON: it is empty' },
  'a list': {
    ...config('[]'),
    err: 'zoho-authtoken.json must be an object, as in { "hosts": ["crm.example.com"] }',
  },
  'a key that is spelled wrong': {
    ...config('{ "hostz": [] }'),
    err: "zoho-authtoken.json: there is no key 'hostz'; did you mean 'hosts'?",
  },
  'a host with its scheme': {
    ...config('{ "hosts": ["https://crm.example.com"] }'),
    err: 'zoho-authtoken.json: \'hosts\' must be a list of host names, as in "crm.example.com"',
  },
  'a name that is none': {
    ...config('{ "tokenName": "a-b" }'),
    err: "zoho-authtoken.json: 'tokenName' must be the name of an environment variable",
  },
  'patterns that are none': {
    ...config('{ "ignore": "legacy" }'),
    err: "zoho-authtoken.json: 'ignore' must be a list of patterns, as in .gitignore",
  },
  'the wrong type in a package': {
    argv: ['migrate'],
    files: { 'package.json': '{ "zoho-authtoken": { "hosts": 3 } }', ...FILES },
    err: 'package.json (zoho-authtoken): \'hosts\' must be a list of host names, as in "crm.example.com"',
  },
  'a package that is no JSON': {
    argv: ['migrate'],
    files: { 'package.json': '{ "zoho-authtoken": { "hosts": [], } }', ...FILES },
    err: 'package.json:1:36 is not JSON: what stands there does not fit (comments, single quotes and commas before a bracket do not)',
  },
  'two of them': {
    argv: ['check'],
    files: { 'package.json': '{ "zoho-authtoken": {} }', 'zoho-authtoken.json': '{}' },
    err: 'zoho-authtoken.json and package.json both configure it: keep one of them',
  },
};

const BASELINES: Cases = {
  'one that is not there': {
    argv: ['check', '--baseline', 'b'],
    err: 'There is no baseline b; with --update-baseline as well, it is written',
  },
  'one with conflicts': {
    argv: ['check', '--baseline', 'b'],
    files: { b: '# Findings\n<<<<<<< HEAD\n', ...FILES },
    err: 'b:2 is no line of a baseline: remove the file, and write it anew with --update-baseline',
  },
  'a folder': {
    argv: ['check', '--baseline', 'b'],
    files: { 'b/a.js': CALL },
    err: 'The baseline b cannot be read: it is a folder (EISDIR)',
  },
  'one in a folder that is not there': {
    argv: ['check', '--baseline', 'no/b', '--update-baseline'],
    err: 'The baseline no/b cannot be written: there is no such file or folder (ENOENT)',
  },
};

const NO_GIT = { PATH: '/nonexistent' };
const cut = (...names: readonly string[]) => {
  return (cwd: string) => {
    for (const name of names) rmSync(join(cwd, name), { recursive: true });
  };
};

const GIT: Cases = {
  'outside of git': {
    argv: ['check', '--staged'],
    err: '{cwd} is in no git repository, and --staged and --since ask git; without them, check looks at the files',
  },
  'a bare repository': {
    argv: ['check', '--staged'],
    prepare: (cwd) => void git(cwd, 'init', '--quiet', '--bare'),
    err: '{cwd} is in no git repository, and --staged and --since ask git; without them, check looks at the files',
  },
  'git is missing, check': {
    argv: ['check', '--staged'],
    isCommitted: true,
    env: NO_GIT,
    err: 'git cannot tell what is in {cwd}: git is not installed, or not on the PATH',
  },
  'git is missing, migrate': {
    argv: ['migrate'],
    isCommitted: true,
    env: NO_GIT,
    err: 'git cannot tell what is committed in {cwd}: git is not installed, or not on the PATH. With --allow-dirty it is not asked',
  },
  'a broken repository, check': {
    argv: ['check', '--staged'],
    isCommitted: true,
    prepare: cut('.git/objects'),
    err: 'git cannot tell what is in {cwd}: .git is damaged: it is no repository to git',
  },
  'a broken repository, migrate': {
    argv: ['migrate'],
    isCommitted: true,
    prepare: cut('.git/refs'),
    err: 'git cannot tell what is committed in {cwd}: .git is damaged: it is no repository to git. With --allow-dirty it is not asked',
  },
  'a broken index': {
    argv: ['check', '--staged'],
    isCommitted: true,
    prepare: (cwd) => writeFileSync(join(cwd, '.git/index'), 'garbage'),
    err: 'git cannot tell what is in {cwd}: .git/index: index file smaller than expected',
  },
  'a commit that is not there': {
    argv: ['check', '--since', 'nope'],
    isCommitted: true,
    err: "There is no commit 'nope' in {cwd}: is the name right, and was it fetched?",
  },
  'nothing committed yet': {
    argv: ['check', '--since', 'HEAD'],
    prepare: (cwd) => void git(cwd, 'init', '--quiet'),
    err: "There is no commit 'HEAD' in {cwd}: nothing is committed yet",
  },
  'a part of the history': {
    argv: ['check', '--since', 'HEAD~1'],
    isCommitted: true,
    prepare(cwd) {
      git(cwd, 'commit', '--quiet', '--allow-empty', '--message', 'second');
      writeFileSync(join(cwd, '.git/shallow'), git(cwd, 'rev-parse', 'HEAD'));
    },
    err: "There is no commit 'HEAD~1' in {cwd}, which holds a part of the history alone: fetch the rest (git fetch --unshallow; on GitHub, fetch-depth: 0)",
  },
  'changes that are not committed': {
    argv: ['migrate'],
    isCommitted: true,
    prepare: (cwd) => writeFiles(cwd, { 'a.js': `${CALL}// changed\n`, 'b/c.js': CALL }),
    err: 'Files that would be changed have uncommitted changes:\n  a.js\n  b/c.js\nCommit them first, or use --allow-dirty.',
  },
};

const WRITING: Cases = {
  'a file that is read-only': {
    argv: ['migrate'],
    prepare: (cwd) => chmodSync(join(cwd, 'a.js'), 0o444),
    err: 'a.js is read-only, so that nothing was changed. Make it writable, or leave it out ("ignore" in zoho-authtoken.json)',
  },
  'a file with two names': {
    argv: ['migrate'],
    prepare: (cwd) => linkSync(join(cwd, 'a.js'), join(cwd, 'a.txt')),
    err: 'a.js has several names (hard links), which would part, so that nothing was changed. Make it a file of its own, or leave it out ("ignore" in zoho-authtoken.json)',
  },
  'a report on a disk that is full': {
    argv: ['migrate', '-n', '--format', 'json=/dev/full'],
    err: 'The report /dev/full cannot be written: no space is left on the disk (ENOSPC)',
  },
  'a report on a disk that is full, and sources that are changed': {
    argv: ['migrate', '--format', 'json=/dev/full'],
    err: 'The report /dev/full cannot be written: no space is left on the disk (ENOSPC). The sources are changed all the same',
  },
};

function prepareFolder({ files = FILES, isCommitted, prepare }: Case): string {
  const cwd = isCommitted ? makeRepository(files) : makeFolder(files);
  prepare?.(cwd);
  return cwd;
}

function run(cwd: string, argv: readonly string[], env: Case['env'] = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...argv], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe.each<[string, Cases]>([
  ['command lines', COMMAND_LINES],
  ['reports', REPORTS],
  ['paths', PATHS],
  ['configuration', CONFIGURATION],
  ['baselines', BASELINES],
  ['git', GIT],
  ['writing', existsSync('/dev/full') ? WRITING : {}],
])('%s', (_what, cases) => {
  test.each(Object.entries(cases))('%s', (_name, one) => {
    const cwd = prepareFolder(one);
    const { status, stdout, stderr } = run(cwd, one.argv, one.env);
    expect(stderr).toBe(`zoho-authtoken: ${one.err.replaceAll('{cwd}', cwd)}\n`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});

describe('the machine', () => {
  test('a working directory that is gone', () => {
    const cwd = makeFolder();
    const shell = spawnSync('sh', ['-c', 'rmdir "$PWD" && exec "$0" "$1" check', process.execPath, CLI], {
      cwd,
      encoding: 'utf8',
    });
    expect(shell).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'zoho-authtoken: The working directory is gone: go to a folder that exists\n',
    });
  });

  test('a Node that is too old, as package.json has it', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      engines: { node: string };
    };
    expect(manifest.engines.node).toBe('>=20.19.0');
    const cwd = makeFolder();
    const runAs = (version: string) => {
      const preload = join(cwd, 'version.cjs');
      const versions = `{ ...process.versions, node: '${version}' }`;
      writeFileSync(preload, `Object.defineProperty(process, 'versions', { value: ${versions} });`);
      const options = { cwd, encoding: 'utf8' } as const;
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--require', preload, CLI, 'check'],
        options,
      );
      return { status, stdout, stderr };
    };
    expect(runAs('20.18.3')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'zoho-authtoken: This is Node 20.18.3, and Node 20.19 or later is needed: https://nodejs.org\n',
    });
    expect(runAs('20.19.0').status).toBe(0);
    expect(runAs('22.0.0').status).toBe(0);
  });

  test.runIf(existsSync('/dev/full'))('a standard output that is full', () => {
    const shell = spawnSync('sh', ['-c', 'exec "$0" "$1" check > /dev/full', process.execPath, CLI], {
      cwd: makeFolder(),
      encoding: 'utf8',
    });
    expect(shell).toMatchObject({
      status: 2,
      stderr: 'zoho-authtoken: Standard output cannot be written: no space is left on the disk (ENOSPC)\n',
    });
  });
});

/** For root every file is readable: somebody else tries it. Skipped where nobody can be, or may not enter node's folder. */
const NOBODY = 65534;
const asNobody = ['--reuid=nobody', '--clear-groups', process.execPath];
const entersNode = `process.chdir(${JSON.stringify(dirname(process.execPath))})`;
const canBeNobody =
  process.getuid?.() === 0 &&
  spawnSync('setpriv', [...asNobody, '-e', entersNode], { cwd: '/' }).status === 0;

describe.runIf(canBeNobody)('without the right (skipped where root, as nobody, cannot run node)', () => {
  function runAsNobody(cwd: string, ...argv: readonly string[]) {
    const env = { ...process.env, HOME: cwd };
    const { status, stdout, stderr } = spawnSync('setpriv', [...asNobody, CLI, ...argv], {
      cwd,
      env,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  function makeOpenFolder(files: Readonly<Record<string, string>>): string {
    const cwd = makeFolder(files);
    chmodSync(cwd, 0o755);
    return cwd;
  }

  test('a file that may not be read', () => {
    const cwd = makeOpenFolder(FILES);
    chmodSync(join(cwd, 'a.js'), 0o000);
    expect(runAsNobody(cwd, 'migrate', '--format', 'json')).toMatchObject({
      status: 2,
      stderr:
        'zoho-authtoken: 1 file could not be looked at:\n  a.js: cannot be read: permission denied (EACCES)\n',
    });
  });

  test('a folder that may not be looked into', () => {
    const cwd = makeOpenFolder({ 's/a.js': CALL });
    chmodSync(join(cwd, 's'), 0o000);
    expect(runAsNobody(cwd, 'check', '--format', 'json')).toMatchObject({
      status: 2,
      stderr:
        'zoho-authtoken: 1 file could not be looked at:\n  s: cannot be read: permission denied (EACCES)\n',
    });
  });

  test('a folder that nothing may be written into', () => {
    const cwd = makeOpenFolder(FILES);
    chownSync(join(cwd, 'a.js'), NOBODY, NOBODY);
    expect(runAsNobody(cwd, 'migrate')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'zoho-authtoken: a.js cannot be written, so that nothing was changed: permission denied (EACCES)\n',
    });
    expect(runAsNobody(cwd, 'migrate', '--format', 'json=r.json')).toEqual({
      status: 2,
      stdout: '',
      stderr: `zoho-authtoken: --format json=r.json: it cannot be written there: permission denied (EACCES)${hint('migrate ')}\n`,
    });
  });

  test('a repository of somebody else', () => {
    const cwd = makeRepository(FILES);
    chmodSync(cwd, 0o755);
    const why = `it belongs to somebody else, and git asks whether you trust it: git config --global --add safe.directory '${cwd}'`;
    expect(runAsNobody(cwd, 'check', '--staged')).toEqual({
      status: 2,
      stdout: '',
      stderr: `zoho-authtoken: git cannot tell what is in ${cwd}: ${why}\n`,
    });
    expect(runAsNobody(cwd, 'migrate')).toEqual({
      status: 2,
      stdout: '',
      stderr: `zoho-authtoken: git cannot tell what is committed in ${cwd}: ${why}. With --allow-dirty it is not asked\n`,
    });
  });
});

test.each([
  ['html', 'page.html'],
  ['json', 'config.json'],
  ['jsonl', '.env'],
  ['sarif', 'data.csv'],
  ['github', 'Dockerfile'],
  ['gitlab', '.travis.yml'],
  ['rdjsonl', 'bin'],
  ['junit', 'pom.xml'],
  ['markdown', 'README.md'],
  ['text', 'README'],
])('a report as %s may be written again, but over no other file', (format, other) => {
  const call = `fetch('https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=' + k + '&ticket=' + t);\n`;
  const cwd = makeFolder({ 'a.js': call, [other]: 'something of the user\n', 'empty.txt': '' });
  const report = (file: string) => run(cwd, ['check', '--format', `${format}=${file}`]);
  expect(
    [report('report.txt'), report('report.txt'), report('empty.txt')].map(({ status }) => status),
  ).toEqual([1, 1, 1]);
  expect(report(other)).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining(
      `--format ${format}=${other}: that file is there, and is no such report of an earlier run; name another one, or delete it first`,
    ),
  });
  expect(readFileSync(join(cwd, other), 'utf8')).toBe('something of the user\n');
});

test('a link that is named is left out, and that is told', () => {
  const cwd = makeFolder({ 'real/a.js': CALL });
  symlinkSync(join(cwd, 'real/a.js'), join(cwd, 'b.js'));
  mkdirSync(join(cwd, 'empty'));
  expect(run(cwd, ['migrate', 'b.js'])).toEqual({
    status: 0,
    stdout: 'No Zoho CRM call with an API key or ticket in 0 files (1 symbolic link left out).\n',
    stderr: '',
  });
});
