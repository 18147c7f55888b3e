import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { DeclaredNames } from '../code/declared-names.ts';
import { childOfType, childrenOf, insideOf, nameOf, spanOf } from '../code/syntax.ts';
import type { Call, FunctionNode, Parameter, Statement } from '../code/tree.ts';
import { readArguments, readExpression } from './expressions.ts';
import { readStatements } from './statements.ts';

export function isStatic(node: SyntaxNode): boolean {
  return childrenOf(node).some(
    ({ type, text }) => type === 'modifier' && (text === 'static' || text === 'const'),
  );
}

/** A method, constructor, operator or local function. */
export function readFunction(node: SyntaxNode, names: DeclaredNames): FunctionNode {
  const parameters = node.childForFieldName('parameters');
  const name = node.childForFieldName('name');
  const chained = childOfType(node, 'constructor_initializer');
  return names.inBlock(() => ({
    kind: 'function',
    ...spanOf(node),
    name: name ? nameOf(name) : undefined,
    parameters: parameters ? readParameters(parameters, names) : [],
    body: [...(chained ? [readChained(chained, names)] : []), ...readFunctionBody(node, names)],
    ...(isStatic(node) && { isStatic: true as const }),
    ...(node.type === 'constructor_declaration' && { isConstructor: true as const }),
    ...(node.type === 'local_function_statement' && { isClosure: true as const }),
  }));
}

/** `: this(…)` and `: base(…)` run before the body. */
function readChained(node: SyntaxNode, names: DeclaredNames): Statement {
  const list = childOfType(node, 'argument_list')!;
  const called = node.children.find((child) => child?.type === 'this' || child?.type === 'base')!;
  const call: Call = {
    kind: 'call',
    start: called.startIndex,
    end: list.endIndex,
    name: { ...spanOf(called), text: called.type === 'base' ? 'super' : 'this' },
    receiver: undefined,
    arguments: readArguments(list, names),
    list: insideOf(list),
  };
  return { kind: 'statement', start: call.start, end: call.end, expression: call };
}

/** A block, `=> value`, or nothing. */
export function readFunctionBody(node: SyntaxNode, names: DeclaredNames): Statement[] {
  const body = node.childForFieldName('body') ?? childOfType(node, 'block', 'arrow_expression_clause');
  if (!body) return [];
  return body.type === 'block' ? readStatements(body, names) : [readResult(body, names)];
}

/** An expression alone is what the function gives back. */
function readResult(node: SyntaxNode, names: DeclaredNames): Statement {
  const value = node.type === 'arrow_expression_clause' ? childrenOf(node)[0]! : node;
  if (value.type === 'throw_expression')
    return { kind: 'leave', ...spanOf(value), value: readExpression(childrenOf(value)[0]!, names) };
  return { kind: 'return', ...spanOf(value), value: readExpression(value, names) };
}

/** The parameters of a function, which are variables of the block that is being read. */
export function readParameters(list: SyntaxNode, names: DeclaredNames): Parameter[] {
  if (list.type === 'implicit_parameter' || list.type === 'identifier')
    return [parameterOf(list, list, undefined, names)];
  const parameters = childrenOf(list)
    .filter(({ type }) => type === 'parameter' || type === 'implicit_parameter')
    .map((node) => readParameter(node, names));
  // `params object[] rest` has no node of its own.
  const rest = list.childForFieldName('name');
  if (!rest) return parameters;
  return [...parameters, { ...parameterOf(rest, rest, undefined, names), rest: 'list' as const }];
}

function readParameter(node: SyntaxNode, names: DeclaredNames): Parameter {
  const name = node.childForFieldName('name');
  if (!name) return parameterOf(node, node, undefined, names);
  const last = childrenOf(node).at(-1)!;
  return parameterOf(node, name, last.startIndex > name.startIndex ? last : undefined, names);
}

function parameterOf(
  node: SyntaxNode,
  nameNode: SyntaxNode,
  value: SyntaxNode | undefined,
  names: DeclaredNames,
): Parameter {
  const name = nameOf(nameNode);
  names.declare(name);
  return { kind: 'parameter', ...spanOf(node), name, default: value && readExpression(value, names) };
}

/** `x => …`, `delegate (…) { … }`. */
export function readLambda(node: SyntaxNode, names: DeclaredNames): FunctionNode {
  const parameters = node.childForFieldName('parameters');
  const body = node.childForFieldName('body') ?? childOfType(node, 'block')!;
  return names.inBlock(() => ({
    kind: 'function',
    ...spanOf(node),
    name: undefined,
    parameters: parameters ? readParameters(parameters, names) : [],
    body: body.type === 'block' ? readStatements(body, names) : [readResult(body, names)],
    isClosure: true,
  }));
}
