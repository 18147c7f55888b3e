import { type FunctionNode, isCall, isMember, isWithin, memberName, type Node, walk } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import { ownerOfObject } from '../syntax/owners.ts';
import type { Tracer } from '../values/tracer.ts';
import { dissolve } from './dissolve.ts';
import type { Doomed } from './doomed.ts';
import { CHANGES } from './effects.ts';
import { isHandedOut, speaksOfExports } from './handed-out.ts';
import { isMemberRead } from './members.ts';
import { isReadByMembers } from './records.ts';
import type { Surroundings } from './surroundings.ts';
import { usesOf } from './uses.ts';

/** A function or statement that may go, with the node that goes. */
export interface Part {
  readonly module: JsModule;
  readonly node: Node;
  /** Undefined for a statement, which uses others and is used by none. */
  readonly fn: FunctionNode | undefined;
}

/** Why a part must stay, with the place that says so. */
export interface Hold {
  readonly reason: string;
  readonly at: Node;
}

/** Takes parts out, with what hands them to other files. */
export function takeOut(doomed: Doomed, tracer: Tracer, parts: readonly Part[]): void {
  for (const { node, fn } of parts) {
    doomed.remove(node);
    if (fn) doomed.remove(...usesOf(tracer, fn).links);
  }
}

/**
 * Frees every place that asks functions for a ticket and needs none. What does nothing but call a function goes, too,
 * where that function is `going`.
 */
export function freeUsers(
  doomed: Doomed,
  tracer: Tracer,
  parts: readonly Part[],
  going: ReadonlySet<Part>,
): void {
  for (const part of parts) {
    if (!part.fn) continue;
    for (const use of usesOf(tracer, part.fn).reads) {
      const module = tracer.moduleOf(use);
      if (doomed.has(use) || isIn(going, module, use)) continue;
      const fate = dissolve(doomed, tracer, use);
      if (fate.kind === 'idle' && going.has(part)) doomed.remove(fate.statement);
    }
  }
}

function isIn(parts: Iterable<Part>, module: JsModule, node: Node): boolean {
  return [...parts].some((one) => one.module === module && isWithin(node, one.node));
}

/** Why a function that was taken out must stay after all: somebody still uses it. */
export function holdOf(
  doomed: Doomed,
  tracer: Tracer,
  part: Part,
  { mayHaveOtherUsers }: Surroundings,
): Hold | undefined {
  if (!part.fn) return undefined;
  if (tellsOthers(part.fn)) return { reason: 'it tells others when the ticket is there', at: part.node };
  const list = listenersOf(doomed, tracer, part);
  if (list) return { reason: 'it tells others when the ticket is there', at: list };
  if (isGivenToOthers(doomed, tracer, part)) return { reason: 'the function is handed on', at: part.node };
  const kept = keptBy(doomed, tracer, part);
  if (kept) return { reason: 'what it keeps is still read', at: kept };
  const { reads, doubtful } = usesOf(tracer, part.fn);
  const unclear = doubtful.find((use) => !doomed.has(use));
  if (unclear) return { reason: 'it may be called', at: unclear };
  if (mayHaveOtherUsers(part.module) && isHandedOut(tracer, part.fn))
    return { reason: 'it is exported, and other code may use it', at: part.node };
  for (const use of reads) {
    const module = tracer.moduleOf(use);
    if (!doomed.has(use)) {
      const fate = dissolve(doomed, tracer, use);
      if (fate.kind !== 'freed')
        return { reason: fate.kind === 'held' ? fate.reason : 'it is still called', at: use };
      continue;
    }
    const kept = memberGiven(module, use);
    if (kept && isMemberRead(doomed, tracer, kept)) return { reason: 'the ticket is still read', at: use };
  }
  return undefined;
}

/** A list that a function goes through, and that others use, too: who waits for a ticket may be in it. */
function listenersOf(doomed: Doomed, tracer: Tracer, { module, node }: Part): Node | undefined {
  let found: Node | undefined;
  walk(node, (inner) => {
    const list = listGoneThrough(inner);
    if (!list) return;
    if (isMember(list)) {
      if (isMemberRead(doomed, tracer, list)) found ??= list;
      return;
    }
    const binding = module.scopes.bindingOf(list);
    if (binding && !isWithin(binding.declaration, node) && doomed.liveReads(binding).length > 0)
      found ??= list;
  });
  return found;
}

function listGoneThrough(node: Node): Node | undefined {
  if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') return node.right;
  const isWalk =
    isCall(node) &&
    isMember(node.callee) &&
    /^(forEach|map|shift|pop|splice)$/.test(memberName(node.callee) ?? '');
  return isWalk && isMember(node.callee) ? node.callee.object : undefined;
}

/** `async.auto({ ticket: function (done) { … } })`: who is given an object may call what it holds. */
function isGivenToOthers(doomed: Doomed, tracer: Tracer, { module, node }: Part): boolean {
  if (node.type !== 'ObjectProperty' && node.type !== 'ObjectMethod') return false;
  const object = module.parents.get(node);
  const call = object && module.parents.get(object);
  return (
    object?.type === 'ObjectExpression' &&
    call !== undefined &&
    isCall(call) &&
    ownerOfObject(module, object) === object &&
    !isReadByMembers(doomed, tracer, module, object)
  );
}

/** What a function gives a value that others still read: a variable around it, a member. */
function keptBy(doomed: Doomed, tracer: Tracer, { module, node }: Part): Node | undefined {
  let kept: Node | undefined;
  walk(node, (inner) => {
    const target = targetOf(inner);
    if (!target) return;
    if (isMember(target)) {
      if (!isWithinExports(target) && isMemberRead(doomed, tracer, target)) kept ??= target;
      return;
    }
    const binding = module.scopes.bindingOf(target);
    if (binding && !isWithin(binding.declaration, node) && doomed.liveReads(binding).length > 0)
      kept ??= target;
  });
  return kept;
}

/** What code gives another value, or changes: `ticket = …`, `tickets.push(…)`. */
function targetOf(node: Node): Node | undefined {
  if (node.type === 'AssignmentExpression') return node.left;
  if (node.type === 'UpdateExpression') return node.argument;
  const isChange = isCall(node) && isMember(node.callee) && CHANGES.test(memberName(node.callee) ?? '');
  return isChange && isMember(node.callee) && node.callee.object.type === 'Identifier'
    ? node.callee.object
    : undefined;
}

/** `exports.login = function …`, which is the function itself. */
function isWithinExports(member: Node): boolean {
  return isMember(member) && speaksOfExports(member.object);
}

/** Whether a function sends an event that may set off more than ticket code: `self.emit('ready')`. */
function tellsOthers(fn: FunctionNode): boolean {
  let tells = false;
  walk(fn.body, (node) => {
    if (!isCall(node) || !isMember(node.callee)) return;
    const name = memberName(node.callee);
    const [event] = node.arguments;
    const isError = event?.type === 'StringLiteral' && /^(error|warning|log|debug)$/.test(event.value);
    tells ||= (name === 'emit' || name === 'trigger' || name === 'publish') && !isError;
  });
  return tells;
}

/** The member that a call gives its answer to: `this.ticket = await this.login()`. */
function memberGiven(module: JsModule, use: Node): Node | undefined {
  for (let node = module.parents.get(use); node; node = module.parents.get(node)) {
    if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression') return node.left;
    if (/Statement$|Declaration$/.test(node.type)) return undefined;
  }
  return undefined;
}
