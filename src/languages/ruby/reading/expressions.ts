import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Collection, Expression, Item, Other } from '../../code/tree.ts';
import { readAssignment, readOperatorAssignment } from './assignments.ts';
import { readCall, readElement, readShell, readSuper, readYield } from './calls.ts';
import { readFork } from './forks.ts';
import { readLambda, runAtOnce } from './functions.ts';
import { lastName, nameOf, nameSpan, readIdentifier, readMemberVariable, thisAt } from './names.ts';
import { readBinary } from './operators.ts';
import { partsOf, type Reading, spanOf } from './reading.ts';
import { isLocal } from './scope.ts';
import { isStatementAlone, readStatements } from './statements.ts';
import { isText, readText } from './texts.ts';

export function readExpression(node: SyntaxNode, reading: Reading): Expression {
  if (isText(node)) return readText(node, reading);
  switch (node.type) {
    case 'integer':
    case 'float':
      return { kind: 'number', ...spanOf(node), text: node.text };
    case 'identifier':
      return readIdentifier(node, reading);
    case 'constant':
    case 'global_variable':
    case 'nil':
    case 'true':
    case 'false':
      return nameOf(node);
    case 'instance_variable':
    case 'class_variable':
      return readMemberVariable(node, reading);
    case 'self':
      return thisAt(node.startIndex, node.endIndex, reading);
    case 'scope_resolution':
      return readScopeResolution(node, reading);
    case 'binary':
      return readBinary(node, reading);
    case 'assignment':
      return readAssignment(node, reading);
    case 'operator_assignment':
      return readOperatorAssignment(node, reading);
    case 'call':
      return readCall(node, reading);
    case 'super':
      return readSuper(node);
    case 'yield':
      return readYield(node, reading);
    case 'element_reference':
      return readElement(node, reading);
    case 'subshell':
      return readShell(node, reading);
    case 'lambda':
      return readLambda(node, reading);
    case 'hash':
    case 'array':
    case 'string_array':
    case 'symbol_array':
    case 'right_assignment_list':
    case 'left_assignment_list':
      return readCollection(node, reading);
    case 'conditional':
    case 'if':
    case 'unless':
    case 'case':
    case 'if_modifier':
    case 'unless_modifier':
    case 'rescue_modifier':
      return readFork(node, reading);
    case 'parenthesized_statements':
    case 'begin':
      return readSequence(node, reading);
    default:
      return readOther(node, reading);
  }
}

/** What nothing is known of, with all that stands in it. */
export function readOther(node: SyntaxNode, reading: Reading): Other {
  if (isStatementAlone(node)) {
    return { kind: 'other', ...spanOf(node), parts: [], body: readStatements([node], reading) };
  }
  return otherOf(node, partsOf(node), reading);
}

export function otherOf(node: SyntaxNode, parts: readonly SyntaxNode[], reading: Reading): Other {
  return { kind: 'other', ...spanOf(node), parts: parts.map((part) => readExpression(part, reading)) };
}

/** `(…)`, `begin … end`: one expression is what it stands for. */
function readSequence(node: SyntaxNode, reading: Reading): Expression {
  const parts = partsOf(node);
  const only = parts.length === 1 ? parts[0]! : undefined;
  if (!only || isStatementAlone(only)) {
    return runAtOnce(readStatements([node], reading), spanOf(node));
  }
  return inBrackets(readExpression(only, reading), node);
}

/** An operand goes with its brackets, so what stands in them becomes a sum of its own. */
function inBrackets(expression: Expression, node: SyntaxNode): Expression {
  if (node.type !== 'parenthesized_statements' || node.parent?.type !== 'binary') return expression;
  const operands = expression.kind === 'sum' ? expression.operands : [expression];
  return { kind: 'sum', ...spanOf(node), operands };
}

/** `Module::NAME`. */
function readScopeResolution(node: SyntaxNode, reading: Reading): Expression {
  const scope = node.childForFieldName('scope');
  const name = nameSpan(lastName(node));
  if (!scope) return { kind: 'name', ...spanOf(node), name: name.text };
  return { kind: 'member', ...spanOf(node), object: readExpression(scope, reading), name };
}

function readCollection(node: SyntaxNode, reading: Reading): Collection {
  const isBare = node.type.endsWith('_assignment_list');
  return {
    kind: 'collection',
    ...spanOf(node),
    items: partsOf(node).map((item) => readItem(item, reading)),
    ...(isBare && { isBare: true as const }),
  };
}

export function readItem(node: SyntaxNode, reading: Reading): Item {
  const item = { kind: 'item', ...spanOf(node) } as const;
  if (node.type === 'pair') {
    const key = node.childForFieldName('key')!;
    const value = node.childForFieldName('value');
    return {
      ...item,
      key: readExpression(key, reading),
      value: value ? readExpression(value, reading) : impliedValue(key, reading),
    };
  }
  if (/splat_argument$/.test(node.type)) {
    const value = partsOf(node)[0];
    return { ...item, key: undefined, value: readSpread(value, node, reading), isSpread: true };
  }
  return { ...item, key: undefined, value: readExpression(node, reading) };
}

/** `{ ticket: }` says the name of its key and of its value at once: the value stands nowhere. */
function impliedValue(key: SyntaxNode, reading: Reading): Expression {
  const nowhere = { start: key.endIndex, end: key.endIndex };
  if (isLocal(key.text, reading.scope)) return { kind: 'name', ...nowhere, name: key.text };
  const object = thisAt(nowhere.start, nowhere.end, reading);
  return { kind: 'member', ...nowhere, object, name: { ...nowhere, text: key.text } };
}

export function readSpread(value: SyntaxNode | undefined, node: SyntaxNode, reading: Reading): Expression {
  if (value) return readExpression(value, reading);
  return { kind: 'other', start: node.endIndex, end: node.endIndex, parts: [] };
}
