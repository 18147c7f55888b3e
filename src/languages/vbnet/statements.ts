import type { Expression, Statement } from '../code/tree.ts';
import { readAction } from './actions.ts';
import { readBlockStatement } from './blocks.ts';
import { readDeclaration } from './classes.ts';
import type { Cursor } from './cursor.ts';
import { readVariables } from './declarations.ts';
import { readExpression } from './expressions.ts';
import { skipAttribute } from './functions.ts';
import { other } from './nodes.ts';

/** Words that end the block which they stand in. */
const ENDS = new Set(['else', 'elseif', 'case', 'catch', 'finally', 'next', 'loop', 'wend']);
const ENDED = new Set(
  'if sub function property get set class module structure interface enum namespace select try using with while synclock operator addhandler removehandler raiseevent event'.split(
    ' ',
  ),
);

export function isBlockEnd(c: Cursor): boolean {
  if (c.token.kind !== 'word' || c.token.text.startsWith('[')) return false;
  if (c.token.word === 'end') return c.peek().kind === 'word' && ENDED.has(c.peek().word);
  return ENDS.has(c.token.word);
}

/** Reads statements up to what ends a block, which is left to whoever began it. */
export function readBody(c: Cursor): Statement[] {
  const body: Statement[] = [];
  for (;;) {
    c.skipEnds();
    if (c.isDone || isBlockEnd(c)) return body;
    const before = c.at;
    for (const statement of readStatement(c)) body.push(statement);
    if (c.at === before) c.at++;
  }
}

/** Reads statements up to two words; ends of blocks that nothing began are passed over. */
export function readBodyUntil(c: Cursor, ...words: readonly string[]): Statement[] {
  const body: Statement[] = [];
  for (;;) {
    for (const statement of readBody(c)) body.push(statement);
    if (c.isDone || c.is(...words)) return body;
    // The end of something larger ends this, too.
    if (c.is('end') && /^(?:sub|function|property|class|module|structure|namespace)$/.test(c.peek().word))
      return body;
    c.skipLine();
  }
}

/** Reads one statement of those that a line may hold. */
export function readStatementOfLine(c: Cursor): Statement | undefined {
  return c.isLineEnd || isBlockEnd(c) ? undefined : readStatement(c)[0];
}

function readStatement(c: Cursor): readonly Statement[] {
  return c.nest(
    () => readAny(c),
    () => {
      c.skipLine();
      return [];
    },
  );
}

function readAny(c: Cursor): readonly Statement[] {
  const { start } = c.token;
  skipLabel(c);
  if (c.token.text === '<') {
    skipAttribute(c);
    c.skipEnds();
  }
  const declared = readDeclaration(c, start);
  if (declared) return declared;
  if (c.eat('dim') || c.eat('const') || c.eat('static')) return [readVariables(c, start)];
  const block = readBlockStatement(c, start);
  if (block) return [block];
  return [readSimple(c, start)];
}

/** `retry:` at the beginning of a line. */
function skipLabel(c: Cursor): void {
  const isLabel =
    c.token.kind === 'word' && c.peek().kind === 'end' && c.peek().text === ':' && c.peek().isTight;
  if (isLabel && !c.names.functions.has(c.token.word)) c.at++;
}

function readSimple(c: Cursor, start: number): Statement {
  const { word } = c.token;
  const isPlain = c.token.kind === 'word' && !c.token.text.startsWith('[');
  const ended = () => ({ start, end: Math.max(start, c.behind) });
  if (isPlain && word === 'return') {
    c.at++;
    const value = readExpression(c);
    return { kind: 'return', value, ...ended() };
  }
  if (isPlain && word === 'exit') return readExit(c, start);
  if (
    isPlain &&
    (word === 'throw' || word === 'continue' || word === 'goto' || word === 'end' || word === 'stop')
  ) {
    c.at++;
    const value = word === 'throw' ? readExpression(c) : undefined;
    c.skipLine();
    // A line that others jump to may be anywhere: what follows may still run.
    if (word === 'goto' || word === 'stop')
      return { kind: 'statement', ...ended(), expression: other(start, c.behind, []) };
    return { kind: 'leave', value, ...ended() };
  }
  if (isPlain && word === 'on' && c.peek().word === 'error') {
    c.skipLine();
    return { kind: 'statement', ...ended(), expression: other(start, c.behind, []) };
  }
  return readAction(c, start);
}

/** `Exit Function` gives back what was assigned to the function's name. */
function readExit(c: Cursor, start: number): Statement {
  c.at++;
  const { word } = c.next();
  const own = c.functions.at(-1);
  const span = { start, end: c.behind };
  if (word !== 'function' && word !== 'sub' && word !== 'property')
    return { kind: 'leave', ...span, value: undefined };
  const at = { start: c.behind, end: c.behind };
  const value: Expression | undefined = own?.isAssigned ? { kind: 'name', name: own.name, ...at } : undefined;
  return { kind: 'return', ...span, value };
}
