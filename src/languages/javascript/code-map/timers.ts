import { type CallNode, isCall, isFunction, isMember, memberName, type Node, unwrap } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { ancestorsOf, type JsModule } from '../syntax/module.ts';
import { isNamed } from './places.ts';
import { rootOf, sourceOf } from './plain-calls.ts';

/** What runs a function by the clock wherever it comes from. */
const TIMERS: ReadonlySet<string> = new Set([
  'setInterval',
  'setTimeout',
  'setImmediate',
  'scheduleJob',
  'scheduleWithFixedDelay',
  'CronJob',
  'Cron',
  'newTrigger',
  'setDriftlessInterval',
]);
/** Methods that do so on what a scheduling module gives. */
const SCHEDULING = /^(?:schedule|job|every|define|repeat|add|start|process|cron)$/;
const SCHEDULERS = /cron|schedul|agenda|bree|bull|later|toad/i;

/** Whether a call has functions called by the clock. */
export function isTimer(module: JsModule, call: CallNode): boolean {
  const name = calledName(module, call);
  if (name !== undefined && TIMERS.has(name)) return true;
  const root = rootOf(call.callee);
  if (root.type !== 'Identifier') return false;
  const isScheduler = SCHEDULERS.test(sourceOf(module, root) ?? '') || SCHEDULERS.test(root.name);
  return (
    isScheduler &&
    (call.type === 'NewExpression' ||
      !isMember(call.callee) ||
      SCHEDULING.test(memberName(call.callee) ?? ''))
  );
}

/** The call that runs a node by the clock: the node stands in its arguments, or in a function without a name there. */
export function timerAround(module: JsModule, node: Node): CallNode | undefined {
  let child = node;
  for (const ancestor of ancestorsOf(module, node)) {
    if (isFunction(ancestor) && isNamed(module, ancestor)) return undefined;
    if (isCall(ancestor) && ancestor.callee !== child && isTimer(module, ancestor)) return ancestor;
    child = ancestor;
  }
  return undefined;
}

/** `setInterval(…).unref()`, `cron.schedule(…).start()`, and the same on a variable that holds it. */
export function isMadeByTimer(module: JsModule, { callee }: CallNode): boolean {
  if (!isMember(callee)) return false;
  const object = unwrap(callee.object);
  if (isCall(object)) return isTimer(module, object) || isMadeByTimer(module, object);
  const binding = object.type === 'Identifier' ? module.scopes.bindingOf(object) : undefined;
  const declarator = binding && module.parents.get(binding.declaration);
  return (
    declarator?.type === 'VariableDeclarator' &&
    declarator.init != null &&
    isCall(declarator.init) &&
    isTimer(module, declarator.init)
  );
}
