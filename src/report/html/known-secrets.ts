import type { CredentialPlace } from '../credential-places.ts';
import { MASK, maskLiterals } from '../mask.ts';
import { isName } from '../secret-shapes.ts';

/** Masks what is known to be a credential wherever a file holds it, in old and new texts alike. */
export type MaskKnown = (text: string, file: string) => string;

/** How a credential is spelled, and what is shown instead; in one file alone where it may be a word elsewhere. */
interface Spelling {
  readonly text: string;
  readonly instead: string;
  readonly file?: string;
}

/**
 * Learns credentials from the places where they stand.
 *
 * @param isProgram whether a file is of a language in which an unquoted word names something
 */
export function learnSecrets(
  places: readonly CredentialPlace[],
  texts: ReadonlyMap<string, string>,
  isProgram: (file: string) => boolean,
): MaskKnown {
  const found = places.flatMap((place) =>
    spellingsAt(place, texts.get(place.at.file) ?? '', isProgram(place.at.file)),
  );
  const distinct = new Map(found.map((spelling) => [`${spelling.file ?? ''}\0${spelling.text}`, spelling]));
  const spellings = [...distinct.values()].sort((a, b) => b.text.length - a.text.length);
  return (text, file) =>
    spellings
      .filter((spelling) => (spelling.file ?? file) === file)
      .reduce((masked, spelling) => masked.replaceAll(spelling.text, () => spelling.instead), text);
}

/** What stands at a place that says a credential: a literal, the literals of an expression, or all of it. */
function spellingsAt(
  { at: { file, start, end }, isOfLogin }: CredentialPlace,
  text: string,
  isProgram: boolean,
): Spelling[] {
  const quoted = text.slice(start - 1, end + 1);
  const written = QUOTED.test(quoted) ? quoted : text.slice(start, end);
  const literals = literalsIn(written);
  if (literals.length > 0)
    return literals
      .filter((literal) => !(isOfLogin && WORD.test(literal.slice(1, -1))))
      .flatMap((literal) => spellingsOf(literal, file));
  if (isProgram || written === '' || /\w\(.*\)/s.test(written) || !isWhole(written)) return [];
  // What stands before it on its line tells a word that is one here from the same word elsewhere.
  const head = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return [...alone(written), { text: head + written, instead: head + MASK, file }];
}

/** The literals of an expression, in their quotes, that may hold what it says. */
function literalsIn(written: string): string[] {
  const literals: string[] = [];
  maskLiterals(written, true, (value, before) => {
    const quote = written[before().length]!;
    if (!isName(value)) literals.push(quote + value + quote);
    return true;
  });
  return literals;
}

/** A literal may hold more of a URL; of that, what names a value is masked by its name. */
function spellingsOf(literal: string, file: string): Spelling[] {
  const quote = literal[0]!;
  const value = literal.slice(1, -1);
  const last = LAST_PART.exec(value)?.[0];
  if (last !== undefined) return [{ text: quote + last, instead: quote + MASK, file }];
  return value !== '' && isWhole(value)
    ? [...alone(value), { text: literal, instead: quote + MASK + quote, file }]
    : [];
}

/** What is like no word is masked without its quotes, and in other files, too. */
function alone(value: string): Spelling[] {
  return /^(?=.*\d)(?=.*[a-z])\S{6,}$/i.test(value) ? [{ text: value, instead: MASK }] : [];
}

/** Whether a text is a value, rather than a part of a URL that holds one. */
function isWhole(text: string): boolean {
  return text.length <= 200 && !/:\/\/|%(?:25)*3[AD]|\n|[?&]\w+=|^\w{1,12}=/i.test(text);
}

/** A place may be all of a literal, or what stands between its quotes. */
const QUOTED = /^(["'`])[^"'`\n]*\1$/;
/** Beside a password: the name of a user or of a parameter. */
const WORD = /^[a-z]*(?:[A-Z][a-z]+)*$/;
/** What ends a value that other parts begin: `c3d4` of `c3d4&ticket=`. */
const LAST_PART = /^[^\s=&?/]+(?=&\w+=)/;
