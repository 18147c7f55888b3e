import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { DeclaredNames } from '../code/declared-names.ts';
import { childOfType, childrenOf, hasToken, nameOf, spanOf } from '../code/syntax.ts';
import type { FunctionNode, Parameter, Statement } from '../code/tree.ts';
import { readExpression } from './expressions.ts';
import { readStatements } from './statements.ts';

/** A method or a constructor. */
export function readFunction(node: SyntaxNode, names: DeclaredNames): FunctionNode {
  const body = node.childForFieldName('body');
  const parameters = node.childForFieldName('parameters');
  const modifiers = childOfType(node, 'modifiers');
  return names.inBlock(() => ({
    kind: 'function',
    ...spanOf(node),
    name: nameOf(node.childForFieldName('name')!),
    parameters: parameters ? readParameters(parameters, names) : [],
    body: body ? readStatements(body, names) : [],
    ...(modifiers && hasToken(modifiers, 'static') && { isStatic: true as const }),
    ...(node.type.includes('constructor') && { isConstructor: true as const }),
  }));
}

/** The parameters of a function, which are variables of the block that is being read. */
export function readParameters(list: SyntaxNode, names: DeclaredNames): Parameter[] {
  if (list.type === 'identifier') return [readParameter(list, list, names)];
  return childrenOf(list).flatMap((child) => {
    if (child.type === 'identifier') return [readParameter(child, child, names)];
    const name = child.childForFieldName('name') ?? childOfType(child, 'variable_declarator');
    if (!name || child.type === 'receiver_parameter') return [];
    const parameter = readParameter(child, name.childForFieldName('name') ?? name, names);
    return [child.type === 'spread_parameter' ? { ...parameter, rest: 'list' as const } : parameter];
  });
}

function readParameter(node: SyntaxNode, nameNode: SyntaxNode, names: DeclaredNames): Parameter {
  const name = nameOf(nameNode);
  names.declare(name);
  return { kind: 'parameter', ...spanOf(node), name, default: undefined };
}

export function readLambda(node: SyntaxNode, names: DeclaredNames): FunctionNode {
  const body = node.childForFieldName('body')!;
  return names.inBlock(() => ({
    kind: 'function',
    ...spanOf(node),
    name: undefined,
    parameters: readParameters(node.childForFieldName('parameters')!, names),
    body: body.type === 'block' ? readStatements(body, names) : [readResult(body, names)],
    isClosure: true,
  }));
}

/** An expression alone is what the function gives back. */
function readResult(node: SyntaxNode, names: DeclaredNames): Statement {
  return { kind: 'return', ...spanOf(node), value: readExpression(node, names) };
}
