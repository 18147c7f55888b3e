import { armsOf } from '../syntax/arms.ts';
import { type FunctionNode, isFunction, type Node } from '../syntax/ast.ts';
import { ancestorsOf, functionAround, type JsModule, type Order, reaches } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { pathFromPattern, type Step, type Write, writeOf } from '../syntax/writes.ts';
import { appendText, piecesOf } from '../text/text.ts';
import { injectedValue } from './angular.ts';
import { documentRead } from './documents.ts';
import { memberOf } from './members.ts';
import { importedValue } from './modules.ts';
import { withMutations } from './mutations.ts';
import { inEachNamingCall } from './naming-calls.ts';
import type { Tracer } from './tracer.ts';
import { type Context, choose, type Frame, type SetEntry, type Value } from './values.ts';

/** What a binding may hold where `read` reads it. */
export function valueOfBinding(tracer: Tracer, binding: Binding, read: Node, context: Context): Value {
  const module = tracer.moduleOf(read);
  const declared = declaredValue(tracer, module, binding, read, context);
  const value = withWrites(tracer, module, binding, read, context, declared);
  return withMutations(
    tracer,
    value,
    binding.reads.filter((r) => r !== read),
    context,
    new Set([functionAround(module, binding.declaration)]),
  );
}

function declaredValue(
  tracer: Tracer,
  module: JsModule,
  binding: Binding,
  read: Node,
  context: Context,
): Value | undefined {
  const parent = module.parents.get(binding.declaration);
  switch (binding.kind) {
    case 'import':
      return importedValue(tracer, module, binding, read, context);
    case 'function':
      return parent && isFunction(parent)
        ? { kind: 'function', node: parent, closure: context, self: undefined }
        : tracer.opaque(read, context);
    case 'class':
    case 'enum':
    case 'namespace':
      return parent ? tracer.evaluate(parent, undefined) : undefined;
    case 'parameter':
      return valueOfParameter(tracer, module, binding, read, context);
    default:
      return undefined;
  }
}

/** The frame of the call that a function is looked at in, if it is. */
export function frameOf(fn: FunctionNode, context: Context): Frame | undefined {
  for (let frame = context; frame; frame = frame.closure) if (frame.fn === fn) return frame;
  return undefined;
}

function valueOfParameter(
  tracer: Tracer,
  module: JsModule,
  binding: Binding,
  read: Node,
  context: Context,
): Value {
  const { path, top } = pathFromPattern(module, binding.declaration);
  const fn = functionAround(module, binding.declaration);
  const unknown = tracer.opaque(read, context, { kind: 'parameter', name: binding.name });
  if (!fn) return unknown;
  const index = fn.params.indexOf(top as never);
  const frame = frameOf(fn, context);
  const isRest = top.type === 'RestElement';
  if (frame?.call || (frame && frame.args.length > 0))
    return (
      follow(tracer, argumentOf(tracer, frame.args, index, isRest, frame.caller), path, read, context) ??
      unknown
    );
  const implicit =
    implicitArgument(tracer, module, fn, index, context) ?? injectedValue(tracer, module, fn, index);
  if (implicit) return follow(tracer, implicit, path, read, context) ?? unknown;
  const handed = handedByCallers(tracer, fn, index, isRest, path, read);
  return handed ?? follow(tracer, undefined, path, read, context) ?? unknown;
}

/** What the callers of a function hand to a parameter, or to a part of it. */
function handedByCallers(
  tracer: Tracer,
  fn: FunctionNode,
  index: number,
  isRest: boolean,
  path: readonly Step[],
  read: Node,
): Value | undefined {
  const values = tracer.calls.callersOf(fn).flatMap(({ args }) => {
    const argument = argumentOf(tracer, args, index, isRest, undefined);
    const value = follow(tracer, argument, path, read, undefined);
    return value ? [value] : [];
  });
  return choose(values);
}

/** What a destructuring pattern takes apart. */
export function valueOfPattern(tracer: Tracer, pattern: Node): Value | undefined {
  const module = tracer.moduleOf(pattern);
  const { path, top } = pathFromPattern(module, pattern);
  const fn = functionAround(module, pattern);
  const index = fn?.params.indexOf(top as never) ?? -1;
  if (fn && index !== -1) return handedByCallers(tracer, fn, index, false, path, pattern);
  const write = writeOf(module, pattern);
  if (!write?.right || write.loop === 'in') return undefined;
  const right = tracer.evaluate(write.right, undefined);
  const whole = write.loop === 'of' ? elementOf(tracer, right, write.node) : right;
  return follow(tracer, whole, write.path, pattern, undefined);
}

/** The argument that a parameter stands for in the call that is looked into, when nothing else is assigned to it. */
export function argumentFor(
  tracer: Tracer,
  identifier: Node,
  context: Context,
): { node: Node; context: Context } | undefined {
  const module = tracer.moduleOf(identifier);
  const binding = module.scopes.bindingOf(identifier);
  if (binding?.kind !== 'parameter' || binding.writes.some((write) => write !== binding.declaration))
    return undefined;
  const fn = functionAround(module, binding.declaration);
  const frame = fn && frameOf(fn, context);
  const { path, top } = pathFromPattern(module, binding.declaration);
  const arg = frame?.args[fn!.params.indexOf(top as never)];
  if (!arg || arg.type === 'SpreadElement' || frame!.args.some((other) => other.type === 'SpreadElement'))
    return undefined;
  return partOf(tracer, { node: arg, context: frame!.caller }, path);
}

interface Located {
  readonly node: Node;
  readonly context: Context;
}

/** The expression that a destructuring pattern takes out of a list or set. */
function partOf(tracer: Tracer, whole: Located, path: readonly Step[]): Located | undefined {
  let part: Located | undefined = whole;
  for (const step of path) {
    const value: Value = tracer.evaluate(part.node, part.context);
    if ('index' in step && value.kind === 'list' && !value.items.some((item) => item.spread))
      part = value.items[step.index];
    else if ('key' in step && value.kind === 'set' && value.rest.length === 0)
      part = onlyEntry(value.entries.filter((entry) => entry.name === step.key));
    else return undefined;
    if (!part) return undefined;
  }
  return part;
}

function onlyEntry(entries: readonly SetEntry[]): Located | undefined {
  const [entry] = entries;
  return entries.length === 1 && entry?.value && !entry.grows
    ? { node: entry.value, context: entry.context }
    : undefined;
}

/** `arguments`: everything that the function is called with. */
export function argumentsAt(tracer: Tracer, node: Node, context: Context): Value | undefined {
  const module = tracer.moduleOf(node);
  let fn = functionAround(module, node);
  while (fn?.type === 'ArrowFunctionExpression') fn = functionAround(module, fn);
  if (!fn) return undefined;
  const frame = frameOf(fn, context);
  const calls = frame
    ? [{ args: frame.args, context: frame.caller }]
    : tracer.calls.callersOf(fn).map(({ args }) => ({ args, context: undefined }));
  return choose(
    calls.map(
      ({ args, context: caller }): Value => ({
        kind: 'list',
        node,
        items: args.map((arg) =>
          arg.type === 'SpreadElement'
            ? { node: arg.argument, context: caller, spread: true }
            : { node: arg, context: caller, spread: false },
        ),
      }),
    ),
  );
}

function argumentOf(
  tracer: Tracer,
  args: readonly Node[],
  index: number,
  isRest: boolean,
  caller: Context,
): Value | undefined {
  if (isRest) {
    const rest = args.slice(index);
    return (
      rest[0] && {
        kind: 'list',
        node: rest[0],
        items: rest.map((node) => ({ node, context: caller, spread: false })),
      }
    );
  }
  const spread = args.findIndex((arg) => arg.type === 'SpreadElement');
  if (spread !== -1 && spread <= index) {
    const list = tracer.evaluate((args[spread] as Extract<Node, { type: 'SpreadElement' }>).argument, caller);
    const item = list.kind === 'list' ? list.items[index - spread] : undefined;
    return item && tracer.evaluate(item.node, item.context);
  }
  const arg = args[index];
  return arg && tracer.evaluate(arg, caller);
}

const ELEMENT_METHODS: ReadonlySet<string> = new Set([
  'map',
  'forEach',
  'filter',
  'find',
  'some',
  'every',
  'flatMap',
  'each',
  'then',
]);

/** What a function literal gets from the well-known method that it is handed to: an element, or a promise's value. */
function implicitArgument(
  tracer: Tracer,
  module: JsModule,
  fn: FunctionNode,
  index: number,
  context: Context,
): Value | undefined {
  const call = module.parents.get(fn);
  if (call?.type !== 'CallExpression' && call?.type !== 'OptionalCallExpression') return undefined;
  const { callee } = call;
  if (
    (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') ||
    callee.property.type !== 'Identifier'
  )
    return undefined;
  const position = call.arguments.indexOf(fn as never);
  const method = callee.property.name;
  if (index === 1 && position > 0) {
    const read = documentRead(tracer, call, context);
    if (read) return read;
  }
  if (position === 1 && method === 'each' && call.arguments[0])
    return elementOf(tracer, tracer.evaluate(call.arguments[0], context), call);
  if (position !== 0) return undefined;
  const receiver = () => tracer.evaluate(callee.object, context);
  if (method === 'then' && index === 0) return knownOnly(receiver());
  const frame = frameOf(fn, context);
  if (frame && frame.args.length > 0) return undefined;
  if (method === 'reduce') {
    if (index === 0) return call.arguments[1] && tracer.evaluate(call.arguments[1], context);
    return index === 1 ? elementOf(tracer, receiver(), call) : undefined;
  }
  if (!ELEMENT_METHODS.has(method)) return undefined;
  const value = receiver();
  if (index === 0 || ((value.kind === 'set' || value.kind === 'view') && index === 1))
    return elementOf(tracer, value, call);
  return undefined;
}

function knownOnly(value: Value): Value | undefined {
  return value.kind === 'opaque' && value.birth.kind !== 'ticket-request' ? undefined : value;
}

/** An element of a list, or any name or value of a set. */
export function elementOf(tracer: Tracer, value: Value, node: Node): Value | undefined {
  switch (value.kind) {
    case 'set':
    case 'url':
      return { kind: 'view', of: value };
    case 'view':
      return value;
    case 'list':
      return choose(
        value.items.flatMap((item) => {
          const element = tracer.evaluate(item.node, item.context);
          return item.spread ? [elementOf(tracer, element, node)].filter((v) => v !== undefined) : [element];
        }),
      );
    case 'choice':
      return choose(
        value.options.map((option) => elementOf(tracer, option, node)).filter((v) => v !== undefined),
      );
    case 'opaque':
      return { ...value, birth: { ...value.birth, kind: 'member', fixed: false } };
    default:
      return undefined;
  }
}

/** Walks from a value to a part of it, as a destructuring pattern does. */
function follow(
  tracer: Tracer,
  value: Value | undefined,
  path: readonly Step[],
  node: Node,
  context: Context,
): Value | undefined {
  let current = value;
  for (const step of path) {
    if ('fallback' in step) {
      const fallback = tracer.evaluate(step.fallback, context);
      current =
        current && current.kind !== 'opaque'
          ? current
          : (choose(current ? [current, fallback] : [fallback]) ?? undefined);
    } else if (!current) continue;
    else if ('rest' in step) current = without(current, step.without);
    else if ('key' in step) current = memberOf(tracer, current, step.key, node, context);
    else if ('from' in step)
      current =
        current.kind === 'list'
          ? { ...current, items: current.items.slice(step.from) }
          : tracer.opaque(node, context);
    else if ('index' in step)
      current = current.kind === 'view' ? current : itemOf(tracer, current, step.index, node, context);
  }
  return current;
}

/** A value but for some of its properties. */
function without(value: Value, names: ReadonlySet<string>): Value {
  if (value.kind === 'choice') return choose(value.options.map((option) => without(option, names))) ?? value;
  if (value.kind !== 'set') return value;
  const entries = value.entries.filter(({ name }) => name === undefined || !names.has(name));
  return { ...value, entries, rest: value.rest.map((inner) => without(inner, names)) };
}

function itemOf(tracer: Tracer, value: Value, index: number, node: Node, context: Context): Value {
  if (value.kind === 'choice')
    return (
      choose(value.options.map((option) => itemOf(tracer, option, index, node, context))) ??
      tracer.opaque(node, context)
    );
  const item = value.kind === 'list' ? value.items[index] : undefined;
  return item
    ? tracer.evaluate(item.node, item.context)
    : memberOf(tracer, value, String(index), node, context);
}

/** A construct that writes to a binding, and whether it has happened when some read is reached. */
interface SeenWrite {
  readonly identifier: Node;
  readonly write: Write;
  readonly order: Order;
}

const seenWrites = new WeakMap<Node, { all: readonly SeenWrite[]; before: readonly SeenWrite[] }>();

/** All writes to a binding, and those that may have happened before a read; the syntax alone decides. */
function writesSeenBy(module: JsModule, binding: Binding, read: Node) {
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

/** Applies the assignments that may have happened before a read, in source order. */
function withWrites(
  tracer: Tracer,
  module: JsModule,
  binding: Binding,
  read: Node,
  context: Context,
  declared: Value | undefined,
): Value {
  const { all, before } = writesSeenBy(module, binding, read);
  const applicable = before.length > 0 || declared ? before : all;
  const homes = new Set([functionAround(module, binding.declaration)]);
  let current = declared;
  for (const { identifier, write, order } of applicable) {
    if (order === 'never') continue;
    const around = contextAround(module, write.node, context);
    const calls =
      write.operator === '+=' && write.right
        ? inEachNamingCall(tracer, write.right, around, homes)
        : [around];
    for (const inCall of calls)
      current = applyWrite(tracer, write, identifier, order === 'always', current, inCall);
  }
  return current ?? tracer.opaque(read, context, { kind: 'unknown', name: binding.name });
}

/** The frame of the innermost function around a node that is being looked into. */
function contextAround(module: JsModule, node: Node, context: Context): Context {
  for (let frame = context; frame; frame = frame.closure) if (isInside(module, node, frame.fn)) return frame;
  return undefined;
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

function isInside(module: JsModule, node: Node, outer: Node): boolean {
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
  return atHome && reaches(module, write.node, read) === 'always' ? 'always' : 'maybe';
}

function applyWrite(
  tracer: Tracer,
  write: Write,
  identifier: Node,
  always: boolean,
  current: Value | undefined,
  context: Context,
): Value | undefined {
  if (!write.right) return current;
  const right = tracer.evaluate(write.right, context);
  if (write.operator === '+=') {
    const addition = piecesOf(tracer, write.right, context);
    return {
      kind: 'text',
      pieces: appendText(
        tracer,
        current,
        addition,
        always ? undefined : armsOf(tracer.moduleOf(write.node), write.node),
      ),
    };
  }
  if (write.operator !== '=' && write.operator !== '||=' && write.operator !== '??=') return current;
  const value =
    write.loop === 'of'
      ? elementOf(tracer, right, write.node)
      : write.loop === 'in'
        ? ({ kind: 'view', of: right } as Value)
        : right;
  const part = follow(tracer, value, write.path, identifier, context) ?? tracer.opaque(identifier, context);
  return always && write.operator === '=' ? part : choose(current ? [current, part] : [part]);
}
