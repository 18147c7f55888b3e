import type { Node as SyntaxNode } from 'web-tree-sitter';
import type {
  Attempt,
  Branching,
  Expression,
  Leave,
  Loop,
  Return,
  Span,
  Statement,
} from '../../code/tree.ts';
import { declareTargets } from './assignments.ts';
import { readArguments } from './calls.ts';
import { readClass, readSingletonClass, structOf } from './classes.ts';
import { readExpression } from './expressions.ts';
import { readMethod } from './functions.ts';
import { findAll, partsOf, type Reading, spanOf } from './reading.ts';
import { declare } from './scope.ts';

const ALONE =
  /^(?:while|until|for|(?:while|until)_modifier|begin|return|break|next|redo|retry|class|module|singleton_class|method|singleton_method|begin_block|end_block)$/;

/** True for what is no expression of the tree, though everything has a value in Ruby. */
export function isStatementAlone({ type }: SyntaxNode): boolean {
  return ALONE.test(type);
}

export function readStatements(nodes: readonly SyntaxNode[], reading: Reading): Statement[] {
  return nodes
    .filter(({ type }) => !/^(?:comment|heredoc_body|empty_statement)$/.test(type))
    .map((node) => readStatement(node, reading));
}

function readStatement(node: SyntaxNode, reading: Reading): Statement {
  switch (node.type) {
    case 'if':
    case 'unless':
    case 'elsif':
      return readIf(node, reading);
    case 'if_modifier':
    case 'unless_modifier':
      return readModifier(node, reading);
    case 'case':
    case 'case_match':
      return readCase(node, reading);
    case 'while':
    case 'until':
    case 'while_modifier':
    case 'until_modifier':
      return readWhile(node, reading);
    case 'for':
      return readFor(node, reading);
    case 'begin':
      return readBegin(node, reading);
    case 'rescue_modifier':
      return readRescueModifier(node, reading);
    case 'parenthesized_statements':
    case 'begin_block':
    case 'end_block':
      return { kind: 'block', ...spanOf(node), body: readStatements(partsOf(node), reading) };
    case 'return':
      return { kind: 'return', ...spanOf(node), value: givenBack(node, reading) } satisfies Return;
    case 'next':
      return reading.scope.isBlock
        ? { kind: 'return', ...spanOf(node), value: givenBack(node, reading) }
        : readLeave(node, reading);
    case 'break':
    case 'redo':
    case 'retry':
      return readLeave(node, reading);
    case 'method':
      return readMethod(node, reading, false);
    case 'singleton_method':
      return readMethod(node, reading, true);
    case 'class':
    case 'module':
      return readClass(node, reading);
    case 'singleton_class':
      return readSingletonClass(node, reading);
    default:
      return readExpressionStatement(node, reading);
  }
}

function readExpressionStatement(node: SyntaxNode, reading: Reading): Statement {
  const struct = structOf(node, reading);
  if (struct) return struct;
  const raised = node.type === 'identifier' ? node : node.childForFieldName('method');
  const isRaise = /^(?:raise|fail|exit|exit!|abort)$/.test(raised?.text ?? '');
  if (isRaise && /^(?:identifier|call)$/.test(node.type) && !node.childForFieldName('receiver')) {
    return readLeave(node, reading);
  }
  return { kind: 'statement', ...withHeredocs(node, reading), expression: readExpression(node, reading) };
}

/** A statement with the bodies of the heredocs that it begins. */
function withHeredocs(node: SyntaxNode, reading: Reading): Span {
  if (!reading.heredocs.size) return spanOf(node);
  const bodies = findAll(node, ({ type }) => type === 'heredoc_beginning').flatMap(({ startIndex }) => {
    const body = reading.heredocs.get(startIndex);
    return body ? [body.endIndex] : [];
  });
  return { start: node.startIndex, end: Math.max(node.endIndex, ...bodies) };
}

/** What stands in a method, block or `begin`, with the `rescue` that may belong to it. */
export function readBody(node: SyntaxNode, reading: Reading): Statement[] {
  const parts = partsOf(node);
  const isClause = ({ type }: SyntaxNode) => /^(?:rescue|ensure|else)$/.test(type);
  if (!parts.some(isClause)) return readStatements(parts, reading);
  const body = readStatements(
    parts.filter((part) => !isClause(part)),
    reading,
  );
  const clauses = (type: string) => parts.filter((part) => part.type === type);
  const orElse = clauses('else').flatMap((part) => readStatements(partsOf(part), reading));
  const handlers = clauses('rescue').map((part) => readRescue(part, reading));
  const always = clauses('ensure').flatMap((part) => readStatements(partsOf(part), reading));
  return [
    {
      kind: 'attempt',
      ...spanOf(node),
      body: [...body, ...orElse],
      handlers,
      finally: always,
    } satisfies Attempt,
  ];
}

function readRescue(node: SyntaxNode, reading: Reading): Statement[] {
  const variable = node.childForFieldName('variable');
  const target = variable && partsOf(variable)[0];
  if (target) declareTargets(target, reading);
  const body = node.childForFieldName('body');
  return body ? readStatements(partsOf(body), reading) : [];
}

function readBegin(node: SyntaxNode, reading: Reading): Statement {
  const body = readBody(node, reading);
  const only = body.length === 1 ? body[0]! : undefined;
  return only?.kind === 'attempt' ? only : { kind: 'block', ...spanOf(node), body };
}

function readRescueModifier(node: SyntaxNode, reading: Reading): Attempt {
  return {
    kind: 'attempt',
    ...spanOf(node),
    body: readStatements([node.childForFieldName('body')!], reading),
    handlers: [readStatements([node.childForFieldName('handler')!], reading)],
    finally: [],
  };
}

function readIf(node: SyntaxNode, reading: Reading): Branching {
  const conditions: Expression[] = [];
  const arms: Statement[][] = [];
  let isExhaustive = false;
  for (let at: SyntaxNode | null = node; at; at = at.childForFieldName('alternative')) {
    if (at.type === 'else') {
      arms.push(readStatements(partsOf(at), reading));
      isExhaustive = true;
      break;
    }
    conditions.push(readExpression(at.childForFieldName('condition')!, reading));
    const then = at.childForFieldName('consequence');
    arms.push(then ? readStatements(partsOf(then), reading) : []);
  }
  return { kind: 'branching', ...spanOf(node), conditions, arms, isExhaustive };
}

/** `x if condition`: what stands first runs last, but Ruby knows its variables already. */
function readModifier(node: SyntaxNode, reading: Reading): Branching {
  const arm = readStatements([node.childForFieldName('body')!], reading);
  const conditions = [readExpression(node.childForFieldName('condition')!, reading)];
  return { kind: 'branching', ...spanOf(node), conditions, arms: [arm], isExhaustive: false };
}

function readCase(node: SyntaxNode, reading: Reading): Branching {
  const subject = node.childForFieldName('value');
  const conditions = subject ? [readExpression(subject, reading)] : [];
  const arms: Statement[][] = [];
  let isExhaustive = false;
  for (const clause of partsOf(node)) {
    if (clause.startIndex === subject?.startIndex) continue;
    const patterns = clause.childrenForFieldName('pattern').filter((pattern) => pattern !== null);
    conditions.push(...patterns.map((pattern) => readPattern(pattern, reading)));
    const body = clause.childForFieldName('body');
    if (clause.type === 'else') isExhaustive = true;
    const inside = clause.type === 'else' ? partsOf(clause) : body ? partsOf(body) : [];
    arms.push(readStatements(inside, reading));
  }
  return { kind: 'branching', ...spanOf(node), conditions, arms, isExhaustive };
}

/** A pattern of `in` makes variables known; one of `when` is an expression. */
function readPattern(node: SyntaxNode, reading: Reading): Expression {
  if (node.type === 'pattern') return readExpression(partsOf(node)[0]!, reading);
  for (const { text } of findAll(node, ({ type }) => type === 'identifier')) declare(text, reading.scope);
  return readExpression(node, reading);
}

function readWhile(node: SyntaxNode, reading: Reading): Loop {
  const body = node.childForFieldName('body')!;
  return {
    ...loop(node),
    header: [readExpression(node.childForFieldName('condition')!, reading)],
    body: readStatements(body.type === 'do' ? partsOf(body) : [body], reading),
  };
}

function readFor(node: SyntaxNode, reading: Reading): Loop {
  const pattern = node.childForFieldName('pattern')!;
  declareTargets(pattern, reading);
  return {
    ...loop(node),
    over: readExpression(partsOf(node.childForFieldName('value')!)[0]!, reading),
    item: readExpression(pattern, reading),
    body: readStatements(partsOf(node.childForFieldName('body')!), reading),
  };
}

function loop(node: SyntaxNode): Loop {
  return {
    kind: 'loop',
    ...spanOf(node),
    over: undefined,
    key: undefined,
    item: undefined,
    header: [],
    body: [],
  };
}

function readLeave(node: SyntaxNode, reading: Reading): Leave {
  const list = node.childForFieldName('arguments');
  const value = list ? givenValue(list, reading) : givenBack(node, reading);
  return { kind: 'leave', ...spanOf(node), value };
}

/** What stands behind `return`, `next`, `break`. */
function givenBack(node: SyntaxNode, reading: Reading): Expression | undefined {
  const list = partsOf(node).find(({ type }) => type === 'argument_list');
  return list && givenValue(list, reading);
}

function givenValue(list: SyntaxNode, reading: Reading): Expression | undefined {
  const values = readArguments(list, reading);
  if (values.length < 2) return values[0]?.value;
  return {
    kind: 'collection',
    start: values[0]!.start,
    end: values.at(-1)!.end,
    items: values.map(({ start, end, value }) => ({ kind: 'item', start, end, key: undefined, value })),
    isBare: true,
  };
}
