import type { Expression } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { readBinary } from './expressions.ts';
import { other } from './nodes.ts';
import { readPostfix } from './postfix.ts';
import { bareText } from './subscripts.ts';
import { NAMED_UNARY, UNARY_SIGN } from './words.ts';

const FILE_TEST = /-[a-zA-Z](?!\w)(?!\s*(?:=>|,))/y;
const NEGATED_WORD = /-[A-Za-z_]\w*/y;
const SIGN = /\+\+|--|[!~+-](?!~)/y;

/** Reads a value with the signs before it. */
export function readUnary(c: Cursor): Expression | undefined {
  const before = c.at;
  c.skipBlanks();
  const start = c.at;
  if (c.take(FILE_TEST)) return withOperand(c, start, NAMED_UNARY);
  const word = c.take(NEGATED_WORD);
  if (word !== undefined) return bareText(word, start);
  if (c.peek() === '\\') return readReferenceTo(c, start);
  const sign = c.take(SIGN);
  if (sign === undefined) {
    const value = readPostfix(c);
    if (!value) c.at = before;
    return value;
  }
  if (sign === '+')
    return c.nest(
      () => readUnary(c),
      () => undefined,
    );
  return withOperand(c, start, UNARY_SIGN);
}

function withOperand(c: Cursor, start: number, strength: number): Expression {
  const operand = readBinary(c, strength);
  return other(start, c.at, operand ? [operand] : []);
}

/** `\%hash`, `\@list`: a reference is taken for what it refers to; of a plain variable another may be made of it. */
function readReferenceTo(c: Cursor, start: number): Expression {
  c.at++;
  const operand = readBinary(c, UNARY_SIGN);
  if (!operand) return other(start, c.at, []);
  if (c.source.lists.delete(operand) || operand.kind === 'call' || operand.kind === 'sum') return operand;
  return operand.kind === 'name' && operand.name.startsWith('$') ? other(start, c.at, [operand]) : operand;
}
