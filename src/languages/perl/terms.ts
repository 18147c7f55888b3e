import type { Expression } from '../code/tree.ts';
import { readWord } from './barewords.ts';
import type { Cursor } from './cursor.ts';
import { readHeredoc } from './heredocs.ts';
import { collectionOf, isList, type ListItem, readBracketedList } from './items.ts';
import { nameSpan, other } from './nodes.ts';
import { readArguments } from './postfix.ts';
import { readPattern, readString } from './strings.ts';
import { readKey } from './subscripts.ts';
import { readVariable } from './variables.ts';

const NUMBER = /0[xX][\da-fA-F_]+|0[bB][01_]+|(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;
const VERSION = /v\d+(?:\.\d+)*\b(?!\s*=>)/y;
const HEREDOC = /<<~?(?:"[^"\n]*"|'[^'\n]*'|[A-Za-z_]\w*)/y;
const READ_LINE = /<(?:\$?[\w:]*|[^<>\n=;]{1,200})>/y;
const GLOB = /\*(?=[A-Za-z_{$])/y;

/** Reads a value by itself; undefined where none stands. */
export function readTerm(c: Cursor): Expression | undefined {
  c.skipBlanks();
  const start = c.at;
  const char = c.peek();
  switch (char) {
    case '':
      return undefined;
    case '$':
    case '@':
      return readVariable(c, 'code') ?? other(start, c.at, []);
    case '%':
      return /[\w:{$+\-!^]/.test(c.peek(1)) ? readVariable(c, 'code') : undefined;
    case '&':
      return /[\w:{$]/.test(c.peek(1)) ? readAmpersand(c) : undefined;
    case '"':
    case "'":
    case '`':
      return readString(c, start, char === "'" ? 'single' : char === '"' ? 'double' : 'command');
    case '/':
      return readPattern(c, start);
    case '(':
      return readBrackets(c);
    case '[':
    case '{':
      return readReferenced(c);
    case '<':
      return c.match(HEREDOC) ? readHeredoc(c) : readAngles(c);
    case '*': {
      if (!c.take(GLOB)) return undefined;
      const named = c.peek() === '{' ? readKey(c) : c.peek() === '$' ? readVariable(c, 'alone') : undefined;
      if (!named) c.take(/[\w:]+/y);
      return other(start, c.at, named ? [named] : []);
    }
  }
  const number = c.take(NUMBER);
  if (number !== undefined) return { kind: 'number', start, end: c.at, text: number };
  if (c.take(VERSION)) return other(start, c.at, []);
  return /[A-Za-z_]/.test(char) ? readWord(c) : undefined;
}

/** `&name(…)`, `&$code(…)`; without brackets the function itself, or a call with what the caller was given. */
function readAmpersand(c: Cursor): Expression | undefined {
  const start = c.at;
  const value = readVariable(c, 'alone');
  if (!value) return undefined;
  c.source.lists.delete(value);
  if (c.peek() !== '(') return value.kind === 'name' ? { ...value, name: value.name.slice(1) } : value;
  const list = readArguments(c);
  if (value.kind !== 'name')
    return { kind: 'call', start, end: c.at, name: nameSpan('', value.end), receiver: value, ...list };
  const text = value.name.replace(/^&/, '');
  const name = { text: /[^:']*$/.exec(text)![0], start: value.end - text.length, end: value.end };
  return { kind: 'call', start, end: c.at, name, receiver: undefined, ...list };
}

/** `(…)`: a list, or what stands around one value. */
function readBrackets(c: Cursor): Expression {
  const start = c.at++;
  const items = readBracketedList(c, ')');
  const span = { start, end: c.at };
  const sole = soleValue(c, items);
  const value = sole ? bracketed(sole, span) : collectionOf(c.source, items, span);
  c.source.brackets.set(value, span);
  if (!sole) c.source.lists.add(value);
  if (c.peek() !== '[') return value;
  const key = readKey(c);
  return { kind: 'index', start, end: c.at, object: value, key };
}

function soleValue(c: Cursor, items: readonly ListItem[]): Expression | undefined {
  const [item] = items;
  return items.length === 1 && item!.key === undefined && !isList(c.source, item!.value)
    ? item!.value
    : undefined;
}

/** What operators put together goes with its brackets; a name or string stays where it is. */
function bracketed(value: Expression, span: { start: number; end: number }): Expression {
  return value.kind === 'sum' ||
    value.kind === 'fork' ||
    value.kind === 'assignment' ||
    value.kind === 'other'
    ? { ...value, ...span }
    : value;
}

/** `[…]` and `{…}` as values. */
function readReferenced(c: Cursor): Expression {
  const start = c.at;
  const isHash = c.peek() === '{';
  c.at++;
  const items = readBracketedList(c, isHash ? '}' : ']');
  return collectionOf(c.source, items, { start, end: c.at }, { isHash });
}

/** `<$file>`, `<STDIN>`, `<*.txt>`. */
function readAngles(c: Cursor): Expression | undefined {
  const start = c.at;
  return c.take(READ_LINE) === undefined ? undefined : other(start, c.at, []);
}
