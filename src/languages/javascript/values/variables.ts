import { armsOf } from '../syntax/arms.ts';
import { isFunction, type Node } from '../syntax/ast.ts';
import { functionAround, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { pathFromPattern, type Write, writeOf } from '../syntax/writes.ts';
import { appendText, piecesOf } from '../text/text.ts';
import { injectedValue } from './angular.ts';
import { argumentOf, frameOf, handedByCallers, implicitArgument } from './arguments.ts';
import { BranchWrites } from './branch-writes.ts';
import { isCounter } from './counters.ts';
import { importedValue } from './modules.ts';
import { withMutations } from './mutations.ts';
import { inEachNamingCall } from './naming-calls.ts';
import { elementOf, follow } from './parts.ts';
import type { Tracer } from './tracer.ts';
import { type Context, choose, type Value } from './values.ts';
import { fillsInLoop, isInside, writesSeenBy } from './writes-seen.ts';

/** What a binding may hold where `read` reads it. */
export function valueOfBinding(tracer: Tracer, binding: Binding, read: Node, context: Context): Value {
  const module = tracer.moduleOf(read);
  if (isCounter(module, binding))
    return tracer.opaque(read, context, { kind: 'unknown', name: binding.name });
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
  const branches = new BranchWrites(module, read);
  let current = declared;
  for (const { identifier, write, order } of applicable) {
    if (order === 'never') continue;
    const around = contextAround(module, write.node, context);
    const calls =
      write.operator === '+=' && write.right
        ? inEachNamingCall(tracer, write.right, around, homes)
        : [around];
    const always = order === 'always' || fillsInLoop(module, write, identifier);
    for (const inCall of calls)
      current = applyWrite(tracer, write, identifier, { always, branches }, current, inCall);
  }
  return current ?? tracer.opaque(read, context, { kind: 'unknown', name: binding.name });
}

/** The frame of the innermost function around a node that is being looked into. */
function contextAround(module: JsModule, node: Node, context: Context): Context {
  for (let frame = context; frame; frame = frame.closure) if (isInside(module, node, frame.fn)) return frame;
  return undefined;
}

function applyWrite(
  tracer: Tracer,
  write: Write,
  identifier: Node,
  { always, branches }: { always: boolean; branches: BranchWrites },
  current: Value | undefined,
  context: Context,
): Value | undefined {
  if (!write.right) return current;
  const right = tracer.evaluate(write.right, context);
  if (write.operator !== '=' || write.loop) branches.forget();
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
  if (write.operator !== '=') return choose(current ? [current, part] : [part]);
  const settled = write.loop ? undefined : branches.settled(write.node, part);
  return always ? part : (settled ?? choose(current ? [current, part] : [part]));
}
