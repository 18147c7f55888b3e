import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Expression, Fork } from '../../code/tree.ts';
import { readExpression } from './expressions.ts';
import { runAtOnce } from './functions.ts';
import { partsOf, type Reading, spanOf } from './reading.ts';
import { isStatementAlone, readStatements } from './statements.ts';

/** `c ? a : b`, `x if c`, and `if`, `unless`, `case` where their value is used. */
export function readFork(node: SyntaxNode, reading: Reading): Fork {
  const field = (name: string) => node.childForFieldName(name);
  switch (node.type) {
    case 'rescue_modifier':
      return fork(node, undefined, [field('body')!, field('handler')!], reading, true);
    case 'if_modifier':
    case 'unless_modifier':
      return fork(node, field('condition')!, [field('body')!], reading);
    case 'case':
      return readCase(node, reading);
    default:
      return fork(node, field('condition')!, [field('consequence'), field('alternative')], reading);
  }
}

function readCase(node: SyntaxNode, reading: Reading): Fork {
  const subject = node.childForFieldName('value');
  const arms = partsOf(node).filter((part) => part.startIndex !== subject?.startIndex);
  const conditions = [
    ...(subject ? [subject] : []),
    ...arms.flatMap((arm) => arm.childrenForFieldName('pattern').filter((child) => child !== null)),
  ].map((condition) => readExpression(condition, reading));
  return {
    kind: 'fork',
    ...spanOf(node),
    condition: { kind: 'other', ...spanOf(node), parts: conditions },
    options: arms.map((arm) => readArm(arm.childForFieldName('body') ?? arm, reading)),
  };
}

function fork(
  node: SyntaxNode,
  condition: SyntaxNode | undefined,
  options: readonly (SyntaxNode | null)[],
  reading: Reading,
  isDefault = false,
): Fork {
  return {
    kind: 'fork',
    ...spanOf(node),
    condition: condition && readExpression(condition, reading),
    options: options.flatMap((option) => (option ? [readArm(option, reading)] : [])),
    ...(isDefault && { isDefault: true as const }),
  };
}

/** The value of an arm: its one expression. */
function readArm(node: SyntaxNode, reading: Reading): Expression {
  if (node.type === 'elsif') return readFork(node, reading);
  if (!/^(?:then|else|when|in_clause|do)$/.test(node.type)) return readExpression(node, reading);
  const inside = partsOf(node);
  const only = inside.length === 1 ? inside[0]! : undefined;
  if (only && !isStatementAlone(only)) return readExpression(only, reading);
  return runAtOnce(readStatements(inside, reading), spanOf(node));
}
