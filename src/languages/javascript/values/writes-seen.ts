import { isCall, isFunction, isMember, memberName, type Node, unwrap } from '../syntax/ast.ts';
import { splitBefore } from '../syntax/callee-names.ts';
import { ancestorsOf, functionAround, type JsModule, type Order, reaches } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { type Write, writeOf } from '../syntax/writes.ts';

/** A construct that writes to a binding, and whether it has happened when some read is reached. */
interface SeenWrite {
  readonly identifier: Node;
  readonly write: Write;
  readonly order: Order;
}

const seenWrites = new WeakMap<Node, { all: readonly SeenWrite[]; before: readonly SeenWrite[] }>();

/** All writes to a binding, and those that may have happened before a read; the syntax alone decides. */
export function writesSeenBy(module: JsModule, binding: Binding, read: Node) {
  const known = seenWrites.get(read);
  if (known) return known;
  const readIn = functionAround(module, read);
  const all = binding.writes.flatMap((identifier): SeenWrite[] => {
    const write = writeOf(module, identifier);
    return write ? [{ identifier, write, order: orderOf(module, write, read, readIn, binding) }] : [];
  });
  const seen = { all, before: all.filter(({ write }) => isBefore(module, write, read, readIn)) };
  seenWrites.set(read, seen);
  return seen;
}

function isBefore(module: JsModule, write: Write, read: Node, readIn: Node | undefined): boolean {
  if (isInside(module, read, write.node) && !write.loop) return false;
  if (functionAround(module, write.node) !== readIn) return true;
  return (
    (write.node.end ?? 0) <= (read.start ?? 0) ||
    (write.loop !== undefined && (write.node.start ?? 0) <= (read.start ?? 0)) ||
    shareLoop(module, write.node, read)
  );
}

/**
 * Whether a loop, or a callback, fills the slots of a text: `text = text.replace('{' + name + '}', …)`. It runs: else the
 * slots themselves would be sent.
 */
export function fillsInLoop(module: JsModule, { node, operator, right }: Write, identifier: Node): boolean {
  if (operator !== '=' || !right || !isReplacedIn(unwrap(right), module, module.scopes.bindingOf(identifier)))
    return false;
  for (const ancestor of ancestorsOf(module, node)) {
    if (isFunction(ancestor)) return isCallback(module, ancestor);
    if (/^(For|While|DoWhile)/.test(ancestor.type)) return true;
  }
  return false;
}

/** `x.replace(…)`, `x.split(…).join(…)` and chains of them. */
export function isReplacedIn(node: Node, module: JsModule, binding: Binding | undefined): boolean {
  if (!isCall(node) || !isMember(node.callee)) return false;
  const name = memberName(node.callee);
  const text = name === 'replace' || name === 'replaceAll' ? node.callee.object : splitBefore(node)?.text;
  const inner = text && unwrap(text);
  if (inner?.type === 'Identifier')
    return binding !== undefined && module.scopes.bindingOf(inner) === binding;
  return inner !== undefined && isReplacedIn(inner, module, binding);
}

function isCallback(module: JsModule, fn: Node): boolean {
  const call = module.parents.get(fn);
  return (
    call !== undefined &&
    isCall(call) &&
    isMember(call.callee) &&
    /^(forEach|each|map)$/.test(memberName(call.callee) ?? '')
  );
}

export function isInside(module: JsModule, node: Node, outer: Node): boolean {
  for (const ancestor of ancestorsOf(module, node)) if (ancestor === outer) return true;
  return false;
}

function shareLoop(module: JsModule, a: Node, b: Node): boolean {
  for (const ancestor of ancestorsOf(module, a)) {
    if (isFunction(ancestor)) return false;
    if (/^(For|While|DoWhile)/.test(ancestor.type)) return isInside(module, b, ancestor);
  }
  return false;
}

function orderOf(
  module: JsModule,
  write: Write,
  read: Node,
  readIn: Node | undefined,
  binding: Binding,
): Order {
  const writtenIn = functionAround(module, write.node);
  if (writtenIn === readIn)
    return (write.node.start ?? 0) > (read.start ?? 0) ? 'maybe' : reaches(module, write.node, read);
  const atHome = functionAround(module, binding.declaration) === writtenIn;
  return atHome && reaches(module, write.node, read) === 'always' && !isReadBefore(module, write, binding)
    ? 'always'
    : 'maybe';
}

/**
 * Whether functions may have run, and read what a binding held, before it is written anew: between the two writes
 * something is called.
 */
function isReadBefore(module: JsModule, write: Write, binding: Binding): boolean {
  const home = functionAround(module, write.node);
  const start = write.node.start ?? 0;
  const earlier = binding.writes
    .map((identifier) => writeOf(module, identifier)?.node)
    .filter((node) => node !== undefined && functionAround(module, node) === home)
    .map((node) => node?.end ?? 0)
    .filter((end) => end <= start);
  if (earlier.length === 0) return false;
  const from = Math.max(...earlier);
  return module
    .nodes('CallExpression')
    .some(
      (call) =>
        (call.start ?? 0) >= from &&
        (call.end ?? 0) <= start &&
        !(call.callee.type === 'Identifier' && call.callee.name === 'require') &&
        functionAround(module, call) === home,
    );
}
