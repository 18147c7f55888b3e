import type { Choices } from './choices.ts';
import type { Item } from './items.ts';

/** Files that are written together, because edits belong together across them, and what is to be decided in them. */
export interface FileSet {
  readonly files: ReadonlySet<string>;
  readonly items: readonly Item[];
}

/** Parts the files of a plan into sets that share no group of edits. */
export function setsOf(items: readonly Item[]): FileSet[] {
  const sets: { files: Set<string>; items: Item[] }[] = [];
  for (const item of items) {
    const files = filesOf(item);
    const touched = sets.filter((set) => [...files].some((file) => set.files.has(file)));
    const joined = {
      files: new Set([...files, ...touched.flatMap((set) => [...set.files])]),
      items: [...touched.flatMap((set) => set.items), item],
    };
    for (const set of touched) sets.splice(sets.indexOf(set), 1);
    sets.push(joined);
  }
  return sets;
}

/** Whether all that stands in a set's files is decided. */
export function isDecided({ items }: FileSet, choices: Choices): boolean {
  return items.every(({ key }) => choices.has(key));
}

/** The files that an item stands in or changes. */
export function filesOf({ finding, groupEdits }: Item): Set<string> {
  return new Set([finding.at.file, ...groupEdits.map(({ file }) => file)]);
}
