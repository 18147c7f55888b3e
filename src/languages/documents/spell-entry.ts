import type { Change } from '../../model/change.ts';
import type { Edit, Range } from '../../model/edit.ts';
import { Unspellable } from '../../model/text-changes.ts';
import { printToken } from '../text/speller.ts';
import type { DocumentEntry } from './entries.ts';
import { type EntrySite, isEntrySite } from './sites.ts';

type EntryChange = Extract<Change, { readonly entry: unknown }>;

/** Whether a change is one of a name with its value in a document. */
export function isInEntry(change: Change): change is EntryChange {
  return 'entry' in change && isEntrySite(change.entry.site);
}

/**
 * Spells a change of a name with its value in a document, in the style of the document.
 *
 * @throws Unspellable where the document shows no style to follow
 */
export function spellEntryChange(change: EntryChange): Edit[] {
  const { at, entry, text } = change.entry.site as EntrySite;
  const put = ({ start, end }: Range, by: string): Edit => ({ file: at.file, start, end, text: by });
  switch (change.kind) {
    case 'rename-entry':
      return entry.names.map((name) => put(name, change.to));
    case 'replace-value':
      return [put(writable(entry), printToken(change.by))];
    case 'replace-entry':
      return [...entry.names.map((name) => put(name, change.name)), put(writable(entry), change.value)];
    case 'insert-entry-after': {
      const end = entry.item.end;
      return [
        put({ start: end, end }, separatorOf(entry, text) + copyOf(entry, text, change.name, change.value)),
      ];
    }
    case 'remove-entry':
      return [put(removalOf(entry), '')];
  }
}

function writable({ value }: DocumentEntry): Range {
  if (value.start === value.end && value.text === '')
    throw new Unspellable('the parameter has no value here');
  return value;
}

/** What stands between it and its neighbour. */
function separatorOf({ item, before, after }: DocumentEntry, text: string): string {
  if (after) return text.slice(item.end, after.start);
  if (before) return text.slice(before.end, item.start);
  throw new Unspellable('nothing stands beside the parameter that shows how another one is written');
}

function copyOf({ item, names, value }: DocumentEntry, text: string, name: string, to: string): string {
  const pieces = [...names.map((range) => ({ range, by: name })), { range: value, by: to }];
  return pieces
    .sort((a, b) => b.range.start - a.range.start)
    .reduce(
      (copy, { range, by }) =>
        copy.slice(0, range.start - item.start) + by + copy.slice(range.end - item.start),
      text.slice(item.start, item.end),
    );
}

function removalOf({ item, before, after }: DocumentEntry): Range {
  if (before) return { start: before.end, end: item.end };
  if (after) return { start: item.start, end: after.start };
  throw new Unspellable('the parameter stands alone');
}
