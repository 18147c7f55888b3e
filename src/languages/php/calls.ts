import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Argument, Call, Collection, Expression, Span } from '../code/tree.ts';
import { readExpression, readOther } from './expressions.ts';
import { readScope } from './members.ts';
import {
  classNameOf,
  field,
  firstOf,
  nameSpan,
  other,
  partsOf,
  plainName,
  type Reading,
  spanOf,
} from './reading.ts';

/** `name(…)`; what a variable holds is called by the name of that. */
export function readCall(node: SyntaxNode, reading: Reading): Expression {
  const called = field(node, 'function');
  if (!called) return readOther(node, reading);
  const args = argumentsOf(node, reading);
  if (called.text.toLowerCase() === 'list') return readNestedTargets(node, args);
  if (called.type === 'name' || called.type === 'qualified_name')
    return call(node, nameSpan(called, plainName(called.text)), undefined, args);
  if (called.type === 'variable_name') return call(node, nameSpan(called), undefined, args);
  // What an expression gives is called as its own method.
  const name = { start: called.endIndex, end: called.endIndex, text: '__invoke' };
  return call(node, name, readExpression(called, reading), args);
}

/** `list(…)` within another one, which the grammar takes for a call. */
function readNestedTargets(node: SyntaxNode, { arguments: targets }: Arguments): Collection {
  return {
    kind: 'collection',
    ...spanOf(node),
    items: targets.map(({ start, end, value }) => ({ kind: 'item', start, end, key: undefined, value })),
  };
}

export function readMethodCall(node: SyntaxNode, reading: Reading): Expression {
  const object = field(node, 'object');
  const name = field(node, 'name');
  if (!object || !name) return readOther(node, reading);
  const receiver = readExpression(object, reading);
  const args = argumentsOf(node, reading);
  return name.type === 'name'
    ? call(node, nameSpan(name), receiver, args)
    : unknownCall(node, [receiver, readExpression(name, reading)], args);
}

export function readStaticCall(node: SyntaxNode, reading: Reading): Expression {
  const scope = field(node, 'scope');
  const name = field(node, 'name');
  if (!scope || !name) return readOther(node, reading);
  const receiver = readScope(scope, reading, true);
  const args = argumentsOf(node, reading);
  return name.type === 'name'
    ? call(node, nameSpan(name), receiver, args)
    : unknownCall(node, [receiver, readExpression(name, reading)], args);
}

/** `new Name(…)`. */
export function readConstruction(node: SyntaxNode, reading: Reading): Expression {
  const type = firstOf(node, 'name', 'qualified_name');
  const args = argumentsOf(node, reading);
  if (!type) return readOther(node, reading);
  return { ...call(node, nameSpan(type, classNameOf(type, reading)), undefined, args), isNew: true };
}

/** What is called is only known when it runs: it may do anything with what it is given. */
function unknownCall(node: SyntaxNode, parts: readonly Expression[], args: Arguments): Expression {
  return other(spanOf(node), [...parts, ...args.arguments.map(({ value }) => value)]);
}

/**
 * An operator that works on values as a function does, as a call by its own name: `(string) $x`, `@fopen($x)`,
 * `$a + array(…)`.
 */
export function readOperatorCall(node: SyntaxNode, reading: Reading): Expression {
  const operands = partsOf(node).filter(({ type }) => type !== 'cast_type');
  const values = operands.map((operand) => readExpression(operand, reading));
  const operator = field(node, 'operator') ?? node.child(0);
  if (values.length === 0 || !operator) return readOther(node, reading);
  const list = { start: values[0]!.start, end: values.at(-1)!.end };
  const name = node.type === 'cast_expression' ? `(${field(node, 'type')?.text})` : operator.text;
  return {
    ...call(node, { ...spanOf(operator), text: name.toLowerCase() }, undefined, {
      arguments: values.map((value) => ({ kind: 'argument', start: value.start, end: value.end, value })),
      list,
    }),
  };
}

interface Arguments {
  readonly arguments: readonly Argument[];
  readonly list: Span;
}

function call(node: SyntaxNode, name: Call['name'], receiver: Expression | undefined, args: Arguments): Call {
  return { kind: 'call', ...spanOf(node), name, receiver, ...args };
}

/** The arguments of a call; a construction may have none at all. */
export function argumentsOf(node: SyntaxNode, reading: Reading): Arguments {
  const list = field(node, 'arguments') ?? firstOf(node, 'arguments');
  if (!list) return { arguments: [], list: { start: node.endIndex, end: node.endIndex } };
  return {
    arguments: partsOf(list).map((argument) => readArgument(argument, reading)),
    list: { start: list.startIndex + 1, end: Math.max(list.endIndex - 1, list.startIndex + 1) },
  };
}

function readArgument(node: SyntaxNode, reading: Reading): Argument {
  const name = field(node, 'name');
  const value = partsOf(node).find((part) => !name || part.startIndex !== name.startIndex);
  const span = spanOf(node);
  if (node.type !== 'argument' || !value)
    return { kind: 'argument', ...span, value: readExpression(node, reading) };
  if (value.type === 'variadic_unpacking')
    return { kind: 'argument', ...span, value: readExpression(partsOf(value)[0]!, reading), isSpread: true };
  return {
    kind: 'argument',
    ...span,
    value: readExpression(value, reading),
    ...(name && { name: nameSpan(name) }),
  };
}
