/** What begins or ends a comment, code or an expression in some language that a call may be written in. */
const MARK =
  /\/\*|\*\/|<!--|--!?>|<\?|\?>|<%|%>|\]\]>|\{\{|\}\}|\{%|%\}|\{#|#\}|@\*|\*@|\(\*|\*\)|<#|#>|\$\{|#\{|<\/?script/i;
/** With these at its end, a comment goes on in the next line: in Basic, in batch files, in old C. */
const GOES_ON = /(?:(?<=\s|^)_|\^|\?\?\/)$/;

/**
 * Makes the words of a person a reason that stays within a comment in any language: one line without backslashes, which
 * let a line go on (make, C) or write a character anew wherever they stand (Java), and without what turns the direction
 * of writing.
 */
export function reasonFrom(said: string): string {
  return said
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replaceAll('\\', '/')
    .trim()
    .replace(/ {2,}/g, ' ');
}

/**
 * Why a reason cannot stand in a comment, for people; nothing where it can.
 *
 * @param open what the comment begins with
 */
export function findFault(reason: string, open: string | undefined): string | undefined {
  if (reason === '') return 'there is no reason';
  const mark = MARK.exec(reason)?.[0] ?? (open === '<!--' ? /--/.exec(reason)?.[0] : undefined);
  if (mark !== undefined)
    return `the reason holds '${mark}', which begins or ends a comment or code in some language: say it in other words`;
  const end = GOES_ON.exec(reason)?.[0];
  return end === undefined
    ? undefined
    : `the reason ends with '${end}', with which a line goes on in some language: say it in other words`;
}
