import { isCall, isMember, memberName, type Node, unwrap } from '../syntax/ast.ts';

const PASSING = /^(encodeURI(Component)?|escape|String)$/;
const PASSING_METHODS = /^(trim|toString)$/;

/** The expressions that an expression has its value from as it is: through casts, defaults, encodings, branches. */
export function carriedIn(expression: Node): Node[] {
  const node = unwrap(expression);
  switch (node.type) {
    case 'LogicalExpression':
      return [...(node.operator === '&&' ? [] : carriedIn(node.left)), ...carriedIn(node.right)];
    case 'ConditionalExpression':
      return [...carriedIn(node.consequent), ...carriedIn(node.alternate)];
    case 'AwaitExpression':
      return carriedIn(node.argument);
    case 'AssignmentExpression':
      return node.operator === '=' ? carriedIn(node.right) : [];
    case 'TemplateLiteral':
      return node.expressions.length === 1 && node.quasis.every(({ value }) => value.raw === '')
        ? carriedIn(node.expressions[0]!)
        : [];
    default:
      return isCall(node) ? carriedThrough(node) : [node];
  }
}

function carriedThrough(
  call: Extract<Node, { type: 'CallExpression' | 'NewExpression' | 'OptionalCallExpression' }>,
): Node[] {
  const { callee } = call;
  if (callee.type === 'Identifier' && PASSING.test(callee.name) && call.arguments[0])
    return carriedIn(call.arguments[0]);
  return isMember(callee) && PASSING_METHODS.test(memberName(callee) ?? '') ? carriedIn(callee.object) : [];
}
