import {
  chmodSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { GitCannotTell } from '../../src/files/git/run.ts';
import { uncommittedChanges } from '../../src/files/git/uncommitted.ts';
import { git, makeFolder, makeRepository, writeFiles } from './workspace.ts';

afterEach(() => vi.unstubAllEnvs());

function uncommitted(folder: string, ...names: string[]): string[] {
  return [...uncommittedChanges(names.map((name) => join(folder, name)))].map((file) =>
    relative(folder, file),
  );
}

describe('uncommittedChanges', () => {
  test('tells changed, staged, half-staged, new and ignored files from committed ones', () => {
    const folder = makeRepository({
      clean: 'a',
      changed: 'a',
      staged: 'a',
      both: 'a',
      '.gitignore': 'ignored\n',
    });
    writeFiles(folder, {
      changed: 'b',
      staged: 'b',
      both: 'b',
      added: 'b',
      intended: 'b',
      untracked: 'b',
      ignored: 'b',
    });
    git(folder, 'add', 'staged', 'both', 'added');
    git(folder, 'add', '--intent-to-add', 'intended');
    writeFiles(folder, { both: 'c' });
    const all = [
      'clean',
      'changed',
      'staged',
      'both',
      'added',
      'intended',
      'untracked',
      'ignored',
      '.gitignore',
    ];
    expect(uncommitted(folder, ...all)).toEqual(all.slice(1, -1));
  });

  test('a file staged and changed back is not what was committed', () => {
    const folder = makeRepository({ a: 'a' });
    writeFiles(folder, { a: 'b' });
    git(folder, 'add', 'a');
    writeFiles(folder, { a: 'a' });
    expect(uncommitted(folder, 'a')).toEqual(['a']);
  });

  test('only the mode or the time differs', () => {
    const folder = makeRepository({ mode: 'a', time: 'a' });
    chmodSync(join(folder, 'mode'), 0o755);
    utimesSync(join(folder, 'time'), 1, 1);
    expect(uncommitted(folder, 'mode', 'time')).toEqual(['mode']);
  });

  test('a file of the same size, written within the same second', () => {
    const folder = makeRepository({ a: 'aaaa' });
    writeFiles(folder, { a: 'bbbb' });
    expect(uncommitted(folder, 'a')).toEqual(['a']);
  });

  test('names are names, never patterns or options', () => {
    const names = ['*.js', ':(top)x', '-x', ' a b', 'new\nline', 'clé', '[ab]', 'sub/"q"', '\\'];
    const folder = makeRepository(Object.fromEntries(names.map((name) => [name, 'a'])));
    writeFiles(folder, { 'other.js': 'a', b: 'a' });
    expect(uncommitted(folder, ...names)).toEqual([]);
    writeFiles(folder, Object.fromEntries(names.map((name) => [name, 'b'])));
    expect(uncommitted(folder, ...names)).toEqual(names);
  });

  test('a file that git was told not to look at counts', () => {
    const folder = makeRepository({ a: 'a', b: 'a', c: 'a' });
    git(folder, 'update-index', '--assume-unchanged', 'a');
    git(folder, 'update-index', '--skip-worktree', 'b');
    expect(uncommitted(folder, 'a', 'b', 'c')).toEqual(['a', 'b']);
  });

  test('a renamed file counts, as does a file in conflict', () => {
    const folder = makeRepository({ a: 'a\n', c: 'a\n' });
    git(folder, 'checkout', '--quiet', '-b', 'other');
    writeFiles(folder, { c: 'theirs\n' });
    git(folder, 'commit', '--quiet', '-am', 'theirs');
    git(folder, 'checkout', '--quiet', '-');
    writeFiles(folder, { c: 'ours\n' });
    git(folder, 'commit', '--quiet', '-am', 'ours');
    expect(() => git(folder, 'merge', '--quiet', 'other')).toThrow();
    git(folder, 'mv', 'a', 'b');
    expect(uncommitted(folder, 'b', 'c')).toEqual(['b', 'c']);
  });

  test('a repository without any commit', () => {
    const folder = makeFolder({ a: 'a', b: 'b' });
    git(folder, 'init', '--quiet');
    git(folder, 'add', 'a');
    expect(uncommitted(folder, 'a', 'b')).toEqual(['a', 'b']);
  });

  test('several repositories, one in the other, and none', () => {
    const outer = makeRepository({ a: 'a', b: 'a' });
    mkdirSync(join(outer, 'inner'));
    git(join(outer, 'inner'), 'init', '--quiet');
    writeFiles(outer, { 'inner/a': 'a', 'inner/b': 'a', b: 'b' });
    git(join(outer, 'inner'), 'add', 'a');
    git(join(outer, 'inner'), 'commit', '--quiet', '-m', 'a');
    const plain = join(makeFolder({ x: 'x' }), 'x');
    const files = ['a', 'b', 'inner/a', 'inner/b'].map((name) => join(outer, name));
    expect(uncommittedChanges([...files, plain])).toEqual(new Set([files[1], files[3]]));
  });

  test('more files than one command line takes', () => {
    const names = Array.from(
      { length: 1500 },
      (_, index) => `folder-with-a-long-name/${'x'.repeat(60)}${index}`,
    );
    const folder = makeRepository(Object.fromEntries(names.map((name) => [name, 'a'])));
    writeFiles(folder, { [names[3]!]: 'b', [names[1400]!]: 'b' });
    expect(uncommitted(folder, ...names)).toEqual([names[3], names[1400]]);
  });

  test('a linked work tree speaks for itself', () => {
    const folder = makeRepository({ a: 'a' });
    const linked = join(makeFolder(), 'linked');
    git(folder, 'worktree', 'add', '--quiet', linked);
    writeFiles(linked, { a: 'b' });
    expect(uncommitted(folder, 'a')).toEqual([]);
    expect(uncommitted(linked, 'a')).toEqual(['a']);
  });

  test('the variables that git sets for hooks bend nothing', () => {
    const folder = makeRepository({ 'sub/a': 'a', 'sub/b': 'a' });
    writeFiles(folder, { 'sub/b': 'b' });
    vi.stubEnv('GIT_DIR', join(makeRepository({}), '.git'));
    vi.stubEnv('GIT_INDEX_FILE', 'nowhere');
    vi.stubEnv('GIT_LITERAL_PATHSPECS', '0');
    vi.stubEnv('GIT_ICASE_PATHSPECS', '1');
    expect(uncommitted(folder, 'sub/a', 'sub/b')).toEqual(['sub/b']);
  });

  test('filters and monitors that a repository brings along are not run, and the index is not written', () => {
    const folder = makeRepository({ a: 'a', b: 'a', '.gitattributes': '* filter=evil\n' });
    const tools = makeFolder();
    const evil = `touch '${tools}/ran'; cat`;
    for (const name of ['clean', 'process', 'smudge']) git(folder, 'config', `filter.evil.${name}`, evil);
    git(folder, 'config', 'filter.evil.required', 'true');
    git(folder, 'config', 'core.fsmonitor', evil);
    utimesSync(join(folder, 'a'), 1, 1);
    writeFiles(folder, { b: 'b' });
    const index = join(folder, '.git/index');
    const before = statSync(index).mtimeMs;
    expect(uncommitted(folder, 'a', 'b')).toEqual(['b']);
    expect(existsSync(join(tools, 'ran'))).toBe(false);
    expect(statSync(index).mtimeMs).toBe(before);
    expect(() => git(folder, 'status')).toThrow();
    expect(existsSync(join(tools, 'ran')), 'the trap works').toBe(true);
  });

  test('outside of git nothing is uncommitted, with git or without', () => {
    const folder = makeFolder({ a: 'a', '.git/empty': '' });
    expect(uncommitted(folder, 'a')).toEqual([]);
    vi.stubEnv('PATH', folder);
    expect(uncommitted(folder, 'a')).toEqual([]);
  });

  test('a repository that git cannot be asked about is an error, not an all-clear', () => {
    const folder = makeRepository({ a: 'a' });
    vi.stubEnv('PATH', folder);
    expect(() => uncommitted(folder, 'a')).toThrow(GitCannotTell);
  });

  test('a broken repository inside another is not taken for the outer one', () => {
    const folder = makeRepository({ 'inner/a': 'a' });
    const other = makeRepository({});
    renameSync(join(other, '.git'), join(folder, 'inner/.git'));
    rmSync(join(folder, 'inner/.git/objects'), { recursive: true });
    expect(() => uncommitted(folder, 'inner/a')).toThrow(GitCannotTell);
    rmSync(join(folder, 'inner/.git'), { recursive: true });
    writeFileSync(join(folder, 'inner/.git'), 'gitdir: nowhere\n');
    expect(() => uncommitted(folder, 'inner/a')).toThrow(GitCannotTell);
  });
});
