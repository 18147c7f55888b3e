import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Assignment, Expression, Name, This } from '../code/tree.ts';
import { readCall, readConstruction, readMethodCall, readOperatorCall, readStaticCall } from './calls.ts';
import { readAnonymousClass } from './classes.ts';
import { readCollection } from './collections.ts';
import { readFork, readLogical, readMatch } from './forks.ts';
import { readArrowFunction, readClosure } from './functions.ts';
import { readIndex, readKey, readMember, readStaticMember } from './members.ts';
import { field, firstOf, other, partsOf, plainName, type Reading, spanOf } from './reading.ts';
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
export function readOnly(node: SyntaxNode, reading: Reading): Expression {
  const parts = partsOf(node);
  return parts.length === 1 ? readExpression(parts[0]!, reading) : readOther(node, reading);
}

function readVariable(node: SyntaxNode): Name | This {
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
