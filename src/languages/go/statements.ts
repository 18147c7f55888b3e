import type { Node as SyntaxNode } from 'web-tree-sitter';
import { childrenOf, spanOf } from '../code/syntax.ts';
import type { Assignment, Branching, Expression, Leave, Loop, Return, Statement } from '../code/tree.ts';
import { readConstants, readTypes, readVariables } from './declarations.ts';
import { readExpression, readList, readOther } from './expressions.ts';
import { readFunction, readMethod } from './functions.ts';
import type { Reading } from './reading.ts';

type Read = (node: SyntaxNode, reading: Reading) => Statement | Statement[];

const READERS: Readonly<Record<string, Read>> = {
  function_declaration: readFunction,
  method_declaration: readMethod,
  type_declaration: readTypes,
  const_declaration: readConstants,
  var_declaration: readVariables,
  block: (node, reading) => ({ kind: 'block', ...spanOf(node), body: readStatements(node, reading) }),
  if_statement: readIf,
  for_statement: readFor,
  expression_switch_statement: readSwitch,
  type_switch_statement: readSwitch,
  select_statement: readSwitch,
  labeled_statement: (node, reading) => readStatement(childrenOf(node).at(-1)!, reading),
  return_statement: readReturn,
  break_statement: readLeave,
  continue_statement: readLeave,
  goto_statement: readLeave,
};

/** Reads what stands in a list of statements; a declaration of several names is several statements. */
export function readStatement(node: SyntaxNode, reading: Reading): Statement[] {
  const read = READERS[node.type];
  if (read) return [read(node, reading)].flat();
  return [{ kind: 'statement', ...spanOf(node), expression: readSimple(node, reading) }];
}

/** The statements of a block, or of what is a list of them. */
export function readStatements(node: SyntaxNode, reading: Reading): Statement[] {
  return childrenOf(node).flatMap((child) =>
    child.type === 'statement_list' ? readStatements(child, reading) : readStatement(child, reading),
  );
}

/** A statement that may stand in the head of another, too. */
function readSimple(node: SyntaxNode, reading: Reading): Expression {
  switch (node.type) {
    case 'expression_statement':
    case 'defer_statement':
    case 'go_statement':
      return readExpression(childrenOf(node)[0]!, reading);
    case 'short_var_declaration':
    case 'assignment_statement':
    case 'receive_statement':
      return readAssignment(node, reading);
    case 'var_spec':
    case 'const_spec':
      return readOther(node, reading);
    default:
      return readExpression(node, reading);
  }
}

function readAssignment(node: SyntaxNode, reading: Reading): Expression {
  const left = node.childForFieldName('left');
  const value = readList(node.childForFieldName('right')!, reading);
  if (!left) return value;
  const target = readList(left, reading);
  const sign = node.childForFieldName('operator')?.type ?? ':=';
  if (sign !== '=' && sign !== ':=' && sign !== '+=')
    return { kind: 'other', ...spanOf(node), parts: [target, value] };
  const operator: Assignment['operator'] = sign === '+=' ? 'append' : 'set';
  return { kind: 'assignment', ...spanOf(node), target, value, operator };
}

function readIf(node: SyntaxNode, reading: Reading): Branching {
  const otherwise = node.childForFieldName('alternative');
  const arms = [node.childForFieldName('consequence')!, ...(otherwise ? [otherwise] : [])];
  return {
    kind: 'branching',
    ...spanOf(node),
    conditions: ['initializer', 'condition']
      .flatMap((field) => node.childForFieldName(field) ?? [])
      .map((part) => readSimple(part, reading)),
    arms: arms.map((arm) =>
      arm.type === 'block' ? readStatements(arm, reading) : readStatement(arm, reading),
    ),
    isExhaustive: otherwise !== null,
  };
}

function readFor(node: SyntaxNode, reading: Reading): Loop {
  const body = node.childForFieldName('body')!;
  const [head] = childrenOf(node).filter(({ id }) => id !== body.id);
  const loop = {
    kind: 'loop' as const,
    ...spanOf(node),
    over: undefined,
    key: undefined,
    item: undefined,
    header: [],
    body: readStatements(body, reading),
  };
  if (head?.type === 'range_clause') return { ...loop, ...readRange(head, reading) };
  const parts = head?.type === 'for_clause' ? childrenOf(head) : head ? [head] : [];
  return { ...loop, header: parts.map((part) => readSimple(part, reading)) };
}

/** What `range` gives: each key or position, and what stands there. */
function readRange(node: SyntaxNode, reading: Reading): Pick<Loop, 'over' | 'key' | 'item'> {
  const left = node.childForFieldName('left');
  const [key, item] = left ? childrenOf(left) : [];
  const named = (name: SyntaxNode | undefined) =>
    name && name.text !== '_' ? readExpression(name, reading) : undefined;
  return {
    over: readExpression(node.childForFieldName('right')!, reading),
    key: named(key),
    item: named(item),
  };
}

function readSwitch(node: SyntaxNode, reading: Reading): Branching {
  const parts = childrenOf(node);
  const cases = parts.filter(({ type }) => /_case$/.test(type));
  const heads = parts.filter((part) => !cases.includes(part) && !/_type$|_identifier$/.test(part.type));
  return {
    kind: 'branching',
    ...spanOf(node),
    conditions: heads.map((head) => readSimple(head, reading)),
    arms: cases.map((each) =>
      childrenOf(each).flatMap((part) => {
        if (part.type === 'statement_list') return readStatements(part, reading);
        if (/_type$|type_identifier$/.test(part.type)) return [];
        return [{ kind: 'statement' as const, ...spanOf(part), expression: readSimple(part, reading) }];
      }),
    ),
    isExhaustive: cases.some(({ type }) => type === 'default_case'),
  };
}

function readReturn(node: SyntaxNode, reading: Reading): Return {
  const [value] = childrenOf(node);
  return { kind: 'return', ...spanOf(node), value: value && readList(value, reading) };
}

function readLeave(node: SyntaxNode): Leave {
  return { kind: 'leave', ...spanOf(node), value: undefined };
}
