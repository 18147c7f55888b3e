import { MASK, maskBut, maskLiterals } from '../mask.ts';
import { isName, isReference, looksRandom } from '../secret-shapes.ts';

/**
 * Masks the secrets in whole lines of source. What only names a value stays, so that a change can be read; lines stay
 * lines.
 * @param isProgram whether an unquoted word is the name of something, rather than a value
 */
export function maskSource(text: string, isProgram: boolean): string {
  const plain = text
    .replace(DECLARED, `$1${MASK}$2`)
    .replace(IN_ELEMENT, `$1${MASK}`)
    .replace(IN_ADDRESS, `$1${MASK}@`)
    .replace(IN_HEADER, `$1${MASK}`)
    .replace(IN_CALL, (whole, head: string, value: string, quote: string) =>
      isName(value) ? whole : head + MASK + quote,
    )
    .replace(LAST_PART, `$1${MASK}`)
    .replace(ENTRY, (whole, head: string, value: string) =>
      isProgram || isReference(value) ? whole : head + MASK,
    )
    .replace(LINE, (line) => maskLiterals(line, isProgram, isShown));
  return maskBut(plain, (value, head, before) => {
    if (PLACEHOLDER.test(value)) return true;
    if (/\d|^['"`]/.test(value)) return false;
    return CREDENTIAL.test(value) || (isProgram && isExpression(value, head) && isInCode(before()));
  });
}

const NAME = '(?:api_?key|ticket|auth_?token|passw(?:or)?d|pwd)';

/** `Password As String = "…"`, `password: str = '…'`, `ticketOfSales = "…"`, `name="password" value="…"`. */
const DECLARED = new RegExp(
  String.raw`(${NAME}\w{0,60}["']?(?:\s+As\s+\w+\s*=\s*|\s*:\s*\w+\s*=\s*|[ \t]+=[ \t]+|\s+value\s*=\s*)[@$bru]?["'])` +
    String.raw`(?!(?:[A-Z]+_)+[A-Z]+["'])[^"'\s]+(["'])`,
  'gi',
);

/** `<password>…</password>`, `<td id="ticket">…`. */
const IN_ELEMENT = new RegExp(
  String.raw`(<[^<>\n]{0,80}${NAME}\w{0,60}["']?\s*>\s*)(?![<{$\s])[^<>\s]+(?=\s*<)`,
  'gi',
);

/** `https://joe:…@crm.zoho.com`. */
const IN_ADDRESS = /(\w:\/\/[^\s/:@'"`]{1,100}:)[^\s/@'"`{}$<>]{1,200}@/g;

/** `Authorization: 'Basic …'`. */
const IN_HEADER = /(\b(?:Basic|Bearer)\s+)(?=[\w+/=.-]*\d)[\w+/=.-]{8,}/g;

/** `PASSWORD=' . urlencode('…')`. */
const IN_CALL = new RegExp(
  String.raw`(${NAME}\w{0,60}=["']\s*[.+&]\s*(?:\w+[.:]{1,2})*\w+\(\s*["'])([^"'\n]+)(["'])`,
  'gi',
);

/** What of a URL follows the other parts of a value: `+ 'c3d4&ticket='`. */
const LAST_PART = /([+.][ \t]*["'`])(?=[a-z_$-]{0,200}\d)(?=[\d_$-]{0,200}[a-z])[\w$-]{1,200}(?=&\w+=)/gi;

/** `ticket: sesame`, alone on its line, in settings. */
const ENTRY = new RegExp(
  String.raw`^([ \t]*(?:-[ \t]+)?["']?[\w.-]{0,40}${NAME}["']?:[ \t]+)(?!(?:true|false|null|~|required|optional|string)\b)([A-Za-z]+)(?=[ \t]*(?:#.*)?$)`,
  'gim',
);

const LINE = /[^\r\n]+/g;

/** Whether a literal may be read; what an attribute of an element holds is told by the attribute's name. */
function isShown(literal: string, before: () => string): boolean {
  return !looksRandom(literal) || /<[^<>]*\s[\w:@-]+=$/.test(before().slice(-200));
}

/** `'ZOHO_AUTHTOKEN'`, `"YOUR_ZOHO_AUTHTOKEN_2"`: a name, or what a person is to put something for. */
const PLACEHOLDER = /^(?:(['"`])(?:[A-Z]+_)+[A-Z]+(?:_\d{1,2})?\1?|YOUR(?:_[A-Z]+)+(?:_\d{1,2})?)$/;

/** `$this->ticket`, `config.apiKey,`, `ZOHO_AUTHTOKEN`: its last word says what it is. */
const CREDENTIAL = new RegExp(
  String.raw`^[\w$@.:>[\]({-]*(?:(?<![A-Za-z])(?:api|auth)?_?(?:key|ticket|token)s?|(?:Api|Auth)?(?:Key|Ticket|Token)s?|` +
    '(?<![A-Za-z])(?:API|AUTH)?_?(?:KEY|TICKET|TOKEN)S?)(?![a-z])[^A-Za-z]*$',
);

/** The right side of an assignment: `config.get(`, `user;`. */
function isExpression(value: string, head: string): boolean {
  return /[=:][ \t]+$/.test(head) && /^[$@:\w.()[\]>?!,;-]*$/.test(value);
}

/** Whether a line goes on neither within a literal nor within a comment. */
function isInCode(before: string): boolean {
  const inComment = /\/[/*]|#|<!--|^\s*(?:\*|'|--|;|rem\b)/i.test(before);
  return !inComment && ['"', "'", '`'].every((quote) => before.split(quote).length % 2 === 1);
}
