import { type CallNode, isCall, isFunction, isMember, type Node, unwrap } from '../../syntax/ast.ts';
import { injectedUnder } from '../../values/angular.ts';
import { isFormOfRequest } from '../../values/calls.ts';
import { isNamedAdder } from '../../values/mutators.ts';
import { type Context, optionsOf } from '../../values/values.ts';
import { isUsed, outermostCall } from './calls.ts';
import type { Climb, Path } from './climb.ts';
import { carrier, from, intoPattern } from './from.ts';
import { BUILDERS, ENDS } from './method-names.ts';

export function intoMethod(
  climb: Climb,
  call: CallNode,
  name: string | undefined,
  context: Context,
  path: Path,
): void {
  if (name !== undefined && path.length > 0) {
    const used = path[0] === name;
    if (used) from(climb, call, context, path.slice(1));
    toSendingCall(climb, call, context, path);
    if (!used && !BUILDERS.has(name)) return;
  }
  if (name === 'get' && call.arguments.length === 1 && isCollection(climb, call, context))
    return from(climb, call, context, path.slice(1));
  if (name !== undefined && ENDS.has(name)) {
    if (name === 'forEach') intoCallbacks(climb, call, context, path);
    return;
  }
  if (name !== undefined && (BUILDERS.has(name) || isNamedAdder(name))) {
    intoCallbacks(climb, call, context, path);
    if (isUsed(climb, call)) from(climb, call, context, path);
    return;
  }
  const callees = climb.tracer.callees(call, context);
  if (callees.some(({ self }) => self?.kind === 'text')) return from(climb, call, context, path);
  if (callees.length > 0) return;
  climb.end(outermostCall(climb, call), context, true);
}

/** What is put into a client's `defaults` goes out with every request that the client is asked to send. */
export function toSendingCall(climb: Climb, call: CallNode, context: Context, path: Path): void {
  if (path[0] === 'defaults' && climb.tracer.callees(call, context).length === 0)
    climb.end(outermostCall(climb, call), context, true);
}

/** To everything that Angular's injector gives a value to by its name. */
export function throughInjector(climb: Climb, name: string, path: Path): void {
  for (const { fn, index } of injectedUnder(climb.tracer.program, name))
    intoPattern(climb, fn.params[index]!, undefined, path, fn);
}

/** What a set's names and values become in a callback: `Object.keys(params).forEach(function (k) { url += … })`. */
function intoCallbacks(climb: Climb, call: CallNode, context: Context, path: Path): void {
  for (const arg of call.arguments) {
    if (!isFunction(arg)) continue;
    const module = climb.tracer.moduleOf(arg);
    for (const param of arg.params) intoPattern(climb, param, context, path, arg, module);
  }
}

/** `map.get(key)` on a Map or a set of parameters. */
function isCollection(climb: Climb, call: CallNode, context: Context): boolean {
  return (
    isMember(call.callee) &&
    optionsOf(climb.tracer.evaluate(call.callee.object, context)).some(
      (value) => value.kind === 'set' && value.node.type === 'NewExpression',
    )
  );
}

/** `list.push(text)`, `params.append(name, value)`: the receiver takes it. */
export function intoReceiver(
  climb: Climb,
  call: CallNode,
  name: string,
  position: number,
  context: Context,
  path: Path,
): boolean {
  if (!isMember(call.callee)) return false;
  const takes =
    name === 'push' ||
    name === 'unshift' ||
    (isNamedAdder(name) && call.arguments.length > 1) ||
    (isNamedAdder(name) && position === 0 && isSetLike(climb, call.callee.object, context));
  if (!takes) {
    if (name !== 'concat' && name !== 'join' && name !== 'format' && name !== 'replace') return false;
    from(climb, call, context, path);
    return true;
  }
  const receiver = unwrap(call.callee.object);
  if (isCall(receiver) && !isSetLike(climb, receiver, context)) return false;
  if (isCall(receiver)) from(climb, call, context, path);
  else carrier(climb, receiver, context, path);
  toRequestOfForm(climb, receiver, context);
  if (isUsed(climb, call)) from(climb, call, context, path);
  return true;
}

/** What is put into the form of a request goes out with that. */
function toRequestOfForm(climb: Climb, form: Node, context: Context): void {
  for (const option of optionsOf(climb.tracer.evaluate(form, context))) {
    const made = option.kind === 'set' ? option.node : undefined;
    if (made && isCall(made) && isFormOfRequest(climb.tracer.moduleOf(made), made))
      climb.end(made, context, true);
  }
}

function isSetLike(climb: Climb, node: Node, context: Context): boolean {
  return optionsOf(climb.tracer.evaluate(node, context)).some(
    (value) => value.kind === 'set' || value.kind === 'url',
  );
}
