import type { Change } from '../../../model/change.ts';
import type { Node } from '../syntax/ast.ts';
import { type EntrySite, optionsOf, type SetEntry, type Value } from '../values/values.ts';

/** What becomes of the entries of a group, by the node that puts each into its set. */
export interface RenamedEntries {
  /** The names that are given up. */
  readonly names: ReadonlySet<string>;
  /** The new name; undefined where the entry goes. */
  readonly fates: ReadonlyMap<Node, string | undefined>;
}

/** Collects the entries that changes rename, replace or remove. */
export function renamedEntries(changes: readonly Change[]): RenamedEntries {
  const names = new Set<string>();
  const fates = new Map<Node, string | undefined>();
  for (const change of changes) {
    if (change.kind !== 'rename-entry' && change.kind !== 'replace-entry' && change.kind !== 'remove-entry')
      continue;
    names.add(change.entry.name);
    fates.set((change.entry.site as EntrySite).node, fateOf(change));
  }
  return { names, fates };
}

function fateOf(change: Extract<Change, { kind: 'rename-entry' | 'replace-entry' | 'remove-entry' }>) {
  if (change.kind === 'remove-entry') return undefined;
  return change.kind === 'rename-entry' ? change.to : change.name;
}

/** Stands for an entry that stays as it is. */
export const KEPT = Symbol('kept');

/** What becomes of an entry: its new name, nothing where it goes. */
export type Fate = string | undefined | typeof KEPT;

/** What becomes of each entry that a read of a value by a name may mean. */
export function fatesOf(value: Value, name: string, { fates }: RenamedEntries): Fate[] {
  return optionsOf(value)
    .flatMap(entriesOf)
    .filter((entry) => entry.name === name)
    .map(({ site }) => (fates.has(site.node) ? fates.get(site.node) : KEPT));
}

function entriesOf(value: Value): readonly SetEntry[] {
  if (value.kind === 'set') return value.entries;
  return value.kind === 'url' ? value.query.entries : [];
}
