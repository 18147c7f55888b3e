import { areSameArms } from '../../../model/arms.ts';
import { nodeOf } from '../../../model/change-key.ts';
import type { Expression, Node } from '../tree.ts';
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
  const pair = value.kind === 'object' && value.isPair ? value.entries[0] : undefined;
  if (pair) {
    const named: CodeSite = {
      ...site,
      ...(pair.site.name && { name: pair.site.name }),
      ...(pair.site.value && { value: pair.site.value }),
    };
    addEntry(machine, object, pair.name, pair.value, named, block);
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

/** The entries under a name. */
export function findEntry(object: ObjectValue, name: string): readonly EntryValue[] {
  return object.entries.filter((entry) => entry.name === name);
}

/** What some entries of one name hold. */
export function entriesFrom(machine: Machine, entries: readonly EntryValue[]): Value | undefined {
  if (entries.length === 0) return undefined;
  if (machine.isRecording) for (const entry of entries) machine.reads.add(nodeOf(entry.site.at));
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
