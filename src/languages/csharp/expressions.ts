import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { DeclaredNames } from '../code/declared-names.ts';
import { childrenOf, insideOf, nameOf, spanOf, widened } from '../code/syntax.ts';
import type { Argument, Assignment, Call, Expression, Fork, Index, Member, Other } from '../code/tree.ts';
import { readAnonymousObject, readCreation, readInitialiser } from './creations.ts';
import { readLambda } from './functions.ts';
import { readInterpolated, readQuoted, readRaw } from './texts.ts';

type Read = (node: SyntaxNode, names: DeclaredNames) => Expression;

const READERS: Readonly<Record<string, Read>> = {
  string_literal: readQuoted,
  verbatim_string_literal: readQuoted,
  character_literal: readQuoted,
  raw_string_literal: readRaw,
  interpolated_string_expression: readInterpolated,
  integer_literal: readNumber,
  real_literal: readNumber,
  identifier: (node, names) => names.read(nameOf(node)),
  generic_name: (node, names) => readExpression(childrenOf(node)[0]!, names),
  alias_qualified_name: (node) => ({
    kind: 'name',
    ...spanOf(node),
    name: node.childForFieldName('name')!.text,
  }),
  this: (node) => ({ kind: 'this', ...spanOf(node) }),
  predefined_type: (node) => ({ kind: 'name', ...spanOf(node), name: node.text }),
  base: (node) => ({ kind: 'name', ...spanOf(node), name: 'super' }),
  binary_expression: readBinary,
  parenthesized_expression: (node, names) => around(node, childrenOf(node)[0]!, names),
  cast_expression: (node, names) => around(node, node.childForFieldName('value')!, names),
  as_expression: (node, names) => around(node, node.childForFieldName('left')!, names),
  await_expression: (node, names) => around(node, childrenOf(node)[0]!, names),
  checked_expression: (node, names) => around(node, childrenOf(node).at(-1)!, names),
  postfix_unary_expression: readPostfix,
  member_access_expression: readMember,
  qualified_name: readQualified,
  conditional_access_expression: readConditional,
  element_access_expression: readElement,
  invocation_expression: readCall,
  object_creation_expression: readCreation,
  implicit_object_creation_expression: readCreation,
  anonymous_object_creation_expression: readAnonymousObject,
  array_creation_expression: readCreation,
  implicit_array_creation_expression: readCreation,
  initializer_expression: readInitialiser,
  conditional_expression: readTernary,
  assignment_expression: readAssignment,
  lambda_expression: readLambda,
  anonymous_method_expression: readLambda,
  switch_expression: readSwitch,
  declaration_expression: readDeclared,
  declaration_pattern: readDeclared,
  typeof_expression: (node) => ({ kind: 'other', ...spanOf(node), parts: [] }),
  default_expression: (node) => ({ kind: 'other', ...spanOf(node), parts: [] }),
  with_initializer: (node, names) => readLast(node, names),
};

/** Reads an expression; what has no meaning of its own becomes its parts. */
export function readExpression(node: SyntaxNode, names: DeclaredNames): Expression {
  return (READERS[node.type] ?? readOther)(node, names);
}

function around(node: SyntaxNode, inner: SyntaxNode, names: DeclaredNames): Expression {
  return widened(readExpression(inner, names), spanOf(node));
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

const TYPES = /^(?:.*type|type_.*|modifier|array_rank_specifier|generic_name|.*_constraint.*)$/;

/** The expressions that a node is or holds; types hold none. */
function readParts(node: SyntaxNode, names: DeclaredNames): Expression[] {
  if (TYPES.test(node.type)) return [];
  if (READERS[node.type]) return [readExpression(node, names)];
  return childrenOf(node).flatMap((child) => readParts(child, names));
}

function readLast(node: SyntaxNode, names: DeclaredNames): Other {
  return { kind: 'other', ...spanOf(node), parts: readParts(childrenOf(node).at(-1)!, names) };
}

/** `x!` is x; `x++` is nothing that is known. */
function readPostfix(node: SyntaxNode, names: DeclaredNames): Expression {
  const inner = childrenOf(node)[0];
  return inner && node.text.endsWith('!') ? around(node, inner, names) : readOther(node, names);
}

function readBinary(node: SyntaxNode, names: DeclaredNames): Expression {
  const first = node.childForFieldName('left')!;
  const left = readExpression(first, names);
  const right = readExpression(node.childForFieldName('right')!, names);
  const operator = node.childForFieldName('operator')!.type;
  if (operator === '??') {
    const options = right.kind === 'fork' && right.isDefault ? [left, ...right.options] : [left, right];
    return { kind: 'fork', ...spanOf(node), condition: undefined, options, isDefault: true };
  }
  if (operator !== '+') return { kind: 'other', ...spanOf(node), parts: [left, right] };
  // What stands in brackets on the left is a sum of its own.
  const isChain = left.kind === 'sum' && first.type === 'binary_expression';
  return { kind: 'sum', ...spanOf(node), operands: isChain ? [...left.operands, right] : [left, right] };
}

function readMember(node: SyntaxNode, names: DeclaredNames): Member {
  return {
    kind: 'member',
    ...spanOf(node),
    object: readExpression(node.childForFieldName('expression')!, names),
    name: simpleName(node.childForFieldName('name')!),
  };
}

function readQualified(node: SyntaxNode, names: DeclaredNames): Member {
  return {
    kind: 'member',
    ...spanOf(node),
    object: readExpression(node.childForFieldName('qualifier')!, names),
    name: simpleName(node.childForFieldName('name')!),
  };
}

/** A name without its type arguments. */
export function simpleName(node: SyntaxNode): ReturnType<typeof nameOf> {
  if (node.type === 'qualified_name' || node.type === 'alias_qualified_name')
    return simpleName(node.childForFieldName('name')!);
  return nameOf(node.type === 'generic_name' ? childrenOf(node)[0]! : node);
}

/** `a?.b`, `a?[b]`: as without the question. */
function readConditional(node: SyntaxNode, names: DeclaredNames): Expression {
  const object = readExpression(node.childForFieldName('condition')!, names);
  return bind(object, node, childrenOf(node).at(-1)!, names);
}

/** What stands behind `?` with the object before it. */
function bind(object: Expression, whole: SyntaxNode, binding: SyntaxNode, names: DeclaredNames): Expression {
  if (binding.type === 'member_binding_expression')
    return { kind: 'member', ...spanOf(whole), object, name: simpleName(binding.childForFieldName('name')!) };
  if (binding.type === 'element_binding_expression') return indexOf(object, whole, binding, names);
  return { kind: 'other', ...spanOf(whole), parts: [object, readExpression(binding, names)] };
}

function readElement(node: SyntaxNode, names: DeclaredNames): Index | Other {
  const object = readExpression(node.childForFieldName('expression')!, names);
  return indexOf(object, node, node.childForFieldName('subscript')!, names);
}

function indexOf(
  object: Expression,
  whole: SyntaxNode,
  subscript: SyntaxNode,
  names: DeclaredNames,
): Index | Other {
  const keys = childrenOf(subscript).map((key) => readExpression(childrenOf(key).at(-1)!, names));
  if (keys.length === 1) return { kind: 'index', ...spanOf(whole), object, key: keys[0] };
  return { kind: 'other', ...spanOf(whole), parts: [object, ...keys] };
}

/** The arguments of a call. */
export function readArguments(list: SyntaxNode, names: DeclaredNames): Argument[] {
  return childrenOf(list).map((child) => {
    const name = child.childForFieldName('name');
    const valueNode = childrenOf(child).at(-1) ?? child.children.at(-1)!;
    const value = readExpression(valueNode, names);
    return { kind: 'argument', ...spanOf(child), value, ...(name && { name: nameOf(name) }) };
  });
}

function readCall(node: SyntaxNode, names: DeclaredNames): Call | Other {
  const list = node.childForFieldName('arguments')!;
  const called = readCalled(node.childForFieldName('function')!, names);
  if (!called) return readOther(node, names);
  return {
    kind: 'call',
    ...spanOf(node),
    ...called,
    arguments: readArguments(list, names),
    list: insideOf(list),
  };
}

/** A function's name with what it is called on; undefined where it is no name. */
function readCalled(node: SyntaxNode, names: DeclaredNames): Pick<Call, 'name' | 'receiver'> | undefined {
  if (node.type === 'identifier' || node.type === 'generic_name')
    return { name: simpleName(node), receiver: undefined };
  if (node.type !== 'member_access_expression' && node.type !== 'conditional_access_expression')
    return undefined;
  const member = readExpression(node, names);
  return member.kind === 'member' ? { name: member.name, receiver: member.object } : undefined;
}

function readTernary(node: SyntaxNode, names: DeclaredNames): Fork {
  const [condition, ...options] = ['condition', 'consequence', 'alternative'].map((field) =>
    readExpression(node.childForFieldName(field)!, names),
  );
  return { kind: 'fork', ...spanOf(node), condition: condition!, options };
}

const OPERATORS: Readonly<Record<string, Assignment['operator']>> = {
  '=': 'set',
  '+=': 'append',
  '??=': 'default',
};

function readAssignment(node: SyntaxNode, names: DeclaredNames): Assignment | Other {
  const target = readExpression(node.childForFieldName('left')!, names);
  const value = readExpression(node.childForFieldName('right')!, names);
  const operator = OPERATORS[node.childForFieldName('operator')!.type];
  if (!operator) return { kind: 'other', ...spanOf(node), parts: [target, value] };
  return { kind: 'assignment', ...spanOf(node), target, value, operator };
}

/** `out var name`, `is Type name` declare the name. */
function readDeclared(node: SyntaxNode, names: DeclaredNames): Expression {
  const name = node.childForFieldName('name');
  if (!name) return { kind: 'other', ...spanOf(node), parts: [] };
  names.declare(nameOf(name));
  return readExpression(name, names);
}

/** `x switch { … => a, _ => b }`: one of the values, where what is compared is written out. */
function readSwitch(node: SyntaxNode, names: DeclaredNames): Expression {
  const [subject, ...arms] = childrenOf(node);
  const parts = arms.map(childrenOf);
  const isPlain = parts.every(
    ([pattern, , ...more]) =>
      more.length === 0 && (pattern!.type === 'discard' || /^(?:"|'|-?\d)/.test(pattern!.text)),
  );
  if (!isPlain) return readOther(node, names);
  return {
    kind: 'fork',
    ...spanOf(node),
    condition: readExpression(subject!, names),
    options: parts.map(([, value]) => readExpression(value!, names)),
  };
}
