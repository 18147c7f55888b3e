import type { Expression, FunctionNode, NameSpan, Parameter, Statement } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { readExpression } from './expressions.ts';
import { nameOf } from './nodes.ts';
import { skipBrackets } from './postfix.ts';
import { readBodyUntil } from './statements.ts';

const MODIFIERS = new Set(['byval', 'byref', 'optional', 'paramarray']);

/** Reads the parameters of a function, brackets included. */
export function readParameters(c: Cursor): Parameter[] {
  const parameters: Parameter[] = [];
  c.at++;
  while (c.token.kind !== 'end' && c.token.text !== ')') {
    const before = c.at;
    c.eat(',');
    if (c.token.text === '<') skipAttribute(c);
    const { start } = c.token;
    let isRest = false;
    while (c.isAny(MODIFIERS)) isRest = c.next().word === 'paramarray' || isRest;
    if (c.token.kind === 'word') {
      const name = nameOf(c.next());
      if (c.token.text === '(') skipBrackets(c);
      if (c.eat('as')) skipType(c);
      const fallback = c.eat('=') ? readExpression(c) : undefined;
      parameters.push({
        kind: 'parameter',
        start,
        end: c.behind,
        name,
        default: fallback,
        ...(isRest && { rest: 'list' }),
      });
    }
    if (c.at === before) c.at++;
  }
  if (!c.eat(')')) c.errors++;
  return parameters;
}

/** Passes over `<WebMethod()>`. */
export function skipAttribute(c: Cursor): void {
  while (!c.isLineEnd && c.next().text !== '>');
}

/** Passes over a type: `Dictionary(Of String, String)`, `String()`, `String * 5`. */
export function skipType(c: Cursor): void {
  c.eat('new');
  while (c.token.kind === 'word') {
    c.at++;
    while (c.token.text === '(') skipBrackets(c);
    if (c.token.text !== '.') break;
    c.at++;
  }
  if (c.eat('?')) return;
  if (c.token.text === '*' && c.peek().kind === 'number') c.at += 2;
}

export interface Signature {
  readonly start: number;
  /** `sub`, `function`, `get`, `set`, `operator`. */
  readonly word: string;
  readonly isStatic: boolean;
  /** True where only the first line stands: in an interface, or where it must be overridden. */
  readonly isBare: boolean;
}

/** Reads a function behind `Sub` or `Function`. */
export function readFunction(c: Cursor, { start, word, isStatic, isBare }: Signature): FunctionNode {
  const name: NameSpan = c.token.kind === 'word' ? nameOf(c.next()) : { text: '', start, end: start };
  if (c.is('(', 'of')) skipBrackets(c);
  const parameters = c.token.text === '(' ? readParameters(c) : [];
  c.skipLine();
  const isConstructor = word === 'sub' && name.text.toLowerCase() === 'new';
  const body = isBare ? [] : readFunctionBody(c, name, word);
  return {
    kind: 'function',
    start,
    end: c.behind,
    name,
    parameters,
    body,
    ...(isStatic && { isStatic: true }),
    ...(isConstructor && { isConstructor: true }),
  };
}

/** Reads the statements of a function; what is assigned to its name is what it gives back. */
export function readFunctionBody(c: Cursor, name: NameSpan, word: string): Statement[] {
  const own = { name: name.text.toLowerCase(), isAssigned: false };
  c.functions.push(own);
  const body = c.nest(
    () => readBodyUntil(c, 'end', word),
    () => [],
  );
  c.functions.pop();
  const at = c.token.start;
  c.eat('end', word);
  if (!own.isAssigned) return body;
  const value: Expression = { kind: 'name', name: name.text, start: at, end: at };
  return [...body, { kind: 'return', start: at, end: at, value }];
}
