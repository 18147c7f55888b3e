import type { Argument, Call, Collection, Expression, Item, Parameter } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { readExpression } from './expressions.ts';
import { readParameters } from './functions.ts';
import { nameNode, nameOf, other } from './nodes.ts';
import { readArguments, skipBrackets } from './postfix.ts';
import { readBodyUntil, readStatementOfLine } from './statements.ts';
import { readInterpolated, readString } from './texts.ts';

/** What stands before a statement that no value can begin with. */
const NO_VALUE = new Set(
  'then else elseif end next loop wend to step in as case until while and or andalso orelse xor mod is isnot like handles implements of byval byref goto'.split(
    ' ',
  ),
);
const CONVERTS =
  /^(?:c(?:str|int|lng|dbl|bool|date|dec|obj|byte|char|short|sng|uint|ulng|var|vdate)|getxmlnamespace)$/;

/** Reads a value by itself; undefined where none stands. */
export function readTerm(c: Cursor): Expression | undefined {
  const { token } = c;
  const { start } = token;
  switch (token.kind) {
    case 'string':
      return readString(c.next());
    case 'interpolated':
      return c.nest(
        () => readInterpolated(c, c.next()),
        () => other(start, c.next().end, []),
      );
    case 'number':
      c.at++;
      return { kind: 'number', start, end: token.end, text: token.text };
    case 'date':
      c.at++;
      return other(start, token.end, []);
    case 'sign':
      return readSign(c, start);
    case 'word':
      return token.text.startsWith('[') || !NO_VALUE.has(token.word) ? readWord(c, start) : undefined;
    default:
      return undefined;
  }
}

function readSign(c: Cursor, start: number): Expression | undefined {
  switch (c.token.text) {
    case '(': {
      c.at++;
      const value = readExpression(c);
      if (!c.eat(')')) c.errors++;
      return value && bracketed(value, start, c.behind);
    }
    case '{':
      return readItems(c);
    case '.':
    case '!': {
      // A member of what `With` names.
      const subject = c.peek().kind === 'word' ? c.subjects.at(-1) : undefined;
      return subject ? { ...subject, start, end: start } : undefined;
    }
    case '<': {
      // A literal of XML, or an attribute: to the end of its line.
      c.skipLine();
      return other(start, c.behind, []);
    }
    case '@': {
      c.at++;
      return other(start, c.behind, []);
    }
    default:
      return undefined;
  }
}

/** What operators put together goes with its brackets; a name or string stays where it is. */
function bracketed(value: Expression, start: number, end: number): Expression {
  return value.kind === 'sum' || value.kind === 'fork' || value.kind === 'other'
    ? { ...value, start, end }
    : value;
}

/** `{a, b}`; of pairs in braces within, a map. */
function readItems(c: Cursor): Collection {
  const { start } = c.next();
  const items: Item[] = [];
  while (c.token.kind !== 'end' && c.token.text !== '}') {
    const before = c.at;
    if (!c.eat(',')) {
      const value = c.token.text === '{' ? nested(c) : readExpression(c);
      if (value) items.push(itemOf(value));
    }
    if (c.at === before) c.at++;
  }
  if (!c.eat('}')) c.errors++;
  return { kind: 'collection', start, end: c.behind, items };
}

function nested(c: Cursor): Expression {
  const { start } = c.token;
  return c.nest<Expression>(
    () => readItems(c),
    () => {
      skipBrackets(c);
      return other(start, c.behind, []);
    },
  );
}

function itemOf(value: Expression): Item {
  const span = { start: value.start, end: value.end };
  const [key, own, ...more] = value.kind === 'collection' ? value.items : [];
  if (!key || !own || more.length > 0 || key.key || own.key)
    return { kind: 'item', ...span, key: undefined, value };
  return { kind: 'item', ...span, key: key.value, value: own.value };
}

function readWord(c: Cursor, start: number): Expression | undefined {
  const { word } = c.token;
  const isPlain = !c.token.text.startsWith('[');
  if (isPlain) {
    if (c.eat('me') || c.eat('myclass')) return { kind: 'this', start, end: c.behind };
    if (word === 'new') return readNew(c, start);
    if ((word === 'if' || word === 'iif') && c.peek().text === '(') return readChoice(c, start);
    if ((word === 'ctype' || word === 'directcast' || word === 'trycast') && c.peek().text === '(')
      return readCast(c, start);
    if (CONVERTS.test(word) && c.peek().text === '(') return readCast(c, start);
    if (word === 'gettype' && c.peek().text === '(') {
      c.at++;
      skipBrackets(c);
      return other(start, c.behind, []);
    }
    if (word === 'function' || word === 'sub' || ((word === 'async' || word === 'iterator') && isLambda(c)))
      return readLambda(c, start);
  }
  return nameNode(c.next());
}

function isLambda(c: Cursor): boolean {
  return c.peek().word === 'function' || c.peek().word === 'sub';
}

/** `New Name(…) From {…} With {…}`. */
function readNew(c: Cursor, start: number): Expression {
  c.at++;
  if (c.is('with')) return initialised(c) ?? other(start, c.behind, []);
  if (c.token.kind !== 'word') return other(start, c.behind, []);
  let name = nameOf(c.next());
  while (c.token.text === '.' && c.peek().kind === 'word') {
    c.at++;
    name = nameOf(c.next());
  }
  if (c.is('(', 'of')) skipBrackets(c);
  const list =
    c.token.text === '(' ? readArguments(c) : { arguments: [], list: { start: c.behind, end: c.behind } };
  const given: Argument[] = list.arguments;
  // `New String() {…}`: an array.
  if (c.token.text === '{') return { ...readItems(c), start };
  const from = c.eat('from') && c.token.text === '{' ? readItems(c) : initialised(c);
  if (from) given.push({ kind: 'argument', start: from.start, end: from.end, value: from });
  return {
    kind: 'call',
    start,
    end: c.behind,
    name,
    receiver: undefined,
    isNew: true,
    arguments: given,
    list: { start: list.list.start, end: Math.max(list.list.end, from?.end ?? 0) },
  } satisfies Call;
}

/** `With {.Name = value}`. */
function initialised(c: Cursor): Collection | undefined {
  if (!c.is('with') || c.peek().text !== '{') return undefined;
  c.at++;
  const { start } = c.next();
  const items: Item[] = [];
  while (c.token.kind !== 'end' && c.token.text !== '}') {
    const before = c.at;
    c.eat(',');
    c.eat('key');
    if (c.token.text === '.' && c.peek().kind === 'word' && c.peek(2).text === '=') {
      const from = c.token.start;
      const { text, ...span } = nameOf(c.peek());
      c.at += 3;
      const value = readExpression(c);
      const parts = [{ kind: 'characters', ...span, text }] as const;
      const key: Expression = { kind: 'text', ...span, parts, style: 'bare' };
      if (value) items.push({ kind: 'item', start: from, end: c.behind, key, value });
    }
    if (c.at === before) c.at++;
  }
  if (!c.eat('}')) c.errors++;
  return { kind: 'collection', start, end: c.behind, items };
}

/** `If(condition, a, b)`, `If(a, b)`. */
function readChoice(c: Cursor, start: number): Expression {
  c.at++;
  const values = readArguments(c).arguments.map(({ value }) => value);
  const span = { start, end: c.behind };
  const [first, ...rest] = values;
  if (values.length === 3) return { kind: 'fork', ...span, condition: first, options: rest };
  if (values.length === 2)
    return { kind: 'fork', ...span, condition: undefined, options: values, isDefault: true };
  return other(start, c.behind, values);
}

/** `CStr(x)`, `CType(x, String)`: the value as it is. */
function readCast(c: Cursor, start: number): Expression {
  const name = nameOf(c.next());
  const list = readArguments(c);
  const given = list.arguments.slice(0, 1);
  return { kind: 'call', start, end: c.behind, name, receiver: undefined, ...list, arguments: given };
}

/** `Function(x) x & "…"`, `Sub(x) … End Sub`. */
function readLambda(c: Cursor, start: number): Expression {
  if (c.token.word === 'async' || c.token.word === 'iterator') c.at++;
  const word = c.next().word;
  const parameters: Parameter[] = c.token.text === '(' ? readParameters(c) : [];
  if (c.eat('as')) c.at++;
  const common = { kind: 'function', name: undefined, parameters, isClosure: true } as const;
  if (c.token.kind === 'end' && c.token.text !== ':') {
    const body = c.nest(
      () => readBodyUntil(c, 'end', word),
      () => [],
    );
    c.eat('end', word);
    return { ...common, start, end: c.behind, body };
  }
  if (word === 'function') {
    const value = readExpression(c);
    const span = { start: value?.start ?? c.behind, end: c.behind };
    return { ...common, start, end: c.behind, body: [{ kind: 'return', ...span, value }] };
  }
  const statement = readStatementOfLine(c);
  return { ...common, start, end: c.behind, body: statement ? [statement] : [] };
}
