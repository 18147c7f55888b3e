import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Expression, Fork } from '../code/tree.ts';
import { readExpression, readOther } from './expressions.ts';
import { field, other, partsOf, type Reading, spanOf } from './reading.ts';

/** `c ? a : b`, `a ?: b`, `a ?? b`. */
export function readFork(node: SyntaxNode, reading: Reading): Expression {
  const parts = partsOf(node);
  if (parts.length === 2)
    return {
      kind: 'fork',
      ...spanOf(node),
      condition: undefined,
      options: parts.map((part) => readExpression(part, reading)),
      isDefault: true,
    };
  const [condition, first, second] = parts;
  if (!condition || !first || !second) return readOther(node, reading);
  return {
    kind: 'fork',
    ...spanOf(node),
    condition: readExpression(condition, reading),
    options: [readExpression(first, reading), readExpression(second, reading)],
    ...(asksFor(condition.text, first.text) && { isDefault: true }),
  };
}

/** Whether a condition asks whether a value is there: `isset($x) ? $x : …` stands for `$x ?? …`. */
function asksFor(condition: string, value: string): boolean {
  const plain = (text: string) => text.replace(/[\s()'"]/g, '');
  const asked = plain(condition);
  const wanted = plain(value);
  return [wanted, `isset${wanted}`, `!empty${wanted}`, `defined${wanted}`].includes(asked);
}

/** `a && b`: whether the second is evaluated is decided by the first. What comes out says nothing of either. */
export function readLogical(node: SyntaxNode, reading: Reading): Expression {
  const [first, second] = partsOf(node);
  if (!first || !second) return readOther(node, reading);
  const then = readExpression(second, reading);
  return {
    kind: 'fork',
    ...spanOf(node),
    condition: readExpression(first, reading),
    options: [other(then, [then])],
  };
}

/** `match (x) { a, b => v, default => w }`. */
export function readMatch(node: SyntaxNode, reading: Reading): Expression {
  const condition = field(node, 'condition');
  const body = field(node, 'body');
  if (!condition || !body) return readOther(node, reading);
  const options = partsOf(body).map((arm) => readArm(arm, reading));
  const fork: Fork = {
    kind: 'fork',
    ...spanOf(node),
    condition: readExpression(condition, reading),
    options,
  };
  return fork;
}

/** The value of an arm; together with what is compared where that is more than constants. */
function readArm(arm: SyntaxNode, reading: Reading): Expression {
  const value = field(arm, 'return_expression');
  if (!value) return readOther(arm, reading);
  const compared = field(arm, 'conditional_expressions');
  const read = compared ? partsOf(compared).map((each) => readExpression(each, reading)) : [];
  return read.every(({ kind }) => kind === 'text' || kind === 'number' || kind === 'name')
    ? readExpression(value, reading)
    : other(spanOf(arm), [...read, readExpression(value, reading)]);
}
