import type { FunctionNode, Node } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { functionAround, type JsModule } from '../syntax/module.ts';
import { pathFromPattern, type Step } from '../syntax/writes.ts';
import { documentRead } from './documents.ts';
import { elementOf, follow } from './parts.ts';
import type { Tracer } from './tracer.ts';
import { type Context, choose, type Frame, type ListItem, type SetEntry, type Value } from './values.ts';

/** The frame of the call that a function is looked at in, if it is. */
export function frameOf(fn: FunctionNode, context: Context): Frame | undefined {
  for (let frame = context; frame; frame = frame.closure) if (frame.fn === fn) return frame;
  return undefined;
}

/** What the callers of a function hand to a parameter, or to a part of it. */
export function handedByCallers(
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
        items: asItems(args, caller),
      }),
    ),
  );
}

/** Arguments as the items of a list. */
export function asItems(args: readonly Node[], context: Context): ListItem[] {
  return args.map((arg) =>
    arg.type === 'SpreadElement'
      ? { node: arg.argument, context, spread: true }
      : { node: arg, context, spread: false },
  );
}

export function argumentOf(
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
        items: asItems(rest, caller),
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

/** What a function gets from the well-known method that it is handed to: an element, or a promise's value. */
export function implicitArgument(
  tracer: Tracer,
  module: JsModule,
  fn: FunctionNode,
  index: number,
  context: Context,
): Value | undefined {
  return (
    handedBy(tracer, module, fn, fn, index, context) ??
    choose(
      namesOf(module, fn).flatMap((name) => {
        const method = methodTaking(module, name);
        const value = method === 'then' && handedBy(tracer, module, name, fn, index, context);
        return value ? [value] : [];
      }),
    )
  );
}

/** The places in its file that speak of a function by its name. */
function namesOf(module: JsModule, fn: FunctionNode): readonly Node[] {
  const holder = module.parents.get(fn);
  const name =
    fn.type === 'FunctionDeclaration' ? fn.id : holder?.type === 'VariableDeclarator' ? holder.id : undefined;
  return (name && module.scopes.bindingOf(name)?.reads) ?? [];
}

/** The method that a function is handed to first: `promise.then(fn)`. */
function methodTaking(module: JsModule, name: Node): string | undefined {
  const call = module.parents.get(name);
  return call?.type === 'CallExpression' && call.arguments[0] === name ? calledName(module, call) : undefined;
}

function handedBy(
  tracer: Tracer,
  module: JsModule,
  handed: Node,
  fn: FunctionNode,
  index: number,
  context: Context,
): Value | undefined {
  const call = module.parents.get(handed);
  if (call?.type !== 'CallExpression' && call?.type !== 'OptionalCallExpression') return undefined;
  const { callee } = call;
  if (
    (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') ||
    callee.property.type !== 'Identifier'
  )
    return undefined;
  const position = call.arguments.indexOf(handed as never);
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
