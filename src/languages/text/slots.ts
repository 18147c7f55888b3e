import { matchAt } from './characters.ts';

/** What stands in a URL for a value. */
export type Slot =
  /** For people, with blanks or brackets in it (`<your key>`), or without (`{apikey}`): then it is text. */
  | { readonly kind: 'placeholder'; readonly end: number }
  | { readonly kind: 'characters'; readonly end: number }
  /** The name of a value that a program puts there: `{{apikey}}`, `${zoho.key}`, `$APIKEY`, `<%= key %>`. */
  | { readonly kind: 'reference'; readonly end: number }
  /** A value that code puts between two literals (`" + key + "`), or behind the last (`" + key`). */
  | { readonly kind: 'code'; readonly end: number; readonly quote: string; readonly last: boolean };

/** What may take the place of a value or of a host, and is closed where it opens. */
const CLOSED = String.raw`\$?\{\{[^{}\n]{1,80}\}\}|[$#]\{[^{}\n]{1,80}\}|\$\([^()\n]{1,80}\)|<%=?[^%\n]{1,80}%>`;
export const REFERENCE_TO_HOST = String.raw`(?:${CLOSED}|\$\w+|\{[\w.-]{1,40}\}|<[\w .-]{1,40}>)`;
const REFERENCE = new RegExp(`(?:${CLOSED}|\\$?\\$[A-Za-z_]\\w*|%[A-Za-z_]\\w{2,}%)`, 'y');
const WHOLE_REFERENCE = new RegExp(`^(?:${REFERENCE.source})$`);
const CLOSED_SLOT = new RegExp(CLOSED, 'y');
const PLACEHOLDER =
  /<[^<>\n]{1,60}>|&lt;[^&<>\n]{1,60}&gt;|\{(?:[^{}\n]|\{[^{}\n]{0,40}\}){1,60}\}|\[[^[\]\n]{1,60}\]/y;
const CODE_BETWEEN = /(["'])[ \t]*[+.][ \t]*([^"'\n;]{1,120}?)[ \t]*[+.][ \t]*\1/y;
const CODE_BEHIND = /(["'])[ \t]*[+.][ \t]*(?:[\w$.[\]]|\(\w*\)|->|::)+/y;

/**
 * The slot that stands at a place of a URL.
 *
 * @param before the character in front of it: a placeholder stands where a value begins
 * @param readByProgram whether names of values mean something to a program
 */
export function slotAt(
  text: string,
  at: number,
  before: string | undefined,
  readByProgram: boolean,
): Slot | undefined {
  const startsValue = before === '=' || before === '/';
  if (startsValue) {
    if (readByProgram) {
      const reference = matchAt(REFERENCE, text, at);
      if (reference) return { kind: 'reference', end: at + reference[0].length };
    }
    const slot = matchAt(CLOSED_SLOT, text, at) ?? matchAt(PLACEHOLDER, text, at);
    if (slot) {
      const end = at + slot[0].length;
      return /[\s"'<>#&=]/.test(slot[0]) ? { kind: 'placeholder', end } : { kind: 'characters', end };
    }
  }
  const between = matchAt(CODE_BETWEEN, text, at);
  if (between) return { kind: 'code', end: at + between[0].length, quote: between[1]!, last: false };
  const behind = matchAt(CODE_BEHIND, text, at);
  if (behind) return { kind: 'code', end: at + behind[0].length, quote: behind[1]!, last: true };
  return undefined;
}

/** Whether a value is the name of one that a program puts there. */
export function isReference(value: string): boolean {
  return WHOLE_REFERENCE.test(value);
}

/** Code that puts the next piece of a text behind the quote that ends a literal. */
const GOES_ON =
  /["'`]\)?[ \t]*(?:[+~]|\|\||<<|&(?!\w+;)|\.(?=[ \t]*[$"'(@])|(?:\\?\r?\n)[ \t]*(?:\+|\.(?=[ \t]*[$"'])|["']))/y;
/** Code that hands over values for the slots of a format. */
const TAKES_VALUES = /["'`]\)?[ \t]*(?:,|%(?![>}])|\.(?:format|formatted|fmt)\b)/y;
const FORMAT_SLOT = /=(?:%(?:\d+\$)?[sdv@]|\{\d*\})(?=&|$)/;

/** A placeholder of several words whose first ones were read, and what follows them. */
const HAS_BLANKS = /[ \t]+(?:[\w$.-]+[ \t]+)*[\w$.-]*&(?:amp;)?\w+=/y;
const FIRST_WORD = /(?:apikey|ticket)=(?:your|the|my|insert|enter|api|put)$/i;
const NEXT_WORD = /[ \t]+\w/y;
/** A value that opens a bracket and does not close it. */
const OPEN_VALUE = /(?:apikey|ticket|authtoken)=[^&]*[{<([](?![^&]*[})>\]])/;
const NO_VALUE = /(?:apikey|ticket)=$/;
const OPENS_VALUE = /[{<[]|&lt;/y;

/** Why a URL that ends at a place is not all that its code puts together; undefined where it is. */
export function whatFollows(text: string, end: number, url: string): string | undefined {
  if (matchAt(GOES_ON, text, end)) return 'the code around it puts more behind it';
  if (FORMAT_SLOT.test(url) && matchAt(TAKES_VALUES, text, end))
    return 'the code around it puts values into its slots, one for each';
  if (matchAt(HAS_BLANKS, text, end) || (FIRST_WORD.test(url) && matchAt(NEXT_WORD, text, end)))
    return 'a value in it has blanks, so that it cannot be told where it ends';
  if (OPEN_VALUE.test(url) || (NO_VALUE.test(url) && matchAt(OPENS_VALUE, text, end)))
    return 'it cannot be told where a value in it ends';
  return undefined;
}
