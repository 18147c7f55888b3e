import { dataReadBy } from './files.ts';

/** What a specifier follows on, as words of four bytes of which some are neighbours; `specifiersIn` reads the same. */
export const IMPORT_WORDS = [
  { words: ['requ'], pairAt: 2 },
  { words: ['from'], pairAt: 0 },
  { words: ['impo'], pairAt: 1 },
  { words: ['eadF', 'eadJ'], pairAt: 2 },
] as const;

const [REQUIRE, FROM, IMPORT] = ['require', 'from', 'import'].map((word) => Buffer.from(word, 'latin1'));
/** The group of the calls that read files. */
export const READ = 3;
const OPEN = 0x28;
/** Of the call that reads a file. */
const LONGEST = 3000;

/** Where a specifier may begin that follows on one of `IMPORT_WORDS`, of which the pair stands at `at`; else -1. */
export function specifierAfter(bytes: Buffer, group: number, at: number): number {
  const start = at - IMPORT_WORDS[group]!.pairAt;
  const word = [REQUIRE, FROM, IMPORT][group];
  if (!word || !holds(bytes, start, word)) return -1;
  let next = skipBlanks(bytes, start + word.length);
  if (bytes[next] === OPEN && word !== FROM) next = skipBlanks(bytes, next + 1);
  return isQuote(bytes[next]) ? next + 1 : -1;
}

/** The data that a call reads, of which the pair stands at `at`. */
export function dataReadAt(bytes: Buffer, at: number): string | undefined {
  const start = Math.max(at - IMPORT_WORDS[READ].pairAt, 0);
  return dataReadBy(bytes.toString('latin1', start, start + LONGEST));
}

export function isQuote(byte: number | undefined): boolean {
  return byte === 0x27 || byte === 0x22 || byte === 0x60;
}

function holds(bytes: Buffer, start: number, word: Buffer): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word[i]) return false;
  return true;
}

/** As `\s` takes them where a byte is a character. */
function skipBlanks(bytes: Buffer, from: number): number {
  let at = from;
  for (let byte = bytes[at]; byte === 32 || (byte! >= 9 && byte! <= 13) || byte === 0xa0; byte = bytes[at])
    at++;
  return at;
}
