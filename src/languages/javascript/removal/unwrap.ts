import {
  type CallNode,
  type FunctionNode,
  isCall,
  isFunction,
  isMember,
  memberName,
  type Node,
  walk,
} from '../syntax/ast.ts';
import { functionAround, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Doomed } from './doomed.ts';
import type { Known } from './fold.ts';
import { overtakes } from './later.ts';
import { isPure } from './purity.ts';
import { hasRoomFor } from './room.ts';
import { settle } from './settle.ts';
import { isLast, runsTooEarly } from './timing.ts';

type Callback = Extract<FunctionNode, { type: 'FunctionExpression' | 'ArrowFunctionExpression' }>;

/** Why the code that waits for a ticket must go on doing so. */
export type Reason = string | undefined;

export const BEHIND = 'code behind it runs before the ticket is there';
export const TOO_EARLY = 'it would run before variables of its file have their values';
const ERROR_NAME = /^_?(?:e|er|ex|erreur|fehler|fail(?:ed|ure)?|problem|exception)$|err(?:or)?\d*_?$/i;
const REPLY_NAME =
  /^(?:t|tk|tkt|r|b|ok|success)$|ticket|token|auth|session|sid|key|res|reply|body|data|text|value|zoho|login|opts|options|client/i;
/** Methods that make something of what their callback answers. */
const USES_ANSWERS =
  /^(then|catch|finally|map|filter|reduce|some|every|find|findIndex|flatMap|sort|replace)$/;

/** The function literal that a call hands over last, to be called with the ticket. */
export function callbackOf(call: CallNode): Callback | undefined {
  const last = call.arguments.at(-1);
  const fn = last && (boundFunction(last) ?? last);
  return fn?.type === 'FunctionExpression' || fn?.type === 'ArrowFunctionExpression' ? fn : undefined;
}

/** `function () { … }.bind(this)` */
function boundFunction(node: Node): Node | undefined {
  if (!isCall(node) || !isMember(node.callee) || memberName(node.callee) !== 'bind') return undefined;
  return node.arguments.length === 1 && node.arguments[0]?.type === 'ThisExpression'
    ? node.callee.object
    : undefined;
}

/**
 * Lets what waited for a ticket in a callback run at once: `getTicket(function (err, ticket) { … })` becomes `…`.
 * Answers why it cannot be done where that is not certain, and then leaves everything as it was.
 */
export function unwrapCallback(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  call: CallNode,
  statement: Node,
): Reason {
  const callback = callbackOf(call)!;
  let reason: Reason;
  doomed.try(() => {
    reason = reasonAgainst(doomed, tracer, module, call, callback, statement);
    return reason === undefined;
  });
  return reason;
}

function reasonAgainst(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  call: CallNode,
  callback: Callback,
  statement: Node,
): Reason {
  if (!call.arguments.slice(0, -1).every((argument) => isPure(argument)))
    return 'its other arguments do something';
  return unwrapInto(doomed, tracer, module, statement, () => ({
    callback,
    reason: settleParameters(doomed, module, callback),
  }));
}

/** What stays of a statement that waited: the body of a function, unless something speaks against it. */
export interface Unwrapped {
  readonly callback: FunctionNode;
  readonly reason: Reason;
}

/**
 * Puts the body of a callback into the place of the statement that waited for it.
 *
 * @param settle takes out what the callback does with what it is given
 */
export function unwrapInto(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  statement: Node,
  settle: () => Unwrapped,
): Reason {
  if (!isLast(doomed, module, statement)) return BEHIND;
  const { callback, reason } = settle();
  if (reason !== undefined) return reason;
  if (isGenerator(callback) || (isAsync(callback) && !isAsync(functionAround(module, statement))))
    return 'its callback waits for something else';
  const holder = module.parents.get(module.parents.get(callback) ?? callback);
  const isBound = holder !== undefined && boundFunction(holder) === callback;
  if (callback.type === 'FunctionExpression' && speaksOfItself(callback, isBound))
    return 'its callback speaks of `this` or `arguments`';
  if (!returnsFit(doomed, module, callback, statement)) return 'what its callback returns would count';
  if (!hasRoomFor(module, callback, statement)) return 'a name of its callback is taken around it';
  if (runsTooEarly(module, callback.body)) return TOO_EARLY;
  const isExpression = module.parents.get(statement)?.type === 'ArrowFunctionExpression';
  const kept =
    callback.body.type === 'BlockStatement' && !isExpression ? callback.body.body : [callback.body as Node];
  if (isExpression && doomed.isEmptied(kept)) return 'nothing would be left of a function';
  if (overtakes(doomed, tracer, kept, statement)) return BEHIND;
  if (doomed.isEmptied(kept)) doomed.remove(statement);
  else doomed.splice({ outer: statement, kept });
  return undefined;
}

function isGenerator(fn: FunctionNode): boolean {
  return 'generator' in fn && fn.generator === true;
}

/** Settles what a callback asks of its parameters: by their names, an error that is absent, a ticket that is there. */
export function settleParameters(doomed: Doomed, module: JsModule, callback: FunctionNode): Reason {
  const known = knownOfParameters(doomed, module, callback);
  if (!known) return 'its callback takes the ticket apart';
  return settle(doomed, module, known) ? undefined : 'its callback uses what the login answers';
}

/**
 * By their names, which parameters are an error that is absent, and which hold something; undefined where a name that
 * is used tells neither.
 */
export function knownOfParameters(
  doomed: Doomed,
  module: JsModule,
  callback: FunctionNode,
): Map<Binding, Known> | undefined {
  const known = new Map<Binding, Known>();
  for (const [index, param] of callback.params.entries()) {
    if (param.type !== 'Identifier') return undefined;
    const binding = module.scopes.bindingOf(param);
    if (!binding) continue;
    if (ERROR_NAME.test(param.name)) known.set(binding, 'absent');
    else if (index > 0 || REPLY_NAME.test(param.name)) known.set(binding, 'present');
    else if (doomed.liveReads(binding).length > 0) return undefined;
  }
  return known;
}

function isAsync(fn: FunctionNode | undefined): boolean {
  return fn !== undefined && 'async' in fn && fn.async === true;
}

/** `this` and `arguments` mean another thing outside of a function, but for a `this` that is bound to what is around. */
function speaksOfItself(callback: FunctionNode, isBound: boolean): boolean {
  return within(callback, (node, isOwn) => {
    if (node.type === 'ThisExpression') return isOwn && !isBound;
    if (node.type === 'Super' || node.type === 'MetaProperty') return isOwn;
    return isOwn && node.type === 'Identifier' && node.name === 'arguments';
  });
}

/** Looks through a function; `isOwn` is false inside of functions that have a `this` of their own. */
function within(callback: FunctionNode, matches: (node: Node, isOwn: boolean) => boolean): boolean {
  let found = false;
  const inner: Node[] = [];
  walk(callback.body, (node) => {
    if (isFunction(node) && node.type !== 'ArrowFunctionExpression') inner.push(node);
    const isOwn = !inner.some((fn) => node.start! >= fn.start! && node.end! <= fn.end!);
    if (matches(node, isOwn)) found = true;
  });
  return found;
}

/** Whether the returns of a callback do the same as returns of the function around it. */
function returnsFit(doomed: Doomed, module: JsModule, callback: FunctionNode, statement: Node): boolean {
  const returns = module
    .nodes('ReturnStatement')
    .filter((node) => functionAround(module, node) === callback && !doomed.has(node));
  if (returns.length === 0) return true;
  const around = functionAround(module, statement);
  if (!around) return false;
  const caller = module.parents.get(around);
  const isAnswer =
    caller !== undefined &&
    isCall(caller) &&
    isMember(caller.callee) &&
    USES_ANSWERS.test(memberName(caller.callee) ?? '');
  return !isAnswer || returns.every(({ argument }) => !argument);
}
