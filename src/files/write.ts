import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../model/failure.ts';

/** One file's next content, and the bytes that it was worked out from. */
export interface Replacement {
  readonly file: string;
  readonly expectedBytes: Buffer;
  readonly newBytes: Buffer;
}

export type RefusalReason = 'symbolic link' | 'not a regular file' | 'several hard links' | 'read-only';

const WHY_REFUSED: Readonly<Record<RefusalReason, string>> = {
  'symbolic link': 'has become a symbolic link',
  'not a regular file': 'has become something other than a file',
  'several hard links': 'has several names (hard links), which would part',
  'read-only': 'is read-only',
};
const WHAT_TO_DO: Readonly<Record<RefusalReason, string>> = {
  'symbolic link': 'Run it again',
  'not a regular file': 'Run it again',
  'several hard links': 'Make it a file of its own',
  'read-only': 'Make it writable',
};

/** The file is of a kind that replacing would damage, or is not meant to be written. */
export class WriteRefused extends Failure {
  override readonly name = 'WriteRefused';
  readonly file: string;
  readonly reason: RefusalReason;

  constructor(file: string, reason: RefusalReason) {
    super(`${file} ${WHY_REFUSED[reason]}, so that nothing was changed. ${WHAT_TO_DO[reason]}`);
    this.file = file;
    this.reason = reason;
  }
}

/** The file no longer holds the bytes that the change was worked out from. */
export class ChangedMeanwhile extends Failure {
  override readonly name = 'ChangedMeanwhile';
  readonly file: string;

  constructor(file: string) {
    super(`${file} was changed by somebody else meanwhile, so that nothing was changed here. Run it again`);
    this.file = file;
  }
}

/** A write failed after others were done, and these others could not all be taken back. */
export class PartlyWritten extends Failure {
  override readonly name = 'PartlyWritten';
  /** Files that hold their new content. */
  readonly written: readonly string[];

  constructor(written: readonly string[], cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause);
    super(
      `${message}. These files were changed already, and could not be changed back: ${written.join(', ')}`,
      { cause },
    );
    this.written = written;
  }
}

/** A replacement whose new bytes lie in a file beside the old one. */
interface Staged extends Replacement {
  readonly temporary: string;
}

const temporaries = new Set<string>();
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
// Windows has neither flag.
const READ_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Replaces a file's content in one step: whatever fails, the file holds all of its old bytes or all of its new
 * ones. Mode is kept, and owner where the user may give files away; extended attributes are not.
 * Throws `WriteRefused`, `ChangedMeanwhile` or the file system's own error, and then the file is untouched.
 */
export function replaceFile(file: string, expectedBytes: Buffer, newBytes: Buffer): void {
  replaceAll([{ file, expectedBytes, newBytes }]);
}

/**
 * Writes a file that is not there yet, in one step.
 *
 * @param mode permissions, instead of those that new files get
 * @throws the file system's own error when it is there
 */
export function createFile(file: string, bytes: Buffer, mode?: number): void {
  const temporary = writeTemporary(file, bytes, mode);
  try {
    // Unlike a rename, a link never takes the place of a file.
    linkSync(temporary, file);
  } finally {
    removeTemporary(temporary);
  }
  flushFolder(dirname(file));
}

/**
 * Does all of a write that is likely to fail, and undoes it: the file is as before. For what must not be found out only
 * when there is no way back any more. @throws as `replaceFile` and, without expected bytes, `createFile` do
 */
export function rehearseWrite(file: string, expectedBytes: Buffer | undefined, newBytes: Buffer): void {
  if (expectedBytes !== undefined) {
    removeTemporary(stage({ file, expectedBytes, newBytes }).temporary);
    return;
  }
  const other = join(dirname(file), `.zoho-authtoken-${randomBytes(8).toString('hex')}.tmp`);
  temporaries.add(other);
  try {
    createFile(other, newBytes, 0o600);
  } finally {
    removeTemporary(other);
  }
}

/**
 * Replaces several files, all or none: everything that is likely to fail is tried before the first file changes,
 * and if a later one fails all the same, the earlier ones get their old bytes back.
 * Throws as `replaceFile` does, with no file changed, or `PartlyWritten`, which names the files that are.
 *
 * @param onFile is told which file is to be written out next, after how many others
 */
export function replaceAll(
  replacements: readonly Replacement[],
  onFile: (done: number, file: string) => void = () => {},
): void {
  const staged: Staged[] = [];
  const waysBack: Staged[] = [];
  let renamed = 0;
  try {
    for (const replacement of replacements) {
      onFile(staged.length, replacement.file);
      staged.push(stage(replacement));
    }
    // The way back is laid before the first step. A single file needs none.
    if (staged.length > 1) for (const one of staged) waysBack.push(stageWayBack(one));
    for (const one of staged) assertUnchanged(one);
    for (const one of staged) {
      swapIn(one);
      renamed++;
    }
  } catch (error) {
    putBack(waysBack.slice(0, renamed), error);
    throw error;
  } finally {
    for (const one of [...staged, ...waysBack]) removeTemporary(one.temporary);
  }
  for (const folder of new Set(staged.map((one) => dirname(one.file)))) flushFolder(folder);
}

/**
 * Runs work that writes files so that an interrupt neither stops it half-way through a set of files nor leaves a
 * temporary file behind: SIGINT, SIGTERM and SIGHUP take effect between two writes, and the process then ends with
 * 128 plus the number of the signal.
 */
export async function withCleanup<T>(work: () => T | Promise<T>): Promise<T> {
  const onSignal = (signal: keyof typeof SIGNALS) => {
    for (const temporary of temporaries) removeTemporary(temporary);
    process.exit(128 + SIGNALS[signal]);
  };
  const names = Object.keys(SIGNALS) as (keyof typeof SIGNALS)[];
  for (const name of names) process.on(name, onSignal);
  try {
    return await work();
  } finally {
    // A signal that came while the work held the thread is delivered when the event loop next polls, which is
    // surely between these two; without it the signal would be lost.
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    for (const name of names) process.off(name, onSignal);
  }
}

function stage(replacement: Replacement): Staged {
  const stats = assertUnchanged(replacement);
  return { ...replacement, temporary: writeTemporary(replacement.file, replacement.newBytes, stats) };
}

/** Keeps a copy of the old bytes, so that going back needs no more room on the disk. */
function stageWayBack({ file, expectedBytes, newBytes }: Staged): Staged {
  const temporary = writeTemporary(file, expectedBytes, lstatSync(file));
  return { file, expectedBytes: newBytes, newBytes: expectedBytes, temporary };
}

/** Looks at the very last moment whether the file is still what was read, and puts the new one in its place. */
function swapIn(one: Staged): void {
  assertUnchanged(one);
  renameSync(one.temporary, one.file);
  temporaries.delete(one.temporary);
}

/** Gives files their old bytes back, unless somebody else has written to them; says so when one keeps the new. */
function putBack(waysBack: readonly Staged[], cause: unknown): void {
  const written: string[] = [];
  for (const one of waysBack.toReversed()) {
    try {
      swapIn(one);
    } catch {
      written.unshift(one.file);
    }
  }
  if (written.length > 0) throw new PartlyWritten(written, cause);
}

/** Throws unless the file may be replaced and still holds the expected bytes. */
function assertUnchanged({ file, expectedBytes }: Replacement): Stats {
  const stats = lstatSync(file);
  const refusal = findRefusal(file, stats);
  if (refusal) throw new WriteRefused(file, refusal);
  const descriptor = openSync(file, READ_FLAGS);
  try {
    if (!readFileSync(descriptor).equals(expectedBytes)) throw new ChangedMeanwhile(file);
  } finally {
    closeSync(descriptor);
  }
  return stats;
}

function findRefusal(file: string, stats: Stats): RefusalReason | undefined {
  if (stats.isSymbolicLink()) return 'symbolic link';
  if (!stats.isFile()) return 'not a regular file';
  if (stats.nlink > 1) return 'several hard links';
  // A rename would go through all the same, and for root so does any write.
  if ((stats.mode & 0o222) === 0) return 'read-only';
  try {
    accessSync(file, constants.W_OK);
  } catch {
    return 'read-only';
  }
  return undefined;
}

/** @param like what its mode and owner are taken from, or the mode */
function writeTemporary(file: string, bytes: Buffer, like: Stats | number | undefined): string {
  const temporary = join(dirname(file), `.zoho-authtoken-${randomBytes(8).toString('hex')}.tmp`);
  const descriptor = openSync(temporary, 'wx', 0o600);
  temporaries.add(temporary);
  try {
    try {
      writeWhole(descriptor, bytes);
      if (typeof like === 'object') keepMode(descriptor, like);
      else fchmodSync(descriptor, like ?? 0o666 & ~process.umask());
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    removeTemporary(temporary);
    throw error;
  }
  return temporary;
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

function keepMode(descriptor: number, like: Stats): void {
  const kept = keepOwner(descriptor, like);
  // Bits that lend the owner's rights must not lend somebody else's.
  fchmodSync(descriptor, like.mode & (kept ? 0o7777 : 0o777));
}

function keepOwner(descriptor: number, like: Stats): boolean {
  const own = fstatSync(descriptor);
  if (own.uid === like.uid && own.gid === like.gid) return true;
  try {
    fchownSync(descriptor, like.uid, like.gid);
    return true;
  } catch {
    // Only root may give files away; the content is what matters.
    return false;
  }
}

function removeTemporary(temporary: string): void {
  if (!temporaries.has(temporary)) return;
  try {
    rmSync(temporary, { force: true });
    temporaries.delete(temporary);
  } catch {
    // The outcome for the user's files stands; `withCleanup` tries again on an interrupt.
  }
}

function flushFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Not every system can. The rename is done, and after a power cut either version is a whole file.
  }
}
