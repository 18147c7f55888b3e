import type { Expression } from '../code/tree.ts';
import { closeBracket } from './brackets.ts';
import type { Cursor } from './cursor.ts';
import { readFull } from './expressions.ts';
import { nameNode, other } from './nodes.ts';
import { hasSubscript, type Mode, readKey, readSubscript } from './subscripts.ts';

const WORD = /(?:::)?[A-Za-z_]\w*(?:(?:::|'(?=[A-Za-z_]))\w+)*/y;
const BRACED = /\{\s*(\^?\w+(?:::\w+)*)\s*\}/y;
const SPECIAL = /\^[A-Z]|\d+|[^\w\s{}]/y;
const SPECIAL_LIST = /[+\-!](?!\w)|\^H/y;
/** The names that stand for the class rather than an object of it. */
const CLASSES = /^\$(?:class|proto|package|pkg)$/;

/** Reads a variable from its sigil on, with the subscript directly behind it, which tells which variable is meant. */
export function readVariable(c: Cursor, mode: Mode): Expression | undefined {
  const start = c.at;
  const sigil = c.peek();
  c.at++;
  if (sigil === '$' && c.peek() === '#' && /[{$\w]/.test(c.peek(1)) && mode === 'code')
    return readLastIndex(c, start);
  const braced = c.match(BRACED);
  if (braced) {
    c.at += braced[0].length;
    return named(c, sigil, braced[1]!, start, mode);
  }
  if (c.peek() === '{') return dereferenced(c, sigil, readReference(c), start, mode);
  if (c.peek() === '$' && /[$\w{:]/.test(c.peek(1))) {
    const inner = c.nest(
      () => readVariable(c, 'alone'),
      () => undefined,
    );
    return inner && dereferenced(c, sigil, inner, start, mode);
  }
  const word = c.take(WORD);
  if (word !== undefined) return named(c, sigil, word, start, mode);
  const special = c.take(sigil === '$' ? SPECIAL : SPECIAL_LIST);
  return special === undefined ? undefined : nameNode(sigil + special, start, c.at);
}

function named(c: Cursor, sigil: string, word: string, start: number, mode: Mode): Expression {
  const name = word.replaceAll("'", '::').replace(/^(?:main)?::/, '');
  if (mode !== 'alone' && hasSubscript(c, mode)) {
    const container = nameNode((c.peek() === '{' ? '%' : '@') + name, start, c.at);
    if (sigil === '$') return readSubscript(c, container, start);
    if (mode === 'code' || sigil === '@') return slice(c, container, start);
  }
  if (sigil === '$' && c.frame.invocants.has('$' + name))
    return { kind: 'this', start, end: c.at, ...(CLASSES.test('$' + name) && { isStatic: true }) };
  const node = nameNode(sigil + name, start, c.at);
  if (sigil !== '$') c.source.lists.add(node);
  return node;
}

/** `%$x`, `@{…}`, `$$x{key}`: what a reference refers to, which is taken for the same as the reference. */
function dereferenced(c: Cursor, sigil: string, inner: Expression, start: number, mode: Mode): Expression {
  if (mode !== 'alone' && hasSubscript(c, mode))
    return sigil === '$' ? readSubscript(c, inner, start) : slice(c, inner, start);
  if (sigil === '$') return inner;
  if (mode !== 'code' && inner.kind === 'collection' && inner.items.length === 1 && !inner.items[0]!.isSpread)
    return inner.items[0]!.value;
  c.source.lists.add(inner);
  return inner;
}

/** `@h{…}`: several values at once. */
function slice(c: Cursor, object: Expression, start: number): Expression {
  const isHash = c.peek() === '{';
  const key = readKey(c);
  const whole = other(start, c.at, [object, key]);
  const keys = key.kind === 'collection' ? key.items.map(({ value }) => value) : [key];
  if (isHash && keys.every(({ kind }) => kind === 'text')) c.source.slices.set(whole, { object, keys });
  c.source.lists.add(whole);
  return whole;
}

/** The block of `@{…}`. */
function readReference(c: Cursor): Expression {
  const start = c.at++;
  const inner = readFull(c);
  const rest = closeBracket(c, '}');
  return inner && rest.length === 0 ? inner : other(start, c.at, inner ? [inner, ...rest] : rest);
}

function readLastIndex(c: Cursor, start: number): Expression {
  c.at++;
  if (c.peek() === '{') {
    const inner = readReference(c);
    return other(start, c.at, [inner]);
  }
  const from = c.at;
  if (c.peek() !== '$') {
    const word = c.take(WORD) ?? '';
    return other(start, c.at, [nameNode('@' + word, from, c.at)]);
  }
  const inner = c.nest(
    () => readVariable(c, 'alone'),
    () => undefined,
  );
  return other(start, c.at, inner ? [inner] : []);
}
