import type { Expression, Index, Member, Text } from '../code/tree.ts';
import { closeBracket } from './brackets.ts';
import type { Cursor } from './cursor.ts';
import { readFull } from './expressions.ts';
import { other } from './nodes.ts';

/** Where a variable is read: in code, in a string, in a regular expression, or by itself, whatever follows. */
export type Mode = 'code' | 'string' | 'regex' | 'alone';

const BARE_KEY = /\{\s*(-?[A-Za-z_]\w*)\s*\}/y;
/** Brackets behind a variable in a regular expression are a set of characters more often than an index. */
const SUBSCRIPT_IN_REGEX = /\[(?:\$\w+|-?\d+)\]|\{\$?[A-Za-z_]\w*\}/y;

/** Whether a subscript stands here, `arrow` characters of an arrow before it. */
export function hasSubscript(c: Cursor, mode: Mode, arrow = 0): boolean {
  const bracket = c.peek(arrow);
  if (bracket !== '[' && bracket !== '{') return false;
  return mode !== 'regex' || arrow > 0 || c.match(SUBSCRIPT_IN_REGEX) !== null;
}

/** Reads `[…]` or `{…}` behind what it is taken of. */
export function readSubscript(c: Cursor, object: Expression, start = object.start): Expression {
  const key = readKey(c);
  if (key.kind === 'other' && key.parts.length === 0) return other(start, c.at, [object]);
  if (object.kind === 'this' && key.kind === 'text' && key.parts.length === 1) {
    const part = key.parts[0]!;
    if (part.kind === 'characters' && !part.offsets) {
      const name = { text: part.text, start: part.start, end: part.end };
      return { kind: 'member', start, end: c.at, object, name } satisfies Member;
    }
  }
  return { kind: 'index', start, end: c.at, object, key } satisfies Index;
}

/** Reads the key of a subscript, brackets included. */
export function readKey(c: Cursor): Expression {
  const open = c.at;
  const bare = c.match(BARE_KEY);
  if (bare) {
    const from = open + bare[0].indexOf(bare[1]!);
    c.at += bare[0].length;
    return bareText(bare[1]!, from);
  }
  const closing = c.peek() === '[' ? ']' : '}';
  c.at++;
  const key = readFull(c);
  const rest = closeBracket(c, closing);
  if (key && rest.length === 0) return key;
  return other(open, c.at, key ? [key, ...rest] : rest);
}

/** A word that means itself. */
export function bareText(text: string, start: number): Text {
  const span = { start, end: start + text.length };
  return { kind: 'text', ...span, parts: [{ kind: 'characters', ...span, text }], style: 'bare' };
}
