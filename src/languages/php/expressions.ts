import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Assignment, Collection, Expression, Index, Item, Member, Name, This } from '../code/tree.ts';
import { readCall, readConstruction, readMethodCall, readOperatorCall, readStaticCall } from './calls.ts';
import { readAnonymousClass } from './classes.ts';
import { readFork, readLogical, readMatch } from './forks.ts';
import { readArrowFunction, readClosure } from './functions.ts';
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
import { isStatement, readStatement } from './statements.ts';
import { readBare, readHeredoc, readQuoted } from './texts.ts';

/** Reads an expression of any kind. */
export function readExpression(node: SyntaxNode, reading: Reading): Expression {
  switch (node.type) {
    case 'string':
    case 'encapsed_string':
      return readQuoted(node, reading, readEmbedded);
    case 'heredoc':
    case 'nowdoc':
      return readHeredoc(node, reading, readEmbedded);
    case 'integer':
    case 'float':
      return { kind: 'number', ...spanOf(node), text: node.text };
    case 'variable_name':
      return readVariable(node);
    case 'boolean':
    case 'null':
    case 'name':
    case 'qualified_name':
      return readConstant(node, reading);
    case 'dynamic_variable_name':
      return readDynamicVariable(node, reading);
    case 'parenthesized_expression':
      return readOnly(node, reading);
    case 'cast_expression':
    case 'error_suppression_expression':
    case 'clone_expression':
    case 'print_intrinsic':
      return readOperatorCall(node, reading);
    case 'binary_expression':
      return readBinary(node, reading);
    case 'conditional_expression':
      return readFork(node, reading);
    case 'match_expression':
      return readMatch(node, reading);
    case 'assignment_expression':
    case 'reference_assignment_expression':
      return readAssignment(node, 'set', reading);
    case 'augmented_assignment_expression':
      return readAugmented(node, reading);
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
      return readMember(node, reading);
    case 'scoped_property_access_expression':
    case 'class_constant_access_expression':
      return readStaticMember(node, reading);
    case 'subscript_expression':
      return readIndex(node, reading);
    case 'array_creation_expression':
    case 'list_literal':
      return readCollection(node, reading);
    case 'by_ref':
      return readOnly(node, reading);
    case 'function_call_expression':
      return readCall(node, reading);
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
      return readMethodCall(node, reading);
    case 'scoped_call_expression':
      return readStaticCall(node, reading);
    case 'object_creation_expression':
      return firstOf(node, 'anonymous_class')
        ? readAnonymousClass(node, reading)
        : readConstruction(node, reading);
    case 'anonymous_function':
    case 'anonymous_function_creation_expression':
      return readClosure(node, reading);
    case 'arrow_function':
      return readArrowFunction(node, reading);
    default:
      return readOther(node, reading);
  }
}

/** Anything else, with all that may matter in it. */
export function readOther(node: SyntaxNode, reading: Reading): Expression {
  const parts = partsOf(node);
  const body = parts.filter(isStatement).flatMap((part) => readStatement(part, reading));
  const expressions = parts
    .filter((part) => !isStatement(part) && !isPlain(part))
    .map((part) => readExpression(part, reading));
  return { ...other(spanOf(node), expressions), ...(body.length > 0 && { body }) };
}

/** Types, modifiers, names of labels: what is never evaluated. */
function isPlain({ type }: SyntaxNode): boolean {
  return /(?:_type|_modifier|^type_list|^namespace_name|^relative_scope)$/.test(type);
}

/** What stands in brackets, or behind `&`, is read as if they were not there. */
function readOnly(node: SyntaxNode, reading: Reading): Expression {
  const parts = partsOf(node);
  return parts.length === 1 ? readExpression(parts[0]!, reading) : readOther(node, reading);
}

export function readVariable(node: SyntaxNode): Name | This {
  return node.text === '$this'
    ? { kind: 'this', ...spanOf(node) }
    : { kind: 'name', ...spanOf(node), name: node.text };
}

function readConstant(node: SyntaxNode, reading: Reading): Expression {
  if (/^(?:self|static)$/i.test(node.text)) return { kind: 'this', ...spanOf(node), isStatic: true };
  return {
    kind: 'name',
    ...spanOf(node),
    name: plainName(reading.text.slice(node.startIndex, node.endIndex)),
  };
}

/** `${x}` in a string is the variable itself; `$$x` is any. */
function readDynamicVariable(node: SyntaxNode, reading: Reading): Expression {
  const [inner, ...more] = partsOf(node);
  if (inner?.type === 'name' && more.length === 0)
    return { kind: 'name', ...spanOf(node), name: `$${inner.text}` };
  if (inner?.type === 'subscript_expression' && more.length === 0) {
    const [object, key] = partsOf(inner);
    if (object?.type === 'name' && key)
      return {
        kind: 'index',
        ...spanOf(node),
        object: { kind: 'name', ...spanOf(object), name: `$${object.text}` },
        key: readKey(key, reading),
      };
  }
  return readOther(node, reading);
}

/** An expression in a string: in `"$row[key]"` the key has no quotes. */
function readEmbedded(node: SyntaxNode, reading: Reading): Expression {
  const [object, key] = partsOf(node);
  if (node.type !== 'subscript_expression' || node.previousSibling?.type === '{' || !object || !key)
    return readExpression(node, reading);
  return {
    kind: 'index',
    ...spanOf(node),
    object: readExpression(object, reading),
    key: key.type === 'name' ? readBare(key) : readExpression(key, reading),
  };
}

function readBinary(node: SyntaxNode, reading: Reading): Expression {
  const operator = field(node, 'operator')?.type ?? '';
  switch (operator) {
    case '.':
      return {
        kind: 'sum',
        ...spanOf(node),
        operands: operandsOf(node).map((each) => readExpression(each, reading)),
      };
    case '??':
      return readFork(node, reading);
    case '&&':
    case '||':
    case 'and':
    case 'or':
      return readLogical(node, reading);
    case '+':
      // Of arrays it makes one; of numbers none is written where arrays are put together.
      return partsOf(node).some(({ type }) => /^(?:integer|float|string|encapsed_string)$/.test(type))
        ? readOther(node, reading)
        : readOperatorCall(node, reading);
    default:
      return readOther(node, reading);
  }
}

/** The operands of a chain of dots, in order. */
function operandsOf(node: SyntaxNode): SyntaxNode[] {
  const operands: SyntaxNode[] = [];
  let left: SyntaxNode | undefined = node;
  while (left?.type === 'binary_expression' && field(left, 'operator')?.type === '.') {
    const [next, ...rest]: SyntaxNode[] = partsOf(left);
    operands.unshift(...rest);
    left = next;
  }
  return left ? [left, ...operands] : operands;
}

function readAssignment(node: SyntaxNode, operator: Assignment['operator'], reading: Reading): Expression {
  const target = field(node, 'left');
  const value = field(node, 'right');
  if (!target || !value) return readOther(node, reading);
  return {
    kind: 'assignment',
    ...spanOf(node),
    target: readExpression(target, reading),
    value: readExpression(value, reading),
    operator,
  };
}

function readAugmented(node: SyntaxNode, reading: Reading): Expression {
  switch (field(node, 'operator')?.type) {
    case '.=':
      return readAssignment(node, 'append', reading);
    case '??=':
      return readAssignment(node, 'default', reading);
    case '+=':
      return field(node, 'right')?.type === 'integer'
        ? readOther(node, reading)
        : readOperatorCall(node, reading);
    default:
      return readOther(node, reading);
  }
}

/** A member; one whose name is put together is taken as what stands under that key. */
function readMember(node: SyntaxNode, reading: Reading): Member | Index | Expression {
  const object = field(node, 'object');
  const name = field(node, 'name');
  if (!object || !name) return readOther(node, reading);
  const read = readExpression(object, reading);
  return name.type === 'name'
    ? { kind: 'member', ...spanOf(node), object: read, name: nameSpan(name) }
    : { kind: 'index', ...spanOf(node), object: read, key: readExpression(name, reading) };
}

function readStaticMember(node: SyntaxNode, reading: Reading): Expression {
  const [scope, name] = node.namedChildren.filter(({ type }) => type !== 'comment');
  if (!scope || !name || (name.type !== 'name' && name.type !== 'variable_name'))
    return readOther(node, reading);
  // Where it stands is the whole of it, and the name alone without its sign.
  const sign = name.type === 'variable_name' ? 1 : 0;
  return {
    kind: 'member',
    ...spanOf(node),
    object: readScope(scope, reading),
    name: { start: name.startIndex + sign, end: name.endIndex, text: name.text.slice(sign) },
  };
}

/** What stands before `::`. */
export function readScope(node: SyntaxNode, reading: Reading, isCall = false): Expression {
  if (!/^(?:relative_scope|name|qualified_name)$/.test(node.type)) return readExpression(node, reading);
  if (isCall && /^parent$/i.test(node.text)) return { kind: 'name', ...spanOf(node), name: 'parent' };
  return /^(?:self|static)$/i.test(node.text)
    ? { kind: 'this', ...spanOf(node), isStatic: true }
    : { kind: 'name', ...spanOf(node), name: classNameOf(node, reading) };
}

function readIndex(node: SyntaxNode, reading: Reading): Expression {
  const [object, key] = partsOf(node);
  if (!object) return readOther(node, reading);
  return {
    kind: 'index',
    ...spanOf(node),
    object: readExpression(object, reading),
    key: key && readKey(key, reading),
  };
}

/** Before PHP 8 a key could stand without quotes; constants are written in upper case. */
function readKey(node: SyntaxNode, reading: Reading): Expression {
  return node.type === 'name' && /[a-z]/.test(node.text) ? readBare(node) : readExpression(node, reading);
}

/** An array, or the variables that one is taken apart into. */
function readCollection(node: SyntaxNode, reading: Reading): Collection {
  const items =
    node.type === 'array_creation_expression'
      ? partsOf(node).map((item) => readItem(item, partsOf(item), reading))
      : targetsOf(node).map((parts) => readTarget(parts, reading));
  return { kind: 'collection', ...spanOf(node), items };
}

function readItem(node: SyntaxNode, parts: readonly SyntaxNode[], reading: Reading): Item {
  const [first, second] = parts;
  const span = spanOf(node);
  if (!first || node.type !== 'array_element_initializer')
    return { kind: 'item', ...span, key: undefined, value: readExpression(node, reading) };
  if (first.type === 'variadic_unpacking')
    return { kind: 'item', ...span, key: undefined, value: readOnly(first, reading), isSpread: true };
  return second
    ? { kind: 'item', ...span, key: readExpression(first, reading), value: readExpression(second, reading) }
    : { kind: 'item', ...span, key: undefined, value: readExpression(first, reading) };
}

/** What stands between the commas of `list($a, , 'key' => $b)`. */
function targetsOf(node: SyntaxNode): (readonly SyntaxNode[])[] {
  const targets: SyntaxNode[][] = [[]];
  for (const child of node.children) {
    if (child.type === ',') targets.push([child]);
    else if (child.isNamed && child.type !== 'comment') targets.at(-1)!.push(child);
  }
  return targets.filter((parts, i) => parts.length > 1 || i === 0 || i < targets.length - 1);
}

function readTarget(parts: readonly SyntaxNode[], reading: Reading): Item {
  const [first, second] = parts.filter(({ type }) => type !== ',');
  if (!first) {
    const at = parts[0]?.endIndex ?? 0;
    const nothing = { start: at, end: at };
    return { kind: 'item', ...nothing, key: undefined, value: other(nothing, []) };
  }
  const last = second ?? first;
  return {
    kind: 'item',
    start: first.startIndex,
    end: last.endIndex,
    key: second && readExpression(first, reading),
    value: readExpression(last, reading),
  };
}
