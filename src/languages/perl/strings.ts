import type { Call, Collection, Expression, Text } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { nameSpan, other } from './nodes.ts';
import { type Quoted, readQuoted } from './quotes.ts';
import { readDoubleText, readRawText, type StringForm, type TextStyle } from './texts.ts';

/** Reads a string whose opening delimiter stands here. */
export function readString(c: Cursor, start: number, style: 'single' | 'double' | 'command'): Expression {
  const delimiter = c.peek();
  const quoted = readQuoted(c, c.at);
  c.at = quoted.after;
  const value = textOf(c, start, quoted, delimiter, style);
  // What a command gives back is not its text.
  return style === 'command' ? other(start, c.at, [value]) : value;
}

function textOf(c: Cursor, start: number, quoted: Quoted, delimiter: string, style: TextStyle): Expression {
  const form: StringForm = { start, end: quoted.after, from: quoted.start, to: quoted.end, style, delimiter };
  const isRaw = style === 'single' || (delimiter === "'" && style !== 'double');
  return isRaw ? readRawText(c, form) : readDoubleText(c, form);
}

/** `qw(a b)`. */
export function readWords(c: Cursor, start: number): Collection {
  const quoted = readQuoted(c, c.at);
  c.at = quoted.after;
  const words = [...c.text.slice(quoted.start, quoted.end).matchAll(/\S+/g)];
  const items = words.map(({ 0: word, index }) => {
    const from = quoted.start + index;
    const span = { start: from, end: from + word.length };
    const value: Text = {
      kind: 'text',
      ...span,
      parts: [{ kind: 'characters', ...span, text: word }],
      style: 'word',
    };
    return { kind: 'item', ...span, key: undefined, value } as const;
  });
  const list: Collection = { kind: 'collection', start, end: c.at, items };
  c.source.lists.add(list);
  return list;
}

/** `/…/`, `m{…}`, `qr(…)`: what is asked of a text. */
export function readPattern(c: Cursor, start: number): Expression {
  const delimiter = c.peek();
  const quoted = readQuoted(c, c.at);
  c.at = quoted.after;
  c.take(/[a-z]+/y);
  return other(start, c.at, [textOf(c, start, quoted, delimiter, 'regex')]);
}

/** `s/…/…/`: a call of what is to be replaced and by what, on what it is bound to. */
export function readSubstitution(c: Cursor, start: number): Expression {
  const delimiter = c.peek();
  const pattern = readQuoted(c, c.at);
  const second = secondPart(c, pattern, delimiter);
  c.at = second.quoted.after;
  const flags = c.take(/[a-z]+/y) ?? '';
  const from = { ...pattern, after: pattern.end };
  const by = { ...second.quoted, after: second.quoted.end };
  const parts = [
    textOf(c, from.start, from, delimiter, 'regex'),
    // Code as a replacement is not read as such.
    textOf(c, by.start, by, second.delimiter, flags.includes('e') ? 'regex' : 'double'),
  ] as const;
  if (flags.includes('e')) return other(start, c.at, parts);
  return {
    kind: 'call',
    start,
    end: c.at,
    name: nameSpan('s', start),
    receiver: undefined,
    arguments: parts.map((value) => ({ kind: 'argument', start: value.start, end: value.end, value })),
    list: { start: from.start, end: by.end },
  } satisfies Call;
}

/** `tr/…/…/`, which changes single characters. */
export function readTransliteration(c: Cursor, start: number): Expression {
  const pattern = readQuoted(c, c.at);
  c.at = secondPart(c, pattern, c.peek()).quoted.after;
  c.take(/[cdsr]+/y);
  return other(start, c.at, []);
}

/** The second part shares the delimiter with the first, or has brackets of its own. */
function secondPart(c: Cursor, first: Quoted, delimiter: string): { quoted: Quoted; delimiter: string } {
  if (!'([{<'.includes(delimiter)) return { quoted: readQuoted(c, first.after - 1), delimiter };
  c.at = first.after;
  c.skipBlanks();
  if (c.isDone) return { quoted: { start: c.end, end: c.end, after: c.end }, delimiter };
  return { quoted: readQuoted(c, c.at), delimiter: c.peek() };
}
