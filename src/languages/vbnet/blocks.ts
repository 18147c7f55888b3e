import type { Expression, Name, Statement } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { readVariables } from './declarations.ts';
import { readExpression } from './expressions.ts';
import { skipType } from './functions.ts';
import { nameNode, other } from './nodes.ts';
import { isBlockEnd, readBody, readStatementOfLine } from './statements.ts';

/** Reads a statement that holds others; undefined where none begins here. */
export function readBlockStatement(c: Cursor, start: number): Statement | undefined {
  if (c.eat('if')) return readIf(c, start);
  if (c.eat('select')) return readSelect(c, start);
  if (c.eat('for')) return c.eat('each') ? readForEach(c, start) : readFor(c, start);
  if (c.eat('while')) return readLoop(c, start, () => (c.is('wend') ? c.eat('wend') : c.eat('end', 'while')));
  if (c.eat('do')) return readDo(c, start);
  if (c.eat('try')) return readTry(c, start);
  if (c.eat('using')) return readUsing(c, start);
  if (c.is('with')) return readWith(c, start);
  if (!c.eat('synclock')) return undefined;
  const lock = readExpression(c);
  const body = readBody(c);
  c.eat('end', 'synclock');
  return { kind: 'block', start, end: c.behind, body: lock ? [statementOf(lock), ...body] : body };
}

function statementOf(expression: Expression): Statement {
  return { kind: 'statement', start: expression.start, end: expression.end, expression };
}

function readIf(c: Cursor, start: number): Statement {
  const conditions = [readExpression(c) ?? other(start, c.behind, [])];
  c.eat('then');
  if (c.token.kind !== 'end') return readIfOfLine(c, start, conditions);
  const arms = [readBody(c)];
  let isExhaustive = false;
  for (;;) {
    const isElseIf = c.eat('elseif') || c.eat('else', 'if');
    if (isElseIf) {
      conditions.push(readExpression(c) ?? other(c.behind, c.behind, []));
      c.eat('then');
    } else if (c.eat('else')) isExhaustive = true;
    else break;
    arms.push(readBody(c));
  }
  if (!c.eat('end', 'if')) c.eat('endif');
  return { kind: 'branching', start, end: c.behind, conditions, arms, isExhaustive };
}

/** `If … Then a : b Else c` on one line: a statement by itself there goes together with its condition. */
function readIfOfLine(c: Cursor, start: number, conditions: readonly Expression[]): Statement {
  const read = (): Statement[] => {
    const arm: Statement[] = [];
    while (c.token.kind !== 'end' || c.token.text === ':') {
      if (c.is('else') || c.isDone) break;
      const before = c.at;
      if (c.token.kind === 'end') c.at++;
      else if (isBlockEnd(c)) break;
      else {
        const statement = readStatementOfLine(c);
        if (statement) arm.push(statement);
      }
      if (c.at === before) c.at++;
    }
    return arm;
  };
  const arms = [read()];
  const isExhaustive = c.eat('else');
  if (isExhaustive) arms.push(read());
  const end = c.behind;
  const [only] = arms[0]!;
  if (!isExhaustive && arms[0]!.length === 1 && only!.kind === 'statement')
    arms[0] = [{ ...only!, start, end }];
  return { kind: 'branching', start, end, conditions, arms, isExhaustive };
}

function readSelect(c: Cursor, start: number): Statement {
  c.eat('case');
  const subject = readExpression(c);
  const conditions: Expression[] = subject ? [subject] : [];
  const arms: Statement[][] = [];
  let isExhaustive = false;
  c.skipEnds();
  while (c.eat('case')) {
    if (c.eat('else')) isExhaustive = true;
    else conditions.push(...readCases(c));
    arms.push(readBody(c));
  }
  c.eat('end', 'select');
  return { kind: 'branching', start, end: c.behind, conditions, arms, isExhaustive };
}

/** `Case "a", 1 To 5, Is > 7`. */
function readCases(c: Cursor): Expression[] {
  const found: Expression[] = [];
  while (c.token.kind !== 'end') {
    const before = c.at;
    c.eat('is');
    while (c.token.kind === 'sign' && /^(?:,|=|<|>|<=|>=|<>)$/.test(c.token.text)) c.at++;
    c.eat('to');
    const value = readExpression(c);
    if (value) found.push(value);
    if (c.at === before) c.at++;
  }
  return found;
}

function readForEach(c: Cursor, start: number): Statement {
  const item = c.token.kind === 'word' ? nameNode(c.next()) : undefined;
  if (c.eat('as')) {
    if (item) c.locals.add(item);
    skipType(c);
  }
  c.eat('in');
  const over = readExpression(c);
  const body = readBody(c);
  endFor(c);
  return { kind: 'loop', start, end: c.behind, over, key: undefined, item, header: [], body };
}

function readFor(c: Cursor, start: number): Statement {
  const header: Expression[] = [];
  while (c.token.kind !== 'end') {
    const before = c.at;
    const value = readExpression(c);
    if (value) header.push(value);
    if (c.eat('as')) skipType(c);
    if (c.at === before) c.at++;
  }
  const body = readBody(c);
  endFor(c);
  return loopOf(c, start, header, body);
}

/** `Next`, `Next i`; `Next j, i` ends two. */
function endFor(c: Cursor): void {
  if (c.eat('next') && c.token.kind === 'word') c.at++;
}

function readLoop(c: Cursor, start: number, end: () => boolean): Statement {
  const condition = readExpression(c);
  const body = readBody(c);
  end();
  return loopOf(c, start, condition ? [condition] : [], body);
}

function readDo(c: Cursor, start: number): Statement {
  const header: Expression[] = [];
  const readCondition = () => {
    if (!c.eat('while') && !c.eat('until')) return;
    const condition = readExpression(c);
    if (condition) header.push(condition);
  };
  readCondition();
  const body = readBody(c);
  if (c.eat('loop')) readCondition();
  return loopOf(c, start, header, body);
}

function loopOf(
  c: Cursor,
  start: number,
  header: readonly Expression[],
  body: readonly Statement[],
): Statement {
  return {
    kind: 'loop',
    start,
    end: c.behind,
    over: undefined,
    key: undefined,
    item: undefined,
    header,
    body,
  };
}

function readTry(c: Cursor, start: number): Statement {
  const body = readBody(c);
  const handlers: Statement[][] = [];
  let last: Statement[] = [];
  for (;;) {
    if (c.eat('catch')) {
      if (c.token.kind === 'word' && c.peek().word === 'as') {
        c.at += 2;
        skipType(c);
      }
      const condition = c.eat('when') ? readExpression(c) : undefined;
      const handler = readBody(c);
      handlers.push(condition ? [statementOf(condition), ...handler] : handler);
    } else if (c.eat('finally')) last = readBody(c);
    else break;
  }
  c.eat('end', 'try');
  return { kind: 'attempt', start, end: c.behind, body, handlers, finally: last };
}

/** `Using client As New WebClient()`, `Using stream = request.GetRequestStream()`, `Using stream`. */
function readUsing(c: Cursor, start: number): Statement {
  const from = c.token.start;
  const isDeclared = c.token.kind === 'word' && (c.peek().word === 'as' || c.peek().text === '=');
  const value = isDeclared ? undefined : readExpression(c);
  const first = isDeclared ? readVariables(c, from) : value && statementOf(value);
  const body = readBody(c);
  c.eat('end', 'using');
  return { kind: 'block', start, end: c.behind, body: first ? [first, ...body] : body };
}

/** `With request`: what begins with a dot within is a member of that. */
function readWith(c: Cursor, start: number): Statement {
  const { at } = c;
  c.at++;
  const value = readExpression(c) ?? other(c.behind, c.behind, []);
  const place = { start: value.start, end: value.start };
  // A name of its own, which no program can have.
  const subject: Name = value.kind === 'name' ? value : { kind: 'name', name: `With ${at}`, ...place };
  const first: Statement =
    value.kind === 'name'
      ? statementOf(value)
      : {
          kind: 'statement',
          start: value.start,
          end: value.end,
          expression: {
            kind: 'assignment',
            start: value.start,
            end: value.end,
            target: subject,
            value,
            operator: 'set',
          },
        };
  c.subjects.push(subject);
  const body = readBody(c);
  c.subjects.pop();
  c.eat('end', 'with');
  return { kind: 'block', start, end: c.behind, body: [first, ...body] };
}
