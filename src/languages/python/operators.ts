import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Argument, Call, Expression, Span } from '../code/tree.ts';
import { readExpression } from './expressions.ts';
import { field, insideOf, nameOf, partsOf, spanOf } from './nodes.ts';
import { readOther } from './other.ts';
import type { Scope } from './scope.ts';

/** `a + b` puts together; `text % values` and `map | map` are calls by these names, of the left on the right. */
export function readOperator(node: SyntaxNode, scope: Scope): Expression {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const sign = field(node, 'operator');
  if (!left || !right || !sign) return readOther(node, scope);
  switch (sign.type) {
    case '+':
      return {
        kind: 'sum',
        ...spanOf(node),
        operands: operandsOf(node).map((one) => readExpression(one, scope)),
      };
    case '%':
    case '%=':
    case '|':
    case '|=':
      return readSigned(left, sign, right, scope, spanOf(node));
    default:
      return readOther(node, scope);
  }
}

/** The operands of a chain; what stands in brackets is one of its own. */
function operandsOf(node: SyntaxNode): SyntaxNode[] {
  const parts = [node.childForFieldName('left'), node.childForFieldName('right')];
  const [left, right] = parts as [SyntaxNode, SyntaxNode];
  const isChain = left.type === 'binary_operator' && field(left, 'operator')?.type === '+';
  return [...(isChain ? operandsOf(left) : [left]), right];
}

function readSigned(left: SyntaxNode, sign: SyntaxNode, right: SyntaxNode, scope: Scope, span: Span): Call {
  const isTuple = right.type === 'tuple' && sign.type !== '|' && sign.type !== '|=';
  const values = isTuple ? partsOf(right) : [right];
  return {
    kind: 'call',
    ...span,
    // `x %= y` is `x = x % y`.
    name: { ...nameOf(sign), text: sign.type === '%=' ? '%' : sign.type },
    receiver: readExpression(left, scope),
    arguments: values.map((value) => readValue(value, scope)),
    list: isTuple ? insideOf(right) : spanOf(right),
  };
}

function readValue(node: SyntaxNode, scope: Scope): Argument {
  const isSpread = node.type === 'list_splat';
  const value = isSpread ? (partsOf(node)[0] ?? node) : node;
  return {
    kind: 'argument',
    ...spanOf(node),
    value: readExpression(value, scope),
    ...(isSpread && { isSpread }),
  };
}
