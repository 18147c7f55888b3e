import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { DeclaredNames } from '../code/declared-names.ts';
import { childOfType, childrenOf, nameOf, spanOf } from '../code/syntax.ts';
import type { Attempt, Block, Branching, Expression, Leave, Loop, Return, Statement } from '../code/tree.ts';
import { isClass, readClass } from './classes.ts';
import { readExpression, readOther } from './expressions.ts';
import { readSwitch } from './switches.ts';

type Read = (node: SyntaxNode, names: DeclaredNames) => Statement;

const READERS: Readonly<Record<string, Read>> = {
  expression_statement: (node, names) => readExpressionStatement(node, childrenOf(node)[0]!, names),
  explicit_constructor_invocation: (node, names) => readExpressionStatement(node, node, names),
  local_variable_declaration: readVariables,
  block: readBlock,
  constructor_body: readBlock,
  if_statement: readIf,
  // A `switch` is always an expression to the grammar.
  switch_expression: readSwitch,
  for_statement: readFor,
  enhanced_for_statement: readForEach,
  while_statement: readWhile,
  do_statement: readWhile,
  try_statement: readTry,
  try_with_resources_statement: readTry,
  synchronized_statement: readGuarded,
  labeled_statement: (node, names) => readStatement(childrenOf(node).at(-1)!, names),
  return_statement: readReturn,
  yield_statement: readReturn,
  throw_statement: readLeave,
  break_statement: (node) => ({ kind: 'leave', ...spanOf(node), value: undefined }),
  continue_statement: (node) => ({ kind: 'leave', ...spanOf(node), value: undefined }),
};

export function readStatement(node: SyntaxNode, names: DeclaredNames): Statement {
  if (isClass(node)) return readClass(node, names);
  const read = READERS[node.type];
  if (read) return read(node, names);
  return { kind: 'statement', ...spanOf(node), expression: readOther(node, names) };
}

/** The statements that a node holds, in a block of their own. */
export function readStatements(node: SyntaxNode, names: DeclaredNames): Statement[] {
  return names.inBlock(() => childrenOf(node).map((child) => readStatement(child, names)));
}

export function readBlock(node: SyntaxNode, names: DeclaredNames): Block {
  return { kind: 'block', ...spanOf(node), body: readStatements(node, names) };
}

/** What stands below an `if` or a loop: a block, or one statement without brackets. */
function readBody(node: SyntaxNode, names: DeclaredNames): Statement[] {
  return node.type === 'block' ? readStatements(node, names) : [readStatement(node, names)];
}

function readExpressionStatement(node: SyntaxNode, expression: SyntaxNode, names: DeclaredNames): Statement {
  if (expression.type === 'switch_expression') return readSwitch(expression, names);
  return { kind: 'statement', ...spanOf(node), expression: readExpression(expression, names) };
}

function readVariables(node: SyntaxNode, names: DeclaredNames): Statement {
  const variables = childrenOf(node)
    .filter(({ type }) => type === 'variable_declarator')
    .map((declarator) => readVariable(declarator, names));
  const expression: Expression =
    variables.length === 1 ? variables[0]! : { kind: 'other', ...spanOf(node), parts: variables };
  return { kind: 'statement', ...spanOf(node), expression };
}

/** A variable with what it begins with, or its name alone. */
function readVariable(node: SyntaxNode, names: DeclaredNames): Expression {
  const value = node.childForFieldName('value');
  const name = nameOf(node.childForFieldName('name')!);
  names.declare(name);
  const target = names.read(name);
  if (!value) return target;
  return {
    kind: 'assignment',
    ...spanOf(node),
    target,
    value: readExpression(value, names),
    operator: 'set',
  };
}

function readIf(node: SyntaxNode, names: DeclaredNames): Branching {
  const otherwise = node.childForFieldName('alternative');
  const condition = readExpression(node.childForFieldName('condition')!, names);
  const arms = [node.childForFieldName('consequence')!, ...(otherwise ? [otherwise] : [])];
  return {
    kind: 'branching',
    ...spanOf(node),
    conditions: [condition],
    arms: arms.map((arm) => (arm.isNamed ? readBody(arm, names) : [])),
    isExhaustive: otherwise !== null,
  };
}

function readFor(node: SyntaxNode, names: DeclaredNames): Loop {
  const body = node.childForFieldName('body')!;
  return names.inBlock(() => ({
    kind: 'loop',
    ...spanOf(node),
    over: undefined,
    key: undefined,
    item: undefined,
    header: childrenOf(node)
      .filter(({ id }) => id !== body.id)
      .flatMap((part) =>
        part.type === 'local_variable_declaration'
          ? childrenOf(part)
              .filter(({ type }) => type === 'variable_declarator')
              .map((declarator) => readVariable(declarator, names))
          : [readExpression(part, names)],
      ),
    body: body.isNamed ? readBody(body, names) : [],
  }));
}

function readForEach(node: SyntaxNode, names: DeclaredNames): Loop {
  const over = readExpression(node.childForFieldName('value')!, names);
  return names.inBlock(() => {
    const name = nameOf(node.childForFieldName('name')!);
    names.declare(name);
    return {
      kind: 'loop',
      ...spanOf(node),
      over,
      key: undefined,
      item: names.read(name),
      header: [],
      body: readBody(node.childForFieldName('body')!, names),
    };
  });
}

function readWhile(node: SyntaxNode, names: DeclaredNames): Loop {
  const body = node.childForFieldName('body')!;
  return {
    kind: 'loop',
    ...spanOf(node),
    over: undefined,
    key: undefined,
    item: undefined,
    header: [readExpression(node.childForFieldName('condition')!, names)],
    body: body.isNamed ? readBody(body, names) : [],
  };
}

function readTry(node: SyntaxNode, names: DeclaredNames): Attempt {
  return names.inBlock(() => {
    const resources = node.childForFieldName('resources');
    const parts = childrenOf(node);
    const last = parts.find(({ type }) => type === 'finally_clause');
    return {
      kind: 'attempt',
      ...spanOf(node),
      body: [
        ...(resources ? childrenOf(resources) : []).map((resource) => readResource(resource, names)),
        ...readStatements(node.childForFieldName('body')!, names),
      ],
      handlers: parts
        .filter(({ type }) => type === 'catch_clause')
        .map((handler) => readHandler(handler, names)),
      finally: last ? readStatements(childOfType(last, 'block')!, names) : [],
    };
  });
}

function readResource(node: SyntaxNode, names: DeclaredNames): Statement {
  const expression = node.childForFieldName('name')
    ? readVariable(node, names)
    : readExpression(childrenOf(node)[0]!, names);
  return { kind: 'statement', ...spanOf(node), expression };
}

function readHandler(node: SyntaxNode, names: DeclaredNames): Statement[] {
  return names.inBlock(() => {
    const parameter = childOfType(node, 'catch_formal_parameter');
    if (parameter) names.declare(nameOf(parameter.childForFieldName('name')!));
    return readStatements(node.childForFieldName('body')!, names);
  });
}

function readGuarded(node: SyntaxNode, names: DeclaredNames): Block {
  const [guard, block] = childrenOf(node);
  return {
    kind: 'block',
    ...spanOf(node),
    body: [readExpressionStatement(guard!, guard!, names), ...readStatements(block!, names)],
  };
}

function readReturn(node: SyntaxNode, names: DeclaredNames): Return {
  const [value] = childrenOf(node);
  return { kind: 'return', ...spanOf(node), value: value && readExpression(value, names) };
}

function readLeave(node: SyntaxNode, names: DeclaredNames): Leave {
  return { kind: 'leave', ...spanOf(node), value: readExpression(childrenOf(node)[0]!, names) };
}
