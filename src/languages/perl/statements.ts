import type { Expression, Statement } from '../code/tree.ts';
import { closeBracket } from './brackets.ts';
import type { Cursor } from './cursor.ts';
import { readFull } from './expressions.ts';
import { readFunction } from './functions.ts';
import { readLoop } from './loops.ts';
import { modified } from './modifiers.ts';
import { nameSpan, other } from './nodes.ts';
import { gatherPackages, readPackage } from './packages.ts';
import { skipBrackets } from './quotes.ts';
import { readUse } from './uses.ts';

const BLOCK_WORD = /(?:BEGIN|END|INIT|CHECK|UNITCHECK)\s*(?=\{)/y;
const SUB = /sub\s+([A-Za-z_]\w*(?:(?:::|')\w+)*)/y;
const LABEL = /[A-Za-z_]\w*\s*:(?![:=])(?=\s)/y;
const IF = /(?:if|unless)\s*(?=\()/y;
const LOOP = /(?:foreach|for|while|until)\b/y;
const TRY = /try\s*(?=\{)/y;
const ENDING = /__(?:END|DATA)__\b/y;
const FORMAT = /format\s+\w*\s*=[^\n]*\n/y;

/** Reads a block from its opening bracket on. */
export function readBlock(c: Cursor): Statement[] {
  return c.nest(
    () => {
      c.at++;
      const { pack } = c.source;
      const body = readStatements(c);
      c.source.pack = pack;
      if (c.peek() === '}') c.at++;
      else c.source.errors++;
      return body;
    },
    () => {
      skipBrackets(c);
      return [];
    },
  );
}

/** Reads statements up to the bracket that closes the block around them, or the end. */
export function readStatements(c: Cursor): Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    c.skipBlanks();
    while (c.take(/;/y)) c.skipBlanks();
    if (c.isDone || c.peek() === '}') return gatherPackages(c.source, statements);
    const before = c.at;
    const statement = readStatement(c);
    if (statement) statements.push(statement);
    if (c.at === before) c.at++;
  }
}

function readStatement(c: Cursor): Statement | undefined {
  c.take(LABEL);
  c.skipBlanks();
  const start = c.at;
  if (c.take(ENDING)) {
    c.source.outside.push({ start, end: c.end });
    c.at = c.end;
    return undefined;
  }
  if (c.match(/package\s/y)) return readPackage(c, start);
  const sub = c.match(SUB);
  if (sub) {
    c.at += sub[0].length;
    const name = sub[1]!.replace(/^.*(?:::|')/, '');
    return readFunction(c, start, nameSpan(name, c.at - name.length));
  }
  if (c.match(/(?:use|no)\s/y)) return readUse(c, start);
  if (c.match(IF)) return readIf(c, start);
  if (c.match(LOOP)) return readLoop(c, start);
  if (c.match(TRY)) return readTry(c, start);
  if (c.take(FORMAT)) return readFormat(c, start);
  c.take(BLOCK_WORD);
  if (c.peek() === '{') return { kind: 'block', start, body: readBlock(c), end: c.at };
  return readSimple(c, start);
}

/** An expression, with the condition or loop that may stand behind it. */
function readSimple(c: Cursor, start: number): Statement | undefined {
  const expression = readFull(c);
  if (!expression) return undefined;
  return modified(c, start, expression);
}

/** `if (…) { … } elsif (…) { … } else { … }`. */
function readIf(c: Cursor, start: number): Statement {
  const conditions: Expression[] = [];
  const arms: Statement[][] = [];
  let isExhaustive = false;
  c.take(IF);
  for (;;) {
    conditions.push(readCondition(c));
    arms.push(readBody(c));
    c.skipBlanks();
    if (c.take(/elsif\s*(?=\()/y)) continue;
    if (c.take(/else\b/y)) {
      arms.push(readBody(c));
      isExhaustive = true;
    }
    return { kind: 'branching', start, end: c.at, conditions, arms, isExhaustive };
  }
}

/** A condition in brackets. */
export function readCondition(c: Cursor): Expression {
  c.skipBlanks();
  const start = c.at;
  if (c.peek() !== '(') return other(start, start, []);
  c.at++;
  const condition = readFull(c);
  const rest = closeBracket(c, ')');
  return condition && rest.length === 0
    ? condition
    : other(start, c.at, condition ? [condition, ...rest] : rest);
}

/** The block of a statement, which may be missing in code that is cut off. */
export function readBody(c: Cursor): Statement[] {
  c.skipBlanks();
  return c.peek() === '{' ? readBlock(c) : [];
}

/** `try { … } catch { … } finally { … };`. */
function readTry(c: Cursor, start: number): Statement {
  c.take(TRY);
  const body = readBody(c);
  const handlers: Statement[][] = [];
  let last: Statement[] = [];
  for (;;) {
    c.skipBlanks();
    if (c.take(/catch\b/y)) {
      c.skipBlanks();
      if (c.peek() === '(') skipBrackets(c);
      handlers.push(readBody(c));
    } else if (c.take(/finally\b/y)) last = readBody(c);
    else return { kind: 'attempt', start, end: c.at, body, handlers, finally: last };
  }
}

/** `format STDOUT = …`, up to the line of a dot. */
function readFormat(c: Cursor, start: number): Statement {
  const from = Math.max(start, c.at - 1);
  const dot = c.source.lineOf('.', from, false);
  c.at = Math.min(dot === undefined ? c.end : dot + 1, c.end);
  return { kind: 'statement', start, end: c.at, expression: other(start, c.at, []) };
}
