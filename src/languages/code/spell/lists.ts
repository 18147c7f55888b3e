import type { Span } from '../tree.ts';
import type { Draft } from './draft.ts';

/** Takes items out of a list that commas part; the commas that go with them go too. */
export function removeItems(draft: Draft, items: readonly Span[], removed: ReadonlySet<Span>): void {
  const staying = items.filter((item) => !removed.has(item));
  for (let i = 0; i < items.length; i++) {
    if (!removed.has(items[i]!)) continue;
    let last = i;
    while (last + 1 < items.length && removed.has(items[last + 1]!)) last++;
    const [before, after] = [items[i - 1], items[last + 1]];
    if (after && !before) draft.delete(items[i]!.start, after.start);
    else if (before) draft.delete(before.end, items[last]!.end);
    else if (staying.length === 0) draft.delete(items[i]!.start, endWithComma(draft, items[last]!.end));
    i = last;
  }
}

/** The comma behind a last item goes when nothing is left in front of it. */
function endWithComma({ source }: Draft, end: number): number {
  const comma = /^\s*,/.exec(source.text.slice(end));
  return end + (comma?.[0].length ?? 0);
}
