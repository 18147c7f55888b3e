import type { Node as SyntaxNode } from 'web-tree-sitter';
import { childrenOf, nameOf, spanOf } from '../code/syntax.ts';
import type { ClassNode, FunctionNode, NameSpan, Parameter } from '../code/tree.ts';
import { type Reading, typeNameOf } from './reading.ts';
import { readStatements } from './statements.ts';

/** A function that belongs to no type. */
export function readFunction(node: SyntaxNode, reading: Reading): FunctionNode {
  return functionOf(node, nameOf(node.childForFieldName('name')!), reading);
}

/** A method is a part of the type that it belongs to. */
export function readMethod(node: SyntaxNode, reading: Reading): ClassNode {
  const [object] = childrenOf(node.childForFieldName('receiver')!);
  const type = object?.childForFieldName('type');
  const name = object?.childForFieldName('name')?.text;
  // Where something else takes the name of the object, it is not told apart from that.
  const isOwn = name !== undefined && name !== '_' && !declares(node, name);
  return {
    kind: 'class',
    ...spanOf(node),
    name: type ? nameOf(typeNameOf(type)) : undefined,
    supers: [],
    isPart: true,
    members: [
      functionOf(node, nameOf(node.childForFieldName('name')!), {
        ...reading,
        ...(isOwn && { receiver: name }),
      }),
    ],
    body: [],
  };
}

/** Whether a method declares a name anew. */
function declares(node: SyntaxNode, name: string): boolean {
  const receiver = node.childForFieldName('receiver')!;
  return node
    .descendantsOfType([
      'short_var_declaration',
      'var_spec',
      'const_spec',
      'parameter_declaration',
      'range_clause',
    ])
    .some((declaration) => {
      if (!declaration || receiver.endIndex >= declaration.endIndex) return false;
      const left = declaration.childForFieldName('left');
      const names = left ? childrenOf(left) : declaration.childrenForFieldName('name');
      return names.some((declared) => declared?.text === name);
    });
}

export function readClosure(node: SyntaxNode, reading: Reading): FunctionNode {
  return { ...functionOf(node, undefined, reading), isClosure: true };
}

function functionOf(node: SyntaxNode, name: NameSpan | undefined, reading: Reading): FunctionNode {
  const body = node.childForFieldName('body');
  return {
    kind: 'function',
    ...spanOf(node),
    name,
    parameters: childrenOf(node.childForFieldName('parameters')!).flatMap(readParameter),
    body: body ? readStatements(body, reading) : [],
  };
}

function readParameter(node: SyntaxNode): Parameter[] {
  const names = node.childrenForFieldName('name').filter((name) => name?.isNamed);
  return names.map((name, i) => ({
    kind: 'parameter',
    start: name!.startIndex,
    end: i === names.length - 1 ? node.endIndex : name!.endIndex,
    name: nameOf(name!),
    default: undefined,
    ...(node.type === 'variadic_parameter_declaration' && { rest: 'list' as const }),
  }));
}
