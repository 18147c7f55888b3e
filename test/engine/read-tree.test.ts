import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTree } from '../../src/engine/read-tree.ts';
import { git, makeFolder, makePipe, makeRepository, writeFiles } from '../files/workspace.ts';

const CALL =
  "fetch('https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=' + k + '&ticket=' + t);\n";

function look(cwd: string) {
  const tree = readTree(['.'], cwd);
  const { filesScanned, leftOut, skipped } = tree;
  const names = (files: Iterable<string>) => [...files].map((file) => relative(cwd, file)).sort();
  for (const file of tree.files) expect(tree.has(file)).toBe(true);
  return { files: names(tree.files), candidates: names(tree.candidates), filesScanned, leftOut, skipped };
}

const clean = { leftOut: {}, skipped: [] };

describe('what git tracks, and something else lies there', () => {
  test('deleted files are not counted, and are not there', () => {
    const cwd = makeRepository({ 'gone.js': CALL, 'dir/gone.js': CALL, 'dir/gone.png': '', 'kept.js': CALL });
    rmSync(join(cwd, 'gone.js'));
    rmSync(join(cwd, 'dir'), { recursive: true });
    writeFiles(cwd, { 'new.js': '' });
    expect(look(cwd)).toEqual({
      files: ['kept.js', 'new.js'],
      candidates: ['kept.js'],
      filesScanned: 2,
      leftOut: { binary: 1 },
      skipped: [],
    });
    expect(readTree(['.'], cwd).has(join(cwd, 'gone.js'))).toBe(false);
  });

  test('a folder in the place of which there is a file holds nothing', () => {
    const cwd = makeRepository({ 'dir/a.js': CALL, 'dir/deep/b.js': CALL });
    rmSync(join(cwd, 'dir'), { recursive: true });
    writeFiles(cwd, { dir: CALL });
    expect(look(cwd)).toEqual({ ...clean, files: ['dir'], candidates: ['dir'], filesScanned: 1 });
  });

  test('links are not followed, be they tracked or new', () => {
    const outside = makeFolder({ 'secret.js': CALL });
    const cwd = makeRepository({ 'a.js': CALL, 'b.js': CALL, 'dir/c.js': CALL });
    symlinkSync('a.js', join(cwd, 'tracked.js'));
    symlinkSync('a.js', join(cwd, 'tracked.png'));
    symlinkSync('nowhere', join(cwd, 'broken'));
    git(cwd, 'add', '--all');
    rmSync(join(cwd, 'b.js'));
    symlinkSync(join(outside, 'secret.js'), join(cwd, 'b.js'));
    renameSync(join(cwd, 'dir'), join(outside, 'dir'));
    symlinkSync(join(outside, 'dir'), join(cwd, 'dir'));
    expect(look(cwd)).toEqual({
      ...clean,
      files: ['a.js'],
      candidates: ['a.js'],
      filesScanned: 1,
      leftOut: { 'symbolic link': 5 },
    });
  });

  test('pipes do not hold it up', () => {
    const cwd = makeRepository({ 'a.js': CALL, 'b.js': CALL });
    rmSync(join(cwd, 'b.js'));
    makePipe(join(cwd, 'b.js'));
    expect(look(cwd)).toEqual({
      ...clean,
      files: ['a.js'],
      candidates: ['a.js'],
      filesScanned: 1,
      leftOut: { 'not a regular file': 1 },
    });
  });

  test('submodules belong to somebody else', () => {
    const library = makeRepository({ 'lib.js': CALL });
    const cwd = makeRepository({ 'a.js': '' });
    git(cwd, 'submodule', '--quiet', 'add', library, 'sub');
    mkdirSync(join(cwd, 'nested'));
    git(join(cwd, 'nested'), 'init', '--quiet');
    writeFiles(cwd, { 'nested/n.js': CALL });
    const found = { ...clean, files: ['.gitmodules', 'a.js'], candidates: [], filesScanned: 2 };
    expect(look(cwd)).toEqual({ ...found, leftOut: { 'another repository': 2 } });
    expect([...readTree(['sub'], cwd).files]).toEqual([join(cwd, 'sub/lib.js')]);
  });

  test('files that are not checked out are not there, unless somebody put them there', () => {
    const cwd = makeRepository({ 'in/a.js': CALL, 'out/b.js': CALL, 'out/c.js': CALL });
    git(cwd, 'sparse-checkout', 'set', 'in');
    expect(look(cwd)).toEqual({ ...clean, files: ['in/a.js'], candidates: ['in/a.js'], filesScanned: 1 });
    writeFiles(cwd, { 'out/c.js': CALL });
    expect(look(cwd).files).toEqual(['in/a.js', 'out/c.js']);
  });

  test('a name that is not UTF-8 is no file that is gone', () => {
    const cwd = makeRepository({ 'a.js': '' });
    writeFileSync(Buffer.concat([Buffer.from(cwd + '/'), Buffer.from([0x63, 0xe9, 0x2e, 0x6a, 0x73])]), CALL);
    git(cwd, 'add', '--all');
    expect(look(cwd)).toMatchObject({
      filesScanned: 1,
      skipped: [
        {
          file: join(cwd, 'c\ufffd.js'),
          reason: 'cannot be read: there is no such file or folder (ENOENT)',
          failed: true,
        },
      ],
    });
  });

  test.skipIf(process.getuid?.() === 0)(
    'a file that must not be read is a failure (root may read all)',
    () => {
      const cwd = makeRepository({ 'a.js': CALL });
      execFileSync('chmod', ['000', join(cwd, 'a.js')]);
      expect(look(cwd).skipped).toEqual([
        { file: join(cwd, 'a.js'), reason: 'cannot be read: permission denied (EACCES)', failed: true },
      ]);
    },
  );
});

test('all is found of a tree that is larger than a batch', () => {
  const names = Array.from({ length: 300 }, (_, i) => `f${i % 7}/m${i}.js`).sort();
  const cwd = makeFolder(Object.fromEntries(names.map((name) => [name, CALL])));
  expect(look(cwd)).toEqual({ ...clean, files: names, candidates: names, filesScanned: 300 });
});

test('a large file is named once, in however many places it holds what is asked for', () => {
  const line = 'setting.crmKey = 1;\n';
  const cwd = makeFolder({ 'large.js': line.repeat(50_000), 'small.js': line, 'other.js': CALL });
  const tree = readTree(['.'], cwd);
  expect(tree.names.holding('crmKey')).toEqual([join(cwd, 'large.js'), join(cwd, 'small.js')]);
});
