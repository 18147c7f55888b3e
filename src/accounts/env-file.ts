import { lstatSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type DecodedFile, decode, encode, looksBinary } from '../files/decode.ts';
import { standingInGit } from '../files/git/standing.ts';
import { createFile, rehearseWrite, replaceFile } from '../files/write.ts';
import { Failure } from '../model/failure.ts';
import { type SetLine, setEnvLine } from './env-lines.ts';

/** The token cannot be kept in that file; the message says why, and what to do. */
class EnvFileRefused extends Failure {
  override readonly name = 'EnvFileRefused';
}

export interface EnvFile {
  /** Absolute path. */
  readonly file: string;
  /** How messages call it. */
  readonly shown: string;
  /** The variable. */
  readonly name: string;
}

/** What a person should know of a file that the token may be written to. */
export interface Suitability {
  /** False where no git keeps an eye on it. */
  readonly isInGit: boolean;
  /** The permissions of a file that others may read; `chmod 600` would mend it. */
  readonly openMode?: string;
}

/** What was found before there was a token, and the folder in which: a real path. */
interface Examined extends Suitability {
  readonly folder: string;
}

/** What stands in for the token before there is one: as long. */
const STAND_IN = '0'.repeat(32);
const MODE = 0o600;

/**
 * Tries, before there is a token, all that could keep it from being stored; the file stays as it is.
 *
 * @throws EnvFileRefused, GitCannotTell, or what writing throws (src/files/write.ts)
 */
export function examineEnvFile(target: EnvFile): Examined {
  const { file, shown } = target;
  const folder = dirname(file);
  if (!isFolder(folder)) throw new EnvFileRefused(`${shown} cannot be written: its folder is not there`);
  const standing = standingInGit(file);
  if (standing === 'tracked')
    throw new EnvFileRefused(
      `${shown} is tracked by git, so that the token would come into the next commit: 'git rm --cached' takes it out, and a line in .gitignore keeps it out`,
    );
  if (standing === 'not ignored')
    throw new EnvFileRefused(
      `${shown} is not ignored by git, so that the token could come into a commit: put '${basename(file)}' into .gitignore first`,
    );
  const change = planChange(target, STAND_IN);
  rehearseWrite(file, change.before, change.after);
  const openMode = change.stats && modeIfOpen(change.stats);
  return {
    isInGit: standing === 'ignored',
    ...(openMode !== undefined && { openMode }),
    folder: realpathSync(folder),
  };
}

/** What was done, and what the file is like now. */
export interface Stored extends Suitability {
  readonly done: 'replaced' | 'added';
  /** From 1. */
  readonly line: number;
}

/**
 * Stores a token: in the line of its variable, or in a new one. A file that is not there is made with mode 600. Asking
 * for a token takes its time, so that the file is examined again.
 *
 * @param examined what was found before there was a token
 * @throws as `examineEnvFile` does, or where the file lies in another folder by now; and then the file is as it was
 */
export function storeToken(target: EnvFile, token: string, examined: Examined): Stored {
  const { isInGit, folder } = examineEnvFile(target);
  if (folder !== examined.folder)
    throw new EnvFileRefused(
      `${target.shown} now lies in another folder than before: in ${folder}, and not in ${examined.folder}`,
    );
  // Even if a link on the way there is changed right now.
  const file = join(folder, basename(target.file));
  const { before, after, done, line } = planChange({ ...target, file }, token);
  if (before === undefined) createFile(file, after, MODE);
  else replaceFile(file, before, after);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  const openMode = stats && modeIfOpen(stats);
  return { done, line, isInGit, ...(openMode !== undefined && { openMode }) };
}

interface Change {
  /** Undefined where there is no file yet. */
  readonly stats: Stats | undefined;
  readonly before: Buffer | undefined;
  readonly after: Buffer;
  readonly done: 'replaced' | 'added';
  readonly line: number;
}

function planChange({ file, shown, name }: EnvFile, value: string): Change {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats?.isSymbolicLink())
    throw new EnvFileRefused(`${shown} is a symbolic link: name the file that it leads to`);
  if (stats && !stats.isFile()) throw new EnvFileRefused(`${shown} is not a regular file`);
  const before = stats && readFileSync(file);
  if (before && looksBinary(before)) throw new EnvFileRefused(`${shown} is not a text`);
  const { text, encoding }: DecodedFile = before ? decode(before) : { text: '', encoding: 'utf8' };
  const set = setEnvLine(text, name, value);
  if (set.done === 'refused') throw new EnvFileRefused(describeRefused(shown, name, set));
  return { stats, before, after: encode(set.text, encoding), done: set.done, line: set.line };
}

function describeRefused(
  shown: string,
  name: string,
  { why, lines }: Extract<SetLine, { done: 'refused' }>,
): string {
  if (why === 'odd')
    return `${shown} sets ${name} in line ${lines.join()} in a way that programs read differently (a quote or a backslash): write NAME=value on one line there`;
  return `${shown} sets ${name} in several lines (${lines.join(', ')}): keep one of them`;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Windows has other permissions than these. */
function modeIfOpen({ mode }: Stats): string | undefined {
  if (process.platform === 'win32' || (mode & 0o077) === 0) return undefined;
  return (mode & 0o777).toString(8).padStart(3, '0');
}
