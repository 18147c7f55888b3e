import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { FunctionNode, Parameter } from '../code/tree.ts';
import { readExpression } from './expressions.ts';
import { field, firstOf, nameSpan, partsOf, type Reading, spanOf } from './reading.ts';
import { readBlock } from './statements.ts';

/** A function or method; undefined for one without a body, which only says what there must be. */
export function readFunction(node: SyntaxNode, reading: Reading): FunctionNode | undefined {
  const name = field(node, 'name');
  const body = field(node, 'body');
  if (!body) return undefined;
  const isMethod = node.type === 'method_declaration';
  return {
    kind: 'function',
    ...spanOf(node),
    name: name && nameSpan(name),
    parameters: parametersOf(node, reading),
    body: readBlock(body, reading),
    ...(firstOf(node, 'static_modifier') && { isStatic: true }),
    ...(isMethod && isConstructorName(name?.text ?? '', reading) && { isConstructor: true }),
  };
}

/** `__construct`, or what the class is called, as PHP 4 had it. */
function isConstructorName(name: string, { classes }: Reading): boolean {
  const lower = name.toLowerCase();
  return lower === '__construct' || lower === classes.at(-1)?.name?.toLowerCase();
}

/** `function ($x) use ($y) { … }` */
export function readClosure(node: SyntaxNode, reading: Reading): FunctionNode {
  const body = field(node, 'body');
  return {
    kind: 'function',
    ...spanOf(node),
    name: undefined,
    parameters: parametersOf(node, reading),
    body: body ? readBlock(body, reading) : [],
    isClosure: true,
  };
}

/** `fn ($x) => …` */
export function readArrowFunction(node: SyntaxNode, reading: Reading): FunctionNode {
  const body = field(node, 'body');
  return {
    kind: 'function',
    ...spanOf(node),
    name: undefined,
    parameters: parametersOf(node, reading),
    body: body ? [{ kind: 'return', ...spanOf(body), value: readExpression(body, reading) }] : [],
    isClosure: true,
  };
}

function parametersOf(node: SyntaxNode, reading: Reading): Parameter[] {
  const list = field(node, 'parameters');
  return (list ? partsOf(list) : []).flatMap((parameter) => {
    const name = field(parameter, 'name');
    if (!name) return [];
    const variable = name.type === 'variable_name' ? name : (firstOf(name, 'variable_name') ?? name);
    const value = field(parameter, 'default_value');
    return {
      kind: 'parameter',
      ...spanOf(parameter),
      name: nameSpan(variable),
      default: value && readExpression(value, reading),
      ...(parameter.type === 'property_promotion_parameter' && { member: variable.text.slice(1) }),
      ...(parameter.type === 'variadic_parameter' && { rest: 'list' as const }),
    };
  });
}
