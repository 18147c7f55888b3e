import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { discover } from '../../src/files/discover.ts';
import { git, makeFolder, makePipe, makeRepository, writeFiles } from './workspace.ts';

afterEach(() => vi.unstubAllEnvs());

/** The discovery with paths relative to the folder. */
function look(cwd: string, paths: readonly string[] = ['.'], extraIgnores: readonly string[] = []) {
  const { files, leftOut, missing, skipped } = discover(paths, { cwd, extraIgnores });
  return { files: [...files].sort().map((file) => relative(cwd, file)), leftOut, missing, skipped };
}

const clean = { leftOut: {}, missing: [], skipped: [] };

// What holds in a repository holds in a plain folder, and in a repository where there is no git.
const places: [string, (files: Record<string, string>) => string][] = [
  ['in a repository', makeRepository],
  ['in a plain folder', makeFolder],
  [
    'in a repository without git',
    (files) => {
      const folder = makeRepository(files);
      vi.stubEnv('PATH', join(folder, 'nowhere'));
      return folder;
    },
  ],
];

describe.each(places)('%s', (_, make) => {
  test('all files are found, sorted, once, whatever their names', () => {
    const names = [
      '-rf',
      ' a b .js',
      'B.js',
      'a.js',
      'clé.js',
      'new\nline.js',
      'sub/日本.ts',
      'quote\'".js',
      '*.js',
    ];
    const cwd = make(Object.fromEntries(names.map((name) => [name, 'x'])));
    expect(look(cwd, ['.', 'a.js', cwd, 'sub'])).toEqual({ ...clean, files: names.toSorted() });
  });

  test('ignored files and folders are left out and counted, each folder once', () => {
    const cwd = make({ '.gitignore': 'dist/\n*.log\n!keep.log\n', 'sub/.gitignore': '/own\n', 'a.js': '' });
    writeFiles(cwd, {
      'dist/a.js': '',
      'dist/deep/b.js': '',
      'x.log': '',
      'keep.log': '',
      'sub/own/c.js': '',
    });
    writeFiles(cwd, { 'sub/more/own/d.js': '' });
    expect(look(cwd)).toEqual({
      ...clean,
      files: ['.gitignore', 'a.js', 'keep.log', 'sub/.gitignore', 'sub/more/own/d.js'],
      leftOut: { ignored: 3 },
    });
  });

  test('an ignored file is taken when it is named, an ignored folder is not', () => {
    const cwd = make({ '.gitignore': 'dist/\n', 'a.js': '' });
    writeFiles(cwd, { 'dist/a.js': '', 'dist/deep/b.js': '' });
    expect(look(cwd, ['dist/a.js'])).toEqual({ ...clean, files: ['dist/a.js'] });
    expect(look(cwd, ['dist'])).toEqual({ ...clean, files: [], leftOut: { ignored: 1 } });
    expect(look(cwd, ['dist/deep'])).toEqual({ ...clean, files: [], leftOut: { ignored: 1 } });
  });

  test('rules above a named folder hold in it', () => {
    const cwd = make({ '.gitignore': 'sub/made\n', 'sub/a.js': '' });
    writeFiles(cwd, { 'sub/made/b.js': '' });
    expect(look(cwd, ['sub'])).toEqual({ ...clean, files: ['sub/a.js'], leftOut: { ignored: 1 } });
  });

  test.each(['node_modules', 'vendor', 'bower_components'])(
    '%s is left out at any depth, also when named',
    (name) => {
      const cwd = make({ [`${name}/p/a.js`]: '', [`sub/${name}/b.js`]: '', [`${name}.js`]: '' });
      expect(look(cwd)).toEqual({ ...clean, files: [`${name}.js`], leftOut: { vendored: 2 } });
      expect(look(cwd, [name])).toEqual({ ...clean, files: [], leftOut: { vendored: 1 } });
      expect(look(cwd, [`${name}/p/a.js`])).toEqual({ ...clean, files: [], leftOut: { vendored: 1 } });
    },
  );

  test('a vendored folder that is ignored as well counts as vendored', () => {
    const cwd = make({ '.gitignore': 'node_modules\n' });
    writeFiles(cwd, { 'node_modules/p/a.js': '' });
    expect(look(cwd)).toEqual({ ...clean, files: ['.gitignore'], leftOut: { vendored: 1 } });
  });

  test('files with binary extensions are left out and counted', () => {
    const cwd = make({ 'a.PNG': '', 'b.woff2': '', 'c.svg': '', png: '' });
    expect(look(cwd)).toEqual({ ...clean, files: ['c.svg', 'png'], leftOut: { binary: 2 } });
    expect(look(cwd, ['a.PNG'])).toEqual({ ...clean, files: [], leftOut: { binary: 1 } });
  });

  test('symbolic links are never followed, be they named, found, or a part of the way', () => {
    const outside = makeFolder({ 'secret.js': '' });
    const cwd = make({ 'real/a.js': '' });
    symlinkSync(outside, join(cwd, 'out'));
    symlinkSync('real', join(cwd, 'in'));
    symlinkSync('real/a.js', join(cwd, 'link.js'));
    symlinkSync('nowhere', join(cwd, 'broken'));
    expect(look(cwd)).toEqual({ ...clean, files: ['real/a.js'], leftOut: { 'symbolic link': 4 } });
    for (const path of ['out', 'out/', 'in/a.js', 'out/secret.js', 'link.js', 'broken']) {
      expect(look(cwd, [path])).toEqual({ ...clean, files: [], leftOut: { 'symbolic link': 1 } });
    }
  });

  test('what does not exist is missing, as it was given', () => {
    const cwd = make({ 'a.js': '' });
    expect(look(cwd, ['b.js', 'a.js', './c/', 'a.js/d'])).toEqual({
      ...clean,
      files: ['a.js'],
      missing: ['b.js', './c/', 'a.js/d'],
    });
  });

  test('extra patterns hold for named files too', () => {
    const cwd = make({ 'a.js': '', 'a.min.js': '', 'gen/b.js': '', 'gen/keep.js': '' });
    expect(look(cwd, ['.', 'a.min.js'], ['*.min.js', 'gen/*', '!gen/keep.js'])).toEqual({
      ...clean,
      files: ['a.js', 'gen/keep.js'],
      leftOut: { excluded: 2 },
    });
  });

  test('a project in a folder called vendor or node_modules is not vendored', () => {
    const outer = make({ 'vendor/app/a.js': '', 'vendor/app/node_modules/b.js': '' });
    const elsewhere = makeFolder();
    const app = join(outer, 'vendor/app');
    const found = { ...clean, files: [join(app, 'a.js')], leftOut: { vendored: 1 } };
    const lookAt = (path: string, cwd: string) => {
      const discovery = discover([path], { cwd });
      return { ...discovery, files: [...discovery.files] };
    };
    expect(lookAt('.', app + '/')).toEqual(found);
    expect(lookAt(app, elsewhere)).toEqual(found);
    expect(lookAt(join(app, 'a.js'), elsewhere)).toEqual({ ...found, leftOut: {} });
  });

  test('pipes are left out', () => {
    const cwd = make({ 'a.js': '' });
    makePipe(join(cwd, 'pipe'));
    expect(look(cwd, ['pipe', 'a.js'])).toEqual({
      ...clean,
      files: ['a.js'],
      leftOut: { 'not a regular file': 1 },
    });
  });
});

describe('in a repository', () => {
  test('untracked files are found', () => {
    const cwd = makeRepository({ 'kept.js': '' });
    writeFiles(cwd, { 'new.js': '', 'dir/new.js': '' });
    expect(look(cwd)).toEqual({ ...clean, files: ['dir/new.js', 'kept.js', 'new.js'] });
  });

  test('a tracked file that is ignored is found', () => {
    const cwd = makeRepository({ 'a.log': '' });
    writeFiles(cwd, { '.gitignore': '*.log\n' });
    expect(look(cwd).files).toEqual(['.gitignore', 'a.log']);
  });

  test('a tracked folder that became a link leads nowhere', () => {
    const outside = makeFolder({ 'a.js': '' });
    const cwd = makeRepository({ 'dir/a.js': '' });
    rmSync(join(cwd, 'dir'), { recursive: true });
    symlinkSync(outside, join(cwd, 'dir'));
    expect(look(cwd)).toEqual({ ...clean, files: [], leftOut: { 'symbolic link': 1 } });
  });

  test('repositories inside belong to somebody else, unless they are named', () => {
    const cwd = makeRepository({ 'a.js': '' });
    mkdirSync(join(cwd, 'nested'));
    git(join(cwd, 'nested'), 'init', '--quiet');
    writeFiles(cwd, { 'nested/n.js': '' });
    expect(look(cwd)).toEqual({ ...clean, files: ['a.js'], leftOut: { 'another repository': 1 } });
    expect(look(cwd, ['nested']).files).toEqual(['nested/n.js']);
  });

  test('files in conflict are found once', () => {
    const cwd = makeRepository({ 'a.js': 'base\n' });
    git(cwd, 'checkout', '--quiet', '-b', 'other');
    writeFiles(cwd, { 'a.js': 'theirs\n' });
    git(cwd, 'commit', '--quiet', '-am', 'theirs');
    git(cwd, 'checkout', '--quiet', '-');
    writeFiles(cwd, { 'a.js': 'ours\n' });
    git(cwd, 'commit', '--quiet', '-am', 'ours');
    expect(() => git(cwd, 'merge', '--quiet', 'other')).toThrow();
    expect(look(cwd)).toEqual({ ...clean, files: ['a.js'] });
  });

  test('the variables that git sets for hooks bend nothing', () => {
    const cwd = makeRepository({ 'sub/a.js': '', 'b.js': '' });
    vi.stubEnv('GIT_DIR', join(makeRepository({ 'other.js': '' }), '.git'));
    vi.stubEnv('GIT_INDEX_FILE', 'nowhere');
    vi.stubEnv('GIT_WORK_TREE', '/');
    expect(look(cwd, ['sub']).files).toEqual(['sub/a.js']);
  });

  test('programs that its configuration names are not run', () => {
    const cwd = makeRepository({ 'a.js': '' });
    writeFileSync(join(cwd, 'evil'), `#!/bin/sh\ntouch '${cwd}/ran'\n`, { mode: 0o755 });
    git(cwd, 'config', 'core.fsmonitor', join(cwd, 'evil'));
    git(cwd, 'config', 'core.hooksPath', cwd);
    expect(look(cwd).files).toEqual(['a.js', 'evil']);
    expect(look(cwd).files).not.toContain('ran');
  });

  test('a folder that git may not look into is told', () => {
    const cwd = makeRepository({ 'a.js': '' });
    const tools = makeFolder();
    const real = execFileSync('/bin/sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    const shim = `#!/bin/sh\necho "warning: could not open directory 'locked/': Permission denied" >&2\nexec '${real}' "$@"\n`;
    writeFileSync(join(tools, 'git'), shim, { mode: 0o755 });
    vi.stubEnv('PATH', tools);
    expect(look(cwd).skipped).toEqual([
      { file: join(cwd, 'locked'), reason: 'cannot be read', failed: true },
    ]);
  });
});

describe('in a plain folder', () => {
  test('the repositories in it are listed as git sees them', () => {
    const cwd = makeFolder({ 'a.js': '', 'repo/tracked.log': '', 'repo/b.js': '' });
    git(join(cwd, 'repo'), 'init', '--quiet');
    git(join(cwd, 'repo'), 'add', '--all');
    writeFiles(cwd, { 'repo/.gitignore': '*.log\n', 'repo/untracked.log': '' });
    expect(look(cwd)).toEqual({
      ...clean,
      files: ['a.js', 'repo/.gitignore', 'repo/b.js', 'repo/tracked.log'],
      leftOut: { ignored: 1 },
    });
  });

  test('a name that is not UTF-8 is handed on, so that reading it says so', () => {
    const cwd = makeFolder();
    writeFileSync(Buffer.concat([Buffer.from(cwd + '/'), Buffer.from([0x63, 0xe9, 0x2e, 0x6a, 0x73])]), '');
    expect(look(cwd).files).toEqual(['c\ufffd.js']);
    git(cwd, 'init', '--quiet');
    expect(look(cwd).files).toEqual(['c\ufffd.js']);
  });
});
