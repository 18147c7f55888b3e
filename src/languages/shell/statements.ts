import type { Node as SyntaxNode } from 'web-tree-sitter';
import { childOfType, childrenOf, nameOf, spanOf } from '../code/syntax.ts';
import type { Branching, FunctionNode, Loop, Parameter, Statement } from '../code/tree.ts';
import { readCommand, readRedirect } from './commands.ts';
import { nameFrom } from './expansions.ts';
import type { Reading } from './reading.ts';

type Read = (node: SyntaxNode, reading: Reading) => Statement | Statement[];

const READERS: Readonly<Record<string, Read>> = {
  function_definition: readFunction,
  if_statement: readIf,
  while_statement: readWhile,
  for_statement: readForEach,
  select_statement: readForEach,
  c_style_for_statement: readWhile,
  case_statement: readCase,
  list: readList,
  compound_statement: readBlock,
  subshell: readBlock,
  redirected_statement: readRedirected,
};

function readStatement(node: SyntaxNode, reading: Reading): Statement[] {
  const read = READERS[node.type];
  if (read) return [read(node, reading)].flat();
  if (node.type === 'command' && /^(?:exit|return|break|continue|exec)$/.test(commandName(node)))
    return [leaving(node, reading)];
  return [{ kind: 'statement', ...spanOf(node), expression: readCommand(node, reading) }];
}

function commandName(node: SyntaxNode): string {
  return node.childForFieldName('name')?.text ?? '';
}

/** `exec curl …` runs a command and nothing after it. */
function leaving(node: SyntaxNode, reading: Reading): Statement {
  const words = childrenOf(node).filter(({ type }) => type !== 'command_name');
  const isExec = commandName(node) === 'exec';
  if (isExec) return { kind: 'statement', ...spanOf(node), expression: readCommand(node, reading) };
  const [value] = words;
  return { kind: 'leave', ...spanOf(node), value: value && readCommand(value, reading) };
}

/** The statements that a node holds. */
export function readStatements(node: SyntaxNode, reading: Reading): Statement[] {
  return childrenOf(node).flatMap((child) => readStatement(child, reading));
}

function readBlock(node: SyntaxNode, reading: Reading): Statement {
  return { kind: 'block', ...spanOf(node), body: readStatements(node, reading) };
}

function readRedirected(node: SyntaxNode, reading: Reading): Statement {
  const [body, ...redirects] = childrenOf(node);
  if (!body || !READERS[body.type])
    return { kind: 'statement', ...spanOf(node), expression: readCommand(node, reading) };
  const parts = redirects.flatMap((redirect) => readRedirect(redirect, reading));
  const inner = readStatement(body, reading);
  if (parts.length === 0) return { kind: 'block', ...spanOf(node), body: inner };
  const expression = { kind: 'other' as const, start: body.endIndex, end: node.endIndex, parts };
  return {
    kind: 'block',
    ...spanOf(node),
    body: [...inner, { kind: 'statement', start: body.endIndex, end: node.endIndex, expression }],
  };
}

/** `a && b`, `a || b`: the second runs or not. */
function readList(node: SyntaxNode, reading: Reading): Branching {
  const [first, ...others] = childrenOf(node);
  const isList = first?.type === 'list';
  return {
    kind: 'branching',
    ...spanOf(node),
    conditions: first && !isList ? [readCommand(first, reading)] : [],
    arms: [
      ...(isList ? [readStatement(first, reading)] : []),
      others.flatMap((other) => readStatement(other, reading)),
    ],
    isExhaustive: false,
  };
}

function readIf(node: SyntaxNode, reading: Reading): Branching {
  const parts = childrenOf(node);
  const conditions = node.childrenForFieldName('condition').flatMap((part) => (part?.isNamed ? [part] : []));
  const ids = new Set(conditions.map(({ id }) => id));
  const clauses = parts.filter(({ type }) => /^(?:elif|else)_clause$/.test(type));
  const body = parts.filter((part) => !ids.has(part.id) && !clauses.includes(part));
  const arms: Statement[][] = [body.flatMap((part) => readStatement(part, reading))];
  const tests = conditions.map((condition) => readCommand(condition, reading));
  for (const clause of clauses) {
    const then = clause.children.findIndex((child) => child?.type === 'then');
    const head = clause.children.slice(0, Math.max(then, 0)).flatMap((part) => (part?.isNamed ? [part] : []));
    tests.push(...head.map((part) => readCommand(part, reading)));
    arms.push(
      childrenOf(clause)
        .filter((part) => !head.some(({ id }) => id === part.id))
        .flatMap((part) => readStatement(part, reading)),
    );
  }
  return {
    kind: 'branching',
    ...spanOf(node),
    conditions: tests,
    arms,
    isExhaustive: clauses.some(({ type }) => type === 'else_clause'),
  };
}

function readWhile(node: SyntaxNode, reading: Reading): Loop {
  const body = childOfType(node, 'do_group', 'compound_statement');
  return {
    kind: 'loop',
    ...spanOf(node),
    over: undefined,
    key: undefined,
    item: undefined,
    header: childrenOf(node)
      .filter((part) => part.id !== body?.id)
      .map((part) => readCommand(part, reading)),
    body: body ? readStatements(body, reading) : [],
  };
}

function readForEach(node: SyntaxNode, reading: Reading): Loop {
  const variable = node.childForFieldName('variable')!;
  const body = childOfType(node, 'do_group', 'compound_statement');
  const values = node.childrenForFieldName('value').flatMap((value) => (value?.isNamed ? [value] : []));
  const span = {
    start: values[0]?.startIndex ?? variable.endIndex,
    end: values.at(-1)?.endIndex ?? variable.endIndex,
  };
  return {
    kind: 'loop',
    ...spanOf(node),
    over: {
      kind: 'collection',
      ...span,
      isBare: true,
      items: values.map((value) => ({
        kind: 'item',
        ...spanOf(value),
        key: undefined,
        value: readCommand(value, reading),
      })),
    },
    key: undefined,
    item: nameFrom(variable),
    header: [],
    body: body ? readStatements(body, reading) : [],
  };
}

function readCase(node: SyntaxNode, reading: Reading): Branching {
  const items = childrenOf(node).filter(({ type }) => type === 'case_item');
  const value = node.childForFieldName('value');
  const isPattern = (item: SyntaxNode, part: SyntaxNode) =>
    item.childrenForFieldName('value').some((each) => each?.id === part.id);
  return {
    kind: 'branching',
    ...spanOf(node),
    conditions: value ? [readCommand(value, reading)] : [],
    arms: items.map((item) =>
      childrenOf(item)
        .filter((part) => !isPattern(item, part))
        .flatMap((part) => readStatement(part, reading)),
    ),
    isExhaustive: items.some((item) => item.childForFieldName('value')?.text === '*'),
  };
}

/** A function gives back what it writes out: that of its last command, as a rule. */
function readFunction(node: SyntaxNode, reading: Reading): FunctionNode {
  const body = node.childForFieldName('body')!;
  const statements =
    body.type === 'compound_statement' ? readStatements(body, reading) : readStatement(body, reading);
  // How it went, said at its end, is not what it gives.
  if (statements.at(-1)?.kind === 'leave') statements.pop();
  return {
    kind: 'function',
    ...spanOf(node),
    name: nameOf(node.childForFieldName('name')!),
    parameters: parametersOf(body),
    body: statements,
    givesLast: true,
  };
}

/** `$1`, `$2`, … as far as they are used; they are declared nowhere. */
function parametersOf(body: SyntaxNode): Parameter[] {
  const numbers = [...body.text.matchAll(/\$\{?([1-9])\b/g)].map(([, digit]) => Number(digit));
  const at = body.startIndex;
  const parameter = (text: string): Parameter => ({
    kind: 'parameter',
    start: at,
    end: at,
    name: { start: at, end: at, text },
    default: undefined,
  });
  const count = Math.max(0, ...numbers);
  const positional = Array.from({ length: count }, (_, i) => parameter(String(i + 1)));
  const takesRest = /\$\{?[@*]/.test(body.text);
  return takesRest ? [...positional, { ...parameter('@'), rest: 'list' }] : positional;
}
