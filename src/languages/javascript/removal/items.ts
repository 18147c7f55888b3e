import type { Draft } from '../spell/draft.ts';
import { removeItems } from '../spell/lists.ts';
import { endOf, type Node, startOf } from '../syntax/ast.ts';
import { startWithComments } from './comments.ts';

/** Takes items out of a comma-separated list: with their lines and comments where each has lines of its own. */
export function removeListed(draft: Draft, list: readonly (Node | null)[], removed: ReadonlySet<Node>): void {
  const items = list.filter((item) => item !== null);
  const going = items.filter((item) => removed.has(item));
  const staying = items.filter((item) => !removed.has(item));
  if (staying.length === 0 || !going.every((item) => hasLines(draft, item))) {
    removeItems(draft, list, removed);
    return;
  }
  const isLast = (item: Node) => items.slice(items.indexOf(item)).every((other) => removed.has(other));
  const isFirst = (item: Node) =>
    items.slice(0, items.indexOf(item) + 1).every((other) => removed.has(other));
  for (const item of going) {
    const start = lineStart(draft, item);
    const end = lineEnd(draft, item);
    const isBetweenBlanks = !isLast(item) && blankStart(draft, start) < start;
    draft.replace(
      isLast(item) ? blankStart(draft, start) : start,
      isFirst(item) || isBetweenBlanks ? blankEnd(draft, end) : end,
      '',
    );
  }
  const last = staying.at(-1)!;
  const comma =
    going.includes(items.at(-1)!) && !hasTrailingComma(draft, items.at(-1)!)
      ? commaAfter(draft, last)
      : undefined;
  if (comma !== undefined) draft.replace(comma, comma + 1, '');
}

/** Whether nothing else stands on the lines of an item. */
function hasLines({ module: { text } }: Draft, item: Node): boolean {
  return (
    /(^|[\r\n])[^\S\r\n]*$/.test(text.slice(0, startOf(item))) &&
    /^\s*,?[^\S\r\n]*(\/\/[^\r\n]*|\/\*[^\r\n]*\*\/[^\S\r\n]*)?(\r\n|\n|\r)/.test(text.slice(endOf(item)))
  );
}

function lineStart({ module }: Draft, item: Node): number {
  const start = startWithComments(module, item);
  return start - /[^\S\r\n]*$/.exec(module.text.slice(0, start))![0].length;
}

/** Blank lines before the last item would be the last lines of the list. */
function blankStart({ module }: Draft, start: number): number {
  const blank = /(?:\r\n|\n|\r)((?:[^\S\r\n]*(?:\r\n|\n|\r))+)$/.exec(module.text.slice(0, start));
  return blank ? start - blank[1]!.length : start;
}

/** Blank lines behind the first item would be the first lines of the list. */
function blankEnd({ module }: Draft, end: number): number {
  return end + /^(?:[^\S\r\n]*(?:\r\n|\n|\r))*/.exec(module.text.slice(end))![0].length;
}

function lineEnd({ module: { text } }: Draft, item: Node): number {
  const rest = /^\s*,?[^\S\r\n]*(\/\/[^\r\n]*|\/\*[^\r\n]*\*\/[^\S\r\n]*)?(\r\n|\n|\r)/.exec(
    text.slice(endOf(item)),
  )!;
  return endOf(item) + rest[0].length;
}

function hasTrailingComma(draft: Draft, item: Node): boolean {
  return commaAfter(draft, item) !== undefined;
}

function commaAfter({ module: { text } }: Draft, item: Node): number | undefined {
  const comma = /^\s*,/.exec(text.slice(endOf(item)));
  return comma ? endOf(item) + comma[0].length - 1 : undefined;
}
