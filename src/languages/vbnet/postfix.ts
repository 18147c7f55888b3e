import type { Argument, Call, Expression, Index, Span } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { readExpression } from './expressions.ts';
import { nameOf, other } from './nodes.ts';
import { readTerm } from './terms.ts';

/** Properties of .NET's classes that are indexed with brackets. */
const INDEXED =
  /^(?:appsettings|connectionstrings|headers|querystring|form|params|cookies|session|item|items|application|servervariables|keys|values)$/i;
/** A longer chain of members and calls is none that anybody follows. */
const LONGEST = 300;

/** Reads a value with the members and calls behind it. */
export function readPostfix(c: Cursor, isPlace = false): Expression | undefined {
  const { start } = c.token;
  let value = readTerm(c);
  const beyond: Expression[] = [];
  for (let length = 0; value; length++) {
    const next: Expression | undefined = readLink(c, value, start);
    if (!next) break;
    if (length < LONGEST) value = next;
    else {
      if (length === LONGEST) beyond.push(value);
      if (next.kind === 'call') beyond.push(...next.arguments.map((argument) => argument.value));
      value = other(start, c.behind, []);
    }
  }
  if (beyond.length > 0) return other(start, c.behind, beyond);
  return value && !isPlace ? called(c, value) : value;
}

/** A function by its name alone is called, but within itself, where the name holds what it gives back. */
function called(c: Cursor, value: Expression): Expression {
  if (value.kind !== 'name' && value.kind !== 'member') return value;
  const name = value.kind === 'name' ? { text: value.name, start: value.start, end: value.end } : value.name;
  const word = name.text.toLowerCase();
  const isOwn = value.kind === 'name' && c.functions.at(-1)?.name === word;
  if (isOwn || !c.names.functions.has(word) || c.names.variables.has(word)) return value;
  const { start, end } = value;
  const receiver = value.kind === 'member' ? receiverOf(c, value.object) : undefined;
  return { kind: 'call', start, end, name, receiver, arguments: [], list: { start: end, end } };
}

function readLink(c: Cursor, value: Expression, start: number): Expression | undefined {
  const { token } = c;
  if (token.kind !== 'sign') return undefined;
  if (token.text === '.' || token.text === '?.') {
    const member = c.peek();
    if (member.kind !== 'word') return undefined;
    c.at += 2;
    return { kind: 'member', start, end: member.end, object: value, name: nameOf(member) };
  }
  // `rows!key`, or `!key` of what `With` names, which has no width there.
  const isKey = token.text === '!' && (token.isTight || value.end === token.start);
  if (isKey && c.peek().kind === 'word') {
    const { text, ...span } = nameOf(c.peek());
    c.at += 2;
    const key: Expression = {
      kind: 'text',
      ...span,
      parts: [{ kind: 'characters', ...span, text }],
      style: 'bare',
    };
    return { kind: 'index', start, end: c.behind, object: value, key };
  }
  if ((token.text === '(' || token.text === '?(') && (token.isTight || isCallable(value)))
    return readBrackets(c, value, start);
  return undefined;
}

function isCallable(value: Expression): boolean {
  return value.kind === 'member' || value.kind === 'name';
}

/** `name(…)`: a call, or an index of what is known to be a variable. */
function readBrackets(c: Cursor, value: Expression, start: number): Expression | undefined {
  const before = c.at;
  if (c.is('(', 'of')) {
    skipBrackets(c);
    return c.token.text === '(' ? readBrackets(c, value, start) : before === c.at ? undefined : value;
  }
  const list = readArguments(c);
  const given = list.arguments;
  if (value.kind === 'name') {
    const word = value.name.toLowerCase();
    if (c.names.variables.has(word) && !c.names.functions.has(word))
      return indexOf(value, given, start, c.behind);
    const name = { text: value.name, start: value.start, end: value.end };
    return { kind: 'call', start, end: c.behind, name, receiver: undefined, ...list } satisfies Call;
  }
  if (value.kind === 'member') {
    const word = value.name.text.toLowerCase();
    const isOwn = value.object.kind === 'this' && c.names.variables.has(word) && !c.names.functions.has(word);
    if (isOwn || (INDEXED.test(word) && given.length === 1)) {
      const isItem = /^items?$/.test(word) && !isOwn;
      return indexOf(isItem ? value.object : value, given, start, c.behind);
    }
    return {
      kind: 'call',
      start,
      end: c.behind,
      name: value.name,
      receiver: receiverOf(c, value.object),
      ...list,
    };
  }
  return indexOf(value, given, start, c.behind);
}

/** The functions of a module are called by their own names, whatever stands before. */
export function receiverOf(c: Cursor, object: Expression): Expression | undefined {
  const isModule = object.kind === 'name' && c.names.modules.has(object.name.toLowerCase());
  return isModule ? undefined : object;
}

function indexOf(object: Expression, given: readonly Argument[], start: number, end: number): Expression {
  const [only, ...more] = given.map(({ value }) => value);
  if (more.length > 0) return other(start, end, [object, only!, ...more]);
  return { kind: 'index', start, end, object, key: only } satisfies Index;
}

/** Reads arguments in brackets. */
export function readArguments(c: Cursor): { arguments: Argument[]; list: Span } {
  const start = c.next().end;
  const given = readBareArguments(c, ')');
  const end = c.token.text === ')' ? c.token.start : c.behind;
  if (!c.eat(')')) c.errors++;
  return { arguments: given, list: { start, end: Math.max(start, end) } };
}

/** Reads arguments up to what closes them, or the end of the line. */
export function readBareArguments(c: Cursor, closing: string): Argument[] {
  const given: Argument[] = [];
  while (c.token.kind !== 'end' && c.token.text !== closing) {
    const before = c.at;
    if (c.eat(',')) continue;
    const { start } = c.token;
    const isNamed = c.token.kind === 'word' && c.peek().text === ':=';
    const name = isNamed ? nameOf(c.next()) : undefined;
    if (isNamed) c.at++;
    c.eat('byval');
    const value = readExpression(c);
    // `1 To 10`, the bounds of an array.
    if (c.eat('to')) readExpression(c);
    if (value) given.push({ kind: 'argument', start, end: c.behind, value, ...(name && { name }) });
    if (c.at === before) c.at++;
  }
  return given;
}

/** Passes over brackets and what stands in them, on one line. */
export function skipBrackets(c: Cursor): void {
  let depth = 0;
  for (; c.token.kind !== 'end'; c.at++) {
    if ('({'.includes(c.token.text) && c.token.kind === 'sign') depth++;
    else if (')}'.includes(c.token.text) && c.token.kind === 'sign' && --depth <= 0) {
      c.at++;
      return;
    }
  }
}
