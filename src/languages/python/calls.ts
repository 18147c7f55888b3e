import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Argument, Call, Expression, NameSpan } from '../code/tree.ts';
import { readComprehension } from './comprehensions.ts';
import { readExpression, readField } from './expressions.ts';
import { field, insideOf, nameOf, partsOf, spanOf } from './nodes.ts';
import { readOther } from './other.ts';
import type { Scope } from './scope.ts';

/** A call; `Class(…)` and `cls(…)` make an instance. */
export function readCall(node: SyntaxNode, scope: Scope): Expression {
  const [callee, list] = [field(node, 'function'), field(node, 'arguments')];
  if (!callee || !list) return readOther(node, scope);
  const call = {
    kind: 'call',
    ...spanOf(node),
    arguments: readArguments(list, scope),
    list: list.type === 'generator_expression' ? spanOf(list) : insideOf(list),
  } as const;
  if (callee.type === 'identifier') return { ...call, ...readCalledName(callee, scope) };
  const name = callee.type === 'attribute' ? field(callee, 'attribute') : undefined;
  const object = field(callee, 'object');
  if (!name || !object) {
    const nameless: NameSpan = { start: callee.endIndex, end: callee.endIndex, text: '' };
    return { ...call, name: nameless, receiver: readExpression(callee, scope) };
  }
  const isNew = scope.classes.has(name.text) && /^[A-Z]/.test(name.text);
  return {
    ...call,
    name: nameOf(name),
    receiver: readField(callee, 'object', scope),
    ...(isNew && { isNew }),
  };
}

function readCalledName(
  callee: SyntaxNode,
  scope: Scope,
): Pick<Call, 'name' | 'receiver' | 'isNew' | 'imported'> {
  const name = nameOf(callee);
  if (scope.self?.isStatic && scope.type && scope.self.name === name.text)
    return { name: { ...name, text: scope.type.name }, receiver: undefined, isNew: true };
  const imported = scope.imports.get(name.text);
  return {
    name,
    receiver: undefined,
    ...(scope.classes.has(name.text) && { isNew: true }),
    ...(imported !== undefined && { imported }),
  };
}

/** The arguments of a call, or of a class's definition. */
export function readArguments(list: SyntaxNode, scope: Scope): Argument[] {
  if (list.type === 'generator_expression')
    return [{ kind: 'argument', ...spanOf(list), value: readComprehension(list, scope) }];
  return partsOf(list).map((node) => readArgument(node, scope));
}

function readArgument(node: SyntaxNode, scope: Scope): Argument {
  const argument = { kind: 'argument', ...spanOf(node) } as const;
  if (node.type === 'keyword_argument') {
    const [name, value] = [field(node, 'name'), readField(node, 'value', scope)];
    if (name && value) return { ...argument, name: nameOf(name), value };
  }
  if (/^(?:list|dictionary)_splat$/.test(node.type)) {
    const [inside] = partsOf(node);
    if (inside) return { ...argument, value: readExpression(inside, scope), isSpread: true };
  }
  return { ...argument, value: readExpression(node, scope) };
}
