import { isCall, isMember, memberName, type Node, unwrap } from '../syntax/ast.ts';
import { isAssigned } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Doomed } from './doomed.ts';
import type { Part } from './mechanism.ts';
import { familyOf, ownersOf } from './owners-of.ts';

/** What a statement keeps of the timer that it starts: `this.timer = setInterval(…)`, `var job = cron.schedule(…)`. */
export function handleOf({ node }: Part): Node | undefined {
  if (node.type === 'VariableDeclaration') {
    const [declarator] = node.declarations;
    const isOne = node.declarations.length === 1 && declarator?.init != null;
    return isOne && isCall(unwrap(declarator.init!)) ? declarator.id : undefined;
  }
  const expression = node.type === 'ExpressionStatement' ? node.expression : undefined;
  return expression?.type === 'AssignmentExpression' && isCall(unwrap(expression.right))
    ? expression.left
    : undefined;
}

/** Takes out what stops a timer that is never started, and the like. */
export function freeHandle(doomed: Doomed, tracer: Tracer, part: Part): void {
  for (const read of readsOfHandle(doomed, tracer, part)) {
    const module = tracer.moduleOf(read);
    const parent = module.parents.get(read);
    const call =
      parent && isMember(parent) && isQuietMethod(memberName(parent)) ? module.parents.get(parent) : parent;
    const statement = call && isCall(call) && isOnHandle(call, read) ? module.parents.get(call) : undefined;
    if (statement?.type === 'ExpressionStatement') doomed.remove(statement);
  }
}

/** Everything that still reads what a statement keeps of its timer. */
export function readsOfHandle(doomed: Doomed, tracer: Tracer, part: Part): readonly Node[] {
  const handle = handleOf(part);
  if (!handle) return [];
  const binding = part.module.scopes.bindingOf(handle);
  if (binding) return doomed.liveReads(binding);
  const name = isMember(handle) ? memberName(handle) : undefined;
  const owners = isMember(handle) ? ownersOf(tracer, handle.object) : undefined;
  if (name === undefined || !owners) return [handle];
  const family = new Set(owners.flatMap((owner) => [...familyOf(tracer, owner)]));
  return tracer.program.modules.flatMap((module) =>
    [...module.nodes('MemberExpression'), ...module.nodes('OptionalMemberExpression')].filter((member) => {
      if (memberName(member) !== name || isAssigned(module, member) || doomed.has(member)) return false;
      const found = ownersOf(tracer, member.object);
      return !found || found.some((owner) => family.has(owner));
    }),
  );
}

function isQuietMethod(name: string | undefined): boolean {
  return /^(unref|ref|stop|start|cancel|destroy)$/.test(name ?? '');
}

/** `clearInterval(timer)`, `timer.unref()` */
function isOnHandle(call: Node, read: Node): boolean {
  if (!isCall(call)) return false;
  const { callee } = call;
  if (isMember(callee)) return callee.object === read;
  return callee.type === 'Identifier' && /^clear(Interval|Timeout|Immediate)$/.test(callee.name);
}
