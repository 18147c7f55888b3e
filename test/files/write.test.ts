import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  ChangedMeanwhile,
  PartlyWritten,
  replaceAll,
  replaceFile,
  WriteRefused,
  withCleanup,
} from '../../src/files/write.ts';
import { makeFolder, makePipe, writeFiles } from './workspace.ts';

const OLD = Buffer.from('old\r\n\xff', 'latin1');
const NEW = Buffer.from('new\n');

const real = { ...fs };
afterEach(() => {
  const { renameSync, writeSync, openSync, fsyncSync, fchownSync, lstatSync } = real;
  Object.assign(fs, { renameSync, writeSync, openSync, fsyncSync, fchownSync, lstatSync });
  syncBuiltinESMExports();
});

/** Puts another function in the place of one of the file system's, for all who import it. */
function replaceCall<Name extends 'renameSync' | 'writeSync' | 'openSync' | 'fsyncSync' | 'fchownSync'>(
  name: Name,
  by: (call: number, ...args: Parameters<(typeof fs)[Name]>) => unknown,
): void {
  let calls = 0;
  const original = real[name] as (...args: unknown[]) => unknown;
  const replacement = (...args: unknown[]) => {
    calls++;
    const given = by(calls, ...(args as Parameters<(typeof fs)[Name]>));
    return given === undefined ? original(...args) : given;
  };
  Object.assign(fs, { [name]: replacement });
  syncBuiltinESMExports();
}

function asBuffer(bytes: unknown): Buffer {
  return bytes as Buffer;
}

function fail(code: string): never {
  throw Object.assign(new Error(`${code}: injected`), { code });
}

/** All that lies in a folder, with its content: temporary files would show. */
function contents(folder: string): Record<string, string> {
  const names = fs.readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(join(folder, name), 'latin1')]));
}

function folderOf(...names: string[]): string {
  return makeFolder(Object.fromEntries(names.map((name) => [name, OLD])));
}

function changesIn(folder: string, ...names: string[]) {
  return names.map((name) => ({ file: join(folder, name), expectedBytes: OLD, newBytes: NEW }));
}

const old = OLD.toString('latin1');

describe('replaceFile', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = folderOf('a');
    file = join(folder, 'a');
  });

  test('the new bytes stand in the file and nothing beside it', () => {
    replaceFile(file, OLD, NEW);
    expect(contents(folder)).toEqual({ a: 'new\n' });
  });

  test('emptied and filled again', () => {
    replaceFile(file, OLD, Buffer.alloc(0));
    expect(contents(folder)).toEqual({ a: '' });
    const large = Buffer.alloc(3_000_000, 'x');
    replaceFile(file, Buffer.alloc(0), large);
    expect(fs.readFileSync(file).equals(large)).toBe(true);
  });

  test.each([0o755, 0o600, 0o664, 0o4750])('mode %o is kept', (mode) => {
    fs.chmodSync(file, mode);
    replaceFile(file, OLD, NEW);
    expect(fs.statSync(file).mode & 0o7777).toBe(mode);
  });

  test('owner and group are asked to be kept, and special bits dropped where that fails', () => {
    fs.chmodSync(file, 0o4755);
    const { uid, gid } = fs.statSync(file);
    const foreign = (path: fs.PathLike) => Object.assign(real.lstatSync(path), { uid: uid + 1, gid });
    Object.assign(fs, { lstatSync: foreign });
    const asked: number[][] = [];
    replaceCall('fchownSync', (_, __, toUid, toGid) => {
      asked.push([toUid, toGid]);
      fail('EPERM');
    });
    replaceFile(file, OLD, NEW);
    expect(asked).toEqual([[uid + 1, gid]]);
    expect(fs.statSync(file).mode & 0o7777).toBe(0o755);
  });

  test('the temporary file is for the owner alone until it has the mode of the file', () => {
    const seen: number[] = [];
    replaceCall('writeSync', (_, descriptor) => {
      seen.push(fs.fstatSync(descriptor).mode & 0o777);
      return undefined;
    });
    replaceFile(file, OLD, NEW);
    expect(seen).toEqual([0o600]);
  });

  test('file and folder are flushed, the one before the rename, the other after it', () => {
    const seen: string[] = [];
    replaceCall('fsyncSync', (_, descriptor) => {
      seen.push(fs.fstatSync(descriptor).isDirectory() ? 'folder' : 'file');
      return undefined;
    });
    replaceCall('renameSync', () => {
      seen.push('rename');
      return undefined;
    });
    replaceFile(file, OLD, NEW);
    expect(seen).toEqual(['file', 'rename', 'folder']);
  });

  test('a file name as long as the file system takes', () => {
    const long = 'x'.repeat(255);
    writeFiles(folder, { [long]: OLD });
    replaceFile(join(folder, long), OLD, NEW);
    expect(contents(folder)).toEqual({ a: old, [long]: 'new\n' });
  });

  test('short writes are carried on', () => {
    replaceCall('writeSync', (_, descriptor, bytes, at) =>
      real.writeSync(descriptor, asBuffer(bytes), at as number, 1),
    );
    replaceFile(file, OLD, NEW);
    expect(contents(folder)).toEqual({ a: 'new\n' });
  });

  test('a file that was changed since is left alone', () => {
    fs.writeFileSync(file, 'theirs');
    expect(() => replaceFile(file, OLD, NEW)).toThrow(ChangedMeanwhile);
    expect(contents(folder)).toEqual({ a: 'theirs' });
  });

  test('a file that is changed while the new one is written is left alone', () => {
    replaceCall('fsyncSync', () => real.writeFileSync(file, 'theirs'));
    expect(() => replaceFile(file, OLD, NEW)).toThrow(ChangedMeanwhile);
    expect(contents(folder)).toEqual({ a: 'theirs' });
  });

  test('a file that becomes a link while the new one is written is left alone', () => {
    const other = folderOf('b');
    replaceCall('fsyncSync', () => {
      real.rmSync(file);
      return real.symlinkSync(join(other, 'b'), file);
    });
    expect(() => replaceFile(file, OLD, NEW)).toThrow(WriteRefused);
    expect(fs.readlinkSync(file)).toBe(join(other, 'b'));
    expect(contents(other)).toEqual({ b: old });
  });

  test.each([
    ['symbolic link', () => fs.symlinkSync('a', join(folder, 'b'))],
    ['symbolic link', () => fs.symlinkSync('nowhere', join(folder, 'b'))],
    ['several hard links', () => fs.linkSync(file, join(folder, 'b'))],
    ['not a regular file', () => fs.mkdirSync(join(folder, 'b'))],
    ['not a regular file', () => makePipe(join(folder, 'b'))],
    ['read-only', () => fs.writeFileSync(join(folder, 'b'), OLD, { mode: 0o444 })],
  ])('refused: %s', (reason, make) => {
    make();
    const before = fs.readdirSync(folder);
    expect(() => replaceFile(join(folder, 'b'), OLD, NEW)).toThrow(
      expect.objectContaining({ name: 'WriteRefused', reason, file: join(folder, 'b') }),
    );
    expect(fs.readdirSync(folder)).toEqual(before);
    expect(fs.readFileSync(file)).toEqual(OLD);
  });

  test('a file that is gone', () => {
    expect(() => replaceFile(join(folder, 'gone'), OLD, NEW)).toThrow('ENOENT');
    expect(contents(folder)).toEqual({ a: old });
  });

  test.each([
    [
      'a folder that takes no new file',
      () => replaceCall('openSync', (_, __, flags) => (flags === 'wx' ? fail('EACCES') : undefined)),
      'EACCES',
    ],
    ['a full disk, noticed at once', () => replaceCall('writeSync', () => fail('ENOSPC')), 'ENOSPC'],
    [
      'a full disk, noticed after some bytes',
      () =>
        replaceCall('writeSync', (call, descriptor, bytes) =>
          call === 1 ? real.writeSync(descriptor, asBuffer(bytes), 0, 2) : fail('ENOSPC'),
        ),
      'ENOSPC',
    ],
    ['a full disk, noticed when flushing', () => replaceCall('fsyncSync', () => fail('EDQUOT')), 'EDQUOT'],
    ['a file that may not be replaced', () => replaceCall('renameSync', () => fail('EPERM')), 'EPERM'],
  ])('%s: the file is its old self and nothing is left beside it', (_, inject, code) => {
    inject();
    expect(() => replaceFile(file, OLD, NEW)).toThrow(code);
    expect(contents(folder)).toEqual({ a: old });
  });
});

describe('replaceAll', () => {
  test('all files change, in several folders', () => {
    const folders = [folderOf('a', 'b'), folderOf('c')];
    replaceAll([...changesIn(folders[0]!, 'a', 'b'), ...changesIn(folders[1]!, 'c')]);
    expect(folders.map(contents)).toEqual([{ a: 'new\n', b: 'new\n' }, { c: 'new\n' }]);
  });

  test('nothing to do', () => {
    expect(() => replaceAll([])).not.toThrow();
  });

  test('one file that is not as expected keeps all others from changing', () => {
    const folder = folderOf('a', 'b', 'c');
    writeFiles(folder, { c: 'theirs' });
    expect(() => replaceAll(changesIn(folder, 'a', 'b', 'c'))).toThrow(ChangedMeanwhile);
    expect(contents(folder)).toEqual({ a: old, b: old, c: 'theirs' });
  });

  test.each([1, 2, 3])('when rename %i fails, all files are their old selves', (failing) => {
    const folder = folderOf('a', 'b', 'c');
    fs.chmodSync(join(folder, 'a'), 0o755);
    replaceCall('renameSync', (call) => (call === failing ? fail('EPERM') : undefined));
    expect(() => replaceAll(changesIn(folder, 'a', 'b', 'c'))).toThrow('EPERM');
    expect(contents(folder)).toEqual({ a: old, b: old, c: old });
    expect(fs.statSync(join(folder, 'a')).mode & 0o777).toBe(0o755);
  });

  test.each([1, 2, 3, 4, 5, 6])(
    'when the disk is full at write %i, all files are their old selves',
    (failing) => {
      const folder = folderOf('a', 'b', 'c');
      replaceCall('writeSync', (call) => (call === failing ? fail('ENOSPC') : undefined));
      expect(() => replaceAll(changesIn(folder, 'a', 'b', 'c'))).toThrow('ENOSPC');
      expect(contents(folder)).toEqual({ a: old, b: old, c: old });
    },
  );

  test('a file that changes between two renames keeps its content, and the others go back', () => {
    const folder = folderOf('a', 'b', 'c');
    replaceCall('renameSync', (call) =>
      call === 2 ? real.writeFileSync(join(folder, 'c'), 'theirs') : undefined,
    );
    expect(() => replaceAll(changesIn(folder, 'a', 'b', 'c'))).toThrow(ChangedMeanwhile);
    expect(contents(folder)).toEqual({ a: old, b: old, c: 'theirs' });
  });

  test('what cannot be changed back is named', () => {
    const folder = folderOf('a', 'b', 'c');
    replaceCall('renameSync', (call) => (call === 3 || call === 5 ? fail('EPERM') : undefined));
    const written = [join(folder, 'a')];
    expect(() => replaceAll(changesIn(folder, 'a', 'b', 'c'))).toThrow(
      expect.objectContaining({
        name: 'PartlyWritten',
        written,
        message: expect.stringContaining(written[0]!),
      }),
    );
    expect(contents(folder)).toEqual({ a: 'new\n', b: old, c: old });
  });

  test('a file that somebody wrote to after us is not changed back', () => {
    const folder = folderOf('a', 'b');
    replaceCall('renameSync', (call) => {
      if (call !== 2) return undefined;
      real.writeFileSync(join(folder, 'a'), 'theirs');
      return fail('EPERM');
    });
    expect(() => replaceAll(changesIn(folder, 'a', 'b'))).toThrow(PartlyWritten);
    expect(contents(folder)).toEqual({ a: 'theirs', b: old });
  });

  test('the same file twice', () => {
    const folder = folderOf('a');
    expect(() => replaceAll(changesIn(folder, 'a', 'a'))).toThrow(ChangedMeanwhile);
    expect(contents(folder)).toEqual({ a: old });
  });
});

describe('withCleanup', () => {
  test('hands on what the work gives or throws, and takes its handlers away', async () => {
    const before = process.listenerCount('SIGINT');
    expect(await withCleanup(() => process.listenerCount('SIGINT'))).toBe(before + 1);
    await expect(withCleanup(() => fail('EPERM'))).rejects.toThrow('EPERM');
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});

describe('in a process of its own', () => {
  /** Runs a program that has `fs`, `replaceAll`, `withCleanup` and the list of `changes`, below a shell's `prefix`. */
  function run(folder: string, program: string, prefix = '') {
    const tools = makeFolder();
    const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
    const compile = (name: string) => {
      const source = fs.readFileSync(new URL(`../../src/${name}.ts`, import.meta.url), 'utf8');
      const compiled = ts.transpileModule(source, { compilerOptions: options }).outputText;
      return compiled.replace("'../model/failure.ts'", "'./failure.mjs'");
    };
    const setUp = `
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      import { replaceAll, withCleanup } from './write.mjs';
      const changes = ['a', 'b', 'c'].map((name) => ({
        file: ${JSON.stringify(folder)} + '/' + name,
        expectedBytes: Buffer.from('old\\r\\n\\xff', 'latin1'),
        newBytes: Buffer.from('new\\n'),
      }));
      function beforeRename(number, action) {
        const { renameSync } = fs;
        let calls = 0;
        fs.renameSync = (from, to) => {
          if (++calls === number) action();
          renameSync(from, to);
        };
        syncBuiltinESMExports();
      }
    `;
    writeFiles(tools, {
      'failure.mjs': compile('model/failure'),
      'write.mjs': compile('files/write'),
      'program.mjs': setUp + program,
    });
    const command = `${prefix} exec "$0" "$1"`;
    return spawnSync('/bin/sh', ['-c', command, process.execPath, join(tools, 'program.mjs')], {
      encoding: 'utf8',
    });
  }

  const allOld = { a: old, b: old, c: old };
  const allNew = { a: 'new\n', b: 'new\n', c: 'new\n' };

  test('it works at all', () => {
    const folder = folderOf('a', 'b', 'c');
    const { status, stderr } = run(folder, 'await withCleanup(() => replaceAll(changes));');
    expect({ status, stderr, ...contents(folder) }).toEqual({ status: 0, stderr: '', ...allNew });
  });

  test('where no file may grow, the files are their old selves', () => {
    const folder = folderOf('a', 'b', 'c');
    const { status, stdout } = run(
      folder,
      'try { replaceAll(changes); } catch (error) { console.log(error.code); process.exitCode = 2; }',
      'ulimit -f 0;',
    );
    expect({ status, stdout, ...contents(folder) }).toEqual({ status: 2, stdout: 'EFBIG\n', ...allOld });
  });

  test('killed before the first rename, the files are their old selves', () => {
    const folder = folderOf('a', 'b', 'c');
    const { signal } = run(
      folder,
      `beforeRename(1, () => process.kill(process.pid, 'SIGKILL')); replaceAll(changes);`,
    );
    expect(signal).toBe('SIGKILL');
    expect(contents(folder)).toMatchObject(allOld);
  });

  test('killed between two renames, each file is its old or its new self', () => {
    const folder = folderOf('a', 'b', 'c');
    const { signal } = run(
      folder,
      `beforeRename(2, () => process.kill(process.pid, 'SIGKILL')); replaceAll(changes);`,
    );
    expect(signal).toBe('SIGKILL');
    expect(contents(folder)).toMatchObject({ a: 'new\n', b: old, c: old });
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])(
    '%s in the middle: all files are done, nothing lies about, the next work is not begun',
    (signal, code) => {
      const folder = folderOf('a', 'b', 'c');
      const { status } = run(
        folder,
        `beforeRename(2, () => process.kill(process.pid, '${signal}'));
       await withCleanup(() => replaceAll(changes));
       fs.writeFileSync(changes[0].file, 'next');`,
      );
      expect({ status, ...contents(folder) }).toEqual({ status: code, ...allNew });
    },
  );

  test('an interrupt before a failure still puts everything back', () => {
    const folder = folderOf('a', 'b', 'c');
    const { status } = run(
      folder,
      `beforeRename(3, () => { process.kill(process.pid, 'SIGINT'); throw new Error('no'); });
       await withCleanup(() => replaceAll(changes));`,
    );
    expect({ status, ...contents(folder) }).toEqual({ status: 130, ...allOld });
  });

  test('an interrupt removes temporary files that could not be removed before', () => {
    const folder = folderOf('a', 'b', 'c');
    const { status } = run(
      folder,
      `const { rmSync } = fs;
       fs.rmSync = () => { throw new Error('no'); };
       beforeRename(1, () => { throw new Error('no'); });
       await withCleanup(async () => {
         try { replaceAll(changes); } catch { fs.rmSync = rmSync; syncBuiltinESMExports(); }
         if (fs.readdirSync(${JSON.stringify(folder)}).length !== 9) throw new Error('the trap does not work');
         process.kill(process.pid, 'SIGINT');
         await new Promise((done) => setTimeout(done, 5000));
       });`,
    );
    expect({ status, ...contents(folder) }).toEqual({ status: 130, ...allOld });
  });
});
