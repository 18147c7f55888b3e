import type { QueryText } from '../../../model/query-text.ts';
import { type CallNode, isCall, type Node, unwrap } from '../syntax/ast.ts';
import { argumentFor } from '../values/arguments.ts';
import { returnsOf } from '../values/call-index.ts';
import { wrappedBy } from '../values/calls.ts';
import { tablesReadBy } from '../values/tables.ts';
import type { Tracer } from '../values/tracer.ts';
import { type Context, choose, type Value } from '../values/values.ts';
import { type NamedValue, namedValue } from './named-values.ts';
import { type Pattern, patternOf, placesOf } from './patterns.ts';
import { loopSlots } from './slot-loops.ts';
import { sequenceOf } from './slot-sequences.ts';
import { type Filling, type FindSlots, fillSlots, holdsText, templateOf } from './slots.ts';

/** `template.replace(pattern, value)`, or `template.split(pattern).join(value)`. */
interface Replacement {
  readonly call: CallNode;
  readonly template: Node;
  readonly context: Context;
  readonly split?: CallNode;
}

/** The text that comes of putting values into the place of what a pattern matches. */
export function replaceText(tracer: Tracer, replacement: Replacement): QueryText | undefined {
  const { call, template, context, split } = replacement;
  const [wanted, value] = split ? [split.arguments[0], call.arguments[0]] : call.arguments;
  if (!wanted || !value || wanted.type === 'SpreadElement' || value.type === 'SpreadElement')
    return undefined;
  const found = patternOf(tracer, wanted, context);
  const pattern = found && (split || isReplaceAll(call)) ? { ...found, isGlobal: true } : found;
  const find =
    loopSlots(tracer, wanted, value, context) ??
    (pattern && slotsOfCallback(tracer, pattern, value, context)) ??
    (pattern && slotsOfValue(tracer, pattern, wanted, value, context));
  const pieces = templateOf(tracer, template, context, (text) => (find?.(text, 0) ?? []).length > 0);
  if (!pieces) return undefined;
  if (find) return fillSlots(tracer, pieces, call, find);
  return mayChangeCredential(pieces, pattern) ? undefined : pieces;
}

function isReplaceAll({ callee }: CallNode): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'replaceAll'
  );
}

/** `.replace(/\{(\w+)\}/g, function (slot, name) { return values[name]; })` and `.replace(/%s/g, () => values.shift())` */
function slotsOfCallback(
  tracer: Tracer,
  pattern: Pattern,
  value: Node,
  context: Context,
): FindSlots | undefined {
  const fn = tracer.evaluate(value, context);
  if (fn.kind !== 'function') return undefined;
  const reads = [1, 0].map((position) => tablesReadBy(tracer, fn, position)).find((each) => each.length > 0);
  if (reads)
    return (text) =>
      placesOf(pattern, text).map(({ from, to, name }) => {
        const values = reads.flatMap(
          ({ table, keyFor }) =>
            namedValue(tracer, tracer.evaluate(table, fn.closure), keyFor(name), table) ?? [],
        );
        const filling = oneOf(tracer, values, value);
        return { from, to, filling: filling && { ...filling, binding: 'kept' } };
      });
  const sequence = sequenceOf(tracer, fn);
  return (
    sequence &&
    ((text, before) =>
      placesOf(pattern, text).map((place, i) => ({ ...place, filling: sequence(before + i) })))
  );
}

function oneOf(tracer: Tracer, values: readonly NamedValue[], near: Node): NamedValue | undefined {
  if (values.length < 2) return values[0];
  const either = choose(values.map((value) => tracer.evaluate(value.node, value.context)));
  return either && { node: tracer.standIn(either, near), context: undefined, chosen: true };
}

/** One value in the place of a fixed text, or of what stands where a credential belongs. */
function slotsOfValue(
  tracer: Tracer,
  pattern: Pattern,
  wanted: Node,
  value: Node,
  context: Context,
): FindSlots | undefined {
  const filling = fillingOf(tracer, wanted, value, context);
  if (!filling) return undefined;
  return (text, before) => {
    if (before > 0 && !pattern.isGlobal) return [];
    const places = placesOf(pattern, text);
    const isMeant = pattern.text !== undefined || places.some((place) => isCredential(text, place));
    return isMeant ? places.map((place) => ({ ...place, filling })) : [];
  };
}

/** What a replacement puts in; a helper that is told what to replace (`put(url, '{apikey}', key)`) puts in what it is handed. */
function fillingOf(tracer: Tracer, wanted: Node, value: Node, context: Context): Filling | undefined {
  const result = tracer.evaluate(value, context);
  if (result.kind === 'function') return resultOf(tracer, result);
  const own: Filling = { node: value, context, binding: 'replace' };
  if (!context || patternOf(tracer, wanted, undefined)) return own;
  const handed = handedIn(tracer, value, context);
  return handed ? { ...handed, binding: 'kept' } : own;
}

/** `.replace('{apikey}', function () { return key; })` */
function resultOf(tracer: Tracer, fn: Extract<Value, { kind: 'function' }>): Filling | undefined {
  const [only, ...others] = returnsOf(tracer, fn.node);
  return only && others.length === 0 && fn.node.params.length === 0
    ? { node: only, context: fn.closure, binding: 'replace' }
    : undefined;
}

function handedIn(
  tracer: Tracer,
  value: Node,
  context: Context,
): { node: Node; context: Context } | undefined {
  const node = unwrap(value);
  const wrapped = isCall(node) ? wrappedBy(tracer, node, context)?.node : node;
  const inner = wrapped && unwrap(wrapped);
  const handed = inner?.type === 'Identifier' ? argumentFor(tracer, inner, context) : undefined;
  return handed && (handedIn(tracer, handed.node, handed.context) ?? handed);
}

const CREDENTIAL = /(?:apikey|ticket)=([^&\s#]+)/g;

/** Whether a place lies in what stands where a credential's value belongs. */
function isCredential(text: string, place: { from: number; to: number }): boolean {
  return [...text.matchAll(CREDENTIAL)].some(({ 0: { length }, 1: value, index }) => {
    const end = index + length;
    return place.from < end && place.to > end - value!.length;
  });
}

/** Whether a replacement that was not followed may put something else where a credential is written. */
function mayChangeCredential(pieces: QueryText, pattern: Pattern | undefined): boolean {
  const matches = (text: string) =>
    !pattern?.regex ||
    placesOf({ ...pattern, isGlobal: true }, text).some((place) => isCredential(text, place));
  return holdsText(pieces, (text) => new RegExp(CREDENTIAL).test(text) && matches(text));
}
