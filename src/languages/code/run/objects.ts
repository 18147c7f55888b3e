import { areSameArms } from '../../../model/arms.ts';
import { nodeOf } from '../../../model/change-key.ts';
import type { Expression, Node } from '../tree.ts';
import { knownText } from './expressions.ts';
import type { Frame } from './frames.ts';
import type { Machine } from './machine.ts';
import type { CodeSite, EntryValue, ItemValue, ObjectValue, Value } from './values.ts';
import { choiceOf } from './writes.ts';

/** Puts a value into a map under a name. What stood there before is kept in mind: it may be what is sent. */
export function addEntry(
  machine: Machine,
  object: ObjectValue,
  name: string | undefined,
  value: Value,
  site: CodeSite,
  block: object,
): void {
  const place = nodeOf(site.at);
  const arms = machine.arms.filter((arm) => !object.arms.includes(arm));
  // The same place run again puts in the same.
  const at = object.entries.findIndex((entry) => entry.name === name && nodeOf(entry.site.at) === place);
  const entry: EntryValue = { name, value, site, arms, region: regionOf(object, block, arms) };
  machine.namedReads.hold(object, site);
  if (at >= 0) {
    object.entries[at] = entry;
    return;
  }
  object.entries.push(entry);
}

const regions = new WeakMap<ObjectValue, { block: object; arms: EntryValue['arms']; region: object }[]>();

/** Entries that are put in by the same block under the same arms are sent together or not at all. */
function regionOf(object: ObjectValue, block: object, arms: EntryValue['arms']): object {
  const known = regions.get(object) ?? [];
  regions.set(object, known);
  const same = known.find((one) => one.block === block && areSameArms(one.arms, arms));
  if (same) return same.region;
  const region = {};
  known.push({ block, arms, region });
  return region;
}

/** Adds a value to a list; a name with its value becomes an entry. */
export function addItem(
  machine: Machine,
  object: ObjectValue,
  value: Value,
  expression: Expression,
  frame: Frame,
  site: CodeSite,
  block: object,
): void {
  const pair = pairIn(value);
  if (pair) {
    const named: CodeSite = { ...site, ...pair.site };
    addEntry(machine, object, pair.name, pair.value, named, block);
    return;
  }
  const whole = wholeOf(value);
  if (whole) {
    copyEntries(machine, whole, object);
    return;
  }
  const item: ItemValue = {
    value,
    expression,
    frame,
    arms: machine.arms.filter((arm) => !object.arms.includes(arm)),
  };
  const at = object.items.findIndex((other) => other.expression === expression && other.frame === frame);
  if (at >= 0) object.items[at] = item;
  else object.items.push(item);
}

/** Puts what one map holds into another, under the branchings at hand. */
export function copyEntries(machine: Machine, from: ObjectValue, into: ObjectValue): void {
  const arms = machine.arms.filter((arm) => !into.arms.includes(arm) && !from.arms.includes(arm));
  for (const entry of from.entries) {
    const place = nodeOf(entry.site.at);
    if (into.entries.some(({ name, site }) => name === entry.name && nodeOf(site.at) === place)) continue;
    machine.namedReads.hold(into, entry.site);
    into.entries.push(arms.length === 0 ? entry : { ...entry, arms: [...arms, ...entry.arms] });
  }
}

interface Pair {
  readonly name: string | undefined;
  readonly value: Value;
  readonly site: Pick<CodeSite, 'name' | 'value'>;
}

/** A name with its value: an object that is made of them, or a list of the two. */
function pairIn(value: Value): Pair | undefined {
  if (value.kind !== 'object') return undefined;
  const [entry] = value.entries;
  if (value.isPair && entry) {
    const { name, value: at } = entry.site;
    return {
      name: entry.name,
      value: entry.value,
      site: { ...(name && { name }), ...(at && { value: at }) },
    };
  }
  const [first, second] = twoOf(value);
  const name = first && knownText(first.value);
  if (!first || !second || name === undefined) return undefined;
  return { name, value: second.value, site: { name: first.expression, value: second.expression } };
}

function twoOf(value: ObjectValue): readonly ItemValue[] {
  return value.items.length === 2 && value.entries.length === 0 && !value.type ? value.items : [];
}

/** The map of which each key goes together with its value. */
function wholeOf(value: Value): ObjectValue | undefined {
  const [first, second] = value.kind === 'object' ? twoOf(value) : [];
  const key = first?.value.kind === 'unknown' ? first.value.eachOf : undefined;
  const held = second?.value.kind === 'unknown' ? second.value.eachOf : undefined;
  return key?.part === 'key' && held?.part === 'value' && key.object === held.object ? key.object : undefined;
}

/** What a map holds under a name that a node asks it for. */
export function askFor(machine: Machine, object: ObjectValue, name: string, node: Node): Value | undefined {
  machine.namedReads.read(object, name, node);
  return entriesFrom(findEntry(object, name));
}

/** The entries under a name. */
export function findEntry(object: ObjectValue, name: string): readonly EntryValue[] {
  return object.entries.filter((entry) => entry.name === name);
}

/** What some entries of one name hold. */
export function entriesFrom(entries: readonly EntryValue[]): Value | undefined {
  if (entries.length === 0) return undefined;
  const last = entries.at(-1)!;
  if (last.arms.length === 0) return last.value;
  return choiceOf(
    entries.map(({ value }) => value),
    entries.map(({ arms }) => arms),
  );
}

/** The innermost statement list that a node stands in, as far as regions need it. */
export function blockAround(machine: Machine, node: Node): object {
  let inner: Node = node;
  for (const at of machine.source.around(node)) {
    if (at.kind !== 'statement' && !isExpression(at))
      return at.kind === 'branching' || at.kind === 'attempt' ? armOf(at, inner) : at;
    inner = at;
  }
  return machine.source;
}

function armOf(node: Extract<Node, { kind: 'branching' | 'attempt' }>, inner: Node): object {
  const arms = node.kind === 'branching' ? node.arms : [node.body, ...node.handlers, node.finally];
  return arms.find((arm) => (arm as readonly Node[]).includes(inner)) ?? node;
}

function isExpression(node: Node): boolean {
  return /^(?:text|embedded|sum|member|index|call|argument|collection|item|fork|assignment|other)$/.test(
    node.kind,
  );
}
