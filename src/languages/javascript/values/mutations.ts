import { armsWithout } from '../../../model/arms.ts';
import type { Piece } from '../../../model/query-text.ts';
import { armsOf } from '../syntax/arms.ts';
import { isMember, type Node } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import { piecesOf } from '../text/text.ts';
import { type AddedItem, collect, type Mutations, NO_HOMES, noMutations } from './collect-mutations.ts';
import { mayBeMutated } from './mutability.ts';
import { mergeInto } from './objects.ts';
import type { Tracer } from './tracer.ts';
import type { Context, ListValue, SetValue, Value } from './values.ts';

/**
 * A set, list or URL with what is added to it through the expressions that mention it. The order of statements
 * is not looked at: what is ever added counts.
 */
export function withMutations(
  tracer: Tracer,
  value: Value,
  mentions: readonly Node[],
  context: Context,
  homes: ReadonlySet<Node | undefined> = NO_HOMES,
): Value {
  if (mentions.length === 0 || !isMutable(value)) return value;
  if (
    value.kind === 'opaque' &&
    !mentions.some((mention) => isAssignedThrough(tracer.moduleOf(mention), mention))
  )
    return value;
  const mutations = noMutations(homes);
  for (const mention of mentions)
    if (mayBeMutated(tracer, mention)) collect(tracer, mention, context, mutations, 0);
  return apply(tracer, value, mutations);
}

/** Whether a value can be filled through what mentions it. */
export function isMutable(value: Value): boolean {
  return (
    isObject(value) ||
    value.kind === 'set' ||
    value.kind === 'list' ||
    value.kind === 'url' ||
    (value.kind === 'choice' && value.options.some(isMutable))
  );
}

/** `mention.x = …`, `mention.x.y = …`: cheap to see, so that only such things of the outside are looked at closely. */
function isAssignedThrough(module: JsModule, mention: Node): boolean {
  let node = mention;
  for (
    let parent = module.parents.get(node);
    parent && isMember(parent) && parent.object === node;
    parent = module.parents.get(node)
  )
    node = parent;
  const parent = module.parents.get(node);
  return node !== mention && parent?.type === 'AssignmentExpression' && parent.left === node;
}

/** Something of the outside that properties are put on: an element, a callback's options. */
function isObject(value: Value): boolean {
  return (
    value.kind === 'opaque' &&
    (value.birth.kind === 'unknown' ||
      value.birth.kind === 'external' ||
      value.birth.kind === 'parameter' ||
      value.birth.kind === 'member')
  );
}

/** Where a URL object keeps its parameters: `new URL(…)`, `url.parse(…, true)`. */
const QUERIES = ['searchParams', 'query'];

function apply(tracer: Tracer, value: Value, mutations: Mutations): Value {
  switch (value.kind) {
    case 'choice':
      return { kind: 'choice', options: value.options.map((option) => apply(tracer, option, mutations)) };
    case 'set':
      return isUntouched(mutations) ? value : extendSet(value, mutations);
    case 'url': {
      const pieces = [...value.pieces, ...assignedParts(tracer, mutations)];
      const inner = noMutations(mutations.homes);
      for (const name of QUERIES) {
        for (const { node, context } of mutations.nested.get(name) ?? [])
          collect(tracer, node, context, inner, 1);
        for (const query of assignedTo(tracer, mutations, name))
          if (query.kind !== 'text') mergeInto(inner.entries, inner.rest, query);
      }
      return { ...value, pieces, query: extendSet(value.query, inner) };
    }
    case 'opaque':
      return mutations.entries.length === 0 && mutations.nested.size === 0
        ? value
        : extendSet({ kind: 'set', node: value.node, entries: [], rest: [value] }, mutations);
    case 'list':
      return mutations.items.length === 0
        ? value
        : { ...value, items: withItems(tracer, value, mutations.items) };
    default:
      return value;
  }
}

/**
 * A mention may be met twice: as the variable's own, and as a global's. What decides whether there is a list at all does
 * not tell its items apart. An item that is put to the position of another takes its place.
 */
function withItems(
  tracer: Tracer,
  { node, items }: ListValue,
  added: readonly AddedItem[],
): ListValue['items'] {
  const around = armsOf(tracer.moduleOf(node), node);
  const fresh = added
    .filter((item) => !items.some((known) => known.node === item.node))
    .map((item) => ({ ...item, arms: armsWithout(item.arms ?? [], around) }));
  const replaced = (at: number) =>
    fresh.findLast(({ position, arms }) => position === at && arms.length === 0);
  return [
    ...items.map((item, at) => replaced(at) ?? item),
    ...fresh.filter(
      ({ position, arms }) => position === undefined || position >= items.length || arms.length > 0,
    ),
  ];
}

/** What is assigned to a property as a whole. */
function assignedTo(tracer: Tracer, { entries }: Mutations, name: string): Value[] {
  return entries.flatMap((entry) =>
    entry.name === name && entry.value ? [tracer.evaluate(entry.value, entry.context)] : [],
  );
}

/** `url.pathname = …` and `url.search = …`, in the order of an address. */
function assignedParts(tracer: Tracer, mutations: Mutations): Piece[] {
  const assigned = (name: string) =>
    mutations.entries
      .filter((entry) => entry.name === name && entry.value)
      .flatMap((entry) => piecesOf(tracer, entry.value!, entry.context));
  const isText = assignedTo(tracer, mutations, 'query').some(({ kind }) => kind === 'text');
  const search = [...assigned('search'), ...(isText ? assigned('query') : [])];
  return [
    ...assigned('pathname'),
    ...(search.length > 0 ? [{ kind: 'known' as const, text: '?' }] : []),
    ...search,
  ];
}

function isUntouched(mutations: Mutations): boolean {
  return mutations.entries.length === 0 && mutations.rest.length === 0 && mutations.nested.size === 0;
}

function extendSet(set: SetValue, mutations: Mutations): SetValue {
  const entries = [...set.entries];
  const rest = [...set.rest];
  mergeInto(entries, rest, { kind: 'set', node: set.node, entries: mutations.entries, rest: mutations.rest });
  const nested = new Map(set.nested);
  for (const [name, mentions] of mutations.nested)
    nested.set(name, [...(nested.get(name) ?? []), ...mentions]);
  return { kind: 'set', node: set.node, entries, rest, nested };
}

/** The value of a set's property with what is done to it through the set: `options.qs.apikey = …`. */
export function withNestedMutations(
  tracer: Tracer,
  set: SetValue,
  name: string | undefined,
  value: Value,
): Value {
  const mentions = name === undefined ? undefined : set.nested?.get(name);
  if (!mentions || !isMutable(value)) return value;
  const mutations = noMutations();
  for (const { node, context } of mentions) collect(tracer, node, context, mutations, 1);
  return apply(tracer, value, mutations);
}
