import type { CommentPlace, Comments } from '../../model/comments.ts';
import type { Edit, SourceRange } from '../../model/edit.ts';

/** Comments that speak to a tool about the line below: nothing may come between. */
const ABOUT_NEXT_LINE =
  /-next-line\b|@ts-(?:ignore|expect-error)\b|prettier-ignore|(?:istanbul|c8|v8) ignore|biome-ignore|noinspection|phpcs:ignore/;
/** A line that goes on in the next. */
const GOES_ON = /(?:\\|(?:^|\s)_|\^)[^\S\r\n]*$/;

/** The comments with these words that could stand by a finding, the best first, as edits of its file. */
export function candidatesFor(
  { at }: { readonly at: SourceRange },
  text: string,
  { line, block, places, isFlush }: Comments,
  words: string,
): Edit[] {
  const start = lineStart(text, at.start);
  const end = lineEnd(text, at.start);
  const whole = line === undefined ? inBlock(block!, words) : `${line} ${words}`;
  const put = (offset: number, what: string): Edit => ({
    file: at.file,
    start: offset,
    end: offset,
    text: what,
  });
  const indent = isFlush ? '' : /^[^\S\r\n]*/.exec(text.slice(start, end))![0];
  const before = text.slice(lineStart(text, start - 1), start).replace(/[\r\n]+$/, '');
  const isFree = start === 0 || !(GOES_ON.test(before) || ABOUT_NEXT_LINE.test(before));
  const found: Readonly<Record<CommentPlace, readonly Edit[]>> = {
    above: isFree ? [put(start, `${indent}${whole}${lineBreakAt(text, start)}`)] : [],
    behind: GOES_ON.test(text.slice(start, end)) ? [] : [put(end, ` ${whole}`)],
    before: block ? [put(at.start, `${inBlock(block, words)} `)] : [],
  };
  return places.flatMap((place) => found[place]);
}

function inBlock([open, close]: readonly [string, string], words: string): string {
  return `${open} ${words} ${close}`;
}

/** Behind a byte order mark, which begins the file and no line. */
function lineStart(text: string, at: number): number {
  let start = Math.max(at, 0);
  while (start > 0 && !/[\r\n]/.test(text[start - 1]!)) start--;
  return start === 0 && text.startsWith('\ufeff') ? 1 : start;
}

function lineEnd(text: string, at: number): number {
  const found = /[\r\n]/.exec(text.slice(at));
  return found ? at + found.index : text.length;
}

/** The line break that ends a line, or the one before it where it is the last. */
function lineBreakAt(text: string, start: number): string {
  return (
    /\r\n|\n|\r/.exec(text.slice(start))?.[0] ??
    /(?:\r\n|\n|\r)(?=[^\r\n]*$)/.exec(text.slice(0, start))?.[0] ??
    '\n'
  );
}
