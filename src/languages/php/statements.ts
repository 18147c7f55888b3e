import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Block, Expression, ExpressionStatement, Statement } from '../code/tree.ts';
import { readBranching, readSwitch } from './branchings.ts';
import { readClass } from './classes.ts';
import { readExpression, readOther } from './expressions.ts';
import { readFunction } from './functions.ts';
import { readFor, readForeach, readWhile } from './loops.ts';
import { field, firstOf, nameSpan, other, partsOf, plainName, type Reading, spanOf } from './reading.ts';

/** Whether a node stands as a statement. */
export function isStatement({ type }: SyntaxNode): boolean {
  return /(?:_statement|_definition|_declaration|^colon_block|^const_element)$/.test(type);
}

/** The statements of a body: of a block, or the one that stands in its place. */
export function readBlock(node: SyntaxNode, reading: Reading): Statement[] {
  return node.type === 'compound_statement' || node.type === 'colon_block'
    ? readAll(partsOf(node), reading)
    : readStatement(node, reading);
}

/** Statements one after the other. */
export function readAll(nodes: readonly SyntaxNode[], reading: Reading): Statement[] {
  return nodes.flatMap((node) => readStatement(node, reading));
}

/** Reads what stands in a statement's place: none, one or several. */
export function readStatement(node: SyntaxNode, reading: Reading): Statement[] {
  switch (node.type) {
    case 'expression_statement':
      return [readExpressionStatement(node, reading)];
    case 'compound_statement':
    case 'colon_block':
      return [block(node, readAll(partsOf(node), reading))];
    case 'if_statement':
      return [readBranching(node, reading)];
    case 'switch_statement':
      return [readSwitch(node, reading)];
    case 'foreach_statement':
      return [readForeach(node, reading)];
    case 'for_statement':
      return readFor(node, reading);
    case 'while_statement':
    case 'do_statement':
      return [readWhile(node, reading)];
    case 'try_statement':
      return [readAttempt(node, reading)];
    case 'return_statement': {
      const [value] = partsOf(node);
      return [{ kind: 'return', ...spanOf(node), value: value && readExpression(value, reading) }];
    }
    case 'exit_statement':
    case 'break_statement':
    case 'continue_statement':
      return [leave(node, reading)];
    case 'echo_statement':
      return [readEcho(node, reading)];
    case 'unset_statement':
      return [readUnset(node, reading)];
    case 'global_declaration':
      return [{ kind: 'globals', ...spanOf(node), names: partsOf(node).map(({ text }) => text) }];
    case 'function_static_declaration':
      return declared(node, partsOf(node), readStaticVariable, reading);
    case 'const_declaration':
      return declared(
        node,
        partsOf(node).filter(({ type }) => type === 'const_element'),
        readConstantElement,
        reading,
      );
    case 'function_definition':
      return [readFunction(node, reading) ?? []].flat();
    case 'class_declaration':
    case 'interface_declaration':
    case 'trait_declaration':
    case 'enum_declaration':
      return [readClass(node, reading)];
    case 'namespace_definition': {
      const body = field(node, 'body');
      return body ? [block(node, readBlock(body, reading))] : [];
    }
    case 'namespace_use_declaration':
      noteAliases(node, reading);
      return [];
    case 'empty_statement':
    case 'goto_statement':
    case 'named_label_statement':
      return [];
    case 'declare_statement':
      return readAll(partsOf(node).filter(isStatement), reading);
    default:
      return [{ kind: 'statement', ...spanOf(node), expression: readOther(node, reading) }];
  }
}

function block(node: SyntaxNode, body: readonly Statement[]): Block {
  return { kind: 'block', ...spanOf(node), body };
}

function readExpressionStatement(node: SyntaxNode, reading: Reading): Statement {
  const [only, ...more] = partsOf(node);
  const span = spanOf(node);
  if (!only || more.length > 0) return { kind: 'statement', ...span, expression: readOther(node, reading) };
  if (only.type === 'throw_expression') {
    const [value] = partsOf(only);
    return { kind: 'leave', ...span, value: value && readExpression(value, reading) };
  }
  const expression = readExpression(only, reading);
  if (expression.kind === 'call' && !expression.receiver && /^(?:die|exit)$/i.test(expression.name.text))
    return { kind: 'leave', ...span, value: expression.arguments[0]?.value };
  return { kind: 'statement', ...span, expression };
}

function leave(node: SyntaxNode, reading: Reading): Statement {
  const [value] = partsOf(node);
  return { kind: 'leave', ...spanOf(node), value: value && readExpression(value, reading) };
}

/** `echo a, b;` as a call of that name. */
function readEcho(node: SyntaxNode, reading: Reading): ExpressionStatement {
  const values = partsOf(node)
    .flatMap((part) => (part.type === 'sequence_expression' ? partsOf(part) : [part]))
    .map((part) => readExpression(part, reading));
  return callStatement(node, values);
}

/** `unset(a, b);` as a call of that name. */
function readUnset(node: SyntaxNode, reading: Reading): ExpressionStatement {
  return callStatement(
    node,
    partsOf(node).map((part) => readExpression(part, reading)),
  );
}

function callStatement(node: SyntaxNode, values: readonly Expression[]): ExpressionStatement {
  const word = node.child(0)!;
  const end = values.at(-1)?.end ?? word.endIndex;
  const start = values[0]?.start ?? end;
  return {
    kind: 'statement',
    ...spanOf(node),
    expression: {
      kind: 'call',
      start: node.startIndex,
      end,
      name: nameSpan(word, word.type === '<?=' ? 'echo' : word.text.toLowerCase()),
      receiver: undefined,
      arguments: values.map((value) => ({ kind: 'argument', start: value.start, end: value.end, value })),
      list: { start, end },
    },
  };
}

function readAttempt(node: SyntaxNode, reading: Reading): Statement {
  const body = field(node, 'body');
  const blockOf = (clause: SyntaxNode) => {
    const inner = field(clause, 'body');
    return inner ? readBlock(inner, reading) : [];
  };
  const last = firstOf(node, 'finally_clause');
  return {
    kind: 'attempt',
    ...spanOf(node),
    body: body ? readBlock(body, reading) : [],
    handlers: partsOf(node)
      .filter(({ type }) => type === 'catch_clause')
      .map(blockOf),
    finally: last ? blockOf(last) : [],
  };
}

type ReadDeclared = (node: SyntaxNode, reading: Reading) => Expression;

/** What one statement declares: one value, or several that only stand and fall together. */
function declared(
  node: SyntaxNode,
  elements: readonly SyntaxNode[],
  read: ReadDeclared,
  reading: Reading,
): Statement[] {
  const values = elements.map((element) => read(element, reading));
  const [only] = values;
  if (!only) return [];
  const span = spanOf(node);
  return [{ kind: 'statement', ...span, expression: values.length === 1 ? only : other(span, values) }];
}

/** `static $x = 1;` gives a variable a value when it has none yet. */
function readStaticVariable(node: SyntaxNode, reading: Reading): Expression {
  const name = field(node, 'name');
  const value = field(node, 'value');
  if (!name || !value) return readOther(node, reading);
  return {
    kind: 'assignment',
    ...spanOf(node),
    target: readExpression(name, reading),
    value: readExpression(value, reading),
    operator: 'default',
  };
}

/** `const X = 1;` outside of a class. */
function readConstantElement(node: SyntaxNode, reading: Reading): Expression {
  const [name, value] = partsOf(node);
  if (!name || !value) return readOther(node, reading);
  return {
    kind: 'assignment',
    ...spanOf(node),
    target: { kind: 'name', ...spanOf(name), name: name.text },
    value: readExpression(value, reading),
    operator: 'set',
  };
}

function noteAliases(node: SyntaxNode, { aliases }: Reading): void {
  for (const clause of node.descendantsOfType('namespace_use_clause')) {
    const alias = clause && field(clause, 'alias');
    const meant = clause && firstOf(clause, 'qualified_name', 'name', 'namespace_name');
    if (alias && meant) aliases.set(alias.text.toLowerCase(), plainName(meant.text));
  }
}
