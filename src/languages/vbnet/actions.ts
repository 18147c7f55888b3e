import type { Argument, Assignment, Expression, Statement } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { readExpression } from './expressions.ts';
import { other } from './nodes.ts';
import { readBareArguments, readPostfix, receiverOf } from './postfix.ts';

const ASSIGNS: Readonly<Record<string, Assignment['operator'] | 'other'>> = {
  '=': 'set',
  '&=': 'append',
  '+=': 'append',
  '-=': 'other',
  '*=': 'other',
  '/=': 'other',
  '\\=': 'other',
  '^=': 'other',
  '<<=': 'other',
  '>>=': 'other',
};

/** Reads an assignment or a call, with brackets around its arguments or without. */
export function readAction(c: Cursor, start: number): Statement {
  if (c.is('set') || c.is('let') || c.is('call')) c.at++;
  const target = readPostfix(c, true);
  const expression = target ? actionOf(c, target) : other(start, start, []);
  const rest = restOfLine(c);
  const end = Math.max(start, c.behind);
  const whole = rest.length > 0 ? other(start, end, [expression, ...rest]) : expression;
  return { kind: 'statement', start, end, expression: whole };
}

function actionOf(c: Cursor, target: Expression): Expression {
  const operator = c.token.kind === 'sign' ? ASSIGNS[c.token.text] : undefined;
  if (operator) {
    c.at++;
    const value = readExpression(c);
    const span = { start: target.start, end: c.behind };
    if (!value || operator === 'other')
      return other(span.start, span.end, value ? [target, value] : [target]);
    noteResult(c, target);
    return { kind: 'assignment', ...span, target: placeOf(target), value, operator };
  }
  if (target.kind === 'call') return target;
  const given = c.token.kind === 'end' ? [] : readBareArguments(c, '');
  return callOf(c, target, given);
}

/** What is assigned to is a place, even where it looks like a call: `params("ticket") = ticket`. */
function placeOf(target: Expression): Expression {
  if (target.kind !== 'call' || target.arguments.length !== 1) return target;
  const { start, end, name, receiver } = target;
  const key = target.arguments[0]!.value;
  const own: Expression = receiver
    ? { kind: 'member', start: receiver.start, end: name.end, object: receiver, name }
    : { kind: 'name', start: name.start, end: name.end, name: name.text };
  const object = receiver && /^items?$/i.test(name.text) ? receiver : own;
  return { kind: 'index', start, end, object, key };
}

function noteResult(c: Cursor, target: Expression): void {
  const own = c.functions.at(-1);
  if (own && target.kind === 'name' && target.name.toLowerCase() === own.name) own.isAssigned = true;
}

/** `http.Open "GET", url` and `Refresh`: a name by itself is a call. */
function callOf(c: Cursor, target: Expression, given: readonly Argument[]): Expression {
  const list = { start: given[0]?.start ?? target.end, end: given.at(-1)?.end ?? target.end };
  const span = { start: target.start, end: Math.max(target.end, list.end) };
  const call = { kind: 'call', ...span, arguments: given, list } as const;
  if (target.kind === 'name')
    return {
      ...call,
      name: { text: target.name, start: target.start, end: target.end },
      receiver: undefined,
    };
  if (target.kind === 'member') return { ...call, name: target.name, receiver: receiverOf(c, target.object) };
  return given.length > 0
    ? other(span.start, span.end, [target, ...given.map(({ value }) => value)])
    : target;
}

/** What could not be made sense of is read for its parts. */
function restOfLine(c: Cursor): Expression[] {
  const parts: Expression[] = [];
  while (c.token.kind !== 'end' && c.token.word !== 'else') {
    const before = c.at;
    const part = readExpression(c);
    if (part) parts.push(part);
    if (c.at === before) c.at++;
  }
  return parts;
}
