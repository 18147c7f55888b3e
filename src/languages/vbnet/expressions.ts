import type { Expression } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { other } from './nodes.ts';
import { readPostfix } from './postfix.ts';

/** How strongly operators bind. */
const BINARY: Readonly<Record<string, number>> = {
  xor: 1,
  or: 2,
  orelse: 2,
  and: 3,
  andalso: 3,
  '=': 5,
  '<>': 5,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  is: 5,
  isnot: 5,
  like: 5,
  '<<': 6,
  '>>': 6,
  '&': 7,
  '+': 8,
  '-': 8,
  mod: 9,
  '\\': 10,
  '*': 11,
  '/': 11,
  '^': 13,
};
const NOT = 4;
const SIGN = 12;

/** Reads an expression; undefined where none stands. */
export function readExpression(c: Cursor, least = 1): Expression | undefined {
  return c.nest(
    () => readOperators(c, least),
    () => passOver(c),
  );
}

function readOperators(c: Cursor, least: number): Expression | undefined {
  let left = readUnary(c);
  let group: { kind: string; parts: Expression[] } | undefined;
  const close = () => {
    if (!group) return;
    const { kind, parts } = group;
    const span = { start: parts[0]!.start, end: c.behind };
    left = kind === 'sum' ? { kind: 'sum', ...span, operands: parts } : other(span.start, span.end, parts);
    group = undefined;
  };
  while (left) {
    const { token } = c;
    const strength = token.kind === 'end' || token.text.startsWith('[') ? undefined : BINARY[token.word];
    if (strength === undefined || strength < least || !Object.hasOwn(BINARY, token.word)) break;
    const kind = token.word === '&' || token.word === '+' ? 'sum' : 'other';
    if (group?.kind !== kind) {
      close();
      group = { kind, parts: [left] };
    }
    c.at++;
    const right = readExpression(c, strength + 1);
    if (right) group.parts.push(right);
  }
  close();
  return left;
}

function readUnary(c: Cursor): Expression | undefined {
  const { start } = c.token;
  if (c.eat('not')) return withOperand(c, start, NOT);
  if (c.eat('-') || c.eat('+')) return withOperand(c, start, SIGN);
  if (c.eat('addressof')) return readPostfix(c, true);
  if (c.eat('await')) return readPostfix(c);
  if (c.eat('typeof')) return withOperand(c, start, SIGN);
  return readPostfix(c);
}

function withOperand(c: Cursor, start: number, strength: number): Expression {
  const operand = readExpression(c, strength);
  return other(start, c.behind, operand ? [operand] : []);
}

/** Code that nests too deep, up to the bracket that closes what is around it or the end of the line. */
function passOver(c: Cursor): Expression | undefined {
  const { start } = c.token;
  let depth = 0;
  for (; c.token.kind !== 'end'; c.at++) {
    if ('({'.includes(c.token.text)) depth++;
    else if (')}'.includes(c.token.text) && --depth < 0) break;
  }
  return c.behind > start ? other(start, c.behind, []) : undefined;
}
