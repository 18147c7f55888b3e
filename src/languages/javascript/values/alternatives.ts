import type { Arm } from '../../../model/arms.ts';
import { isDeprecated } from '../../../zoho/parameters.ts';
import type { Node } from '../syntax/ast.ts';
import { optionsOf, type SetEntry, type SetValue, type Value } from './values.ts';

/**
 * The alternatives of a value. Sets with credentials of their own, of which one is sent at a time, are told apart by
 * arms of a branching that they share: what one holds must not be taken for what another lacks. An alternative that
 * only lacks some of what another holds is none of its own: what may be absent is taken to be there.
 */
export function alternativesOf(value: Value): readonly Value[] {
  if (value.kind !== 'choice') return [value];
  const held = value.options.map((option) => new Set(credentialsOf(option).map(({ site }) => site.node)));
  const sides = held.filter(
    (nodes, i) => nodes.size > 0 && !held.some((other, j) => j !== i && holdsMore(other, nodes, j < i)),
  );
  const [home] = sides[0] ?? [];
  if (!home || sides.length === 1) return value.options;
  const branch = branchingAt(home, sides);
  return value.options.map((option, i) =>
    withArm(option, {
      branch,
      side: sides.findIndex((side) => includesAll(side, held[i]!)),
      ifGiven: true,
    }),
  );
}

/** Whether a set of credentials takes in another, or is the same and comes first. */
function holdsMore(other: ReadonlySet<Node>, nodes: ReadonlySet<Node>, isFirst: boolean): boolean {
  return includesAll(other, nodes) && (isFirst || other.size > nodes.size);
}

function includesAll(a: ReadonlySet<Node>, b: ReadonlySet<Node>): boolean {
  return [...b].every((node) => a.has(node));
}

function credentialsOf(value: Value): readonly SetEntry[] {
  switch (value.kind) {
    case 'set':
      return [...value.entries.filter(isCredential), ...value.rest.flatMap(credentialsOf)];
    case 'view':
      return credentialsOf(value.of);
    case 'url':
      return credentialsOf(value.query);
    case 'choice':
      return optionsOf(value).flatMap(credentialsOf);
    default:
      return [];
  }
}

function isCredential({ name, value }: SetEntry): boolean {
  return name !== undefined && value !== undefined && isDeprecated(name);
}

interface Branching {
  readonly sides: readonly ReadonlySet<Node>[];
}

const branchings = new WeakMap<Node, Branching[]>();

/** One object for one choice, however often it is evaluated. */
function branchingAt(home: Node, sides: Branching['sides']): Branching {
  const known = branchings.get(home) ?? [];
  branchings.set(home, known);
  const same = known.find(
    (other) =>
      other.sides.length === sides.length &&
      other.sides.every((side, i) => includesAll(side, sides[i]!) && includesAll(sides[i]!, side)),
  );
  if (same) return same;
  const branching = { sides };
  known.push(branching);
  return branching;
}

function withArm(value: Value, arm: Arm): Value {
  switch (value.kind) {
    case 'set':
      return withArmInSet(value, arm);
    case 'view':
      return { ...value, of: withArm(value.of, arm) };
    case 'url':
      return { ...value, query: withArmInSet(value.query, arm) };
    case 'choice':
      return { ...value, options: value.options.map((option) => withArm(option, arm)) };
    default:
      return value;
  }
}

function withArmInSet(set: SetValue, arm: Arm): SetValue {
  return {
    ...set,
    entries: set.entries.map((entry) =>
      isCredential(entry) ? { ...entry, arms: [...(entry.arms ?? []), arm] } : entry,
    ),
    rest: set.rest.map((value) => withArm(value, arm)),
  };
}
