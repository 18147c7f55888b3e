import type { Choices } from './choices.ts';
import type { Item } from './items.ts';

/** Files that are written together, because edits belong together across them, and what is to be decided in them. */
export interface FileSet {
  readonly files: ReadonlySet<string>;
  readonly items: readonly Item[];
}

/** Parts the files of a plan into sets that share no group of edits. */
export function setsOf(items: readonly Item[]): FileSet[] {
  const sets = new Map<string, { readonly files: Set<string>; readonly items: Item[] }>();
  for (const item of items) {
    const known = [...new Set([...item.files].flatMap((file) => sets.get(file) ?? []))];
    const [whole = { files: new Set<string>(), items: [] }, ...others] = known;
    for (const file of [...item.files, ...others.flatMap(({ files }) => [...files])]) {
      whole.files.add(file);
      sets.set(file, whole);
    }
    for (const other of others) for (const one of other.items) whole.items.push(one);
    whole.items.push(item);
  }
  return [...new Set(sets.values())];
}

/** Whether all that stands in a set's files is decided. */
export function isDecided({ items }: FileSet, choices: Choices): boolean {
  return items.every(({ key }) => choices.has(key));
}
