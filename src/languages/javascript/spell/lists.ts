import { endOf, type Node, startOf } from '../syntax/ast.ts';
import type { Draft } from './draft.ts';

/** Takes one item out of a comma-separated list, with the comma that belongs to it. */
export function removeItem(draft: Draft, items: readonly (Node | null)[], item: Node): void {
  removeItems(draft, items, new Set([item]));
}

/** Takes several items out of one comma-separated list. */
export function removeItems(draft: Draft, items: readonly (Node | null)[], removed: ReadonlySet<Node>): void {
  const list = items.filter((item) => item !== null);
  for (let i = 0; i < list.length; i++) {
    if (!removed.has(list[i]!)) continue;
    let last = i;
    while (last + 1 < list.length && removed.has(list[last + 1]!)) last++;
    const before = list[i - 1];
    const after = list[last + 1];
    if (before) draft.delete(endOf(before), endOf(list[last]!));
    else if (after) draft.delete(startOf(list[i]!), startOf(after));
    else removeOnly(draft, list[i]!, list[last]!);
    i = last;
  }
}

/** The only item goes with its trailing comma, and with the blanks beside it where brackets stand on its line. */
function removeOnly(draft: Draft, first: Node, last: Node): void {
  const { text } = draft.module;
  const comma = /^\s*,/.exec(text.slice(endOf(last)));
  const end = endOf(last) + (comma?.[0].length ?? 0);
  const before = /[{[(]([^\S\r\n]*)$/.exec(text.slice(0, startOf(first)));
  const after = /^([^\S\r\n]*)[}\])]/.exec(text.slice(end));
  const [left, right] = before && after ? [before[1]!.length, after[1]!.length] : [0, 0];
  draft.delete(startOf(first) - left, end + right);
}

/** What stands between two items of a list: `, `, or a comma, a line break and the indentation. */
export function separatorAt(draft: Draft, items: readonly Node[], item: Node): string {
  const { text, comments } = draft.module;
  const i = items.indexOf(item);
  const [a, b] = i > 0 ? [items[i - 1]!, item] : [item, items[i + 1]];
  if (!b) return ', ';
  const between = text.slice(endOf(a), startOf(b));
  const hasComment = comments.some(
    (comment) => (comment.start ?? 0) >= endOf(a) && (comment.end ?? 0) <= startOf(b),
  );
  if (!hasComment) return between;
  const indentation = /(\r\n|\n|\r)[^\S\r\n]*$/.exec(between);
  return indentation ? ',' + indentation[0] : ', ';
}

/** Takes one type out of `A | B`, with the bar that belongs to it. */
export function removeUnionMember(draft: Draft, types: readonly Node[], type: Node): void {
  const i = types.indexOf(type);
  const [before, after] = [types[i - 1], types[i + 1]];
  if (before) draft.delete(endOf(before), endOf(type));
  else if (after) draft.delete(startOf(type), startOf(after));
}
