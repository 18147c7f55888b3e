import type { Change } from '../../model/change.ts';
import type { Speller } from '../../model/speller.ts';

/**
 * Spells each group of changes by the speller that owns all of them; what belongs to several is refused.
 *
 * @param ownerOf undefined for a change that any of them may spell
 * @param others spells groups that nobody owns
 */
export function spellByOwner(
  ownerOf: (change: Change) => Speller | undefined,
  others: Speller,
  reason: string,
): Speller {
  return {
    spell(groups) {
      const owned = new Map<Speller, Map<string, readonly Change[]>>();
      const mixed: string[] = [];
      for (const [name, changes] of groups) {
        const [owner = others, ...more] = new Set(changes.flatMap((change) => ownerOf(change) ?? []));
        if (more.length > 0) mixed.push(name);
        else owned.set(owner, (owned.get(owner) ?? new Map()).set(name, changes));
      }
      return new Map([
        ...[...owned].flatMap(([speller, own]) => [...speller.spell(own)]),
        ...mixed.map((name) => [name, reason] as const),
      ]);
    },
  };
}
