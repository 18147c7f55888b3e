import { isCall, isMember, type Node, unwrap } from '../syntax/ast.ts';
import { functionAround } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { wrappedBy } from '../values/calls.ts';
import { spreadOut } from '../values/list-calls.ts';
import type { Tracer } from '../values/tracer.ts';
import { type Context, optionsOf, type Value } from '../values/values.ts';
import { namedValue } from './named-values.ts';
import { patternOf, regexMade, textPlaces, unescaped } from './patterns.ts';
import { itemsFrom, startOf, taken } from './slot-sequences.ts';
import type { FindSlots, Slot } from './slots.ts';
import { piecesOf } from './text.ts';

/**
 * The slots that a loop fills, one each time round: `text.replace('{' + name + '}', values[name])` over the names of a
 * table, `text.replace('{' + i + '}', values[i])` and `text.replace('?', values[i])` over the values of a list.
 */
export function loopSlots(
  tracer: Tracer,
  wanted: Node,
  value: Node,
  context: Context,
): FindSlots | undefined {
  const put = withoutWrappers(tracer, value, context);
  const pattern = patternOf(tracer, wanted, context);
  if (pattern?.text !== undefined) return inOrder(tracer, pattern.text, put, context);
  const slot = slotAround(tracer, wanted, context);
  if (!slot) return undefined;
  return numbered(tracer, slot, put, context) ?? named(tracer, slot, put, context);
}

function withoutWrappers(tracer: Tracer, value: Node, context: Context): Node {
  const node = unwrap(value);
  const inner = isCall(node) ? wrappedBy(tracer, node, context) : undefined;
  return inner ? withoutWrappers(tracer, inner.node, inner.context) : node;
}

/** `'{' + name + '}'`: the fixed text around what changes from round to round. */
interface ChangingSlot {
  readonly before: string;
  readonly after: string;
  readonly name: Node;
}

function slotAround(tracer: Tracer, wanted: Node, context: Context): ChangingSlot | undefined {
  const made = regexMade(unwrap(wanted));
  const pieces = piecesOf(tracer, made ? made.source : wanted, context);
  const at = pieces.findIndex((piece) => piece.kind === 'hole');
  const hole = pieces[at];
  if (hole?.kind !== 'hole') return undefined;
  const fixed = [pieces.slice(0, at), pieces.slice(at + 1)].map((part) =>
    part.map((piece) => (piece.kind === 'literal' || piece.kind === 'known' ? piece.text : undefined)),
  );
  if (fixed.flat().includes(undefined)) return undefined;
  const [before, after] = fixed.map((part) => (made ? unescaped(part.join('')) : part.join('')));
  return { before: before!, after: after!, name: unwrap((hole.site as unknown as { node: Node }).node) };
}

/** Over the names of a table: `values[name]`, or the value of `[name, value]`. */
function named(
  tracer: Tracer,
  { before, after, name }: ChangingSlot,
  put: Node,
  context: Context,
): FindSlots | undefined {
  const table = tableOf(tracer, name, put, context);
  const names = table && namesIn(tracer, table);
  if (!names || names.length === 0) return undefined;
  return (text) =>
    withoutOverlaps(
      names.flatMap((key) =>
        textPlaces(before + key + after, text).map(({ from, to }): Slot => {
          const filling = namedValue(tracer, table, key, put);
          return { from, to, filling: filling && { ...filling, binding: 'kept' } };
        }),
      ),
    );
}

function tableOf(tracer: Tracer, name: Node, put: Node, context: Context): Value | undefined {
  if (isMember(put) && put.computed && isSame(tracer, put.property, name))
    return isView(tracer, name, context) ? tracer.evaluate(put.object, context) : undefined;
  let value = tracer.evaluate(put, context);
  while (value.kind === 'view') value = value.of;
  return value.kind === 'set' && isView(tracer, name, context) ? value : undefined;
}

/** Whether a name is one of the names of something, in turn. */
function isView(tracer: Tracer, name: Node, context: Context): boolean {
  return tracer.evaluate(name, context).kind === 'view';
}

function isSame(tracer: Tracer, a: Node, b: Node): boolean {
  const { scopes } = tracer.moduleOf(a);
  const binding = a.type === 'Identifier' ? scopes.bindingOf(a) : undefined;
  return binding !== undefined && b.type === 'Identifier' && scopes.bindingOf(b) === binding;
}

function namesIn(tracer: Tracer, table: Value): string[] {
  const names = optionsOf(table).flatMap((option) => {
    if (option.kind === 'list') return spreadOut(tracer, option).items.map((_, i) => String(i));
    return option.kind === 'set' ? option.entries.flatMap(({ name }) => name ?? []) : [];
  });
  return [...new Set(names)];
}

/** Of slots that begin at the same place, the longest. */
function withoutOverlaps(slots: readonly Slot[]): Slot[] {
  const inOrder = [...slots].sort((a, b) => a.from - b.from || b.to - a.to);
  return inOrder.filter((slot, i) => i === 0 || inOrder.slice(0, i).every((other) => other.to <= slot.from));
}

/** Over the positions of a list: `text.replace('{' + i + '}', values[i])`. */
function numbered(tracer: Tracer, slot: ChangingSlot, put: Node, context: Context): FindSlots | undefined {
  const name = counted(tracer, slot.name);
  const position = isMember(put) && put.computed ? counted(tracer, put.property) : undefined;
  if (!name || position?.counter !== name.counter || !isMember(put)) return undefined;
  const list = tracer.evaluate(put.object, context);
  if (list.kind !== 'list') return undefined;
  const shift = position.offset - name.offset;
  const { items, known } = spreadOut(tracer, list);
  return (text) =>
    items
      .slice(0, known)
      .flatMap((item, i) =>
        textPlaces(`${slot.before}${i - shift}${slot.after}`, text).map(
          ({ from, to }): Slot => ({
            from,
            to,
            filling: { node: item.node, context: item.context, binding: 'kept' },
          }),
        ),
      )
      .sort((a, b) => a.from - b.from);
}

/** Over a list, the first place that is left each time: `text.replace('?', values[i])`. */
function inOrder(tracer: Tracer, text: string, put: Node, context: Context): FindSlots | undefined {
  const position = isMember(put) && put.computed ? counted(tracer, put.property) : undefined;
  const start = position && startOf(tracer, position.counter.declaration);
  const sequence =
    start !== undefined && isMember(put)
      ? itemsFrom(tracer, put.object, context, start + position!.offset)
      : isRepeated(tracer, put)
        ? taken(tracer, put, context)
        : undefined;
  return (
    sequence &&
    ((within, before) =>
      textPlaces(text, within).map((place, i) => ({ ...place, filling: sequence(before + i) })))
  );
}

/** `i`, `i + 1` or `i - 1` of a counter of a `for` loop. */
function counted(tracer: Tracer, node: Node): { counter: Binding; offset: number } | undefined {
  const inner = unwrap(node);
  if (inner.type === 'Identifier') {
    const module = tracer.moduleOf(inner);
    const binding = module.scopes.bindingOf(inner);
    return binding && isRepeated(tracer, binding.declaration) ? { counter: binding, offset: 0 } : undefined;
  }
  if (inner.type !== 'BinaryExpression' || inner.right.type !== 'NumericLiteral') return undefined;
  if (inner.operator !== '+' && inner.operator !== '-') return undefined;
  const left = counted(tracer, inner.left);
  const by = inner.operator === '+' ? inner.right.value : -inner.right.value;
  return left && { ...left, offset: left.offset + by };
}

/** Whether a node stands in a loop of its function. */
function isRepeated(tracer: Tracer, node: Node): boolean {
  const module = tracer.moduleOf(node);
  const fn = functionAround(module, node);
  for (let at = module.parents.get(node); at && at !== fn; at = module.parents.get(at))
    if (/^(For|While|DoWhile)/.test(at.type)) return true;
  return false;
}
