import { fileReadBy } from './files.ts';

/** What a specifier follows on, as words of four bytes to search for; `specifiersIn` reads the same. */
export const IMPORT_WORDS = [
  { words: ['quir'], threeAt: 0 },
  { words: ['from'], threeAt: 0 },
  { words: ['mpor'], threeAt: 0 },
  { words: ['eadF', 'eadJ'], threeAt: 1 },
] as const;

/** Each word whole, and where the four bytes stand in it. */
const WHOLE = [
  { word: Buffer.from('require', 'latin1'), fourAt: 2, mayOpen: true },
  { word: Buffer.from('from', 'latin1'), fourAt: 0, mayOpen: false },
  { word: Buffer.from('import', 'latin1'), fourAt: 1, mayOpen: true },
];
/** The group of the calls that read files. */
export const READ = 3;
const OPEN = 0x28;
/** Of the call that reads a file. */
const LONGEST = 3000;

/** Where a specifier may begin that follows on one of `IMPORT_WORDS`, which stands at `at`; else -1. */
export function specifierAfter(bytes: Buffer, group: number, at: number): number {
  const { word, fourAt, mayOpen } = WHOLE[group]!;
  const start = at - fourAt;
  let next = start + word.length;
  // Most are other words, or words of a text.
  if (!isBlank(bytes[next]) && !isQuote(bytes[next]) && bytes[next] !== OPEN) return -1;
  next = skipBlanks(bytes, next);
  if (mayOpen && bytes[next] === OPEN) next = skipBlanks(bytes, next + 1);
  return isQuote(bytes[next]) && holds(bytes, start, word) ? next + 1 : -1;
}

/** The file that a call reads, of which the word of four bytes stands at `at`. */
export function fileReadAt(bytes: Buffer, at: number): string | undefined {
  const start = Math.max(at - 'r'.length, 0);
  return fileReadBy(bytes.toString('latin1', start, start + LONGEST));
}

export function isQuote(byte: number | undefined): boolean {
  return byte === 0x27 || byte === 0x22 || byte === 0x60;
}

function holds(bytes: Buffer, start: number, word: Buffer): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word[i]) return false;
  return true;
}

function skipBlanks(bytes: Buffer, from: number): number {
  let at = from;
  while (isBlank(bytes[at])) at++;
  return at;
}

/** As `\s` takes it where a byte is a character. */
function isBlank(byte: number | undefined): boolean {
  return byte === 32 || (byte !== undefined && byte >= 9 && byte <= 13) || byte === 0xa0;
}
