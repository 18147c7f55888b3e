import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { DeclaredNames } from '../code/declared-names.ts';
import { childOfType, childrenOf, nameOf, spanOf } from '../code/syntax.ts';
import type { Attempt, Block, Branching, Expression, Loop, Statement } from '../code/tree.ts';
import { isClass, readClass } from './classes.ts';
import { readExpression, readOther } from './expressions.ts';
import { readFunction } from './functions.ts';

type Read = (node: SyntaxNode, names: DeclaredNames) => Statement;

const READERS: Readonly<Record<string, Read>> = {
  expression_statement: (node, names) => statementOf(node, readExpression(childrenOf(node)[0]!, names)),
  local_declaration_statement: (node, names) =>
    statementOf(node, readVariables(childOfType(node, 'variable_declaration')!, names)),
  local_function_statement: readFunction,
  global_statement: (node, names) => readStatement(childrenOf(node)[0]!, names),
  namespace_declaration: readNamespace,
  file_scoped_namespace_declaration: readNamespace,
  block: readBlock,
  if_statement: readIf,
  preproc_if: readConditionally,
  preproc_elif: readConditionally,
  preproc_else: readConditionally,
  switch_statement: readSwitch,
  for_statement: readFor,
  foreach_statement: readForEach,
  while_statement: readWhile,
  do_statement: readWhile,
  try_statement: readTry,
  using_statement: readGuarded,
  lock_statement: readGuarded,
  fixed_statement: readGuarded,
  checked_statement: readGuarded,
  unsafe_statement: readGuarded,
  labeled_statement: (node, names) => readStatement(childrenOf(node).at(-1)!, names),
  return_statement: (node, names) => ({ kind: 'return', ...spanOf(node), value: readValue(node, names) }),
  throw_statement: readLeave,
  break_statement: readLeave,
  continue_statement: readLeave,
};

export function readStatement(node: SyntaxNode, names: DeclaredNames): Statement {
  if (isClass(node)) return readClass(node, names);
  const read = READERS[node.type];
  return read ? read(node, names) : statementOf(node, readOther(node, names));
}

function statementOf(node: SyntaxNode, expression: Expression): Statement {
  return { kind: 'statement', ...spanOf(node), expression };
}

/** The statements that a node holds, in a block of their own. */
export function readStatements(node: SyntaxNode, names: DeclaredNames): Statement[] {
  return names.inBlock(() => childrenOf(node).map((child) => readStatement(child, names)));
}

function readBlock(node: SyntaxNode, names: DeclaredNames): Block {
  return { kind: 'block', ...spanOf(node), body: readStatements(node, names) };
}

function readNamespace(node: SyntaxNode, names: DeclaredNames): Block {
  const body = node.childForFieldName('body');
  const name = node.childForFieldName('name');
  if (body) return { ...readBlock(body, names), ...spanOf(node) };
  const parts = childrenOf(node).filter(({ id }) => id !== name?.id);
  return { kind: 'block', ...spanOf(node), body: parts.map((part) => readStatement(part, names)) };
}

/** What stands below an `if` or a loop: a block, or one statement without brackets. */
function readBody(node: SyntaxNode, names: DeclaredNames): Statement[] {
  return node.type === 'block' ? readStatements(node, names) : [readStatement(node, names)];
}

/** The variables of a declaration, with what they begin with or their names alone. */
function readVariables(node: SyntaxNode, names: DeclaredNames): Expression {
  const variables = childrenOf(node)
    .filter(({ type }) => type === 'variable_declarator')
    .map((declarator) => readVariable(declarator, names));
  return variables.length === 1 ? variables[0]! : { kind: 'other', ...spanOf(node), parts: variables };
}

function readVariable(node: SyntaxNode, names: DeclaredNames): Expression {
  const nameNode = node.childForFieldName('name');
  if (!nameNode) return readTuple(node, names);
  const name = nameOf(nameNode);
  names.declare(name);
  const target = names.read(name);
  const value = initialValueOf(node);
  if (!value) return target;
  return {
    kind: 'assignment',
    ...spanOf(node),
    target,
    value: readExpression(value, names),
    operator: 'set',
  };
}

/** What a declared name begins with. */
export function initialValueOf(node: SyntaxNode): SyntaxNode | undefined {
  const name = node.childForFieldName('name')!;
  const last = childrenOf(node).at(-1)!;
  return last.startIndex > name.startIndex && last.type !== 'bracketed_argument_list' ? last : undefined;
}

/** `var (a, b) = …` declares several names. */
function readTuple(node: SyntaxNode, names: DeclaredNames): Expression {
  const pattern = childOfType(node, 'tuple_pattern');
  for (const name of pattern?.childrenForFieldName('name') ?? []) if (name) names.declare(nameOf(name));
  return readOther(node, names);
}

function readIf(node: SyntaxNode, names: DeclaredNames): Branching {
  const otherwise = node.childForFieldName('alternative');
  const arms = [node.childForFieldName('consequence')!, ...(otherwise ? [otherwise] : [])];
  return {
    kind: 'branching',
    ...spanOf(node),
    conditions: [readExpression(node.childForFieldName('condition')!, names)],
    arms: arms.map((arm) => readBody(arm, names)),
    isExhaustive: otherwise !== null,
  };
}

/** `#if`: the code of every arm is there for somebody. */
function readConditionally(node: SyntaxNode, names: DeclaredNames): Branching {
  const condition = node.childForFieldName('condition');
  const otherwise = node.childForFieldName('alternative');
  const parts = childrenOf(node).filter(({ id }) => id !== condition?.id && id !== otherwise?.id);
  const arms = [parts, ...(otherwise ? [[otherwise]] : [])];
  return {
    kind: 'branching',
    ...spanOf(node),
    conditions: [],
    arms: arms.map((arm) => arm.map((part) => readStatement(part, names))),
    isExhaustive: otherwise !== null || node.type === 'preproc_else',
  };
}

/** A `break` at the end of a section says only that it ends. */
function readSwitch(node: SyntaxNode, names: DeclaredNames): Branching {
  const conditions = [readExpression(node.childForFieldName('value')!, names)];
  const arms: Statement[][] = [];
  let labels: Statement[] = [];
  let isExhaustive = false;
  names.inBlock(() => {
    for (const section of childrenOf(node.childForFieldName('body')!)) {
      const parts = childrenOf(section);
      const statements = parts.filter(({ type }) => type.endsWith('_statement') || type === 'block');
      isExhaustive ||= section.children.some((child) => child?.type === 'default');
      labels.push(
        ...parts
          .filter((part) => !statements.includes(part))
          .map((label) => statementOf(label, { ...readOther(label, names), isConstant: true })),
      );
      if (statements.length === 0) continue;
      const kept = statements.at(-1)!.type === 'break_statement' ? statements.slice(0, -1) : statements;
      arms.push([...labels, ...kept.map((statement) => readStatement(statement, names))]);
      labels = [];
    }
  });
  return { kind: 'branching', ...spanOf(node), conditions, arms, isExhaustive };
}

const NOTHING = { over: undefined, key: undefined, item: undefined };

function readFor(node: SyntaxNode, names: DeclaredNames): Loop {
  const body = node.childForFieldName('body')!;
  return names.inBlock(() => ({
    kind: 'loop',
    ...spanOf(node),
    ...NOTHING,
    header: childrenOf(node)
      .filter(({ id }) => id !== body.id)
      .map((part) =>
        part.type === 'variable_declaration' ? readVariables(part, names) : readExpression(part, names),
      ),
    body: readBody(body, names),
  }));
}

function readForEach(node: SyntaxNode, names: DeclaredNames): Loop {
  const over = readExpression(node.childForFieldName('right')!, names);
  const left = node.childForFieldName('left')!;
  const found = left.type === 'tuple_pattern' ? left.childrenForFieldName('name') : [left];
  return names.inBlock(() => {
    const items = found.flatMap((node) => {
      if (!node) return [];
      names.declare(nameOf(node));
      return [readExpression(node, names)];
    });
    return {
      kind: 'loop',
      ...spanOf(node),
      over,
      key: items.length === 2 ? items[0] : undefined,
      item: items.at(-1),
      header: [],
      body: readBody(node.childForFieldName('body')!, names),
    };
  });
}

function readWhile(node: SyntaxNode, names: DeclaredNames): Loop {
  return {
    kind: 'loop',
    ...spanOf(node),
    ...NOTHING,
    header: [readExpression(node.childForFieldName('condition')!, names)],
    body: readBody(node.childForFieldName('body')!, names),
  };
}

function readTry(node: SyntaxNode, names: DeclaredNames): Attempt {
  const parts = childrenOf(node);
  const last = parts.find(({ type }) => type === 'finally_clause');
  return {
    kind: 'attempt',
    ...spanOf(node),
    body: readStatements(node.childForFieldName('body')!, names),
    handlers: parts
      .filter(({ type }) => type === 'catch_clause')
      .map((handler) => readHandler(handler, names)),
    finally: last ? readStatements(childOfType(last, 'block')!, names) : [],
  };
}

function readHandler(node: SyntaxNode, names: DeclaredNames): Statement[] {
  return names.inBlock(() => {
    const name = childOfType(node, 'catch_declaration')?.childForFieldName('name');
    if (name) names.declare(nameOf(name));
    const filter = childOfType(node, 'catch_filter_clause');
    return [
      ...(filter ? [statementOf(filter, readOther(filter, names))] : []),
      ...readStatements(node.childForFieldName('body')!, names),
    ];
  });
}

/** `using (…) …`, `lock (…) …`: what is held, and what is done meanwhile. */
function readGuarded(node: SyntaxNode, names: DeclaredNames): Block {
  const body = childrenOf(node).at(-1)!;
  return names.inBlock(() => ({
    kind: 'block',
    ...spanOf(node),
    body: [
      ...childrenOf(node)
        .filter(({ id }) => id !== body.id)
        .map((held) =>
          statementOf(
            held,
            held.type === 'variable_declaration' ? readVariables(held, names) : readExpression(held, names),
          ),
        ),
      ...readBody(body, names),
    ],
  }));
}

function readValue(node: SyntaxNode, names: DeclaredNames): Expression | undefined {
  const value = childrenOf(node)[0] ?? node.children.find((child) => child?.type === 'this');
  return value ? readExpression(value, names) : undefined;
}

function readLeave(node: SyntaxNode, names: DeclaredNames): Statement {
  return { kind: 'leave', ...spanOf(node), value: readValue(node, names) };
}
