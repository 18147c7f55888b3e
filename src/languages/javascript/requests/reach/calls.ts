import {
  type CallNode,
  type FunctionNode,
  isCall,
  isMember,
  memberName,
  type Node,
} from '../../syntax/ast.ts';
import { calledName } from '../../syntax/callee-names.ts';
import { functionAround } from '../../syntax/module.ts';
import { ownerOfThis } from '../../syntax/owners.ts';
import { isRegistration } from '../../values/angular-module.ts';
import { isArgumentsObject, methodOfFunction } from '../../values/call-index.ts';
import { isMerger } from '../../values/mutators.ts';
import { DEPTH_LIMIT } from '../../values/tracer.ts';
import type { Context, Frame } from '../../values/values.ts';
import type { Climb, Path } from './climb.ts';
import { carrier, from, intoPattern, intoThis } from './from.ts';
import { ENDS, PASSES_ON } from './method-names.ts';
import { intoReceiver, throughInjector, toSendingCall } from './methods.ts';

export function intoCall(climb: Climb, call: CallNode, node: Node, context: Context, path: Path): void {
  if (call.callee === node) {
    toSendingCall(climb, call, context, path);
    return from(climb, call, context, path);
  }
  if (isRegistration(climb.tracer.program, climb.tracer.moduleOf(call), call)) {
    const [name] = call.arguments;
    if (name?.type === 'StringLiteral' && name !== node) throughInjector(climb, name.value, path);
    return;
  }
  const position = call.arguments.indexOf(node as never);
  const name = calledName(climb.tracer.moduleOf(call), call);
  const callees = calleesOf(climb, call, context);
  if (callees.length > 0) {
    for (const callee of callees) intoParameter(climb, call, callee, position, context, path);
    return;
  }
  if (isMember(call.callee) && name !== undefined && intoReceiver(climb, call, name, position, context, path))
    return;
  if (isMerger(name) && isMember(call.callee) && position > 0 && call.arguments[0]) {
    const first = call.arguments[0];
    if (first.type !== 'ObjectExpression' && first.type !== 'SpreadElement') {
      if (first.type === 'ThisExpression') intoThis(climb, first, context, path);
      else carrier(climb, first, context, path);
    }
  }
  const resolves = promiseResolvedBy(climb, call);
  if (resolves) return from(climb, resolves, context, path);
  if (name !== undefined && PASSES_ON.has(name) && passesOn(call, name)) {
    if (isUsed(climb, call)) from(climb, call, context, path);
    return;
  }
  if (name !== undefined && ENDS.has(name)) return;
  if (buildsText(climb, call, context)) return from(climb, call, context, path);
  climb.end(outermostCall(climb, call), context, true);
}

/** `axios.create(…)`, `request.defaults(…)` and `got.extend(…)` make clients; `Object.create(…)` and `_.defaults(a, b)` pass on what they get. */
function passesOn(call: CallNode, name: string): boolean {
  if (name === 'create')
    return (
      isMember(call.callee) &&
      call.callee.object.type === 'Identifier' &&
      call.callee.object.name === 'Object'
    );
  return (name !== 'defaults' && name !== 'extend') || call.arguments.length > 1;
}

/** `new Promise(function (resolve) { resolve(url) })` is the promise of what `resolve` is given. */
function promiseResolvedBy(climb: Climb, call: CallNode): Node | undefined {
  if (call.callee.type !== 'Identifier') return undefined;
  const module = climb.tracer.moduleOf(call);
  const binding = module.scopes.bindingOf(call.callee);
  const fn = binding?.kind === 'parameter' ? functionAround(module, binding.declaration) : undefined;
  const promise = fn && module.parents.get(fn);
  return fn &&
    promise?.type === 'NewExpression' &&
    fn.params[0] === binding?.declaration &&
    promise.callee.type === 'Identifier' &&
    promise.callee.name === 'Promise'
    ? promise
    : undefined;
}

function buildsText(climb: Climb, call: CallNode, context: Context): boolean {
  return climb.tracer.evaluate(call, context).kind === 'text';
}

function calleesOf(
  climb: Climb,
  call: CallNode,
  context: Context,
): readonly { node: FunctionNode; closure: Context; self: Frame['self'] }[] {
  if (call.type !== 'NewExpression' && call.callee.type !== 'Super')
    return climb.tracer.callees(call, context);
  const made = call.callee.type === 'Super' ? undefined : climb.tracer.evaluate(call, context);
  if (made && made.kind !== 'instance') return [];
  const owner = made ? made.info.node : superOwner(climb, call);
  const fn = owner && climb.tracer.calls.constructorOf(owner);
  return fn ? [{ node: fn, closure: undefined, self: made }] : [];
}

function superOwner(climb: Climb, call: CallNode): Node | undefined {
  const owner = ownerOfThis(climb.tracer.moduleOf(call), call);
  return owner && climb.tracer.calls.baseOf(owner);
}

function intoParameter(
  climb: Climb,
  call: CallNode,
  callee: { node: FunctionNode; closure: Context; self: Frame['self'] },
  position: number,
  context: Context,
  path: Path,
): void {
  const index = methodOfFunction(climb.tracer, call, context) === 'call' ? position - 1 : position;
  const rest = callee.node.params.at(-1);
  const param = callee.node.params[index] ?? (rest?.type === 'RestElement' ? rest : undefined);
  if (isEntered(call, callee.node, context)) return;
  if ((context?.depth ?? 0) >= DEPTH_LIMIT) return climb.end(call, context, false);
  const frame = climb.tracer.enterCall(call, callee, context);
  if (param) return intoPattern(climb, param, frame, path, callee.node);
  const handing = callsHandingOn(climb, callee.node);
  for (const inner of handing)
    for (const next of climb.tracer.callees(inner, frame))
      intoParameter(climb, inner, next, index, frame, path);
  if (handing.length === 0) climb.end(call, context, false);
}

/** The calls in a function that are given its `arguments` whole: `Base.apply(this, arguments)`. */
function callsHandingOn(climb: Climb, fn: FunctionNode): readonly CallNode[] {
  const module = climb.tracer.moduleOf(fn);
  return module.nodes('CallExpression').filter((call) => {
    const last = call.arguments.at(-1);
    return (
      isMember(call.callee) &&
      memberName(call.callee) === 'apply' &&
      last !== undefined &&
      isArgumentsObject(last) &&
      functionAround(module, call) === fn
    );
  });
}

/** Whether the climb is inside this very call already: a function that calls itself. */
function isEntered(call: CallNode, fn: FunctionNode, context: Context): boolean {
  for (let frame = context; frame; frame = frame.caller)
    if (frame.fn === fn && frame.call === call) return true;
  return false;
}

/** `request.get(url).query(q).end(cb)`: the whole chain is the call. */
export function outermostCall(climb: Climb, call: CallNode): Node {
  const module = climb.tracer.moduleOf(call);
  let outer: Node = call;
  for (;;) {
    const member = module.parents.get(outer);
    if (!member || !isMember(member) || member.object !== outer) return outer;
    const next = module.parents.get(member);
    if (!next || !isCall(next) || next.callee !== member) return outer;
    outer = next;
  }
}

/** Whether anything takes the value of an expression, rather than only what it does. */
export function isUsed(climb: Climb, node: Node): boolean {
  const parent = climb.tracer.moduleOf(node).parents.get(node);
  switch (parent?.type) {
    case 'ExpressionStatement':
      return false;
    case 'SequenceExpression':
      return parent.expressions.at(-1) === node && isUsed(climb, parent);
    case 'ForStatement':
      return parent.test === node;
    case 'LogicalExpression':
      return parent.left === node || isUsed(climb, parent);
    default:
      return true;
  }
}
