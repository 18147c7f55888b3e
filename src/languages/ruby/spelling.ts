import type { Spelling } from '../code/language.ts';
import type { Text } from '../code/tree.ts';

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** How replacements are written in Ruby. */
export const spelling: Spelling = {
  plus: ' + ',
  comment: '#',
  addsOnlyTexts: true,
  terminator: '',

  quote(text, like) {
    const quote = quoteOf(like);
    return `${quote}${escapeFor(text, quote === '"', [quote])}${quote}`;
  },

  escape(text, within) {
    return escapeFor(text, isInterpolated(within), delimitersOf(within));
  },

  token(name, like) {
    const quote = quoteOf(like);
    return `ENV.fetch(${quote}${name}${quote})`;
  },

  embed(code, within) {
    return isInterpolated(within) ? `#{${code}}` : undefined;
  },

  delimiters(text, source) {
    // A heredoc, a word of `%w[…]`, a symbol: none of them can be cut in two.
    if (!/^(?:single|double|percent-(?:single|double))$/.test(text.style)) return undefined;
    const [start, end] = [text.parts[0]!.start, text.parts.at(-1)!.end];
    return { open: source.slice(text.start, start), close: source.slice(end, text.end) };
  },
};

/** Double quotes where they stand around, else single ones. */
function quoteOf(like: Text | undefined): string {
  return like && /double$/.test(like.style) ? '"' : "'";
}

function isInterpolated({ style }: Text): boolean {
  return /^(?:double|percent-double|symbol-double|heredoc|interpolated-words|shell)$/.test(style);
}

/** The characters that end a text of this style, and those that nest in it. */
function delimitersOf({ style }: Text): readonly string[] {
  if (/percent/.test(style)) return Object.entries(CLOSING).flat();
  if (/words$/.test(style)) return [...Object.entries(CLOSING).flat(), ' '];
  if (style === 'shell') return ['`'];
  if (/heredoc$/.test(style)) return [];
  return [/double$/.test(style) ? '"' : "'"];
}

function escapeFor(text: string, isInterpolated: boolean, delimiters: readonly string[]): string {
  return [...text].map((character) => escapeOne(character, isInterpolated, delimiters)).join('');
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeOne(character: string, isInterpolated: boolean, delimiters: readonly string[]): string {
  if (character === '\\' || delimiters.includes(character)) return `\\${character}`;
  if (!isInterpolated) return character;
  return character === '#' ? '\\#' : (NAMED[character] ?? character);
}
