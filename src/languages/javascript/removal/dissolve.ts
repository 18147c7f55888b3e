import {
  type CallNode,
  type FunctionNode,
  isCall,
  isFunction,
  isMember,
  isTransparent,
  isWithin,
  memberName,
  type Node,
} from '../syntax/ast.ts';
import { ancestorsOf, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Doomed } from './doomed.ts';
import type { Known } from './fold.ts';
import { overtakes, restBehind } from './later.ts';
import { isPropertyRead } from './members.ts';
import { isPure } from './purity.ts';
import { bindingsIn } from './reply.ts';
import { settle } from './settle.ts';
import { isLast, runsTooEarly } from './timing.ts';
import { BEHIND, callbackOf, settleParameters, TOO_EARLY, unwrapCallback } from './unwrap.ts';
import { bindingOfFunction } from './uses.ts';

/**
 * What becomes of a place that uses ticket code. `freed`: it no longer does, whatever becomes of that code. `idle`: it
 * does nothing else, and goes together with that code. `held`: it must stay as it is.
 */
export type Fate =
  | { readonly kind: 'freed' }
  | { readonly kind: 'idle'; readonly statement: Node; readonly member?: Node }
  | { readonly kind: 'held'; readonly reason: string };

const HANDED_ON = 'what it answers is handed on';

/** Frees a place from a ticket function, where it needs nothing of what that answers any more. */
export function dissolve(doomed: Doomed, tracer: Tracer, use: Node): Fate {
  const module = tracer.moduleOf(use);
  const call = callOf(module, use);
  if (!call) return { kind: 'held', reason: 'the function is handed on' };
  const promise = promiseChain(module, call);
  if (promise) return freePromise(doomed, module, call, promise);
  const whole = wholeOf(module, call);
  const parent = module.parents.get(whole);
  if (
    parent &&
    isWaitedFor(module, call, whole) &&
    overtakes(doomed, tracer, restBehind(module, parent), parent)
  )
    return { kind: 'held', reason: BEHIND };
  switch (parent?.type) {
    case 'ExpressionStatement':
    case 'ReturnStatement':
      return freeStatement(doomed, tracer, module, call, parent);
    case 'VariableDeclarator':
      return freeVariable(doomed, module, parent);
    case 'AssignmentExpression':
      return freeAssignment(doomed, module, parent);
    case 'ArrowFunctionExpression':
      return freeAnswer(doomed, tracer, module, call, parent);
    case 'ArrayExpression':
      return freeItem(doomed, tracer, module, call, parent);
    case 'ObjectProperty':
      return freeProperty(doomed, tracer, module, call, parent);
    default:
      return { kind: 'held', reason: HANDED_ON };
  }
}

/** Whether the function goes on in a later turn, when the ticket is there. */
function isWaitedFor(module: JsModule, call: Node, whole: Node): boolean {
  return [call, ...ancestorsOf(module, call)].some(
    (node) => isWithin(node, whole) && (node.type === 'AwaitExpression' || node.type === 'YieldExpression'),
  );
}

function callOf(module: JsModule, use: Node): CallNode | undefined {
  const parent = module.parents.get(use);
  return parent && isCall(parent) && parent.callee === use ? parent : undefined;
}

/** An expression with what waits for it, casts, and alternatives that do nothing: `cached || (await getTicket())`. */
function wholeOf(module: JsModule, call: Node): Node {
  let whole = call;
  for (let parent = module.parents.get(whole); parent; parent = module.parents.get(whole)) {
    const isWaited = parent.type === 'AwaitExpression' || parent.type === 'YieldExpression';
    const isChosen =
      (parent.type === 'LogicalExpression' && isPure(parent.left === whole ? parent.right : parent.left)) ||
      (parent.type === 'ConditionalExpression' &&
        parent.test !== whole &&
        isPure(parent.test) &&
        isPure(parent.consequent === whole ? parent.alternate : parent.consequent));
    if (!isWaited && !isChosen && !isTransparent(parent)) return whole;
    whole = parent;
  }
  return whole;
}

/** The call of `then` on what a ticket function answers. */
function promiseChain(module: JsModule, call: Node): CallNode | undefined {
  const member = module.parents.get(call);
  if (!member || !isMember(member) || member.object !== call) return undefined;
  const chain = module.parents.get(member);
  return memberName(member) === 'then' && chain && isCall(chain) && chain.callee === member
    ? chain
    : undefined;
}

/** `getTicket().then(function (ticket) { … })` goes on at once, and still in its own turn. */
function freePromise(doomed: Doomed, module: JsModule, call: CallNode, chain: CallNode): Fate {
  const callback = functionHanded(doomed, module, chain.arguments[0]);
  if (!callback) return { kind: 'held', reason: HANDED_ON };
  if (!call.arguments.every((argument) => isPure(argument)))
    return { kind: 'held', reason: 'its arguments do something' };
  let reason: string | undefined;
  const isFree = doomed.try(() => {
    reason = settleParameters(doomed, module, callback);
    if (reason !== undefined) return false;
    doomed.remove(...callback.params);
    doomed.replace(call, 'Promise.resolve()');
    return true;
  });
  return isFree ? { kind: 'freed' } : { kind: 'held', reason: reason! };
}

function freeStatement(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  call: CallNode,
  statement: Node,
): Fate {
  if (callbackOf(call)) {
    const reason = unwrapCallback(doomed, tracer, module, call, statement);
    return reason === undefined ? { kind: 'freed' } : { kind: 'held', reason };
  }
  const named = call.arguments.at(-1);
  const fn = functionHanded(doomed, module, named);
  if (named && fn) return freeNamed(doomed, tracer, module, call, named, fn, statement);
  if (statement.type === 'ReturnStatement') return { kind: 'held', reason: HANDED_ON };
  if (call.arguments.some((argument) => argument.type === 'Identifier' && isFunctionName(module, argument)))
    return { kind: 'held', reason: 'its callback is used elsewhere, too' };
  if (!call.arguments.every((argument) => isPure(argument)))
    return { kind: 'held', reason: 'its arguments do something' };
  return { kind: 'idle', statement };
}

/** `() => getTicket((err, ticket) => …)`: nobody counts on what a function with a callback answers. */
function freeAnswer(doomed: Doomed, tracer: Tracer, module: JsModule, call: CallNode, arrow: Node): Fate {
  const callback = callbackOf(call);
  if (!callback || module.parents.get(call) !== arrow) return { kind: 'held', reason: HANDED_ON };
  const reason = unwrapCallback(doomed, tracer, module, call, call);
  return reason === undefined ? { kind: 'freed' } : { kind: 'held', reason };
}

/** `const [ticket, rows] = await Promise.all([getTicket(), load()]);` */
function freeItem(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  call: CallNode,
  list: Extract<Node, { type: 'ArrayExpression' }>,
): Fate {
  const held: Fate = { kind: 'held', reason: HANDED_ON };
  const all = module.parents.get(list);
  const wait = all && module.parents.get(all);
  const declarator = wait && module.parents.get(wait);
  if (!all || !isCall(all) || !isPromiseAll(all) || wait?.type !== 'AwaitExpression') return held;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'ArrayPattern') return held;
  const { elements } = declarator.id;
  const index = list.elements.indexOf(call as never);
  const taken = elements[index];
  const isSpread = [...list.elements, ...elements].some((one) =>
    /^(Spread|Rest)Element$/.test(one?.type ?? ''),
  );
  if (index === -1 || isSpread || elements.includes(null) || list.elements.includes(null)) return held;
  if (!call.arguments.every((argument) => isPure(argument)))
    return { kind: 'held', reason: 'its arguments do something' };
  const isAlone = list.elements.length === 1;
  if (isAlone && overtakes(doomed, tracer, restBehind(module, declarator), declarator))
    return { kind: 'held', reason: BEHIND };
  const bindings = taken ? bindingsIn(module, taken) : [];
  const isFree = doomed.try(() => {
    if (isAlone) doomed.remove(declarator);
    else doomed.remove(call, ...(taken ? [taken] : []));
    return settle(doomed, module, new Map(bindings.map((binding): [Binding, Known] => [binding, 'present'])));
  });
  return isFree ? { kind: 'freed' } : { kind: 'held', reason: 'the ticket is still used' };
}

/** `const session = { ticket: await getTicket(), … };` */
function freeProperty(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  call: CallNode,
  property: Node,
): Fate {
  const object = module.parents.get(property);
  if (object?.type !== 'ObjectExpression' || isPropertyRead(doomed, tracer, property, object))
    return { kind: 'held', reason: HANDED_ON };
  if (!call.arguments.every((argument) => isPure(argument)))
    return { kind: 'held', reason: 'its arguments do something' };
  doomed.remove(property);
  return { kind: 'freed' };
}

function isPromiseAll({ callee }: CallNode): boolean {
  return (
    isMember(callee) &&
    memberName(callee) === 'all' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Promise'
  );
}

/** A function literal that is handed over, or a function of the file that is used for nothing else. */
function functionHanded(
  doomed: Doomed,
  module: JsModule,
  argument: Node | undefined,
): FunctionNode | undefined {
  if (!argument) return undefined;
  if (isFunction(argument)) return argument;
  const binding = module.scopes.bindingOf(argument);
  if (!binding || binding.writes.length > 1) return undefined;
  const parent = module.parents.get(binding.declaration);
  const fn = parent?.type === 'VariableDeclarator' ? parent.init : parent;
  if (!fn || !isFunction(fn)) return undefined;
  // One that takes nothing may be used elsewhere, too.
  if (doomed.liveReads(binding).length !== 1 && fn.params.length > 0) return undefined;
  return bindingOfFunction(module, fn) === binding ? fn : undefined;
}

/** `getTicket(run)` becomes `run()`. */
function freeNamed(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  call: CallNode,
  named: Node,
  fn: FunctionNode,
  statement: Node,
): Fate {
  if (!call.arguments.slice(0, -1).every((argument) => isPure(argument)))
    return { kind: 'held', reason: 'its arguments do something' };
  if (!isLast(doomed, module, statement)) return { kind: 'held', reason: BEHIND };
  if (runsTooEarly(module, fn) || runsTooEarly(module, call)) return { kind: 'held', reason: TOO_EARLY };
  let reason: string | undefined;
  const isFree = doomed.try(() => {
    reason = settleParameters(doomed, module, fn);
    if (reason === undefined && overtakes(doomed, tracer, bodyOf(fn), statement)) reason = BEHIND;
    if (reason !== undefined) return false;
    doomed.remove(...fn.params);
    doomed.splice({ outer: call, kept: [named], suffix: '()' });
    return true;
  });
  return isFree ? { kind: 'freed' } : { kind: 'held', reason: reason! };
}

function bodyOf({ body }: FunctionNode): readonly Node[] {
  return body.type === 'BlockStatement' ? body.body : [body];
}

function isFunctionName(module: JsModule, identifier: Node): boolean {
  const binding = module.scopes.bindingOf(identifier);
  if (binding?.kind === 'function' || binding?.kind === 'parameter') return true;
  const parent = binding && module.parents.get(binding.declaration);
  return (
    parent?.type === 'VariableDeclarator' &&
    (parent.init?.type === 'FunctionExpression' || parent.init?.type === 'ArrowFunctionExpression')
  );
}

function freeVariable(
  doomed: Doomed,
  module: JsModule,
  declarator: Extract<Node, { type: 'VariableDeclarator' }>,
): Fate {
  const bindings = module.scopes.all.filter(({ declarations }) =>
    declarations.some(({ start, end }) => start! >= declarator.id.start! && end! <= declarator.id.end!),
  );
  if (bindings.some(({ writes }) => writes.filter((write) => !doomed.has(write)).length > 1))
    return { kind: 'held', reason: 'the variable for the ticket gets other values, too' };
  return free(doomed, module, bindings, declarator);
}

function freeAssignment(
  doomed: Doomed,
  module: JsModule,
  assignment: Extract<Node, { type: 'AssignmentExpression' }>,
): Fate {
  const statement = module.parents.get(assignment);
  if (statement?.type !== 'ExpressionStatement') return { kind: 'held', reason: HANDED_ON };
  const { left } = assignment;
  if (isMember(left)) return { kind: 'idle', statement, member: left };
  const binding = module.scopes.bindingOf(left);
  if (!binding || doomed.liveReads(binding).length > 0)
    return { kind: 'held', reason: 'the ticket is still read' };
  doomed.remove(statement);
  return { kind: 'freed' };
}

/** Takes out what gives names their values, once the guards that ask for them are settled. */
function free(doomed: Doomed, module: JsModule, bindings: readonly Binding[], node: Node): Fate {
  const isFree = doomed.try(() => {
    doomed.remove(node);
    return settle(doomed, module, new Map(bindings.map((binding): [Binding, Known] => [binding, 'present'])));
  });
  return isFree ? { kind: 'freed' } : { kind: 'held', reason: 'the ticket is still used' };
}
