import type { Expression } from '../code/tree.ts';
import { assignmentOf } from './assignments.ts';
import type { Cursor } from './cursor.ts';
import { collectionOf, readList } from './items.ts';
import { bindRegex } from './matches.ts';
import { other } from './nodes.ts';
import { skipInner } from './quotes.ts';
import { readUnary } from './unary.ts';
import { ASSIGNING, BINARY } from './words.ts';

const OPERATOR =
  /\*\*=|\|\|=|&&=|\/\/=|<<=|>>=|<=>|\.\.\.|\*\*|=~|!~|==|!=|<=|>=|~~|&&|\|\||\/\/|\.\.|\+=|-=(?!>)|\*=|\/=|\.=|%=|x=(?![=>~])|\|=|&=|\^=|<<|>>|[-+](?![-+>]|\s*=>)|[*/%.<>&|^?]|=(?![>])|x(?=\d)|(?:isa|lt|gt|le|ge|eq|ne|cmp|x)\b/y;
const LOW = /(?:and|or|xor)\b/y;
const TERNARY = 7;
/** More arms of one choice than this are no choice that anybody follows. */
const MOST_ARMS = 100;

/** Reads an expression with all that may join it: commas, `and`, `or`. */
export function readFull(c: Cursor): Expression | undefined {
  let left = readLowest(c);
  for (;;) {
    const operator = left && c.takeNext(LOW);
    if (!left || !operator) return left;
    const right = readLowest(c);
    if (!right) return other(left.start, c.at, [left]);
    left = joined(operator, [left, right]);
  }
}

function readLowest(c: Cursor): Expression | undefined {
  c.skipBlanks();
  const start = c.at;
  if (c.take(/not\b(?!\s*=>)/y)) {
    const denied = c.nest(
      () => readLowest(c),
      () => undefined,
    );
    return other(start, c.at, denied ? [denied] : []);
  }
  const items = readList(c);
  const [first] = items;
  if (!first) return undefined;
  if (items.length === 1 && first.key === undefined) return first.value;
  const list = collectionOf(c.source, items, { start, end: items.at(-1)!.end }, { isBare: true });
  c.source.lists.add(list);
  return list;
}

/** Reads one value of a list: all but commas and what binds less. */
export function readItem(c: Cursor): Expression | undefined {
  return readBinary(c, ASSIGNING);
}

/** Operands of operators that are alike, in one group however many they are. */
interface Group {
  readonly kind: string;
  readonly parts: Expression[];
}

/** Reads an expression of operators that bind at least as strongly as `least`. */
export function readBinary(c: Cursor, least: number): Expression | undefined {
  return c.nest(
    () => readOperators(c, least),
    () => passOver(c),
  );
}

/** Code that nests too deep, up to the bracket that closes what is around it. */
function passOver(c: Cursor): Expression | undefined {
  const start = c.at;
  skipInner(c);
  return c.at > start ? other(start, c.at, []) : undefined;
}

function readOperators(c: Cursor, least: number): Expression | undefined {
  let left = readUnary(c);
  let group: Group | undefined;
  const close = () => {
    if (group) left = joined(group.kind, group.parts);
    group = undefined;
  };
  while (left) {
    const before = c.at;
    c.skipBlanks();
    const operator = c.match(OPERATOR)?.[0];
    const strength = operator === undefined ? -1 : BINARY[operator]!;
    if (operator === undefined || strength < least) {
      c.at = before;
      break;
    }
    if (operator === '?') {
      close();
      left = readChoice(c, left);
      continue;
    }
    c.at += operator.length;
    const isRightFirst = strength === ASSIGNING || operator === '**';
    const right = readBinary(c, isRightFirst ? strength : strength + 1);
    if (!right) {
      close();
      left = other(left.start, c.at, [left]);
    } else if (strength === ASSIGNING || operator.endsWith('~')) {
      close();
      left =
        strength === ASSIGNING
          ? assignmentOf(c.source, operator, left, right)
          : bindRegex(operator, left, right);
    } else {
      const kind = kindOf(operator);
      if (group?.kind !== kind) {
        close();
        group = { kind, parts: [left] };
      }
      group.parts.push(right);
    }
  }
  close();
  return left;
}

function kindOf(operator: string): string {
  return operator === '.' || operator === '||' || operator === '//' || operator === '&&' ? operator : 'other';
}

function joined(kind: string, parts: readonly Expression[]): Expression {
  const { start } = parts[0]!;
  const last = parts.at(-1)!;
  const { end } = last;
  if (kind === '.') return { kind: 'sum', start, end, operands: parts };
  if (kind === '||' || kind === '//' || kind === 'or')
    return { kind: 'fork', start, end, condition: undefined, options: parts, isDefault: true };
  if (kind !== '&&' && kind !== 'and') return other(start, end, parts);
  const asked = parts.slice(0, -1);
  const condition = asked.length === 1 ? asked[0]! : other(start, asked.at(-1)!.end, asked);
  return { kind: 'fork', start, end, condition, options: [last] };
}

/** `a ? b : c ? d : e`, arm by arm. */
function readChoice(c: Cursor, first: Expression): Expression {
  const arms: { condition: Expression; value: Expression | undefined }[] = [];
  let rest: Expression | undefined = first;
  while (rest && c.eat('?')) {
    const value = readBinary(c, ASSIGNING);
    arms.push({ condition: rest, value });
    rest = c.eat(':') ? readBinary(c, TERNARY + 1) : undefined;
  }
  if (arms.length > MOST_ARMS || arms.some(({ value }) => !value)) {
    const parts = arms.flatMap(({ condition, value }) => (value ? [condition, value] : [condition]));
    return other(first.start, c.at, rest ? [...parts, rest] : parts);
  }
  let choice = rest;
  for (const { condition, value } of arms.reverse()) {
    const options = choice ? [value!, choice] : [value!];
    choice = { kind: 'fork', start: condition.start, end: options.at(-1)!.end, condition, options };
  }
  return choice!;
}
