import { isCredentialName } from '../../../zoho/parameters.ts';
import type { SetEntry, SetValue, Value } from './values.ts';

/**
 * The alternatives that a value may be, with what each of several sets of credentials has alone marked as its own: the
 * entries of one are never sent with those of another.
 */
export function asRivals(options: readonly Value[]): readonly Value[] {
  const sets = options.filter((option) => option.kind === 'set' && holdsCredential(option));
  const branch = sets[0]?.kind === 'set' ? sets[0].node : undefined;
  if (!branch || sets.length < 2) return options;
  return options.map((option, side) =>
    option.kind === 'set' && sets.includes(option)
      ? { ...option, entries: option.entries.map((entry) => ownEntry(entry, option, options, branch, side)) }
      : option,
  );
}

function ownEntry(
  entry: SetEntry,
  set: SetValue,
  options: readonly Value[],
  branch: object,
  side: number,
): SetEntry {
  const isShared = options.some(
    (other) =>
      other !== set &&
      other.kind === 'set' &&
      other.entries.some(({ site }) => site.node === entry.site.node),
  );
  return isShared ? entry : { ...entry, arms: [...(entry.arms ?? []), { branch, side, ifGiven: true }] };
}

function holdsCredential({ entries }: SetValue): boolean {
  return entries.some(({ name }) => name !== undefined && isCredentialName(name));
}
