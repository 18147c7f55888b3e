import type { Call, Expression, Statement } from '../code/tree.ts';
import { readPrint } from './barewords.ts';
import type { Cursor } from './cursor.ts';
import { readItem } from './expressions.ts';
import { readFunction } from './functions.ts';
import { collectionOf, readBracketedList, readList } from './items.ts';
import { nameNode, nameSpan, other } from './nodes.ts';
import { readArguments, readPostfix } from './postfix.ts';
import { readBlock } from './statements.ts';
import { readVariable } from './variables.ts';

type Keyword = (c: Cursor, start: number) => Expression | undefined;

/** Words that are read in a way of their own; `start` is where the word begins, the cursor stands behind it. */
export const KEYWORDS: Readonly<Record<string, Keyword>> = {
  my: readDeclared,
  our: readDeclared,
  state: readDeclared,
  local: (c, start) => (c.match(/\s*\(/y) ? readDeclared(c, start) : readPostfix(c)),
  sub: (c, start) => readFunction(c, start, undefined),
  do: (c, start) => readBlockValue(c, start) ?? callWith(c, 'do', start, readItem(c)),
  eval: readEval,
  return: readReturn,
  next: readJump,
  last: readJump,
  redo: readJump,
  goto: readJump,
  shift: readShift,
  print: (c, start) => readPrint(c, 'print', start),
  printf: (c, start) => readPrint(c, 'printf', start),
  say: (c, start) => readPrint(c, 'say', start),
  bless: readBless,
  undef: (c, start) => {
    const value = c.match(/\s*\(?\s*[$@%&]/y) ? readPostfix(c) : undefined;
    if (!value) c.take(/\(\s*\)/y);
    return other(start, c.at, value ? [value] : []);
  },
  wantarray: (c, start) => {
    c.take(/\(\s*\)/y);
    return other(start, c.at, []);
  },
  __PACKAGE__: (c, start) => nameNode(c.source.pack.replace(/^.*::/, ''), start, c.at),
  __FILE__: (c, start) => other(start, c.at, []),
  __LINE__: (c, start) => other(start, c.at, []),
};

/** `my $x`, `my ($x, $y)`. */
function readDeclared(c: Cursor, start: number): Expression | undefined {
  c.skipBlanks();
  c.take(/[A-Z]\w*(?:::\w+)*\s+(?=[$@%])/y);
  if (c.peek() === '(') {
    const from = c.at++;
    const list = collectionOf(c.source, readBracketedList(c, ')'), { start: from, end: c.at });
    c.source.lists.add(list);
    return list;
  }
  return /[$@%]/.test(c.peek()) ? readVariable(c, 'alone') : other(start, c.at, []);
}

function readBlockValue(c: Cursor, start: number): Expression | undefined {
  if (!c.match(/\s*\{/y)) return undefined;
  c.skipBlanks();
  const body = readBlock(c);
  return other(start, c.at, [], body);
}

/** `eval { … }` is what may fail; `eval $code` is not looked into. */
function readEval(c: Cursor, start: number): Expression | undefined {
  const block = readBlockValue(c, start);
  if (block?.kind !== 'other') return callWith(c, 'eval', start, readItem(c));
  const body = block.body ?? [];
  controls(c, block, { kind: 'attempt', start, end: c.at, body, handlers: [], finally: [] });
  return block;
}

function readReturn(c: Cursor, start: number): Expression {
  c.skipBlanks();
  const items = c.match(/(?:if|unless|and|or|for|foreach|while|until)\b/y) ? [] : readList(c);
  const [first] = items;
  const isSingle = items.length === 1 && first!.key === undefined;
  const span = first && { start: first.start, end: items.at(-1)!.end };
  const value = isSingle ? first!.value : span && collectionOf(c.source, items, span, { isBare: true });
  const node = other(start, value ? value.end : start + 'return'.length, value ? [value] : []);
  return controls(c, node, { kind: 'return', start, end: node.end, value });
}

function readJump(c: Cursor, start: number): Expression {
  c.take(/\s+(?!(?:if|unless)\b)[A-Za-z_]\w*/y);
  const to = c.match(/\s*&/y) ? readItem(c) : undefined;
  return controls(c, other(start, c.at, to ? [to] : []), { kind: 'leave', start, end: c.at, value: to });
}

function controls<T extends Expression>(c: Cursor, node: T, statement: Statement): T {
  c.source.controls.set(node, statement);
  return node;
}

function callWith(c: Cursor, word: string, start: number, value: Expression | undefined): Call {
  const list = value ? { start: value.start, end: value.end } : { start: c.at, end: c.at };
  return {
    kind: 'call',
    start,
    end: c.at,
    name: nameSpan(word, start),
    receiver: undefined,
    arguments: value ? [{ kind: 'argument', ...list, value }] : [],
    list,
  };
}

/** `shift` in a function takes its next argument; elsewhere, or of another list, it is a call. */
function readShift(c: Cursor, start: number): Expression {
  const { frame } = c;
  const isOwn = c.take(/\s*\(\s*(?:@_\s*)?\)|\s*@_\b/y) !== undefined || !c.match(/\s*\(?\s*[@$]/y);
  if (!isOwn) {
    if (c.take(/\s*(?=\()/y) !== undefined) {
      const list = readArguments(c);
      return { kind: 'call', start, end: c.at, name: nameSpan('shift', start), receiver: undefined, ...list };
    }
    return callWith(c, 'shift', start, readItem(c));
  }
  if (!frame.shifted) return other(start, c.at, []);
  if (c.match(/\s*->/y) && frame.shifted.length === 0 && c.source.pack !== 'main' && !frame.tookObject) {
    frame.tookObject = true;
    return { kind: 'this', start, end: c.at };
  }
  const name = { text: `@_[${frame.shifted.length}]`, start, end: c.at };
  frame.shifted.push({ kind: 'parameter', start, end: c.at, name, default: undefined });
  return nameNode(name.text, start, c.at);
}

/** `bless {…}, $class` gives the object its members. */
function readBless(c: Cursor, start: number): Expression {
  const isBracketed = c.take(/\s*\(/y) !== undefined;
  const values = isBracketed ? readBracketedList(c, ')') : readList(c);
  const value = values[0]?.value;
  if (!value) return other(start, c.at, []);
  if (value.kind === 'this') return { ...value, start, end: c.at };
  const end = c.at;
  if (!c.frame.isConstructor)
    return other(
      start,
      end,
      values.map((each) => each.value),
    );
  return {
    kind: 'assignment',
    start,
    end,
    target: { kind: 'this', start, end: start },
    value,
    operator: 'set',
  };
}
