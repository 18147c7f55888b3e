import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type EnvFile, examineEnvFile, storeToken } from '../../src/accounts/env-file.ts';
import { git, makeFolder, makePipe, makeRepository, writeFiles } from '../files/workspace.ts';

const TOKEN = '0123456789abcdef0123456789abcdef';

function target(folder: string, shown = '.env', name = 'ZOHO_AUTHTOKEN') {
  return { file: join(folder, shown), shown, name };
}

/** Stores a token as it is done: once the file was examined, and `meanwhile` others did something. */
function store(at: EnvFile, meanwhile = () => {}) {
  const examined = examineEnvFile(at);
  meanwhile();
  return storeToken(at, TOKEN, examined);
}

const modeOf = (file: string) => (statSync(file).mode & 0o7777).toString(8);

describe('storing', () => {
  test('makes a file that only its owner can read', () => {
    const folder = makeFolder();
    const before = process.umask(0);
    try {
      expect(store(target(folder))).toEqual({ done: 'added', line: 1, isInGit: false });
    } finally {
      process.umask(before);
    }
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(`ZOHO_AUTHTOKEN=${TOKEN}\n`);
    expect(modeOf(join(folder, '.env'))).toBe('600');
    expect(readdirSync(folder)).toEqual(['.env']);
  });

  test('changes one line of a file, and keeps its mode', () => {
    const folder = makeFolder({
      '.env': Buffer.from('A=\xff\r\nZOHO_AUTHTOKEN="old" # Ann\r\nB=2', 'latin1'),
    });
    chmodSync(join(folder, '.env'), 0o640);
    expect(store(target(folder))).toEqual({
      done: 'replaced',
      line: 2,
      isInGit: false,
      openMode: '640',
    });
    expect(readFileSync(join(folder, '.env'), 'latin1')).toBe(
      `A=\xff\r\nZOHO_AUTHTOKEN="${TOKEN}" # Ann\r\nB=2`,
    );
    expect(modeOf(join(folder, '.env'))).toBe('640');
    expect(readdirSync(folder)).toEqual(['.env']);
  });
});

describe('what changed since is seen when there is a token', () => {
  test('git no longer ignores the file', () => {
    const folder = makeRepository({ '.gitignore': '.env\n' });
    const meanwhile = () => writeFiles(folder, { '.gitignore': '' });
    expect(() => store(target(folder), meanwhile)).toThrow('.env is not ignored by git');
    expect(existsSync(join(folder, '.env'))).toBe(false);
  });

  test('git tracks the file', () => {
    const folder = makeRepository({ '.gitignore': '.env\n' });
    writeFiles(folder, { '.env': 'A=1\n' });
    const meanwhile = () => void git(folder, 'add', '--force', '.env');
    expect(() => store(target(folder), meanwhile)).toThrow('.env is tracked by git');
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe('A=1\n');
  });

  test('its folder is another', () => {
    const folder = makeFolder({ 'config/.env': 'A=1\n', 'other/.env': 'A=1\n' });
    const meanwhile = () => {
      renameSync(join(folder, 'config'), join(folder, 'was'));
      symlinkSync('other', join(folder, 'config'));
    };
    expect(() => store(target(folder, 'config/.env'), meanwhile)).toThrow(
      'config/.env now lies in another folder than before',
    );
    for (const name of ['other/.env', 'was/.env'])
      expect(readFileSync(join(folder, name), 'utf8')).toBe('A=1\n');
  });

  test('others can read the file', () => {
    const folder = makeFolder();
    const meanwhile = () => {
      writeFiles(folder, { '.env': 'A=1\n' });
      chmodSync(join(folder, '.env'), 0o644);
    };
    expect(store(target(folder), meanwhile)).toMatchObject({ done: 'added', line: 2, openMode: '644' });
  });
});

describe('before there is a token, a file is refused that', () => {
  const refused = (folder: string, message: string, shown?: string) => {
    const before = readdirSync(folder);
    expect(() => examineEnvFile(target(folder, shown))).toThrow(message);
    expect(readdirSync(folder)).toEqual(before);
  };

  test('git does not ignore', () => {
    const folder = makeRepository({ '.gitignore': '*.local\n' });
    refused(
      folder,
      `.env is not ignored by git, so that the token could come into a commit: put '.env' into .gitignore first`,
    );
    // Also when it is there already.
    writeFiles(folder, { '.env': 'A=1\n' });
    refused(folder, '.env is not ignored by git');
  });

  test('git takes back in', () => {
    refused(makeRepository({ '.gitignore': '.env*\n!.env\n' }), 'is not ignored by git');
  });

  test('git tracks, though a pattern says to ignore it', () => {
    const folder = makeRepository({ '.env': 'A=1\n' });
    writeFiles(folder, { '.gitignore': '.env\n' });
    refused(folder, `.env is tracked by git`);
    // Even if it was taken away since.
    git(folder, 'rm', '--quiet', '--force', '--cached', '.env');
    expect(examineEnvFile(target(folder))).toMatchObject({ isInGit: true });
  });

  test('lies in a repository that git cannot speak about', () => {
    const folder = makeRepository({ '.gitignore': '.env\n' });
    writeFiles(folder, { '.git/config': 'this is [ no configuration' });
    refused(folder, 'git cannot tell');
  });

  test('is a symbolic link, a folder, a pipe, no text', () => {
    const folder = makeFolder({ real: 'A=1\n', binary: 'A=\0\n' });
    symlinkSync('real', join(folder, '.env'));
    symlinkSync('nowhere', join(folder, 'dangling'));
    mkdirSync(join(folder, 'folder'));
    makePipe(join(folder, 'pipe'));
    refused(folder, '.env is a symbolic link');
    refused(folder, 'dangling is a symbolic link', 'dangling');
    refused(folder, 'folder is not a regular file', 'folder');
    refused(folder, 'pipe is not a regular file', 'pipe');
    refused(folder, 'binary is not a text', 'binary');
    refused(folder, 'missing/.env cannot be written: its folder is not there', 'missing/.env');
  });

  test('sets the variable in several lines', () => {
    refused(makeFolder({ '.env': 'ZOHO_AUTHTOKEN=a\nB=1\nZOHO_AUTHTOKEN=b\n' }), 'in several lines (1, 3)');
  });

  test('sets the variable in a way that goes on', () => {
    refused(
      makeFolder({ '.env': 'ZOHO_AUTHTOKEN=a\\\nb\n' }),
      '.env sets ZOHO_AUTHTOKEN in line 1 in a way that programs read differently (a quote or a backslash): write NAME=value on one line there',
    );
  });

  test('cannot be replaced', () => {
    const folder = makeFolder({ '.env': 'A=1\n', other: 'A=1\n' });
    chmodSync(join(folder, '.env'), 0o444);
    refused(folder, 'read-only');
    linkSync(join(folder, 'other'), join(folder, 'linked'));
    refused(folder, 'several names (hard links)', 'linked');
  });

  test.skipIf(process.getuid?.() === 0 || !existsSync('/proc'))(
    'lies in a folder that cannot be written to (skipped for root, who can)',
    () => {
      const folder = makeFolder();
      chmodSync(folder, 0o555);
      refused(folder, 'EACCES');
      chmodSync(folder, 0o755);
    },
  );

  test.runIf(existsSync('/proc/self'))('lies where no file can be made', () => {
    expect(() => examineEnvFile(target('/proc/self'))).toThrow(/ENOENT|EACCES|EPERM/);
  });
});

describe('a file that is taken', () => {
  test('is ignored by git, in any way that git knows', () => {
    const folder = makeRepository({ '.gitignore': '.env\n', 'config/.gitignore': '*\n', 'config/a': '' });
    writeFiles(folder, { '.git/info/exclude': 'local.env\n\\:(top)*\n' });
    for (const shown of ['.env', 'config/.env', 'local.env', ':(top)x.env'])
      expect(examineEnvFile(target(folder, shown))).toEqual({
        isInGit: true,
        folder: realpathSync(dirname(join(folder, shown))),
      });
    expect(readdirSync(folder).sort()).toEqual(['.git', '.gitignore', 'config']);
  });

  test('is reached through a linked folder, by the repository that it truly lies in', () => {
    const repository = makeRepository({ 'config/a': '' });
    const outside = makeFolder();
    symlinkSync(join(repository, 'config'), join(outside, 'config'));
    expect(() => examineEnvFile(target(outside, 'config/.env'))).toThrow('is not ignored by git');
    symlinkSync(outside, join(repository, 'outside'));
    expect(examineEnvFile(target(join(repository, 'outside')))).toEqual({
      isInGit: false,
      folder: realpathSync(outside),
    });
  });

  test('lies outside of git, or open to others, and that is said', () => {
    const folder = makeFolder({ '.env': 'A=1\n' });
    chmodSync(join(folder, '.env'), 0o644);
    expect(examineEnvFile(target(folder))).toMatchObject({ isInGit: false, openMode: '644' });
    chmodSync(join(folder, '.env'), 0o600);
    expect(examineEnvFile(target(folder)).openMode).toBeUndefined();
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe('A=1\n');
  });
});
