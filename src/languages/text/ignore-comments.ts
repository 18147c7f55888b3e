import type { Range } from '../../model/edit.ts';

/** A comment that asks for findings to be ignored, as it is written. */
export interface IgnoreComment extends Range {
  /** What stands in the brackets, apart; undefined without brackets. */
  readonly rules: readonly string[] | undefined;
  readonly reason: string;
  /** Its line, counted from 0. */
  readonly line: number;
  /** Whether nothing but the comment stands on its line: then it speaks of the next. */
  readonly isAlone: boolean;
}

export const IGNORE = 'zoho-authtoken-ignore';

const MARK = /zoho-authtoken-ignore(?:\[([^\]\r\n]*)\])?(?:[ \t]*:[ \t]*([^\r\n]*))?/g;
const MARK_ALONE = new RegExp(MARK.source);
/** What opens a comment in any language that calls may be written in, with what stands before it on the line. */
const OPENED = /^(.*?)(?:\/\/|\/\*|<!--|<%--|\{\{!|\{#|\(\*|--|[#;%*!]|\brem\b)[^'"`]*$/i;
/** A quote opens a comment in Basic, and a string elsewhere, which then is closed. */
const OPENED_IN_BASIC = /^([^'"]*)'[ \t]*$/;
const BEFORE_CODE = /^\s*(?:<(?:[?%](?:php)?)?)?[\s{]*$/;
/** So much before it is looked at: lines may be endless in what is generated. */
const LONGEST_PREFIX = 500;
const CLOSED = /\s*(?:\*\/\s*(?:\}|\?>)?|--%?>|%>|\?>|(?:--)?\}\}|#\}|\*\)|\*@)\s*$/;

/** The comments in a text that ask for findings to be ignored. */
export function ignoreCommentsIn(text: string): IgnoreComment[] {
  if (!text.includes(IGNORE)) return [];
  let line = 0;
  let start = 0;
  return text.split(/(?<=\r\n|\n|\r(?!\n))/).flatMap((whole) => {
    const found = [...whole.matchAll(MARK)].flatMap((match) => commentFrom(match, whole, start, line));
    line++;
    start += whole.length;
    return found;
  });
}

function commentFrom(match: RegExpMatchArray, whole: string, offset: number, line: number): IgnoreComment[] {
  const start = match.index!;
  const before = whole.slice(Math.max(0, start - LONGEST_PREFIX), start);
  const { written, behind } = upToEnd(match, before);
  const [, rules, reason = ''] = MARK_ALONE.exec(written)!;
  const opened = OPENED.exec(before) ?? (reason.includes("'") ? null : OPENED_IN_BASIC.exec(before));
  if (!opened) return [];
  const text = reason.replace(CLOSED, '').trim();
  return [
    {
      start: offset + start,
      end: offset + start + written.trimEnd().length,
      rules: rules?.split(',').map((rule) => rule.trim()),
      reason: text,
      line,
      isAlone: start <= LONGEST_PREFIX && BEFORE_CODE.test(opened[1]!) && !/\S/.test(behind),
    },
  ];
}

/** What is written in a comment that may end before its line does, and what stands behind it there. */
function upToEnd(
  { 0: whole }: RegExpMatchArray,
  before: string,
): { readonly written: string; readonly behind: string } {
  const end = before.lastIndexOf('/*') > before.lastIndexOf('*/') ? whole.indexOf('*/') : -1;
  if (end < 0) return { written: whole, behind: '' };
  // What closes a tag or an expression with the comment is no code.
  return { written: whole.slice(0, end), behind: whole.slice(end + 2).replace(/^\s*(?:\}|\?>)\s*$/, '') };
}
