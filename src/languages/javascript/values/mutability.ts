import { isCall, isMember, memberName, type Node } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { wrapped } from '../syntax/module.ts';
import { isAdder, isMerger } from './mutators.ts';
import type { Tracer } from './tracer.ts';

interface Memo {
  epoch: number;
  readonly known: Map<Node, boolean>;
  readonly open: Set<Node>;
  /** Grows with every answer that rests on a question that is not answered yet. */
  guesses: number;
}

const memos = new WeakMap<Tracer, Memo>();

/**
 * Whether anything may be added to what an expression mentions, here or in the functions that it is handed to. Looks
 * at syntax and callees alone, so that most values need no closer look.
 */
export function mayBeMutated(tracer: Tracer, mention: Node): boolean {
  const memo = memoOf(tracer);
  const known = memo.known.get(mention);
  if (known !== undefined) return known;
  if (memo.open.has(mention)) {
    memo.guesses++;
    return false;
  }
  const guessesBefore = memo.guesses;
  memo.open.add(mention);
  const answer = look(tracer, mention);
  memo.open.delete(mention);
  if (answer || memo.guesses === guessesBefore) memo.known.set(mention, answer);
  return answer;
}

function memoOf(tracer: Tracer): Memo {
  let memo = memos.get(tracer);
  if (memo?.epoch !== tracer.epoch) {
    memo = { epoch: tracer.epoch, known: new Map(), open: new Set(), guesses: 0 };
    memos.set(tracer, memo);
  }
  return memo;
}

function look(tracer: Tracer, mention: Node): boolean {
  const module = tracer.moduleOf(mention);
  const node = wrapped(module, mention);
  const parent = module.parents.get(node);
  if (!parent) return false;
  if (isMember(parent) && parent.object === node) return isMemberMutated(tracer, parent);
  if (isCall(parent) && parent.callee !== node) return isArgumentMutated(tracer, parent, node);
  return (
    parent.type === 'VariableDeclarator' && parent.init === node && mayParameterBeMutated(tracer, parent.id)
  );
}

function isMemberMutated(tracer: Tracer, member: Node): boolean {
  const parent = tracer.moduleOf(member).parents.get(member);
  if (parent?.type === 'AssignmentExpression' && parent.left === member) return true;
  if (!parent || !isCall(parent) || parent.callee !== member) return mayBeMutated(tracer, member);
  const name = isMember(member) ? memberName(member) : undefined;
  return name === undefined || isAdder(name) || mayBeMutated(tracer, parent);
}

function isArgumentMutated(tracer: Tracer, call: Parameters<Tracer['callees']>[0], argument: Node): boolean {
  const position = call.arguments.indexOf(argument as never);
  if (isMerger(calledName(tracer.moduleOf(call), call))) return true;
  return tracer.callees(call, undefined).some(({ node, bound }) => {
    const param = node.params[position + (bound?.length ?? 0)];
    return param !== undefined && mayParameterBeMutated(tracer, param);
  });
}

/** Whether a variable or parameter, or one that a pattern takes from the value, is mutated. */
export function mayParameterBeMutated(tracer: Tracer, pattern: Node): boolean {
  const { scopes } = tracer.moduleOf(pattern);
  if (pattern.type === 'Identifier')
    return (scopes.bindingOf(pattern)?.reads ?? []).some((read) => mayBeMutated(tracer, read));
  return (
    pattern.type === 'ObjectPattern' &&
    pattern.properties.some(
      (property) => property.type === 'ObjectProperty' && mayParameterBeMutated(tracer, property.value),
    )
  );
}
