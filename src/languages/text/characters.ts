/** A character of a URL, and the place where it is spelled. */
export interface Spelled {
  readonly char: string;
  readonly start: number;
  readonly end: number;
}

/** Characters that URLs are made with, and that texts spell in ways of their own, by their code. */
const BY_CODE: Readonly<Record<string, string>> = {
  '24': '$',
  '26': '&',
  '2f': '/',
  '3a': ':',
  '3d': '=',
  '3f': '?',
};
const CODES = Object.keys(BY_CODE).join('|');
const ENTITY = /&(?:amp;)+|&#(?:x0*([\da-f]{2})|0*(\d{2}));/iy;
/** A quote, a bracket or a blank, which no URL holds. */
const ENTITY_OF_AN_END = /&(?:amp;)*(?:quot|apos|lt|gt|nbsp|#0*(?:34|39|60|62)|#x0*(?:22|27|3c|3e));/iy;
/** `\u0026` and `\x26` of strings, as often as they are quoted. */
const BY_NUMBER = new RegExp(`\\\\+(?:u00|x)(${CODES})`, 'iy');
/** `\/` of JSON, `\:` of properties, `\&` of shells, `\_` of Markdown. */
const BY_BACKSLASH = /\\+([^A-Za-z0-9\s"'`\\<>])/y;
/** Quotes and brackets of prose end it, too. */
const PLAIN = /[^\s"'`<>\\“”‘’«»„‹›。，、（）「」]/y;

/**
 * The character of a URL that stands at a place, however it is spelled; undefined where the URL is over.
 *
 * @param level how often the URL is percent-encoded as a whole, inside of another one; undefined where it is not
 */
export function characterAt(text: string, at: number, level?: number): Spelled | undefined {
  const found = (char: string, length: number): Spelled => ({ char, start: at, end: at + length });
  if (level !== undefined && text[at] === '%') {
    const encoded = matchAt(percentPattern(level), text, at);
    if (encoded) return found(BY_CODE[encoded[1]!.toLowerCase()]!, encoded[0].length);
  }
  if (text[at] === '&') {
    if (level !== undefined || matchAt(ENTITY_OF_AN_END, text, at)) return undefined;
    const entity = matchAt(ENTITY, text, at);
    const code = entity?.[1]?.toLowerCase() ?? (entity?.[2] && Number(entity[2]).toString(16)) ?? '26';
    const char = entity ? BY_CODE[code] : '&';
    return char === undefined ? undefined : found(char, entity?.[0].length ?? 1);
  }
  // The shell of Windows.
  if (text.startsWith('^&', at)) return found('&', 2);
  if (text[at] === '\\') {
    const numbered = matchAt(BY_NUMBER, text, at);
    if (numbered) return found(BY_CODE[numbered[1]!.toLowerCase()]!, numbered[0].length);
    const escaped = matchAt(BY_BACKSLASH, text, at);
    return escaped ? found(escaped[1]!, escaped[0].length) : undefined;
  }
  return matchAt(PLAIN, text, at) ? found(text[at]!, 1) : undefined;
}

/**
 * How characters are spelled in the place of some others: as those were, where one of them is the same.
 *
 * @param otherwise how the place spells what does not stand there yet
 */
export function spellLike(
  characters: readonly Spelled[],
  source: (one: Spelled) => string,
  otherwise: Readonly<Record<string, string>> = {},
): Spelling {
  const counts = new Map<string, Map<string, number>>();
  for (const one of characters) {
    const spelled = source(one);
    const known = counts.get(one.char) ?? new Map<string, number>();
    counts.set(one.char, known.set(spelled, (known.get(spelled) ?? 0) + 1));
  }
  const usual = new Map(
    [...counts].map(([char, spellings]) => [char, [...spellings].sort((a, b) => b[1] - a[1])[0]![0]]),
  );
  return (text) => [...text].map((char) => usual.get(char) ?? otherwise[char] ?? char).join('');
}

/** Spells text as the characters around it are spelled. */
export type Spelling = (text: string) => string;

const percentPatterns = new Map<number, RegExp>();

function percentPattern(level: number): RegExp {
  const known = percentPatterns.get(level) ?? new RegExp(`%(?:25){${level}}(${CODES})`, 'iy');
  percentPatterns.set(level, known);
  return known;
}

export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
