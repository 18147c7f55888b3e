import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { Skipped } from '../model/finding.ts';
import { hasUtf16Mark, looksBinary, looksLikeUnmarkedUtf16 } from './decode.ts';
import { unreadable } from './unreadable.ts';
import { type Haystack, withHaystack } from './words/haystack.ts';

/** A file whose bytes hold what was looked for; the bytes are the receiver's own. */
export interface Candidate {
  readonly file: string;
  readonly bytes: Buffer;
}

export interface ScanTally {
  /** How many files were read, whatever they held. */
  readonly scanned: number;
  /** How many of these turned out to be no text, or no source: `{ binary: 3 }`. */
  readonly leftOut: Record<string, number>;
  /** Files that could not be read, or that hold what was looked for and are not to be rewritten. */
  readonly skipped: Skipped[];
}

/**
 * Whether bytes hold what is looked for; a match must not be longer than 4 KB. `in-source` is of interest in sources
 * alone: a generated file that holds no more is left out by rule, not listed.
 */
export type Matcher = (bytes: Buffer, file: string) => boolean | 'in-source';

/** Files left out because of what their bytes show. */
type LeftOut = 'binary' | 'minified or generated';

/** What became of one file: nothing in it, a rule or a reason to skip it, or the bytes in the shared buffer. */
type Outcome =
  | 'nothing'
  | LeftOut
  | { readonly reason: string; readonly isText?: true }
  | { readonly bytes: Buffer };

const LARGEST_FILE = 5 * 1024 * 1024;
const TOO_LARGE: Outcome = { reason: 'larger than 5 MB', isText: true };
const PIECE = 256 * 1024;
// So much of one piece of a large file is looked at again with the next, lest a match falls between them.
const OVERLAP = 4096;
const LONGEST_LINE = 20_000;
const LONGEST_AVERAGE_LINE = 500;
const SMALLEST_GENERATED_FILE = 20_000;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
// A link is not followed, and a pipe does not hold us up; Windows has neither flag.
export const READ_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Reads each of some files once, and hands out those which hold what `matches` looks for. */
export type Scan = (
  files: Iterable<string>,
  onCandidate: (candidate: Candidate) => void,
  matches: Matcher,
  onLeftOut?: OnLeftOut,
  excuse?: Excuse,
) => ScanTally;

/** Is told each file that is left out because of what its bytes show, or of what it is. */
export type OnLeftOut = (file: string, reason: string) => void;

/** Is told what could not be read; answers where that is no failure: it is gone, or is left out for a reason. */
export type Excuse = (file: string) => 'gone' | { readonly reason: string } | undefined;

/** Reads files from the disk into memory where they can be searched at once. */
export const scan: Scan = (files, onCandidate, matches, onLeftOut, excuse) =>
  withHaystack((haystack) =>
    tally(files, (file) => examine(haystack, file, matches), onCandidate, onLeftOut, excuse),
  );

/** Goes through files of which the contents are at hand. */
export function scanContents(
  contents: ReadonlyMap<string, Buffer>,
  onCandidate: (candidate: Candidate) => void,
  matches: Matcher,
  onLeftOut?: OnLeftOut,
): ScanTally {
  return tally(contents.keys(), (file) => judge(contents.get(file)!, file, matches), onCandidate, onLeftOut);
}

/** How many files were left out in two parts of a tree, by reason. */
export function addTallies(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const sum: Record<string, number> = { ...a };
  for (const [reason, count] of Object.entries(b)) sum[reason] = (sum[reason] ?? 0) + count;
  return sum;
}

function tally(
  files: Iterable<string>,
  look: (file: string) => Outcome,
  onCandidate: (candidate: Candidate) => void,
  onLeftOut: OnLeftOut | undefined,
  excuse?: Excuse,
): ScanTally {
  const skipped: Skipped[] = [];
  let scanned = 0;
  const leftOut: Record<string, number> = {};
  const leaveOut = (file: string, reason: string) => {
    leftOut[reason] = (leftOut[reason] ?? 0) + 1;
    onLeftOut?.(file, reason);
  };
  for (const file of files) {
    let outcome: Outcome;
    try {
      outcome = look(file);
    } catch (error) {
      const instead = excuse?.(file);
      if (!instead) skipped.push(unreadable(file, error));
      else if (instead !== 'gone') leaveOut(file, instead.reason);
      continue;
    }
    scanned++;
    if (outcome === 'nothing') continue;
    if (typeof outcome === 'string') leaveOut(file, outcome);
    else if ('reason' in outcome) skipped.push({ file, ...outcome });
    else onCandidate({ file, bytes: Buffer.from(outcome.bytes) });
  }
  return { scanned, leftOut, skipped };
}

/** Large files are gone through in pieces, which fit into a processor's own memory; those that matter are read again. */
function examine(pool: Haystack, file: string, matches: Matcher): Outcome {
  const descriptor = openSync(file, READ_FLAGS);
  try {
    const length = fill(pool, descriptor, 0, PIECE);
    const start = pool.bytes.subarray(0, length);
    if (length < PIECE) return judge(start, file, matches);
    // Of a later piece, nothing would tell that a character takes two bytes.
    if (hasUtf16Mark(start)) return examineWhole(pool, length, descriptor, file, matches);
    if (isBinary(start)) return 'binary';
    const matched = matches(start, file) !== false || matchesLater(pool, length, descriptor, file, matches);
    return matched ? examineWhole(pool, 0, descriptor, file, matches) : 'nothing';
  } finally {
    closeSync(descriptor);
  }
}

/** Looks at a file of which the first `held` bytes are there. */
function examineWhole(
  pool: Haystack,
  held: number,
  descriptor: number,
  file: string,
  matches: Matcher,
): Outcome {
  const length = fill(pool, descriptor, held, LARGEST_FILE + 1);
  const outcome = judge(pool.bytes.subarray(0, length), file, matches);
  if (outcome !== 'nothing' || length <= LARGEST_FILE) return outcome;
  return matchesLater(pool, length, descriptor, file, matches) ? TOO_LARGE : 'nothing';
}

function judge(bytes: Buffer, file: string, matches: Matcher): Outcome {
  const unmarked = looksBinary(bytes);
  if (unmarked && !looksLikeUnmarkedUtf16(bytes)) return 'binary';
  const match = matches(bytes, file);
  if (!match) return 'nothing';
  if (bytes.length > LARGEST_FILE) return TOO_LARGE;
  if (unmarked) return { reason: 'UTF-16 without a byte order mark' };
  if (!looksGenerated(bytes)) return { bytes };
  if (match === 'in-source') return 'minified or generated';
  return { reason: 'minified or generated', isText: true };
}

function isBinary(bytes: Buffer): boolean {
  return looksBinary(bytes) && !looksLikeUnmarkedUtf16(bytes);
}

/** Reads on from `held` bytes to the end of a file, or until `most` are there, into memory that grows. */
function fill(pool: Haystack, descriptor: number, held: number, most: number): number {
  let length = held;
  while (length < most) {
    if (length === pool.bytes.length) pool.enlarge();
    const room = Math.min(pool.bytes.length, most) - length;
    const read = readSync(descriptor, pool.bytes, length, room, length);
    if (read === 0) break;
    length += read;
  }
  return length;
}

/** Goes through the rest of a large file, of which the first `held` bytes are there. */
function matchesLater(
  { bytes }: Haystack,
  held: number,
  descriptor: number,
  file: string,
  matches: Matcher,
): boolean {
  let end = held;
  for (let position = held; ; position += end - OVERLAP) {
    bytes.copyWithin(0, end - OVERLAP, end);
    const read = readSync(descriptor, bytes, OVERLAP, PIECE - OVERLAP, position);
    if (read === 0) return false;
    end = OVERLAP + read;
    if (matches(bytes.subarray(0, end), file)) return true;
  }
}

function looksGenerated(bytes: Buffer): boolean {
  const bytesPerCharacter = hasUtf16Mark(bytes) ? 2 : 1;
  const lineEnd = bytes.includes(LINE_FEED) ? LINE_FEED : CARRIAGE_RETURN;
  let lines = 1;
  let start = 0;
  for (let end = bytes.indexOf(lineEnd); end !== -1; end = bytes.indexOf(lineEnd, start)) {
    if (end - start > LONGEST_LINE * bytesPerCharacter) return true;
    lines++;
    start = end + 1;
  }
  if (bytes.length - start > LONGEST_LINE * bytesPerCharacter) return true;
  const characters = bytes.length / bytesPerCharacter;
  return characters > SMALLEST_GENERATED_FILE && characters / lines > LONGEST_AVERAGE_LINE;
}
