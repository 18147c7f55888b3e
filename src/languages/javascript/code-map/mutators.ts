import { type CallNode, isMember, memberName, type Node } from '../syntax/ast.ts';

const MUTATORS = /^(?:push|unshift|pop|shift|splice|set|add|clear|delete)$/;
const MERGERS = /^(?:assign|extend|merge)$/;

/** The list, map, set or object that a call changes, if it is one that does. */
export function changedByCall({ callee, arguments: [first] }: CallNode): Node | undefined {
  if (!isMember(callee)) return undefined;
  const name = memberName(callee) ?? '';
  if (MUTATORS.test(name)) return callee.object;
  const isMerged =
    MERGERS.test(name) &&
    callee.object.type === 'Identifier' &&
    /^(?:Object|_|\$|jQuery|angular|util)$/.test(callee.object.name);
  return isMerged && first?.type !== 'SpreadElement' ? first : undefined;
}
