import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Branching, Statement } from '../code/tree.ts';
import { readExpression } from './expressions.ts';
import { field, partsOf, type Reading, spanOf } from './reading.ts';
import { readAll, readBlock } from './statements.ts';

/** `if`, with braces, without, or with colons. */
export function readBranching(node: SyntaxNode, reading: Reading): Branching {
  const clauses = partsOf(node).filter(({ type }) => type === 'else_if_clause' || type === 'else_clause');
  const conditions = [node, ...clauses].flatMap((clause) => {
    const condition = field(clause, 'condition');
    return condition ? [readExpression(condition, reading)] : [];
  });
  const arms = [node, ...clauses].map((clause) => {
    const body = field(clause, 'body');
    return body ? readBlock(body, reading) : [];
  });
  return {
    kind: 'branching',
    ...spanOf(node),
    conditions,
    arms,
    isExhaustive: clauses.some(({ type }) => type === 'else_clause'),
  };
}

/** `switch`: labels that stand together are one arm. */
export function readSwitch(node: SyntaxNode, reading: Reading): Branching {
  const subject = field(node, 'condition');
  const body = field(node, 'body');
  const cases = body ? partsOf(body) : [];
  const labels = cases.flatMap((each) => {
    const value = field(each, 'value');
    return value ? [readExpression(value, reading)] : [];
  });
  return {
    kind: 'branching',
    ...spanOf(node),
    conditions: [...(subject ? [readExpression(subject, reading)] : []), ...labels],
    arms: armsOf(cases, reading),
    isExhaustive: cases.some(({ type }) => type === 'default_statement'),
  };
}

/** A case that does not end goes on with the next: then its own statements may run or not. */
function armsOf(cases: readonly SyntaxNode[], reading: Reading): Statement[][] {
  const arms: Statement[][] = [];
  let before: Statement[] = [];
  for (const each of cases) {
    const label = field(each, 'value');
    const nodes = partsOf(each).filter((part) => part.startIndex !== label?.startIndex);
    const ends = each === cases.at(-1) ? (endsIn(nodes.at(-1)) ?? 'other') : endsIn(nodes.at(-1));
    const own = readAll(ends === 'break' ? nodes.slice(0, -1) : nodes, reading);
    if (ends) arms.push([...before, ...own]);
    if (ends) before = [];
    else if (own.length > 0) before.push(maybe(own));
  }
  return arms;
}

function endsIn(last: SyntaxNode | undefined): 'break' | 'other' | undefined {
  if (last?.type === 'break_statement') return 'break';
  const leaves = /^(?:return|continue|exit|goto)_statement$/.test(last?.type ?? '');
  return leaves || last?.namedChild(0)?.type === 'throw_expression' ? 'other' : undefined;
}

function maybe(body: readonly Statement[]): Branching {
  return {
    kind: 'branching',
    start: body[0]!.start,
    end: body.at(-1)!.end,
    conditions: [],
    arms: [body],
    isExhaustive: false,
  };
}
