import type { Range } from '../model/edit.ts';

/** What is to be deleted of `[start, end)` of a text so that the comments in it stay. @param comments in order */
export function deletionsBetween(
  text: string,
  comments: Iterable<Range>,
  start: number,
  end: number,
): Range[] {
  const deletions: Range[] = [];
  let from = start;
  for (const comment of comments) {
    if (comment.end <= from || comment.start >= end) continue;
    if (comment.start > from) deletions.push({ start: from, end: trimBack(text, from, comment.start) });
    from = comment.end;
  }
  if (end > from) deletions.push({ start: from === start ? from : afterLineEnd(text, from), end });
  return deletions;
}

function trimBack(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && /\s/.test(text[end - 1]!)) end--;
  return end;
}

/** The line break that ends a kept line comment must stay. */
function afterLineEnd(text: string, from: number): number {
  const rest = /^[^\S\r\n]*(\r\n|\n|\r)?/.exec(text.slice(from));
  return from + (rest?.[0].length ?? 0);
}
