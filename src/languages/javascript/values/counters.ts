import { type Node, unwrap } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';

/** Whether a variable counts: such a number has no one value, and `tenants[i]` is any of the tenants. */
export function isCounter(module: JsModule, { writes }: Binding): boolean {
  return writes.some((identifier) => {
    const parent = module.parents.get(identifier);
    if (parent?.type === 'UpdateExpression') return true;
    if (parent?.type !== 'AssignmentExpression' || parent.left !== identifier) return false;
    if (/^(?:-|\*|\/|%|\*\*)=$/.test(parent.operator)) return true;
    return writes.some((other) => startsAsNumber(module, other)) && isStep(identifier, parent);
  });
}

function startsAsNumber(module: JsModule, identifier: Node): boolean {
  const parent = module.parents.get(identifier);
  const value =
    parent?.type === 'VariableDeclarator'
      ? parent.init
      : parent?.type === 'AssignmentExpression' && parent.operator === '='
        ? parent.right
        : undefined;
  return value?.type === 'NumericLiteral';
}

/** `i += 2` and `i = i + 2` */
function isStep(
  counter: Node,
  { operator, right }: Extract<Node, { type: 'AssignmentExpression' }>,
): boolean {
  const value = unwrap(right);
  if (operator === '+=') return value.type === 'NumericLiteral';
  return (
    operator === '=' &&
    value.type === 'BinaryExpression' &&
    value.right.type === 'NumericLiteral' &&
    value.left.type === 'Identifier' &&
    counter.type === 'Identifier' &&
    value.left.name === counter.name
  );
}
