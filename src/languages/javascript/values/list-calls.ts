import { type CallNode, isMember, memberName, type Node, unwrap } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { asText, contentOf } from '../text/text.ts';
import { returnsOf } from './call-index.ts';
import { elementOf } from './parts.ts';
import { pickedEntries } from './picked-entries.ts';
import type { Tracer } from './tracer.ts';
import {
  type Context,
  choose,
  type Frame,
  type ListItem,
  type ListValue,
  optionsOf,
  type Value,
} from './values.ts';
import { isReplacedIn } from './writes-seen.ts';

const ELEMENT_TAKERS: ReadonlySet<string> = new Set(['shift', 'pop', 'at', 'find', 'findLast']);

/** `list.map(fn)`, and what is made of the names and values of a set. */
export function mapped(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const name = calledName(tracer.moduleOf(call), call);
  if (!isMember(call.callee)) return undefined;
  const receiver = tracer.evaluate(call.callee.object, context);
  const inner =
    receiver.kind === 'opaque' && call.arguments[0] ? tracer.evaluate(call.arguments[0], context) : receiver;
  if ((name === 'map' || name === 'each') && (inner.kind === 'view' || inner.kind === 'set'))
    return { kind: 'view', of: inner };
  if (receiver.kind === 'view' && name === 'reduce') {
    const filled = filledByEach(tracer, receiver, call, context);
    if (filled) return filled;
    const start = call.arguments[1] ? asText(tracer, tracer.evaluate(call.arguments[1], context)) : [];
    return { kind: 'text', pieces: [...start, ...(contentOf(tracer, receiver) ?? [])] };
  }
  if (receiver.kind === 'choice' && name === 'concat')
    return choose(
      receiver.options.map((option) =>
        option.kind === 'list' ? concatLists(tracer, option, call, context) : option,
      ),
    );
  if (receiver.kind !== 'list') return undefined;
  if (name === 'reduce') return reduced(tracer, receiver, call, context);
  if (name === 'map' && call.arguments[0]) return mapList(tracer, receiver, call, context);
  if (name !== undefined && ELEMENT_TAKERS.has(name)) return elementOf(tracer, receiver, call);
  if (name === 'concat') return concatLists(tracer, receiver, call, context);
  return undefined;
}

function mapList(tracer: Tracer, list: ListValue, call: CallNode, context: Context): Value | undefined {
  const fns = optionsOf(tracer.evaluate(call.arguments[0]!, context)).filter(
    (option) => option.kind === 'function',
  );
  const fn = fns[0];
  if (!fn) return list;
  const picked = pickedEntries(tracer, list, fn);
  if (picked) return { kind: 'view', of: picked };
  // What is put together by position cannot lose an element.
  const byPosition = fn.node.params.length > 1;
  const items = flatItems(tracer, list).flatMap((item, position) => {
    const frame: Frame = {
      fn: fn.node,
      args: item.spread ? [item.node] : [item.node, tracer.standIn(numberValue(position), item.node)],
      call,
      caller: item.context,
      closure: fn.closure,
      self: fn.self,
      depth: (context?.depth ?? 0) + 1,
    };
    const source = byPosition ? undefined : (item.source ?? { node: item.node, context: item.context });
    return returnsOf(tracer, fn.node).map((node) => ({
      node,
      context: frame,
      spread: false,
      ...(item.arms && { arms: item.arms }),
      ...(source && { source }),
    }));
  });
  return { kind: 'list', node: call, items };
}

/** The items of a list with those of the lists that are spread into it. */
function flatItems(tracer: Tracer, list: ListValue): readonly ListItem[] {
  return list.items.flatMap((item) => {
    const inner = item.spread ? tracer.evaluate(item.node, item.context) : undefined;
    if (inner?.kind !== 'list') return [item];
    const { arms } = item;
    return flatItems(tracer, inner).map((each) =>
      arms ? { ...each, arms: [...arms, ...(each.arms ?? [])] } : each,
    );
  });
}

/** The items of a list, spread lists put in, and how many of them surely have the positions that they have here. */
export function spreadOut(
  tracer: Tracer,
  list: ListValue,
): { readonly items: readonly ListItem[]; readonly known: number } {
  const items = flatItems(tracer, list);
  const unknown = items.findIndex(({ spread, arms: own }) => spread || (own ?? []).length > 0);
  return { items, known: unknown === -1 ? items.length : unknown };
}

/** `list.slice(1)`, `[].slice.call(arguments, 1)`: what is left of a list from a position on. */
export function sliced(tracer: Tracer, call: CallNode, context: Context): Value | undefined {
  const { callee } = call;
  if (!isMember(callee)) return undefined;
  const name = calledName(tracer.moduleOf(call), call);
  const isCalledOn = name === 'call' && isMember(callee.object) && memberName(callee.object) === 'slice';
  if (name !== 'slice' && !isCalledOn) return undefined;
  const [receiver, start, end] = isCalledOn ? call.arguments : [callee.object, ...call.arguments];
  const list = receiver && tracer.evaluate(receiver, context);
  const from = start ? Number(tracer.textOf(start, context)) : 0;
  if (list?.kind !== 'list' || end || !Number.isInteger(from) || from < 0) return undefined;
  const { items, known } = spreadOut(tracer, list);
  return from <= known ? { ...list, items: items.slice(from) } : undefined;
}

function numberValue(value: number): Value {
  return { kind: 'text', pieces: [{ kind: 'known', text: String(value) }] };
}

/** `names.reduce((text, name) => text.replace('{' + name + '}', values[name]), template)`: the template, filled. */
function filledByEach(tracer: Tracer, names: Value, call: CallNode, context: Context): Value | undefined {
  const [callback, start] = call.arguments;
  const fn =
    callback && optionsOf(tracer.evaluate(callback, context)).find((option) => option.kind === 'function');
  const [returned, ...others] = fn ? returnsOf(tracer, fn.node) : [];
  const [text] = fn?.node.params ?? [];
  if (!fn || !start || !returned || others.length > 0 || !text) return undefined;
  if (!isReplacedIn(unwrap(returned), tracer.moduleOf(text), tracer.moduleOf(text).scopes.bindingOf(text)))
    return undefined;
  const args = [start, tracer.standIn(names, call)];
  const depth = (context?.depth ?? 0) + 1;
  return tracer.evaluate(returned, {
    fn: fn.node,
    args,
    call,
    caller: context,
    closure: fn.closure,
    self: fn.self,
    depth,
  });
}

/** `list.reduce(fn, start)`: what `fn` makes of the start and each element in turn. */
function reduced(tracer: Tracer, list: ListValue, call: CallNode, context: Context): Value | undefined {
  const [callback, start] = call.arguments;
  const fn =
    callback && optionsOf(tracer.evaluate(callback, context)).find((option) => option.kind === 'function');
  const items = flatItems(tracer, list);
  if (!fn || !start || items.some((item) => item.spread)) return undefined;
  let value = tracer.evaluate(start, context);
  for (const item of items) {
    const frame: Frame = {
      fn: fn.node,
      args: [
        tracer.standIn(value, call),
        tracer.standIn(tracer.evaluate(item.node, item.context), item.node),
      ],
      call,
      caller: item.context,
      closure: fn.closure,
      self: fn.self,
      depth: (context?.depth ?? 0) + 1,
    };
    const next = choose(returnsOf(tracer, fn.node).map((node) => tracer.evaluate(node, frame)));
    if (!next) return undefined;
    value = next;
  }
  return value;
}

function concatLists(tracer: Tracer, list: ListValue, call: CallNode, context: Context): Value {
  const added = call.arguments.map((node) => {
    // What is no text may be a list.
    return { node: node as Node, context, spread: tracer.evaluate(node, context).kind !== 'text' };
  });
  return { ...list, items: [...list.items, ...added] };
}
