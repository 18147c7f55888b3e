import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Call, FunctionNode, NameSpan, Parameter, Span, Statement } from '../../code/tree.ts';
import { readExpression } from './expressions.ts';
import { nameSpan } from './names.ts';
import { partsOf, type Reading, spanOf, within } from './reading.ts';
import { blockScope, declare, methodScope } from './scope.ts';
import { readBody, readStatements } from './statements.ts';

/** `def name … end`, `def self.name … end`, `def name(…) = expression`. */
export function readMethod(node: SyntaxNode, around: Reading, isStatic: boolean): FunctionNode {
  const name = nameSpan(node.childForFieldName('name')!);
  const reading = within(around, methodScope(around.scope, name.text, isStatic));
  const isConstructor = name.text === 'initialize' && !isStatic;
  const parameters = readParameters(node.childForFieldName('parameters'), reading);
  return {
    kind: 'function',
    ...spanOf(node),
    name,
    parameters,
    body: readMethodBody(node.childForFieldName('body'), reading),
    ...(isStatic && { isStatic: true as const }),
    ...(isConstructor && { isConstructor: true as const }),
    givesLast: true,
  };
}

function readMethodBody(body: SyntaxNode | null, reading: Reading): Statement[] {
  if (!body) return [];
  return body.type === 'body_statement' ? readBody(body, reading) : readStatements([body], reading);
}

/** `{ |x| … }`, `do |x| … end`. */
export function readBlock(node: SyntaxNode, around: Reading): FunctionNode {
  return readClosure(node, node.childForFieldName('parameters'), node.childForFieldName('body'), around);
}

/** `->(x) { … }`. */
export function readLambda(node: SyntaxNode, around: Reading): FunctionNode {
  const block = node.childForFieldName('body')!;
  return readClosure(node, node.childForFieldName('parameters'), block.childForFieldName('body'), around);
}

/** Statements whose last value is used: a function that is called where it stands. */
export function runAtOnce(body: readonly Statement[], { start, end }: Span): Call {
  const receiver: FunctionNode = {
    kind: 'function',
    start,
    end,
    name: undefined,
    parameters: [],
    body,
    isClosure: true,
    givesLast: true,
  };
  const behind = { start: end, end };
  return {
    kind: 'call',
    start,
    end,
    name: { ...behind, text: 'call' },
    receiver,
    arguments: [],
    list: behind,
  };
}

function readClosure(
  node: SyntaxNode,
  parameters: SyntaxNode | null,
  body: SyntaxNode | null,
  around: Reading,
): FunctionNode {
  const reading = within(around, blockScope(around.scope));
  return {
    kind: 'function',
    ...spanOf(node),
    name: undefined,
    parameters: readParameters(parameters, reading),
    body: body ? readBody(body, reading) : [],
    isClosure: true,
    givesLast: true,
  };
}

function readParameters(list: SyntaxNode | null, reading: Reading): Parameter[] {
  return list ? partsOf(list).flatMap((node) => readParameter(node, reading)) : [];
}

function readParameter(node: SyntaxNode, reading: Reading): Parameter[] {
  if (node.type === 'destructured_parameter') {
    // `|(name, value)|` takes a pair apart, as `|name, value|` does.
    return partsOf(node).flatMap((part) => readParameter(part, reading));
  }
  const named = node.type === 'identifier' ? node : node.childForFieldName('name');
  if (!named) return [parameter(node, { start: node.endIndex, end: node.endIndex, text: '' }, kindOf(node))];
  declare(named.text, reading.scope);
  const value = node.childForFieldName('value');
  return [
    {
      ...parameter(node, nameSpan(named), kindOf(node)),
      default: value ? readExpression(value, reading) : undefined,
    },
  ];
}

function kindOf({ type }: SyntaxNode): Partial<Parameter> {
  if (type === 'splat_parameter') return { rest: 'list' };
  if (type === 'hash_splat_parameter') return { rest: 'map' };
  if (type === 'block_parameter') return { rest: 'block' };
  if (type === 'keyword_parameter') return { isNamed: true };
  return {};
}

function parameter(node: SyntaxNode, name: NameSpan, kind: Partial<Parameter> = {}): Parameter {
  return { kind: 'parameter', ...spanOf(node), name, default: undefined, ...kind };
}
