import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Assignment, Call, Expression, Sum } from '../../code/tree.ts';
import { otherOf, readExpression } from './expressions.ts';
import { type Reading, spanOf } from './reading.ts';

export function readBinary(node: SyntaxNode, reading: Reading): Expression {
  const left = node.childForFieldName('left')!;
  const right = node.childForFieldName('right')!;
  const operator = node.childForFieldName('operator')!;
  switch (operator.type) {
    case '+':
      return readSum(node, reading);
    case '<<':
      return readAppend(node, reading);
    case '%':
    case '*':
      return operatorCall(node, operator, left, right, reading);
    case '||':
    case 'or':
      return {
        kind: 'fork',
        ...spanOf(node),
        condition: undefined,
        options: [readExpression(left, reading), readExpression(right, reading)],
        isDefault: true,
      };
    case '&&':
    case 'and':
      return {
        kind: 'fork',
        ...spanOf(node),
        condition: readExpression(left, reading),
        options: [readExpression(right, reading)],
      };
    default:
      return otherOf(node, [left, right], reading);
  }
}

/** `"…%s" % ticket`, `pairs * '&'`: methods that are written as operators. */
function operatorCall(
  node: SyntaxNode,
  operator: SyntaxNode,
  left: SyntaxNode,
  right: SyntaxNode,
  reading: Reading,
): Call {
  const list = spanOf(right);
  return {
    kind: 'call',
    ...spanOf(node),
    name: { ...spanOf(operator), text: operator.text },
    receiver: readExpression(left, reading),
    arguments: [{ kind: 'argument', ...list, value: readExpression(right, reading) }],
    list,
  };
}

function readSum(node: SyntaxNode, reading: Reading): Sum {
  const operands = chainOf(node, '+').map((operand) => readExpression(operand, reading));
  return { kind: 'sum', ...spanOf(node), operands };
}

/** `url << "&ticket=" << ticket` adds to a variable; behind a literal it only makes a longer text. */
function readAppend(node: SyntaxNode, reading: Reading): Assignment | Sum {
  const [first, ...rest] = chainOf(node, '<<');
  const target = readExpression(first!, reading);
  const operands = rest.map((operand) => readExpression(operand, reading));
  if (!/^(?:name|member|index)$/.test(target.kind)) {
    return { kind: 'sum', ...spanOf(node), operands: [target, ...operands] };
  }
  const value: Expression =
    operands.length === 1
      ? operands[0]!
      : { kind: 'sum', start: rest[0]!.startIndex, end: node.endIndex, operands };
  return { kind: 'assignment', ...spanOf(node), target, value, operator: 'append' };
}

/** The operands of a chain of one operator, which the grammar nests to the left. */
function chainOf(node: SyntaxNode, operator: string): SyntaxNode[] {
  const isLink = node.type === 'binary' && node.childForFieldName('operator')!.type === operator;
  if (!isLink) return [node];
  return [...chainOf(node.childForFieldName('left')!, operator), node.childForFieldName('right')!];
}
