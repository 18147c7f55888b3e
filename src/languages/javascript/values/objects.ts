import { areSameArms } from '../../../model/arms.ts';
import type { Entry, ParameterSet } from '../../../model/parameter-set.ts';
import { spend } from '../../../model/work.ts';
import { type Node, staticName } from '../syntax/ast.ts';
import { regionOf } from '../syntax/module.ts';
import { pairOf } from '../syntax/pairs.ts';
import { valueRef } from '../text/text.ts';
import { alternativesOf } from './alternatives.ts';
import { returnsOf } from './call-index.ts';
import { conditionsOf } from './conditions.ts';
import { copiedEntries, namingSite } from './naming-calls.ts';
import type { Tracer } from './tracer.ts';
import {
  type Context,
  type EntrySite,
  type ListItem,
  rangeOf,
  type SetEntry,
  type SetValue,
  type Value,
} from './values.ts';

/** The set that an object literal, or an enum, collects. */
export function objectSet(
  tracer: Tracer,
  node: Extract<Node, { type: 'ObjectExpression' | 'TSEnumDeclaration' }>,
  context: Context,
): SetValue {
  const entries: SetEntry[] = [];
  const rest: Value[] = [];
  if (node.type === 'TSEnumDeclaration') {
    for (const member of node.members)
      entries.push({
        name: staticName(member.id, false),
        value: member.initializer ?? undefined,
        context,
        site: { kind: 'property', at: rangeOf(tracer.moduleOf(member), member), node: member },
      });
    return { kind: 'set', node, entries, rest };
  }
  for (const property of node.properties) {
    if (property.type === 'SpreadElement')
      mergeInto(entries, rest, tracer.evaluate(property.argument, context));
    else {
      const name =
        staticName(property.key, property.computed === true) ??
        (property.computed ? tracer.textOf(property.key, context) : undefined);
      const value = property.type === 'ObjectMethod' ? valueOfMethod(tracer, property) : property.value;
      const own: EntrySite = {
        kind: 'property',
        at: rangeOf(tracer.moduleOf(property), property),
        node: property,
      };
      const { key, computed } = property;
      const copied = computed ? copiedEntries(tracer, key, value, context) : undefined;
      if (copied) mergeInto(entries, rest, { kind: 'set', node, entries: copied, rest: [] });
      else {
        const site = computed ? namingSite(tracer, key, value, context, own) : own;
        entries.push({ name, value, context, site });
      }
    }
  }
  return { kind: 'set', node, entries, rest };
}

/** A getter stands for what it returns. */
function valueOfMethod(tracer: Tracer, method: Extract<Node, { type: 'ObjectMethod' }>): Node {
  return method.kind === 'get' ? (returnsOf(tracer, method)[0] ?? method) : method;
}

/** Adds what a spread or merged value holds. */
export function mergeInto(entries: SetEntry[], rest: Value[], value: Value): void {
  for (const option of alternativesOf(value)) {
    if (option.kind === 'set') {
      spend(option.entries.length * (entries.length + 1) + option.rest.length * rest.length);
      for (const entry of option.entries)
        if (!entries.some((known) => isSameEntry(known, entry))) entries.push(entry);
      for (const inner of option.rest) if (!rest.includes(inner)) rest.push(inner);
    } else if (option.kind === 'view') mergeInto(entries, rest, option.of);
    else if (option.kind === 'url') mergeInto(entries, rest, option.query);
    else rest.push(option);
  }
}

function isSameEntry(a: SetEntry, b: SetEntry): boolean {
  return a.site.node === b.site.node && a.name === b.name && areSameArms(a.arms ?? [], b.arms ?? []);
}

/** A list of pairs (`[['apikey', key], …]`, `[{ name: 'apikey', value: key }, …]`) as the set that it stands for; undefined when it is no such list. */
export function setOfPairs(tracer: Tracer, value: Value): SetValue | undefined {
  if (value.kind !== 'list') return undefined;
  const entries: SetEntry[] = [];
  const rest: Value[] = [];
  for (const item of value.items) {
    if (item.spread) {
      const inner = tracer.evaluate(item.node, item.context);
      mergeInto(entries, rest, setOfPairs(tracer, inner) ?? inner);
    } else {
      const pair = pairOf(item.node);
      if (!pair) return undefined;
      entries.push(...pairEntries(tracer, item, pair.name, pair.value));
    }
  }
  return { kind: 'set', node: value.node, entries, rest };
}

/** A name and its value, also where a callback makes it of names. */
function pairEntries(
  tracer: Tracer,
  { node, context }: ListItem,
  name: Node,
  value: Node,
): readonly SetEntry[] {
  const copied = copiedEntries(tracer, name, value, context);
  if (copied) return copied;
  const own: EntrySite = { kind: 'pair', at: rangeOf(tracer.moduleOf(node), node), node };
  const site = namingSite(tracer, name, value, context, own);
  return [{ name: tracer.textOf(name, context), value, context, site }];
}

/** A set in the request model's terms. */
export function parameterSet(tracer: Tracer, set: SetValue): ParameterSet {
  const entries: Entry[] = set.entries.flatMap((entry) =>
    entry.name !== undefined && entry.value
      ? [
          {
            name: entry.name,
            value: valueRef(tracer, entry.value, entry.context),
            site: entry.site,
            region: regionOfEntry(tracer, entry),
            arms: [...conditionsOf(tracer, entry.site.node, entry.context), ...(entry.arms ?? [])],
          },
        ]
      : [],
  );
  const unnamed = set.entries.flatMap((entry) =>
    entry.name === undefined && entry.value ? [valueRef(tracer, entry.value, entry.context)] : [],
  );
  return { entries, identity: set.node, ...(unnamed.length > 0 && { unnamed }) };
}

function regionOfEntry(tracer: Tracer, entry: SetEntry): object {
  const { kind, node } = entry.site;
  const module = tracer.moduleOf(node);
  const parent = module.parents.get(node);
  const isPart = kind === 'property' || (kind === 'pair' && parent?.type === 'ArrayExpression');
  return isPart ? (parent ?? node) : regionOf(module, node);
}
