import type * as t from '@babel/types';

export type Node = t.Node;
export type Expression = t.Expression;
export type FunctionNode =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;
export type CallNode = t.CallExpression | t.NewExpression | t.OptionalCallExpression;
export type ClassNode = t.ClassDeclaration | t.ClassExpression;
export type MemberNode = t.MemberExpression | t.OptionalMemberExpression;

const NOT_CHILDREN: ReadonlySet<string> = new Set([
  'loc',
  'start',
  'end',
  'range',
  'extra',
  'errors',
  'tokens',
  'comments',
  'leadingComments',
  'trailingComments',
  'innerComments',
]);

/** Child nodes in source order of their fields. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (NOT_CHILDREN.has(key) || value === null || typeof value !== 'object') continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
  );
}

/** Walks a tree, parents before children. Iterative, so that deep nesting cannot exhaust the stack. */
export function walk(root: Node, visit: (node: Node, parent: Node | undefined) => void): void {
  const stack: [Node, Node | undefined][] = [[root, undefined]];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [node, parent] = top;
    visit(node, parent);
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) stack.push([children[i]!, node]);
  }
}

/** Offset of the first character of a parsed node. */
export function startOf(node: Node): number {
  return node.start ?? 0;
}

/** Offset after the last character of a parsed node. */
export function endOf(node: Node): number {
  return node.end ?? 0;
}

/** Whether a node lies in the range of another, or is it. */
export function isWithin(node: Node, outer: Node): boolean {
  return startOf(node) >= startOf(outer) && endOf(node) <= endOf(outer);
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'ObjectMethod' ||
    node.type === 'ClassMethod' ||
    node.type === 'ClassPrivateMethod'
  );
}

export function isClass(node: Node): node is ClassNode {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

export function isMember(node: Node): node is MemberNode {
  return node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';
}

export function isCall(node: Node): node is CallNode {
  return (
    node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'OptionalCallExpression'
  );
}

/** Syntax that wraps an expression and leaves its value alone: casts, assertions, parentheses. */
export function isTransparent(node: Node): node is Node & { expression: Expression } {
  return (
    node.type === 'ParenthesizedExpression' ||
    node.type === 'TSAsExpression' ||
    node.type === 'TSNonNullExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSTypeAssertion' ||
    node.type === 'TypeCastExpression' ||
    node.type === 'TSInstantiationExpression'
  );
}

/** The expression inside casts and parentheses. */
export function unwrap(node: Node): Node {
  let inner = node;
  while (isTransparent(inner)) inner = inner.expression;
  return inner;
}

/** The name of a member access or key where it stands as a name: `a.name`, `a['name']`, `{name: …}`, `#name`. */
export function staticName(key: Node, computed: boolean): string | undefined {
  if (key.type === 'StringLiteral') return key.value;
  if (key.type === 'NumericLiteral') return String(key.value);
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0)
    return key.quasis[0]?.value.cooked ?? undefined;
  if (key.type === 'PrivateName') return '#' + key.id.name;
  return key.type === 'Identifier' && !computed ? key.name : undefined;
}

/** The property name of a member access, when it is written there. */
export function memberName(node: MemberNode): string | undefined {
  return staticName(node.property, node.computed);
}
