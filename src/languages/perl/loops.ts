import type { Call, Expression, Loop, Statement } from '../code/tree.ts';
import { closeBracket } from './brackets.ts';
import type { Cursor } from './cursor.ts';
import { readFull } from './expressions.ts';
import { nameNode } from './nodes.ts';
import { readBody, readCondition } from './statements.ts';
import { readVariable } from './variables.ts';

/** Reads `foreach`, `for`, `while`, `until`. */
export function readLoop(c: Cursor, start: number): Statement {
  const word = c.take(/\w+/y)!;
  if (word === 'while' || word === 'until') return readWhile(c, start);
  c.take(/\s+(?:my|our|local|state)\b/y);
  c.skipBlanks();
  const at = c.at;
  const item = c.peek() === '$' ? readVariable(c, 'alone') : nameNode('$_', at, at);
  c.skipBlanks();
  if (c.peek() !== '(') return loopOf(start, c, { header: item ? [item] : [], body: readBody(c) });
  c.at++;
  const first = readFull(c);
  c.skipBlanks();
  if (c.peek() !== ';') {
    const rest = closeBracket(c, ')');
    const over = first && listOf(first);
    return loopOf(start, c, { ...goingThrough(over, item), header: rest, body: readBody(c) });
  }
  const header = first ? [first] : [];
  while (c.take(/;/y)) {
    const next = readFull(c);
    if (next) header.push(next);
    c.skipBlanks();
  }
  header.push(...closeBracket(c, ')'));
  return loopOf(start, c, { header, body: readBody(c) });
}

/** `while (my ($key, $value) = each %hash)` goes through a hash; any other only asks. */
function readWhile(c: Cursor, start: number): Statement {
  const condition = readCondition(c);
  const parts = eachOf(condition);
  const body = readBody(c);
  c.skipBlanks();
  if (c.take(/continue\b/y)) body.push(...readBody(c));
  return loopOf(start, c, parts ? { ...parts, header: [], body } : { header: [condition], body });
}

function eachOf(condition: Expression): Pick<Loop, 'over' | 'key' | 'item'> | undefined {
  if (condition.kind !== 'assignment' || condition.target.kind !== 'collection') return undefined;
  const { target, value } = condition;
  if (value.kind !== 'call' || value.name.text !== 'each' || value.arguments.length !== 1) return undefined;
  const [key, item] = target.items.map((each) => each.value);
  return { over: value.arguments[0]!.value, key, item };
}

/** `keys %hash` goes through a hash by its keys, in order or sorted. */
export function goingThrough(
  over: Expression | undefined,
  item: Expression | undefined,
): Pick<Loop, 'over' | 'key' | 'item'> {
  const call = over?.kind === 'call' && !over.receiver ? over : undefined;
  if (call?.name.text === 'sort' || call?.name.text === 'reverse') {
    const inner = goingThrough(lastArgument(call), item);
    return inner.key ? inner : { over, key: undefined, item };
  }
  if (call?.name.text === 'keys' && call.arguments.length === 1)
    return { over: call.arguments[0]!.value, key: item, item: undefined };
  if (call?.name.text === 'values' && call.arguments.length === 1)
    return { over: call.arguments[0]!.value, key: undefined, item };
  return { over, key: undefined, item };
}

function lastArgument(call: Call): Expression | undefined {
  return call.arguments.at(-1)?.value;
}

/** `(@list)` is gone through like `@list`. */
function listOf(value: Expression): Expression {
  return value.kind === 'collection' && value.isBare && value.items.length === 1 && value.items[0]!.isSpread
    ? value.items[0]!.value
    : value;
}

function loopOf(
  start: number,
  c: Cursor,
  { over, key, item, header, body }: Partial<Loop> & Pick<Loop, 'header' | 'body'>,
): Loop {
  return { kind: 'loop', start, end: c.at, over, key, item, header, body };
}
