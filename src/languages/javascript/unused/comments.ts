import { endOf, startOf } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';

/** What is said of the next line alone. */
const OF_NEXT_LINE = /eslint-disable-next-line|@ts-(?:ignore|expect-error)|biome-ignore|prettier-ignore/;

/** Widens whole lines of a module by the comments that belong to what stands there, and by a blank line left over. */
export function withComments(
  module: JsModule,
  lines: { readonly start: number; readonly end: number },
): { start: number; end: number } {
  const { text, comments } = module;
  let { start, end } = lines;
  for (;;) {
    const above = comments.findLast((comment) => endOf(comment as never) <= start);
    if (!above || !isWholeLine(text, startOf(above as never), endOf(above as never))) break;
    const gap = text.slice(endOf(above as never), start);
    if (!/^[^\S\r\n]*(?:\r\n|\n|\r)$/.test(gap) || !belongs(text, above, start, end)) break;
    start = lineStartOf(text, startOf(above as never));
  }
  return { start, end: withBlankLine(text, start, end) };
}

/** A comment stands for several lines where code follows at once, and for the file at its head. */
function belongs(
  text: string,
  { value, start, end }: JsModule['comments'][number],
  linesStart: number,
  linesEnd: number,
): boolean {
  if (OF_NEXT_LINE.test(value) || /ticket/i.test(value)) return true;
  const before = text.slice(0, lineStartOf(text, start ?? 0));
  const isAlone = /^[^\S\r\n]*(?:\r|\n|\}|$)/.test(text.slice(linesEnd));
  const isInRun = before !== '' && !/(?:^|\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)$/.test(before);
  return (end ?? 0) <= linesStart && before !== '' && (isAlone || isInRun);
}

function isWholeLine(text: string, start: number, end: number): boolean {
  return (
    text.slice(lineStartOf(text, start), start).trim() === '' &&
    /^[^\S\r\n]*(?:\r|\n|$)/.test(text.slice(end))
  );
}

function lineStartOf(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** Of two blank lines that come together, or one at the head of the file, one goes along. */
function withBlankLine(text: string, start: number, end: number): number {
  const isBlankAbove = start === 0 || /(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)$/.test(text.slice(0, start));
  const below = /^[^\S\r\n]*(?:\r\n|\n|\r)/.exec(text.slice(end));
  return isBlankAbove && below ? end + below[0].length : end;
}
