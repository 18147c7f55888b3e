import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Call, Expression, FunctionNode, Item, Parameter, Statement } from '../code/tree.ts';
import { readExpression } from './expressions.ts';
import { bare, field, nameOf, partsOf, spanOf } from './nodes.ts';
import { readOther } from './other.ts';
import type { Scope } from './scope.ts';

/**
 * `f(x) for x in list if c` is a call by the name `for`, of the list, with a function that is run on each item: no
 * function of the language can have that name.
 */
export function readComprehension(node: SyntaxNode, scope: Scope): Expression {
  const body = field(node, 'body');
  const clauses = partsOf(node).slice(1);
  if (!body || clauses[0]?.type !== 'for_in_clause') return readOther(node, scope);
  return clauseCall(node, body, clauses, scope);
}

function clauseCall(
  node: SyntaxNode,
  body: SyntaxNode,
  [clause, ...rest]: readonly SyntaxNode[],
  scope: Scope,
): Expression {
  const [left, right] = [clause && field(clause, 'left'), clause && field(clause, 'right')];
  if (!clause || !left || !right) return readOther(node, scope);
  const next = rest.findIndex(({ type }) => type === 'for_in_clause');
  const conditions = (next < 0 ? rest : rest.slice(0, next)).flatMap((part) => partsOf(part));
  const value = next < 0 ? readBody(body, scope) : clauseCall(node, body, rest.slice(next), scope);
  const gives: Statement = { kind: 'return', ...spanOf(body), value };
  const run: FunctionNode = {
    kind: 'function',
    ...spanOf(node),
    name: undefined,
    parameters: parametersOf(left),
    body: conditions.length === 0 ? [gives] : [guarded(conditions, gives, scope)],
    isClosure: true,
  };
  const keyword = clause.children.find((child) => child?.type === 'for') ?? clause;
  return {
    kind: 'call',
    ...spanOf(node),
    name: { ...nameOf(keyword), text: 'for' },
    receiver: readExpression(right, scope),
    arguments: [{ kind: 'argument', ...spanOf(node), value: run }],
    list: spanOf(node),
  } satisfies Call;
}

/** A dict's comprehension makes a list of names with their values. */
function readBody(body: SyntaxNode, scope: Scope): Expression {
  const parts = body.type === 'pair' ? [field(body, 'key'), field(body, 'value')] : [];
  const [key, value] = parts;
  if (!key || !value) return readExpression(body, scope);
  const items = [key, value].map((part): Item => {
    return { kind: 'item', ...spanOf(part), key: undefined, value: readExpression(part, scope) };
  });
  return { kind: 'collection', ...spanOf(body), items, isBare: true };
}

function guarded(conditions: readonly SyntaxNode[], gives: Statement, scope: Scope): Statement {
  const [first, last] = [conditions[0]!, conditions.at(-1)!];
  return {
    kind: 'branching',
    start: Math.min(first.startIndex, gives.start),
    end: Math.max(last.endIndex, gives.end),
    conditions: conditions.map((one) => readExpression(one, scope)),
    arms: [[gives]],
    isExhaustive: false,
  };
}

function parametersOf(target: SyntaxNode): Parameter[] {
  const names = /^(?:pattern_list|tuple_pattern|list_pattern)$/.test(target.type)
    ? partsOf(target)
    : [target];
  return names.map(bare).map((name) => ({
    kind: 'parameter',
    ...spanOf(name),
    name: nameOf(name),
    default: undefined,
  }));
}
