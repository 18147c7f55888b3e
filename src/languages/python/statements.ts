import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Call, Expression, Statement } from '../code/tree.ts';
import { readClass, readDecorators } from './classes.ts';
import { readExpression, readField } from './expressions.ts';
import { readFunction } from './functions.ts';
import { bare, field, nameOf, partsOf, spanOf } from './nodes.ts';
import { readOther } from './other.ts';
import type { Scope } from './scope.ts';

type Reader = (node: SyntaxNode, scope: Scope) => readonly Statement[];

const READERS: Readonly<Record<string, Reader>> = {
  expression_statement: readExpressionStatement,
  if_statement: readIf,
  for_statement: readFor,
  while_statement: readWhile,
  try_statement: readTry,
  with_statement: readWith,
  match_statement: readMatch,
  return_statement: (node, scope) => [{ kind: 'return', ...spanOf(node), value: readValue(node, scope) }],
  raise_statement: readLeave,
  break_statement: readLeave,
  continue_statement: readLeave,
  function_definition: (node, scope) => [readFunction(node, scope, false)],
  class_definition: (node, scope) => [readClass(node, scope)],
  decorated_definition: readDecorated,
  global_statement: readGlobals,
  nonlocal_statement: readGlobals,
  print_statement: readPrint,
  delete_statement: readOtherStatement,
  assert_statement: readOtherStatement,
  exec_statement: readOtherStatement,
  type_alias_statement: () => [],
  pass_statement: () => [],
  import_statement: () => [],
  import_from_statement: () => [],
  future_import_statement: () => [],
  block: (node, scope) => readBlock(node, scope),
};

export function isStatement({ type }: SyntaxNode): boolean {
  return type in READERS;
}

/** The statements of a block or a file. */
export function readBlock(node: SyntaxNode, scope: Scope): Statement[] {
  return statementsOf(node, scope).flatMap((statement) => readStatement(statement, scope));
}

/** What stands in a block; texts that are documentation are comments and go to them. */
export function statementsOf(node: SyntaxNode | undefined, scope: Scope): SyntaxNode[] {
  return (node ? partsOf(node) : []).filter((statement) => {
    if (!isBareText(statement)) return true;
    scope.comments.push(statement);
    return false;
  });
}

/** A string that stands for itself: nothing happens with it. */
function isBareText(statement: SyntaxNode): boolean {
  const [only, ...more] = statement.type === 'expression_statement' ? partsOf(statement) : [];
  return (
    only !== undefined &&
    more.length === 0 &&
    /^(?:concatenated_)?string$/.test(only.type) &&
    !/^\w*f/i.test(only.text)
  );
}

export function readStatement(node: SyntaxNode, scope: Scope): readonly Statement[] {
  return (READERS[node.type] ?? readOtherStatement)(node, scope);
}

function readOtherStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const span = spanOf(node);
  return [
    {
      kind: 'statement',
      ...span,
      expression: READERS[node.type] ? readOther(node, scope) : readExpression(node, scope),
    },
  ];
}

const LEAVING = /^(?:(?:sys|os)\.)?_?(?:exit|quit)\(/;

function readExpressionStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const parts = partsOf(node);
  const [first] = parts;
  if (!first) return [];
  const span = spanOf(node);
  if (parts.length > 1) return [{ kind: 'statement', ...span, expression: readOther(node, scope) }];
  const expression = readExpression(first, scope);
  if (first.type === 'call' && LEAVING.test(first.text))
    return [{ kind: 'leave', ...span, value: expression }];
  return [{ kind: 'statement', ...span, expression }];
}

/** What a statement of one keyword says: `return x`, `return x, y`. */
function readValue(node: SyntaxNode, scope: Scope): Expression | undefined {
  const parts = partsOf(node);
  const [only] = parts;
  if (parts.length > 1) return readOther(node, scope);
  return only && readExpression(only, scope);
}

function readLeave(node: SyntaxNode, scope: Scope): Statement[] {
  return [{ kind: 'leave', ...spanOf(node), value: readValue(node, scope) }];
}

function readIf(node: SyntaxNode, scope: Scope): Statement[] {
  const others = node.childrenForFieldName('alternative');
  const last = others.at(-1);
  const hasElse = last?.type === 'else_clause';
  const tests = [node, ...(hasElse ? others.slice(0, -1) : others)];
  const arms = tests.map((one) => blockOf(one, 'consequence', scope));
  return [
    {
      kind: 'branching',
      ...spanOf(node),
      conditions: tests.flatMap((one) => readField(one, 'condition', scope) ?? []),
      arms: hasElse ? [...arms, blockOf(last, 'body', scope)] : arms,
      isExhaustive: hasElse,
    },
  ];
}

function blockOf(node: SyntaxNode, name: string, scope: Scope): Statement[] {
  const block = field(node, name) ?? partsOf(node).find(({ type }) => type === 'block');
  return block ? readBlock(block, scope) : [];
}

/** `for key, value in …` names both, as `for key, value in params.items()` does. */
function readFor(node: SyntaxNode, scope: Scope): Statement[] {
  const left = field(node, 'left');
  const names = left && /^(?:pattern_list|tuple_pattern)$/.test(left.type) ? partsOf(left) : [];
  const [key, item] = names.length === 2 ? names : [undefined, left];
  const loop: Statement = {
    kind: 'loop',
    ...spanOf(node),
    over: readField(node, 'right', scope),
    key: key && readExpression(key, scope),
    item: item && readExpression(item, scope),
    header: [],
    body: blockOf(node, 'body', scope),
  };
  return [loop, ...elseOf(node, scope)];
}

function readWhile(node: SyntaxNode, scope: Scope): Statement[] {
  const condition = readField(node, 'condition', scope);
  const loop: Statement = {
    kind: 'loop',
    ...spanOf(node),
    over: undefined,
    key: undefined,
    item: undefined,
    header: condition ? [condition] : [],
    body: blockOf(node, 'body', scope),
  };
  return [loop, ...elseOf(node, scope)];
}

/** The `else` of a loop runs behind it. */
function elseOf(node: SyntaxNode, scope: Scope): Statement[] {
  return node.childrenForFieldName('alternative').flatMap((clause) => blockOf(clause, 'body', scope));
}

function readTry(node: SyntaxNode, scope: Scope): Statement[] {
  const clauses = partsOf(node);
  const of = (type: RegExp) => clauses.filter((clause) => type.test(clause.type));
  return [
    {
      kind: 'attempt',
      ...spanOf(node),
      body: [
        ...blockOf(node, 'body', scope),
        ...of(/^else_clause$/).flatMap((clause) => blockOf(clause, 'body', scope)),
      ],
      handlers: of(/^except/).map((clause) => blockOf(clause, 'body', scope)),
      finally: of(/^finally_clause$/).flatMap((clause) => blockOf(clause, 'body', scope)),
    },
  ];
}

function readWith(node: SyntaxNode, scope: Scope): Statement[] {
  const items = node.descendantsOfType('with_item').filter((item) => item?.parent?.parent?.equals(node));
  const openings = items.flatMap((item): Statement[] => {
    const value = item && field(item, 'value');
    return value ? [{ kind: 'statement', ...spanOf(value), expression: readAlias(value, scope) }] : [];
  });
  const block = field(node, 'body');
  // What is opened stands beside the block: without it the block must still hold something.
  const inside: Statement[] = block
    ? [{ kind: 'block', ...spanOf(block), body: readBlock(block, scope) }]
    : [];
  return [{ kind: 'block', ...spanOf(node), body: [...openings, ...inside] }];
}

/** `x as y` puts `x` into `y`. */
function readAlias(node: SyntaxNode, scope: Scope): Expression {
  const [value, alias] = node.type === 'as_pattern' ? partsOf(node) : [];
  const [name] = alias ? partsOf(alias) : [];
  if (!value || !name) return readExpression(node, scope);
  const [target, source] = [readExpression(bare(name), scope), readExpression(value, scope)];
  return { kind: 'assignment', ...spanOf(node), target, value: source, operator: 'set' };
}

function readMatch(node: SyntaxNode, scope: Scope): Statement[] {
  const block = field(node, 'body');
  const cases = block ? partsOf(block).filter(({ type }) => type === 'case_clause') : [];
  return [
    {
      kind: 'branching',
      ...spanOf(node),
      conditions: node.childrenForFieldName('subject').map((subject) => readExpression(subject, scope)),
      arms: cases.map((one) => blockOf(one, 'consequence', scope)),
      isExhaustive: cases.some((one) => /^case\s+_\s*:/.test(one.text)),
    },
  ];
}

function readDecorated(node: SyntaxNode, scope: Scope): Statement[] {
  const definition = field(node, 'definition');
  return [...readDecorators(node, scope), ...(definition ? readStatement(definition, scope) : [])];
}

function readGlobals(node: SyntaxNode): Statement[] {
  return [{ kind: 'globals', ...spanOf(node), names: partsOf(node).map(({ text }) => text) }];
}

/** `print x, y` of Python 2 is a call. */
function readPrint(node: SyntaxNode, scope: Scope): Statement[] {
  const keyword = node.firstChild ?? node;
  const values = partsOf(node).map((part) => (part.type === 'chevron' ? (partsOf(part)[0] ?? part) : part));
  const call: Call = {
    kind: 'call',
    ...spanOf(node),
    name: { ...nameOf(keyword), text: 'print' },
    receiver: undefined,
    arguments: values.map((part) => ({
      kind: 'argument',
      ...spanOf(part),
      value: readExpression(part, scope),
    })),
    list: { start: values[0]?.startIndex ?? node.endIndex, end: node.endIndex },
  };
  return [{ kind: 'statement', ...spanOf(node), expression: call }];
}
