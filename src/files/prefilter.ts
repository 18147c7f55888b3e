import { decode, hasUtf16Mark } from './decode.ts';
import { eachPlace } from './words/haystack.ts';
import { layOut, type WordGroup } from './words/words.ts';

const SLASH = 0x2f;
const BACKSLASH = 0x5c;

const API = lettersOf('api');
const EY = lettersOf('ey');
const TIC = lettersOf('tic');
const ET = lettersOf('et');
const CRM = lettersOf('crm');
const PRIVATE = lettersOf('private');

/** What is searched for to find the parameters and the endpoints; `isCredentialAt` judges the places. */
export const CREDENTIAL_WORDS: readonly [WordGroup, WordGroup] = [
  // `apikey` and `ticket` share `ke`.
  { words: ['pike', 'icke'], threeAt: 1, anyCase: true },
  { words: ['/pri'], threeAt: 0, anyCase: true },
];
/** The group of the endpoints. */
export const ENDPOINT = 1;
const WORDS = layOut(CREDENTIAL_WORDS);

/** Whether `apikey`, `ticket`, `crm/private` or `crm\/private` stands at a place that was found for these words. */
export function isCredentialAt(bytes: Buffer, group: number, at: number): boolean {
  return group === ENDPOINT ? isPathAround(bytes, at, 1) : isParameterAround(bytes, at + 2, 1);
}

/**
 * Whether the first `length` bytes hold `apikey`, `ticket` or `crm/private` (also `crm\/private`) in any case, one
 * or two bytes a character. Never misses one; no byte is decoded.
 */
export function mayHoldCredentials(bytes: Buffer, length: number = bytes.length): boolean {
  const searched = length < bytes.length ? bytes.subarray(0, length) : bytes;
  let holds = false;
  const hasNul = eachPlace(searched, WORDS, (group, at) => {
    holds ||= isCredentialAt(searched, group, at);
  });
  return holds || (hasNul && mayHoldWideCredentials(searched));
}

/** Whether bytes that hold a NUL hold these names in two bytes a character: all ASCII has NULs beside it there. */
export function mayHoldWideCredentials(bytes: Buffer): boolean {
  return (
    holdsAt(bytes, 0x6b, isParameterAround) ||
    holdsAt(bytes, 0x4b, isParameterAround) ||
    holdsAt(bytes, SLASH, isPathAround)
  );
}

/** Whether the bytes hold one of these texts, spelled exactly so (in UTF-8, latin-1 or marked UTF-16). */
export function holdsAny(bytes: Buffer, needles: readonly string[]): boolean {
  if (hasUtf16Mark(bytes)) {
    const { text } = decode(bytes);
    return needles.some((needle) => text.includes(needle));
  }
  return needles.some(
    (needle) =>
      bytes.includes(needle, 0, 'latin1') || (!isAscii(needle) && bytes.includes(needle, 0, 'utf8')),
  );
}

/** ASCII is spelled alike in both encodings. */
function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

/** The number of bytes a character. */
type Step = 1 | 2;
type Check = (bytes: Buffer, at: number, step: Step) => boolean;

function holdsAt(bytes: Buffer, anchor: number, check: Check): boolean {
  for (let at = bytes.indexOf(anchor); at !== -1; at = bytes.indexOf(anchor, at + 1)) {
    if (check(bytes, at, 2)) return true;
  }
  return false;
}

/** `at` is the `k` of `apikey` or `ticket`. */
function isParameterAround(bytes: Buffer, at: number, step: Step): boolean {
  const before = at - 3 * step;
  const after = at + step;
  if (holdsLetters(bytes, after, EY, step)) return holdsLetters(bytes, before, API, step);
  return holdsLetters(bytes, after, ET, step) && holdsLetters(bytes, before, TIC, step);
}

/** `at` is the slash of `crm/private`; a backslash may stand before it, as JSON and regular expressions write it. */
function isPathAround(bytes: Buffer, at: number, step: Step): boolean {
  if (!holdsLetters(bytes, at + step, PRIVATE, step)) return false;
  const escaped = bytes[at - step] === BACKSLASH;
  return holdsLetters(bytes, at - (escaped ? 4 : 3) * step, CRM, step);
}

/** Outside of the buffer a byte is undefined, which equals no letter. */
function holdsLetters(bytes: Buffer, start: number, letters: readonly number[], step: Step): boolean {
  let at = start;
  for (const letter of letters) {
    // Setting this bit turns an upper-case letter into the lower-case one, and nothing else into a letter.
    if ((bytes[at]! | 32) !== letter) return false;
    at += step;
  }
  return true;
}

function lettersOf(word: string): readonly number[] {
  return [...Buffer.from(word, 'latin1')];
}
