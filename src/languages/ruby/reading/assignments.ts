import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Assignment, Expression } from '../../code/tree.ts';
import { readExpression } from './expressions.ts';
import { findAll, type Reading, spanOf } from './reading.ts';
import { declare } from './scope.ts';

export function readAssignment(node: SyntaxNode, reading: Reading): Assignment {
  const target = node.childForFieldName('left')!;
  declareTargets(target, reading);
  return {
    kind: 'assignment',
    ...spanOf(node),
    target: readExpression(target, reading),
    value: readExpression(node.childForFieldName('right')!, reading),
    operator: 'set',
  };
}

/** `+=`, `||=`; what another operator leaves is not known. */
export function readOperatorAssignment(node: SyntaxNode, reading: Reading): Assignment {
  const target = node.childForFieldName('left')!;
  const right = node.childForFieldName('right')!;
  const operator = node.childForFieldName('operator')!.type;
  declareTargets(target, reading);
  const assignment = {
    kind: 'assignment',
    ...spanOf(node),
    target: readExpression(target, reading),
  } as const;
  const value = readExpression(right, reading);
  if (operator === '+=' || operator === '<<=') return { ...assignment, value, operator: 'append' };
  if (operator === '||=') return { ...assignment, value, operator: 'default' };
  const unknown: Expression =
    operator === '&&='
      ? { kind: 'fork', ...spanOf(right), condition: undefined, options: [value] }
      : { kind: 'other', ...spanOf(right), parts: [value] };
  return { ...assignment, value: unknown, operator: 'set' };
}

/** The variables that an assignment to `node` makes known. */
export function declareTargets(node: SyntaxNode, { scope }: Reading): void {
  if (node.type === 'identifier') declare(node.text, scope);
  else if (/^(?:left_assignment_list|destructured_left_assignment|rest_assignment)$/.test(node.type)) {
    for (const { text } of findAll(node, ({ type, parent }) => type === 'identifier' && isTarget(parent))) {
      declare(text, scope);
    }
  }
}

function isTarget(parent: SyntaxNode | null): boolean {
  return /^(?:left_assignment_list|destructured_left_assignment|rest_assignment)$/.test(parent?.type ?? '');
}
