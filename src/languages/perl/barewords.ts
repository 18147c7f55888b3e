import type { Argument, Call, Expression, Span } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { readBinary, readItem } from './expressions.ts';
import { readBlockFunction } from './functions.ts';
import { argumentsOf, readBracketedList, readList } from './items.ts';
import { KEYWORDS } from './keywords.ts';
import { lastWord, nameNode, nameSpan, other } from './nodes.ts';
import { readArguments } from './postfix.ts';
import { readPattern, readString, readSubstitution, readTransliteration, readWords } from './strings.ts';
import { bareText } from './subscripts.ts';
import { BLOCK_FIRST, LEAVING, LISTS, NAMED_UNARY, OPERATOR_WORDS, UNARY } from './words.ts';

const KEY = /([A-Za-z_]\w*)\s*=>/y;
const WORD = /[A-Za-z_]\w*(?:::\w+)*(?:::)?/y;
const QUOTE = /\s*(?!=>|->|[=,;)])[^\w\s#]|#/y;
const NEW = /\s+([A-Z]\w*(?:::\w+)*)\s*(?=[(;])/y;
/** What begins a value that can only be an argument. */
const ARGUMENT = /\s+(?=[$@"'\\]|\d|qq?\b|%[\w$]|[A-Za-z_]\w*(?:::\w+)*(?:->|\())/y;

/** Reads what begins with a word. */
export function readWord(c: Cursor): Expression | undefined {
  const start = c.at;
  const key = c.match(KEY);
  if (key) {
    c.at += key[1]!.length;
    return bareText(key[1]!, start);
  }
  const word = c.take(WORD)!;
  const quoted = readQuoteLike(c, word, start);
  if (quoted) return quoted;
  const keyword = Object.hasOwn(KEYWORDS, word) ? KEYWORDS[word] : undefined;
  if (keyword) return keyword(c, start);
  if (OPERATOR_WORDS.has(word)) {
    c.at = start;
    return undefined;
  }
  return readName(c, word, start);
}

function readQuoteLike(c: Cursor, word: string, start: number): Expression | undefined {
  if (!/^(?:qq?|q[wxr]|m|s|tr|y)$/.test(word) || !c.match(QUOTE)) return undefined;
  c.take(/\s+/y);
  switch (word) {
    case 'q':
      return readString(c, start, 'single');
    case 'qq':
      return readString(c, start, 'double');
    case 'qx':
      return readString(c, start, 'command');
    case 'qw':
      return readWords(c, start);
    case 's':
      return readSubstitution(c, start);
    case 'tr':
    case 'y':
      return readTransliteration(c, start);
    default:
      return readPattern(c, start);
  }
}

/** A class, a constant, or a function with its arguments, in brackets or without. */
function readName(c: Cursor, word: string, start: number): Expression {
  const last = lastWord(word.replace(/::$/, ''));
  const name = nameSpan(last, start + word.lastIndexOf(last));
  const end = start + word.length;
  if (c.source.constants.has(last)) {
    c.take(/\(\s*\)/y);
    return nameNode(last, name.start, end);
  }
  if (c.match(/\s*->/y) && !c.source.subs.has(word)) return nameNode(last, name.start, end);
  if (word === 'new') {
    const named = c.match(NEW);
    if (named) return readIndirectNew(c, named, start);
  }
  const receiver = receiverOf(c, word, start);
  const call = (list: { arguments: readonly Argument[]; list: Span }): Call =>
    finished(c, { kind: 'call', start, end: c.at, name, receiver, ...list });
  const blanks = c.match(/\s*(?=[({])/y)?.[0].length;
  const bracket = blanks === undefined ? '' : c.peek(blanks);
  if (bracket === '(') {
    c.at += blanks!;
    return call(BLOCK_FIRST.has(last) ? readBlockFirstArguments(c) : readArguments(c));
  }
  if (bracket === '{' && BLOCK_FIRST.has(last)) return call(readBlockArguments(c));
  if (UNARY.has(word)) return call(readOne(c));
  if (LISTS.has(word) || c.source.subs.has(last) || LEAVING.has(word) || c.match(ARGUMENT))
    return call(readBare(c));
  return nameNode(word.includes('::') ? word : last, word.includes('::') ? start : name.start, end);
}

/** The package of `Package::function`, as a class that the function is called on; a package of functions is none. */
function receiverOf(c: Cursor, word: string, start: number): Expression | undefined {
  const path = word.replace(/::$/, '');
  const cut = path.lastIndexOf('::');
  if (cut < 0) return undefined;
  const pack = path.slice(0, cut);
  if (!c.source.classes.has(pack) && c.source.subs.has(path.slice(cut + 2))) return undefined;
  const last = lastWord(pack);
  return nameNode(last, start + cut - last.length, start + cut);
}

function readIndirectNew(c: Cursor, named: RegExpExecArray, start: number): Call {
  c.at += named[0].length;
  const last = lastWord(named[1]!);
  const from = named.index + named[0].indexOf(named[1]!) + named[1]!.length - last.length;
  const list = c.peek() === '(' ? readArguments(c) : { arguments: [], list: { start: c.at, end: c.at } };
  return {
    kind: 'call',
    start,
    end: c.at,
    name: nameSpan(last, from),
    receiver: undefined,
    isNew: true,
    ...list,
  };
}

/** `die`, `exit` and their like end the block; `bless` makes the object that a constructor works on. */
function finished(c: Cursor, call: Call): Call {
  if (LEAVING.has(call.name.text) && !call.receiver)
    c.source.controls.set(call, { kind: 'leave', start: call.start, end: call.end, value: call });
  return call;
}

function readOne(c: Cursor): { arguments: Argument[]; list: Span } {
  const start = c.at;
  const value = readBinary(c, NAMED_UNARY + 1);
  if (!value) {
    c.at = start;
    return { arguments: [], list: { start, end: start } };
  }
  const list = { start: value.start, end: value.end };
  return { arguments: [{ kind: 'argument', ...list, value }], list };
}

function readBare(c: Cursor): { arguments: Argument[]; list: Span } {
  const end = c.at;
  const items = readList(c);
  const list = { start: items[0]?.start ?? end, end: items.at(-1)?.end ?? end };
  return { arguments: argumentsOf(c.source, items), list };
}

/** `map { … } @list`: the block is a function that is run on each. */
function readBlockArguments(c: Cursor): { arguments: Argument[]; list: Span } {
  c.skipBlanks();
  const run = readBlockFunction(c);
  c.eat(',');
  const rest = readBare(c);
  const first: Argument = { kind: 'argument', start: run.start, end: run.end, value: run };
  return {
    arguments: [first, ...rest.arguments],
    list: { start: run.start, end: Math.max(run.end, rest.list.end) },
  };
}

function readBlockFirstArguments(c: Cursor): { arguments: Argument[]; list: Span } {
  const start = c.at + 1;
  if (!c.match(/\(\s*\{/y)) return readArguments(c);
  c.at++;
  const inner = readBlockArguments(c);
  const rest = readBracketedList(c, ')');
  const end = c.text[c.at - 1] === ')' ? c.at - 1 : c.at;
  return { arguments: [...inner.arguments, ...argumentsOf(c.source, rest)], list: { start, end } };
}

/** Reads the arguments of `print`: the file that it writes to, where one is named, is what it is called on. */
export function readPrint(c: Cursor, word: string, start: number): Call {
  const name = nameSpan(word, start);
  const isBracketed = c.take(/\s*\(/y) !== undefined;
  const from = c.at;
  const receiver = readFileHandle(c);
  const list = isBracketed ? readBracketedList(c, ')') : readList(c);
  const end = isBracketed ? (c.text[c.at - 1] === ')' ? c.at - 1 : c.at) : (list.at(-1)?.end ?? from);
  const given = argumentsOf(c.source, list);
  return {
    kind: 'call',
    start,
    end: c.at,
    name,
    receiver,
    arguments: given,
    list: { start: Math.min(from, end), end },
  };
}

const HANDLE =
  /\s*(?:([A-Z][A-Z0-9_]*)(?=\s+["'$@<\w\\]|\s*;)|(\$\w+)(?=\s+(?!(?:x|eq|ne|lt|gt|le|ge|cmp|and|or|xor|if|unless|while|until|for|foreach|isa)\b)["'$@<\w\\]))/y;

function readFileHandle(c: Cursor): Expression | undefined {
  const found = c.match(HANDLE);
  if (found) {
    c.at += found[0].length;
    const text = found[1] ?? found[2]!;
    return c.source.constants.has(text) ? undefined : nameNode(text, c.at - text.length, c.at);
  }
  const block = c.match(/\s*\{\s*(?:\$|\*|STD)/y);
  if (!block) return undefined;
  c.skipBlanks();
  const start = c.at++;
  const inner = readItem(c);
  c.eat('}');
  return other(start, c.at, inner ? [inner] : []);
}
