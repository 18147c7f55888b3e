import type { Node as SyntaxNode } from 'web-tree-sitter';
import { childrenOf, insideOf, nameOf, spanOf, widened } from '../code/syntax.ts';
import type { Argument, Call, Collection, Expression, Other, Sum } from '../code/tree.ts';
import { readClosure } from './functions.ts';
import { readLiteral } from './literals.ts';
import { type Reading, typeNameOf } from './reading.ts';
import { readText } from './texts.ts';

type Read = (node: SyntaxNode, reading: Reading) => Expression;

const READERS: Readonly<Record<string, Read>> = {
  interpreted_string_literal: readText,
  raw_string_literal: readText,
  rune_literal: readText,
  int_literal: readNumber,
  float_literal: readNumber,
  imaginary_literal: readNumber,
  identifier: readName,
  nil: readName,
  true: readName,
  false: readName,
  iota: readName,
  binary_expression: readBinary,
  unary_expression: readUnary,
  parenthesized_expression: (node, reading) =>
    widened(readExpression(childrenOf(node)[0]!, reading), spanOf(node)),
  selector_expression: readMember,
  index_expression: (node, reading) => ({
    kind: 'index',
    ...spanOf(node),
    object: readExpression(node.childForFieldName('operand')!, reading),
    key: readExpression(node.childForFieldName('index')!, reading),
  }),
  call_expression: readCall,
  type_conversion_expression: readConversion,
  type_assertion_expression: (node, reading) =>
    widened(readExpression(node.childForFieldName('operand')!, reading), spanOf(node)),
  composite_literal: readLiteral,
  func_literal: readClosure,
  variadic_argument: (node, reading) => readExpression(childrenOf(node)[0]!, reading),
  expression_list: readList,
  literal_element: (node, reading) => readExpression(childrenOf(node)[0]!, reading),
};

/** Reads an expression; what has no meaning of its own becomes its parts. */
export function readExpression(node: SyntaxNode, reading: Reading): Expression {
  return (READERS[node.type] ?? readOther)(node, reading);
}

function readNumber(node: SyntaxNode): Expression {
  return { kind: 'number', ...spanOf(node), text: node.text };
}

function readName(node: SyntaxNode, { receiver, packages }: Reading): Expression {
  if (node.text === receiver) return { kind: 'this', ...spanOf(node) };
  return { kind: 'name', ...spanOf(node), name: packages.get(node.text) ?? node.text };
}

/** The expressions in a node that nothing else is known of. */
export function readOther(node: SyntaxNode, reading: Reading): Other {
  return {
    kind: 'other',
    ...spanOf(node),
    parts: childrenOf(node).flatMap((child) => readParts(child, reading)),
  };
}

/** The expressions that a node is or holds; types hold none. */
function readParts(node: SyntaxNode, reading: Reading): Expression[] {
  if (/_type$|type_identifier|field_identifier|label_name/.test(node.type)) return [];
  if (READERS[node.type]) return [readExpression(node, reading)];
  return childrenOf(node).flatMap((child) => readParts(child, reading));
}

function readBinary(node: SyntaxNode, reading: Reading): Expression {
  const left = readExpression(node.childForFieldName('left')!, reading);
  const right = readExpression(node.childForFieldName('right')!, reading);
  const operator = node.childForFieldName('operator')!.type;
  if (operator !== '+') return { kind: 'other', ...spanOf(node), parts: [left, right] };
  // What stands in brackets on the left is a sum of its own.
  const isChain = left.kind === 'sum' && node.childForFieldName('left')!.type === 'binary_expression';
  const operands: Sum['operands'] = isChain ? [...left.operands, right] : [left, right];
  return { kind: 'sum', ...spanOf(node), operands };
}

/** An address of something, or what stands at an address, is as good as that itself. */
function readUnary(node: SyntaxNode, reading: Reading): Expression {
  const operator = node.childForFieldName('operator')!.type;
  const operand = readExpression(node.childForFieldName('operand')!, reading);
  if (operator === '&' || operator === '*') return widened(operand, spanOf(node));
  return { kind: 'other', ...spanOf(node), parts: [operand] };
}

function readMember(node: SyntaxNode, reading: Reading): Expression {
  return {
    kind: 'member',
    ...spanOf(node),
    object: readExpression(node.childForFieldName('operand')!, reading),
    name: nameOf(node.childForFieldName('field')!),
  };
}

function readCall(node: SyntaxNode, reading: Reading): Expression {
  const callee = node.childForFieldName('function')!;
  const list = node.childForFieldName('arguments')!;
  const made = madeType(node);
  if (made) return newOf(made, node, reading);
  if (callee.type !== 'identifier' && callee.type !== 'selector_expression')
    return {
      kind: 'other',
      ...spanOf(node),
      parts: [readExpression(callee, reading), ...readArguments(list, reading).map(({ value }) => value)],
    };
  const operand = callee.childForFieldName('operand');
  return {
    kind: 'call',
    ...spanOf(node),
    name: nameOf(callee.childForFieldName('field') ?? callee),
    receiver: operand ? readExpression(operand, reading) : undefined,
    arguments: readArguments(list, reading),
    list: insideOf(list),
  };
}

/** `new(T)` and `make(T, …)`: the type of which something is made. */
function madeType(node: SyntaxNode): SyntaxNode | undefined {
  if (!/^(?:new|make)$/.test(node.childForFieldName('function')!.text)) return undefined;
  return childrenOf(node.childForFieldName('arguments')!)[0];
}

function newOf(type: SyntaxNode, node: SyntaxNode, reading: Reading): Expression {
  if (/^(?:map|slice|array|channel)_type$/.test(type.type) || /^(?:url\.)?Values$/.test(type.text))
    return { kind: 'collection', ...spanOf(node), items: [] };
  return madeOf(type, spanOf(node), reading);
}

/** A new object of a type. */
export function madeOf(type: SyntaxNode, { start, end }: { start: number; end: number }, _: Reading): Call {
  return {
    kind: 'call',
    start,
    end,
    name: nameOf(typeNameOf(type)),
    receiver: undefined,
    isNew: true,
    arguments: [],
    list: { start: end, end },
  };
}

/** The arguments of a call. */
function readArguments(list: SyntaxNode, reading: Reading): Argument[] {
  return childrenOf(list)
    .filter(({ type }) => !/_type$|^type_identifier$/.test(type))
    .map((child) => ({
      kind: 'argument',
      ...spanOf(child),
      value: readExpression(child, reading),
      ...(child.type === 'variadic_argument' && { isSpread: true as const }),
    }));
}

/** `[]byte(text)` is the text; what looks like one of a generic type is a call. */
function readConversion(node: SyntaxNode, reading: Reading): Expression {
  const type = node.childForFieldName('type')!;
  const operand = readExpression(node.childForFieldName('operand')!, reading);
  if (type.type !== 'generic_type') return widened(operand, spanOf(node));
  return {
    kind: 'call',
    ...spanOf(node),
    name: nameOf(typeNameOf(type)),
    receiver: undefined,
    arguments: [{ kind: 'argument', start: operand.start, end: operand.end, value: operand }],
    list: { start: operand.start, end: operand.end },
  };
}

/** Several values beside each other; one alone is that. */
export function readList(node: SyntaxNode, reading: Reading): Expression {
  const values = childrenOf(node).map((child) => readExpression(child, reading));
  return values.length === 1 ? values[0]! : bareList(node, values);
}

export function bareList(node: { startIndex: number; endIndex: number }, values: Expression[]): Collection {
  return {
    kind: 'collection',
    start: values[0]?.start ?? node.startIndex,
    end: values.at(-1)?.end ?? node.endIndex,
    isBare: true,
    items: values.map((value) => ({
      kind: 'item',
      start: value.start,
      end: value.end,
      key: undefined,
      value,
    })),
  };
}
