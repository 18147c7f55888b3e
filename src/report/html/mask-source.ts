import { maskBut } from '../mask.ts';

/**
 * Masks the secrets in whole lines of source. What only names a value stays, so that a change can be read; lines stay
 * lines.
 * @param isProgram whether an unquoted word is the name of something, rather than a value
 */
export function maskSource(text: string, isProgram: boolean): string {
  return maskBut(text, (value, head, before) => {
    if (/\d/.test(value)) return false;
    if (/^['"`]/.test(value)) return PLACEHOLDER.test(value);
    return CREDENTIAL.test(value) || (isProgram && isExpression(value, head) && isInCode(before()));
  });
}

/** `'ZOHO_AUTHTOKEN'`, `"YOUR_ZOHO_AUTHTOKEN"`: a name, or what a person is to put something for. */
const PLACEHOLDER = /^(['"`])(?:[A-Z]+_)+[A-Z]+\1?$/;

/** `$this->ticket`, `config.apiKey,`, `ZOHO_AUTHTOKEN`: its last word says what it is. */
const CREDENTIAL = new RegExp(
  String.raw`^[\w$@.:>[\]({-]*(?:(?<![A-Za-z])(?:api|auth)?_?(?:key|ticket|token)s?|(?:Api|Auth)?(?:Key|Ticket|Token)s?|` +
    String.raw`(?<![A-Za-z])(?:API|AUTH)?_?(?:KEY|TICKET|TOKEN)S?)(?![a-z])[^A-Za-z]*$`,
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
