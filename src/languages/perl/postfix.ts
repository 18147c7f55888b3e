import type { Argument, Call, Expression, Span } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { argumentsOf, readBracketedList } from './items.ts';
import { lastWord, nameNode, nameSpan, other } from './nodes.ts';
import { readSubscript } from './subscripts.ts';
import { readTerm } from './terms.ts';
import { readVariable } from './variables.ts';

const METHOD = /[A-Za-z_]\w*(?:::\w+)*/y;
/** A longer chain of members and calls is none that anybody follows. */
const LONGEST = 300;

/** Reads a value with the subscripts and calls behind it. */
export function readPostfix(c: Cursor): Expression | undefined {
  const start = c.at;
  let value = readTerm(c);
  const beyond: Expression[] = [];
  for (let length = 0; value; length++) {
    if (length === LONGEST) {
      beyond.push(value);
      value = other(start, c.at, []);
    }
    const next: Expression | undefined = readLink(c, value, start);
    if (!next) break;
    if (length >= LONGEST) beyond.push(...partsOf(next));
    value = length >= LONGEST ? other(start, c.at, []) : next;
  }
  return beyond.length > 0 ? other(start, c.at, beyond) : value;
}

/** What a link of a chain has of its own. */
function partsOf(link: Expression): readonly Expression[] {
  if (link.kind === 'call') return link.arguments.map(({ value }) => value);
  return link.kind === 'index' && link.key ? [link.key] : [];
}

function readLink(c: Cursor, value: Expression, start: number): Expression | undefined {
  const before = c.at;
  const char = c.peek();
  const isSubscripted = value.kind === 'index' || value.kind === 'member' || c.source.brackets.has(value);
  if (isSubscripted && (char === '[' || (char === '{' && value.kind !== 'collection')))
    return readSubscript(c, value, start);
  if (char === '(' && (value.kind === 'index' || value.kind === 'member')) return callOf(c, value, start);
  if (c.eat('->')) return readArrow(c, value, start);
  if (c.takeNext(/\+\+|--/y)) return other(start, c.at, [value]);
  c.at = before;
  return undefined;
}

function readArrow(c: Cursor, value: Expression, start: number): Expression {
  c.skipBlanks();
  const char = c.peek();
  if (char === '[' || char === '{') return readSubscript(c, value, start);
  if (char === '(') return callOf(c, value, start);
  if (c.take(/[@%]\*/y)) {
    c.source.lists.add(value);
    return value.end === c.at ? value : relisted(c, value);
  }
  if (c.take(/\$#?\*/y)) return value;
  return readMethod(c, value, start);
}

function relisted(c: Cursor, value: Expression): Expression {
  c.source.lists.add(value);
  return value;
}

/** `$code->(…)`: what the variable holds is run. */
function callOf(c: Cursor, value: Expression, start: number): Call {
  const list = readArguments(c);
  const isNamed = value.kind === 'name';
  const name = isNamed ? { text: value.name, start: value.start, end: value.end } : nameSpan('', value.end);
  return { kind: 'call', start, end: c.at, name, receiver: isNamed ? undefined : value, ...list };
}

function readMethod(c: Cursor, receiver: Expression, start: number): Expression {
  const from = c.at;
  const word = c.take(METHOD);
  if (word === undefined) {
    const dynamic = c.peek() === '$' ? readVariable(c, 'alone') : undefined;
    const given = c.peek() === '(' ? readArguments(c).arguments.map(({ value }) => value) : [];
    return other(start, c.at, [receiver, ...(dynamic ? [dynamic] : []), ...given]);
  }
  const list = c.peek() === '(' ? readArguments(c) : { arguments: [], list: { start: c.at, end: c.at } };
  const last = lastWord(word);
  const name = nameSpan(last, from + word.length - last.length);
  if (word === 'new' && receiver.kind === 'name' && !/^[$@%&]/.test(receiver.name))
    return {
      kind: 'call',
      start,
      end: c.at,
      name: { text: receiver.name, start: receiver.start, end: receiver.end },
      receiver: undefined,
      isNew: true,
      ...list,
    };
  const on = word === last ? receiver : nameNode(parentOf(word), from, from + word.length - last.length - 2);
  return { kind: 'call', start, end: c.at, name, receiver: on, ...list };
}

/** `SUPER` of `SUPER::new`. */
function parentOf(word: string): string {
  return lastWord(word.slice(0, word.lastIndexOf('::')));
}

/** Reads arguments in brackets. */
export function readArguments(c: Cursor): { arguments: Argument[]; list: Span } {
  const start = ++c.at;
  const items = readBracketedList(c, ')');
  const end = c.text[c.at - 1] === ')' ? c.at - 1 : c.at;
  return { arguments: argumentsOf(c.source, items), list: { start, end: Math.max(start, end) } };
}
