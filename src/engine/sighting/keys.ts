import { basename, dirname } from 'node:path';
import { isQuote } from '../../languages/javascript/syntax/import-words.ts';
import { relativeTarget } from '../../tracing/resolve.ts';

/**
 * Keys stand for what specifiers may mean: what has another key is not meant, what has the same key may be. A path has a
 * key, up to the first dot in its last part, and so has a name, up to the first dot in each of its parts.
 */
export type Key = number;

const PATH = 0x811c9dc5 | 0;
const NAME = 0x1b873593;
const SLASH = 0x2f;
const DOT = 0x2e;
const BACKSLASH = 0x5c;
const QUESTION = 0x3f;
const HASH = 0x23;
const LINE_FEED = 0x0a;
const ABOVE_ASCII = 0x80;

/** The key of every name that begins with `#`. */
export const INTERNAL: Key = follow(NAME, HASH);

/** What a key becomes when a byte follows. */
function follow(key: Key, byte: number): Key {
  return Math.imul(key ^ (byte === BACKSLASH ? SLASH : byte), 0x01000193);
}

/** Keys of the folders that a file lies in, outermost first. */
export interface FolderKeys {
  /** What the key of a path becomes up to there. */
  readonly begun: readonly Key[];
  /** The keys of the folders themselves. */
  readonly own: readonly Key[];
}

export function keysOfFolders(file: string): FolderKeys {
  const begun: Key[] = [];
  const own: Key[] = [];
  let key = PATH;
  let atDot: Key | undefined;
  for (let at = 0; at < file.length; at++) {
    const byte = file.charCodeAt(at);
    if (byte === SLASH || byte === BACKSLASH) {
      begun.push(key);
      own.push(atDot ?? key);
      atDot = undefined;
    } else if (byte === DOT) atDot ??= key;
    key = follow(key, byte);
  }
  return { begun, own };
}

/** The keys under which what means a file by its path is noted: an index is meant by its folder, too. */
export function keysOfFile(file: string): Key[] {
  const isIndex = basename(file).startsWith('index.');
  return isIndex ? [keyOfPath(file), keyOfPath(dirname(file))] : [keyOfPath(file)];
}

function keyOfPath(path: string): Key {
  let key = PATH;
  let atDot: Key | undefined;
  for (let at = 0; at < path.length; at++) {
    const byte = path.charCodeAt(at);
    if (byte === SLASH || byte === BACKSLASH) atDot = undefined;
    else if (byte === DOT) atDot ??= key;
    key = follow(key, byte);
  }
  return atDot ?? key;
}

/** The keys under which a specifier is noted. */
export function keysOfSpecifier(from: string, specifier: string): Key[] {
  const target = relativeTarget(from, specifier);
  return target === undefined ? keysOfName(Buffer.from(specifier), 0) : [keyOfPath(target)];
}

/**
 * The keys of what is not relative, up to the first quote in some bytes: its first part, both parts of a package's name
 * with a scope, the last part, and `#`.
 */
function keysOfName(bytes: Buffer, start: number): Key[] {
  const keys: Key[] = [];
  let whole = NAME;
  let part = NAME;
  let parts = 0;
  let cut = false;
  const hasScope = bytes[start] === 0x40;
  if (bytes[start] === HASH) keys.push(INTERNAL);
  for (let at = start; ; at++) {
    const byte = bytes[at];
    const ends = byte === undefined || isEnd(byte);
    if (ends || byte === SLASH) {
      if (parts === 0 || (parts === 1 && hasScope)) keys.push(whole);
      parts++;
      if (ends) break;
      whole = follow(whole, SLASH);
      part = NAME;
      cut = false;
    } else if (byte === DOT) cut = true;
    else if (!cut) {
      whole = follow(whole, byte);
      part = follow(part, byte);
    }
  }
  if (parts > 1) keys.push(part);
  return keys;
}

/** The key of a whole name: one part, or two with a scope. */
export function keyOfName(name: string): Key {
  const keys = keysOfName(Buffer.from(name), 0);
  return keys[/^@.*\//.test(name) ? 1 : 0]!;
}

/** Where a specifier ends, or what comes from there on tells nothing of what it means. */
function isEnd(byte: number): boolean {
  return isQuote(byte) || byte === LINE_FEED || byte === QUESTION || byte >= ABOVE_ASCII;
}
