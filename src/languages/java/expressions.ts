import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { DeclaredNames } from '../code/declared-names.ts';
import { childOfType, childrenOf, insideOf, nameOf, spanOf, widened } from '../code/syntax.ts';
import type { Argument, Assignment, Call, Collection, Expression, Fork, Other, Sum } from '../code/tree.ts';
import { readAnonymousClass, readInitialiserMap } from './anonymous.ts';
import { readLambda } from './functions.ts';
import { readSwitchExpression } from './switches.ts';
import { readText } from './texts.ts';

type Read = (node: SyntaxNode, names: DeclaredNames) => Expression;

const READERS: Readonly<Record<string, Read>> = {
  string_literal: readText,
  character_literal: readText,
  decimal_integer_literal: readNumber,
  hex_integer_literal: readNumber,
  octal_integer_literal: readNumber,
  binary_integer_literal: readNumber,
  decimal_floating_point_literal: readNumber,
  identifier: (node, names) => names.read(nameOf(node)),
  this: (node) => ({ kind: 'this', ...spanOf(node) }),
  super: (node) => ({ kind: 'name', ...spanOf(node), name: 'super' }),
  binary_expression: readBinary,
  parenthesized_expression: (node, names) =>
    widened(readExpression(childrenOf(node)[0]!, names), spanOf(node)),
  cast_expression: (node, names) =>
    widened(readExpression(node.childForFieldName('value')!, names), spanOf(node)),
  field_access: readMember,
  array_access: (node, names) => ({
    kind: 'index',
    ...spanOf(node),
    object: readExpression(node.childForFieldName('array')!, names),
    key: readExpression(node.childForFieldName('index')!, names),
  }),
  method_invocation: readCall,
  explicit_constructor_invocation: readConstructorCall,
  object_creation_expression: readCreation,
  array_creation_expression: readArray,
  array_initializer: readItems,
  element_value_array_initializer: readItems,
  ternary_expression: readTernary,
  assignment_expression: readAssignment,
  lambda_expression: readLambda,
  switch_expression: readSwitchExpression,
  instanceof_expression: readTypeTest,
  class_literal: readOther,
  method_reference: (node, names) => readFirst(node, childrenOf(node)[0]!, names),
  element_value_pair: (node, names) => readFirst(node, node.childForFieldName('value')!, names),
};

/** Reads an expression; what has no meaning of its own becomes its parts. */
export function readExpression(node: SyntaxNode, names: DeclaredNames): Expression {
  return (READERS[node.type] ?? readOther)(node, names);
}

function readNumber(node: SyntaxNode): Expression {
  return { kind: 'number', ...spanOf(node), text: node.text };
}

/** The expressions in a node that nothing else is known of. */
export function readOther(node: SyntaxNode, names: DeclaredNames): Other {
  return {
    kind: 'other',
    ...spanOf(node),
    parts: childrenOf(node).flatMap((child) => readParts(child, names)),
  };
}

/** What a node says of one of its parts, where the rest of it is only names. */
function readFirst(node: SyntaxNode, part: SyntaxNode, names: DeclaredNames): Other {
  return { kind: 'other', ...spanOf(node), parts: readParts(part, names) };
}

/** The expressions that a node is or holds; types hold none. */
function readParts(node: SyntaxNode, names: DeclaredNames): Expression[] {
  if (/type|dimensions$|modifiers|_literal$|^void/.test(node.type) && !READERS[node.type]) return [];
  if (READERS[node.type]) return [readExpression(node, names)];
  return childrenOf(node).flatMap((child) => readParts(child, names));
}

function readBinary(node: SyntaxNode, names: DeclaredNames): Expression {
  const left = readExpression(node.childForFieldName('left')!, names);
  const right = readExpression(node.childForFieldName('right')!, names);
  const operator = node.childForFieldName('operator')!.type;
  if (operator !== '+') return { kind: 'other', ...spanOf(node), parts: [left, right] };
  // What stands in brackets on the left is a sum of its own.
  const isChain = left.kind === 'sum' && node.childForFieldName('left')!.type === 'binary_expression';
  const operands: Sum['operands'] = isChain ? [...left.operands, right] : [left, right];
  return { kind: 'sum', ...spanOf(node), operands };
}

function readMember(node: SyntaxNode, names: DeclaredNames): Expression {
  const field = node.childForFieldName('field')!;
  // `Outer.this`: the object of a class around.
  if (field.type === 'this') return readOther(node, names);
  return {
    kind: 'member',
    ...spanOf(node),
    object: readExpression(node.childForFieldName('object')!, names),
    name: nameOf(field),
  };
}

/** The arguments of a call. */
export function readArguments(list: SyntaxNode, names: DeclaredNames): Argument[] {
  return childrenOf(list).map((child) => {
    const value = readExpression(child, names);
    return { kind: 'argument', ...spanOf(child), value };
  });
}

function readCall(node: SyntaxNode, names: DeclaredNames): Call {
  const object = node.childForFieldName('object');
  const receiver = object ? readExpression(object, names) : undefined;
  const list = node.childForFieldName('arguments')!;
  return {
    kind: 'call',
    ...spanOf(node),
    name: nameOf(node.childForFieldName('name')!),
    receiver,
    arguments: readArguments(list, names),
    list: insideOf(list),
  };
}

/** `this(…)` and `super(…)`, named as they are written. */
function readConstructorCall(node: SyntaxNode, names: DeclaredNames): Call {
  const list = node.childForFieldName('arguments')!;
  return {
    kind: 'call',
    ...spanOf(node),
    name: nameOf(node.childForFieldName('constructor')!),
    receiver: undefined,
    arguments: readArguments(list, names),
    list: insideOf(list),
  };
}

function readCreation(node: SyntaxNode, names: DeclaredNames): Expression {
  const type = node.childForFieldName('type')!;
  const list = node.childForFieldName('arguments')!;
  const outer = childrenOf(node)[0]!;
  const isInner = outer.startIndex < type.startIndex && !/type|annotation/.test(outer.type);
  const call: Call = {
    kind: 'call',
    ...spanOf(node),
    end: list.endIndex,
    name: nameOf(typeName(type)),
    receiver: isInner ? readExpression(outer, names) : undefined,
    isNew: true,
    arguments: readArguments(list, names),
    list: insideOf(list),
  };
  const body = childOfType(node, 'class_body');
  if (!body) return call;
  return readInitialiserMap(call, node, body, names) ?? readAnonymousClass(call, node, body, names);
}

/** The name of a class alone, without its packages and type arguments. */
export function typeName(type: SyntaxNode): SyntaxNode {
  if (type.type === 'generic_type') return typeName(childrenOf(type)[0]!);
  if (type.type === 'scoped_type_identifier' || type.type === 'annotated_type')
    return typeName(childrenOf(type).at(-1)!);
  return type;
}

function readArray(node: SyntaxNode, names: DeclaredNames): Expression {
  const items = node.childForFieldName('value');
  if (items) return { ...readItems(items, names), ...spanOf(node) };
  const sizes = childrenOf(node).filter(({ type }) => type === 'dimensions_expr');
  const parts = sizes.map((size) => readExpression(childrenOf(size).at(-1)!, names));
  if (parts.some(({ kind }) => kind !== 'number')) return { kind: 'other', ...spanOf(node), parts };
  return { kind: 'collection', ...spanOf(node), items: [] };
}

function readItems(node: SyntaxNode, names: DeclaredNames): Collection {
  const items = childrenOf(node).map((child) => ({
    kind: 'item' as const,
    ...spanOf(child),
    key: undefined,
    value: readExpression(child, names),
  }));
  return { kind: 'collection', ...spanOf(node), items };
}

function readTernary(node: SyntaxNode, names: DeclaredNames): Fork {
  const [condition, ...options] = ['condition', 'consequence', 'alternative'].map((field) =>
    readExpression(node.childForFieldName(field)!, names),
  );
  return { kind: 'fork', ...spanOf(node), condition: condition!, options };
}

function readAssignment(node: SyntaxNode, names: DeclaredNames): Assignment | Other {
  const target = readExpression(node.childForFieldName('left')!, names);
  const value = readExpression(node.childForFieldName('right')!, names);
  const operator = node.childForFieldName('operator')!.type;
  if (operator !== '=' && operator !== '+=')
    return { kind: 'other', ...spanOf(node), parts: [target, value] };
  return {
    kind: 'assignment',
    ...spanOf(node),
    target,
    value,
    operator: operator === '=' ? 'set' : 'append',
  };
}

/** `x instanceof Type name` declares the name. */
function readTypeTest(node: SyntaxNode, names: DeclaredNames): Other {
  const name = node.childForFieldName('name');
  if (name) names.declare(nameOf(name));
  return { ...readOther(node, names), parts: [readExpression(node.childForFieldName('left')!, names)] };
}
