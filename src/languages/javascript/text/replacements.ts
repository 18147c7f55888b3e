import type { QueryText } from '../../../model/query-text.ts';
import { type CallNode, isCall, type Node, unwrap } from '../syntax/ast.ts';
import { argumentFor } from '../values/arguments.ts';
import { returnsOf } from '../values/call-index.ts';
import { wrappedBy } from '../values/calls.ts';
import { tablesReadBy } from '../values/tables.ts';
import type { Tracer } from '../values/tracer.ts';
import { type Context, choose, type LiteralSite, type Value } from '../values/values.ts';
import { type NamedValue, namedValue } from './named-values.ts';
import { type Pattern, patternOf, placesOf } from './patterns.ts';
import { loopSlots } from './slot-loops.ts';
import { sequenceOf } from './slot-sequences.ts';
import { type Filling, type FindSlots, fillSlots, templateOf } from './slots.ts';
import { literalPiece } from './text.ts';

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
  if (!find) {
    const pieces = templateOf(tracer, template, context, (text) => credentialsIn(text).length > 0);
    return pieces && markReplaced(tracer, pieces, pattern);
  }
  const pieces = templateOf(tracer, template, context, (text) => find(text, 0).length > 0);
  return pieces && fillSlots(tracer, pieces, call, find);
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

/** What is written in a text where a credential's value belongs. */
function credentialsIn(text: string): { from: number; to: number }[] {
  return [...text.matchAll(CREDENTIAL)].map(({ 0: whole, 1: value, index }) => {
    const to = index + whole.length;
    return { from: to - value!.length, to };
  });
}

function isCredential(text: string, place: { from: number; to: number }): boolean {
  return credentialsIn(text).some(({ from, to }) => place.from < to && place.to > from);
}

/** Marks the credentials that a replacement which was not followed may put something else in the place of. */
function markReplaced(tracer: Tracer, pieces: QueryText, pattern: Pattern | undefined): QueryText {
  return pieces.flatMap((piece): QueryText => {
    if (piece.kind === 'choice')
      return [{ ...piece, options: piece.options.map((option) => markReplaced(tracer, option, pattern)) }];
    if (piece.kind !== 'literal') return [piece];
    const { text } = piece;
    const site = piece.site as LiteralSite;
    const matches = pattern?.regex && placesOf({ ...pattern, isGlobal: true }, text);
    const marked = credentialsIn(text).filter(
      (place) => !matches || matches.some(({ from, to }) => from < place.to && to > place.from),
    );
    const cuts = [0, ...marked.flatMap(({ from, to }) => [from, to]), text.length];
    return cuts.slice(1).flatMap((to, i): QueryText => {
      const part = literalPiece(tracer, site.node, site.from + cuts[i]!, site.from + to, piece.depth);
      if (part.text === '') return [];
      return [i % 2 === 1 || piece.replaced ? { ...part, replaced: true } : part];
    });
  });
}
