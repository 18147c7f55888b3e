import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Assignment, Expression, Fork, Member, Name, This } from '../code/tree.ts';
import { readCall } from './calls.ts';
import { readCollection } from './collections.ts';
import { readComprehension } from './comprehensions.ts';
import { readLambda } from './functions.ts';
import { bare, field, nameOf, partsOf, spanOf } from './nodes.ts';
import { readOperator } from './operators.ts';
import { readOther } from './other.ts';
import type { Scope } from './scope.ts';
import { readAdjacent, readText } from './texts.ts';

type Reader = (node: SyntaxNode, scope: Scope) => Expression;

const READERS: Readonly<Record<string, Reader>> = {
  identifier: readName,
  attribute: readMember,
  subscript: readIndex,
  call: readCall,
  string: (node, scope) =>
    readText(node, (inside) => readExpression(inside, scope)) ?? readOther(node, scope),
  concatenated_string: (node, scope) => readAdjacent(node, (part) => readExpression(part, scope)),
  integer: readNumber,
  float: readNumber,
  binary_operator: readOperator,
  boolean_operator: readChoice,
  conditional_expression: readConditional,
  named_expression: readNamed,
  assignment: readAssignment,
  augmented_assignment: readAugmented,
  lambda: readLambda,
  list_comprehension: readComprehension,
  set_comprehension: readComprehension,
  dictionary_comprehension: readComprehension,
  generator_expression: readComprehension,
  await: (node, scope) => readExpression(partsOf(node)[0] ?? node.firstChild!, scope),
  dictionary: readCollection,
  list: readCollection,
  tuple: readCollection,
  set: readCollection,
  expression_list: readCollection,
  pattern_list: readCollection,
  tuple_pattern: readCollection,
  list_pattern: readCollection,
};

/** Any expression; what the tree has no node for keeps its parts. */
export function readExpression(node: SyntaxNode, scope: Scope): Expression {
  const inside = bare(node);
  return (READERS[inside.type] ?? readOther)(inside, scope);
}

/** What stands in a field of a node. */
export function readField(node: SyntaxNode, name: string, scope: Scope): Expression | undefined {
  const found = field(node, name);
  return found && readExpression(found, scope);
}

function readName(node: SyntaxNode, scope: Scope): Name | This {
  if (scope.self?.name === node.text)
    return { kind: 'this', ...spanOf(node), ...(scope.self.isStatic && { isStatic: true }) };
  const imported = scope.imports.get(node.text);
  return {
    kind: 'name',
    ...spanOf(node),
    name: node.text,
    ...(imported !== undefined && { imported }),
  };
}

function readNumber(node: SyntaxNode): Expression {
  return { kind: 'number', ...spanOf(node), text: node.text };
}

function readMember(node: SyntaxNode, scope: Scope): Expression {
  const object = readField(node, 'object', scope);
  const name = field(node, 'attribute');
  if (!object || !name) return readOther(node, scope);
  // `self.__class__` is the class.
  if (object.kind === 'this' && name.text === '__class__')
    return { kind: 'this', ...spanOf(node), isStatic: true };
  return { kind: 'member', ...spanOf(node), object, name: nameOf(name) } satisfies Member;
}

/** A slice (`x[1:2]`) is no reading by a key. */
function readIndex(node: SyntaxNode, scope: Scope): Expression {
  const keys = node.childrenForFieldName('subscript');
  const object = readField(node, 'value', scope);
  if (!object || keys.length !== 1 || keys[0]!.type === 'slice') return readOther(node, scope);
  return { kind: 'index', ...spanOf(node), object, key: readExpression(keys[0]!, scope) };
}

/** `a or b` stands in for what is missing, `c and a or b` is how old code chooses. */
function readChoice(node: SyntaxNode, scope: Scope): Expression {
  if (field(node, 'operator')?.type !== 'or') return readOther(node, scope);
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (!left || !right) return readOther(node, scope);
  if (left.type === 'boolean_operator' && field(left, 'operator')?.type === 'and') {
    const condition = readField(left, 'left', scope);
    const chosen = readField(left, 'right', scope);
    if (condition && chosen)
      return { kind: 'fork', ...spanOf(node), condition, options: [chosen, readExpression(right, scope)] };
  }
  const first = readExpression(left, scope);
  const earlier = first.kind === 'fork' && first.isDefault ? first.options : [first];
  return {
    kind: 'fork',
    ...spanOf(node),
    condition: undefined,
    options: [...earlier, readExpression(right, scope)],
    isDefault: true,
  } satisfies Fork;
}

function readConditional(node: SyntaxNode, scope: Scope): Expression {
  const [chosen, condition, other] = partsOf(node).map((part) => readExpression(part, scope));
  if (!chosen || !condition || !other) return readOther(node, scope);
  return { kind: 'fork', ...spanOf(node), condition, options: [chosen, other] };
}

function readNamed(node: SyntaxNode, scope: Scope): Expression {
  const target = readField(node, 'name', scope);
  const value = readField(node, 'value', scope);
  if (!target || !value) return readOther(node, scope);
  return { kind: 'assignment', ...spanOf(node), target, value, operator: 'set' };
}

/** A declaration of a type alone (`x: int`) assigns nothing. */
function readAssignment(node: SyntaxNode, scope: Scope): Expression {
  const target = readField(node, 'left', scope);
  const value = readField(node, 'right', scope);
  if (!target || !value) return { kind: 'other', ...spanOf(node), parts: [] };
  return { kind: 'assignment', ...spanOf(node), target, value, operator: 'set' };
}

/** `+=` adds; `x %= y` is `x = x % y`. */
function readAugmented(node: SyntaxNode, scope: Scope): Expression {
  const target = readField(node, 'left', scope);
  const value = readField(node, 'right', scope);
  const sign = field(node, 'operator');
  if (!target || !value || !sign) return readOther(node, scope);
  const set: Omit<Assignment, 'value'> = { kind: 'assignment', ...spanOf(node), target, operator: 'set' };
  if (sign.type === '+=') return { ...set, value, operator: 'append' };
  return { ...set, value: readOperator(node, scope) };
}
