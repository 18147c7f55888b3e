import { isName, isReference } from './secret-shapes.ts';

/** What stands in the place of a secret; nothing of the secret itself is shown. */
export const MASK = '••••';

const NAME = '(?:api[_-]?key|ticket|auth[_-]?token|passw(?:or)?d|pwd)';

/** `apikey: "…"`, `"ticket" => '…'`, `params['apikey'] = "…"`, `setParameter("ticket", "…")`. */
const QUOTED = new RegExp(
  String.raw`(${NAME}["']?\]?\s*(?:=>|:=|[:=,])\s*)` +
    // A quote straight after `=` may also close a literal: 'apikey=' + key
    '(?!(?<==)["\']\\s*(?:[+.,;)]\\s|$))(?!(?<==)["\']\\s)' +
    String.raw`(?:"((?:[^"\\\n]|\\.)+)"?|'((?:[^'\\\n]|\\.)+)'?|` +
    '`([^`\\s]+)`)',
  'gi',
);

/** `apikey=…` in a query, `ZOHO_APIKEY=…` in an environment file, `password = …` in settings; not a hole. */
const BARE = new RegExp(
  String.raw`(${NAME}(?:=|%3D|[ \t]+=[ \t]*|=[ \t]+(?=\S))(?!=))` +
    '(?![…•"\'`<{(&\\s]|[$#]\\{|%[sd]|%\\()[^\\s&"\'`<>]+',
  'gi',
);

/** `apikey: abc1` without quotes, as in YAML; a plain word after a colon is prose. */
const AFTER_COLON = new RegExp(
  String.raw`(${NAME}["']?[ \t]*:[ \t]*)(?![-=][•$])(?=[A-Za-z]{0,64}[^A-Za-z\s,.;"'${'`'}<({[…•])[^\s&"'${'`'}<>,({[•]+`,
  'gi',
);

/** `${ZOHO_APIKEY:-abc1}`, `apikey=${K:-abc1}`: what a shell takes where nothing is set. */
const DEFAULT = new RegExp(
  String.raw`(${NAME}(?:=\$\{\w{1,60}|\w{0,60})(?<=\$\{\w{1,120}):?[-=])(?![$•"'])[^}\s"'${'`'}$]+(?=\})`,
  'gi',
);

/** Tickets and tokens are 32 hexadecimal digits; what looks random and is as long (as in Zoho's own sample) too. */
const HEX = /[0-9a-f]{32,}|(?<![0-9a-z])(?=[a-z]{0,31}[0-9])[0-9a-z]{32}(?![0-9a-z])/gi;

/** API keys end in `$`; `name${hole}` is not one. */
const KEY = /(?<![\w-])[\w-]{16,}\$(?![\w{(])/g;

/**
 * Masks keys, tickets, tokens and passwords in a text that quotes source, keeping the kind: `apikey=••••`. What only
 * refers to one stays: `apikey=$KEY`.
 * Rather masks too much than too little. Linear in the length of the text.
 */
export function maskSecrets(text: string): string {
  return maskBut(text, () => false);
}

/** Whether a value may be shown; `head` is what names it, `before` what stands before that on its line. */
export type Keep = (value: string, head: string, before: () => string) => boolean;

/** As `maskSecrets`, but for the values that `keep` knows to be none, too. */
export function maskBut(text: string, keep: Keep): string {
  const mayStay: Keep = (value, head, before) => isReference(value) || keep(value, head, before);
  const bare = (whole: string, head: string, offset: number, all: string) =>
    mayStay(whole.slice(head.length), head, () => lineBefore(all, offset)) ? whole : head + MASK;
  return text
    .replace(QUOTED, (whole: string, head: string) => {
      const quoted = whole.slice(head.length);
      return mayStay(quoted, head, () => '') ? whole : head + maskBetweenQuotes(quoted);
    })
    .replace(DEFAULT, `$1${MASK}`)
    .replace(BARE, bare)
    .replace(AFTER_COLON, bare)
    .replace(HEX, MASK)
    .replace(KEY, MASK);
}

/**
 * As `maskSecrets`, for the name of an expression, `getKey('…')`: what stands between quotes in it may be the secret
 * that it makes something of. A subscript stays (`row['ticket']`), and so does what looks like the name of a setting.
 */
export function maskName(name: string): string {
  return maskSecrets(maskLiterals(name, true));
}

/** As `maskSecrets`, for a message with names of expressions in it: what stands between quotes in a call goes. */
export function maskMessage(message: string): string {
  const named = message.replace(AS_NAME, (_whole, name: string) => `, as \`${maskLiterals(name, true)}\`.`);
  return maskSecrets(maskLiterals(named, false));
}

/** As a finding tells what a token is needed for. */
const AS_NAME = /, as `(.*)`\.$/s;

/**
 * Masks the literals of an expression: all but subscripts, or those in calls alone.
 *
 * @param stays which literals are none to mask; `before` is what stands before one
 */
export function maskLiterals(
  text: string,
  everywhere: boolean,
  stays: (literal: string, before: () => string) => boolean = isName,
): string {
  const masks = [everywhere];
  return text.replace(PIECE, (piece, offset: number) => {
    const isAfterName = /[\w$)\]]/.test(text[offset - 1] ?? '');
    if (piece === '(') masks.push(isAfterName || masks.at(-1)!);
    else if (piece === '[') masks.push(!isAfterName && masks.at(-1)!);
    else if (piece === ')' || piece === ']') {
      if (masks.length > 1) masks.pop();
    } else if (masks.at(-1)! && !stays(piece.slice(1, -1), () => text.slice(0, offset)))
      return maskBetweenQuotes(piece);
    return piece;
  });
}

/** What opens and closes, and literals: an apostrophe within a word is none. */
const PIECE = /[()[\]]|(?<![A-Za-z])'(?:[^'\\]|\\.)*(?:'|$)|"(?:[^"\\]|\\.)*(?:"|$)|`[^`]*`/gs;

function lineBefore(text: string, offset: number): string {
  return text.slice(Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - 500), offset);
}

function maskBetweenQuotes(quoted: string): string {
  const quote = quoted[0]!;
  const closed = quoted.length > 1 && quoted.endsWith(quote);
  return quote + MASK + (closed ? quote : '');
}
