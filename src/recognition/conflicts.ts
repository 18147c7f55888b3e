import { keyOf, nodeOf, touchOf } from '../model/change-key.ts';
import type { Atom, FlatText } from '../model/flatten.ts';
import type { Plan } from './plan.ts';
import type { Variant } from './variants.ts';

/** A place of the source that takes part in a request, and where in that request's text. */
interface Use {
  readonly variant: Variant;
  readonly flat: FlatText | undefined;
  readonly start: number;
  readonly end: number;
  /** Run-time characters of a literal; 0 to 1 for anything else. */
  readonly from: number;
  readonly to: number;
}

/** What stands against a plan, and why. */
interface Conflict {
  readonly against: Variant;
  readonly reason: string;
}

/**
 * Finds the plans that would change source which another request also sends and does not want changed in the same way:
 * a helper shared with another service, a literal that several parameters pass through.
 *
 * @param bystanders variants of requests that must stay as they are
 * @returns for each plan in conflict, what stands against it
 */
export function findConflicts(plans: readonly Plan[], bystanders: readonly Variant[]): Map<Plan, Conflict> {
  const uses = indexUses([...plans.map((plan) => plan.variant), ...bystanders]);
  const wanted = indexWanted(plans);
  const conflicts = new Map<Plan, Conflict>();
  for (const plan of plans) {
    const conflict = conflictOf(plan, uses, wanted, new Set(bystanders));
    if (conflict) conflicts.set(plan, conflict);
  }
  return conflicts;
}

function conflictOf(
  plan: Plan,
  uses: ReadonlyMap<string, readonly Use[]>,
  wanted: ReadonlyMap<Variant, readonly Wanted[]>,
  bystanders: ReadonlySet<Variant>,
): Conflict | undefined {
  for (const { change } of plan.changes) {
    if (change.kind === 'bear-token' || change.kind === 'name-token' || change.kind === 'rename-environment')
      continue;
    const touch = touchOf(change);
    const key = keyOf(change);
    for (const use of uses.get(touch.node) ?? []) {
      if (!overlaps(use, touch)) continue;
      const against = use.variant;
      if (bystanders.has(against))
        return { against, reason: 'the same code also builds a request that must stay as it is' };
      if (!(wanted.get(use.variant) ?? []).some((other) => other.key === key && covers(other, use)))
        return {
          against,
          reason: 'several parameters or requests pass through the same code, and not all of them change',
        };
    }
  }
  return undefined;
}

/** An insertion touches a place only from within. */
function overlaps(use: Use, touch: { from: number; to: number }): boolean {
  return touch.from === touch.to
    ? use.from < touch.from && use.to > touch.to
    : use.from < touch.to && use.to > touch.from;
}

interface Wanted {
  readonly key: string;
  readonly flat: FlatText | undefined;
  readonly from: number;
  readonly to: number;
}

function covers(wanted: Wanted, use: Use): boolean {
  return (
    wanted.flat === undefined ||
    use.flat === undefined ||
    (wanted.flat === use.flat && wanted.from < use.end && wanted.to > use.start) ||
    (wanted.flat === use.flat && use.start === use.end)
  );
}

function indexWanted(plans: readonly Plan[]): Map<Variant, Wanted[]> {
  const wanted = new Map<Variant, Wanted[]>();
  for (const plan of plans) {
    const own = plan.changes.map(
      (planned): Wanted =>
        planned.flat
          ? { key: keyOf(planned.change), flat: planned.flat, from: planned.from, to: planned.to }
          : { key: keyOf(planned.change), flat: undefined, from: 0, to: 0 },
    );
    wanted.set(plan.variant, [...(wanted.get(plan.variant) ?? []), ...own]);
  }
  return wanted;
}

function indexUses(variants: readonly Variant[]): Map<string, Use[]> {
  const uses = new Map<string, Use[]>();
  const add = (node: string, use: Use) => {
    const known = uses.get(node);
    if (known) known.push(use);
    else uses.set(node, [use]);
  };
  for (const variant of variants) {
    for (const flat of variant.flats) for (const atom of flat.atoms) addAtom(variant, flat, atom, add);
    for (const parameter of variant.parameters) {
      if (parameter.kind === 'entry')
        add(nodeOf(parameter.entry.site.at), { variant, flat: undefined, start: 0, end: 0, from: 0, to: 1 });
    }
  }
  return uses;
}

function addAtom(variant: Variant, flat: FlatText, atom: Atom, add: (node: string, use: Use) => void): void {
  const { leaf, start, end } = atom;
  if (leaf.kind === 'literal')
    add(nodeOf(leaf.site.at), {
      variant,
      flat,
      start,
      end,
      from: leaf.offset,
      to: leaf.offset + leaf.text.length,
    });
  for (const hole of leaf.kind === 'hole' ? [...atom.holes, leaf] : atom.holes)
    add(nodeOf(hole.site.at), { variant, flat, start, end, from: 0, to: 1 });
}
