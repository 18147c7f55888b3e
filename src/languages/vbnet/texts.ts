import type { Characters, Expression, Text, TextPart } from '../code/tree.ts';
import { Cursor } from './cursor.ts';
import { readExpression } from './expressions.ts';
import { lex, type Token } from './lexer.ts';
import { other } from './nodes.ts';

const QUOTE = /["\u201c\u201d]/;

/** `"…"`, in which a quote is written twice. */
export function readString({ text, start, end }: Token): Text {
  const last = text.replace(/[cC]$/, '');
  const isClosed = last.length > 1 && QUOTE.test(last.at(-1)!);
  const to = start + last.length - (isClosed ? 1 : 0);
  const from = start + 1;
  const part = charactersOf(text.slice(1, to - start), from, QUOTE);
  return { kind: 'text', start, end, parts: [part], style: 'string' };
}

/** Characters of which some are written twice. */
function charactersOf(raw: string, from: number, doubled: RegExp): Characters {
  const offsets: number[] = [];
  let text = '';
  for (let at = 0; at < raw.length; at++) {
    offsets.push(from + at);
    text += raw[at];
    if (doubled.test(raw[at]!) && doubled.test(raw[at + 1] ?? '')) at++;
  }
  const end = from + raw.length;
  const node = { kind: 'characters', start: from, end, text } as const;
  return text.length === raw.length ? node : { ...node, offsets: [...offsets, end] };
}

/** `$"…{expression:format}…"`. */
export function readInterpolated(c: Cursor, token: Token): Expression {
  const { text, start, end } = token;
  const isClosed = text.length > 2 && QUOTE.test(text.at(-1)!);
  const to = isClosed ? end - 1 : end;
  const parts: TextPart[] = [];
  let from = start + 2;
  let at = from;
  const close = () => {
    if (at > from) parts.push(charactersOf(c.text.slice(from, at), from, /["\u201c\u201d{}]/));
  };
  while (at < to) {
    const char = c.text[at]!;
    const isDoubled = c.text[at + 1] === char && at + 1 < to;
    if (char === '{' && !isDoubled) {
      close();
      const until = endOfSlot(c.text, at + 1, to);
      parts.push({ kind: 'embedded', start: at, end: until, expression: slotOf(c, at + 1, until - 1) });
      at = until;
      from = at;
    } else at += (char === '}' || char === '{' || QUOTE.test(char)) && isDoubled ? 2 : 1;
  }
  close();
  if (parts.length === 0) parts.push({ kind: 'characters', start: from, end: from, text: '' });
  return { kind: 'text', start, end, parts, style: 'interpolated' };
}

function endOfSlot(text: string, start: number, to: number): number {
  let depth = 1;
  for (let at = start; at < to; at++) {
    if (text[at] === '"') {
      const close = text.indexOf('"', at + 1);
      at = close < 0 || close >= to ? to : close;
    } else if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at + 1;
  }
  return to;
}

/** The expression of a slot; how it is to be shown is no part of it. */
function slotOf(c: Cursor, start: number, end: number): Expression {
  const source = c.text.slice(start, Math.max(start, end));
  const { tokens } = lex(source);
  const moved = tokens.map((token) => ({ ...token, start: token.start + start, end: token.end + start }));
  const inner = new Cursor(c.text, moved, c.names);
  inner.depth = c.depth + 1;
  inner.subjects.push(...c.subjects);
  return inner.nest(
    () => readExpression(inner) ?? other(start, Math.max(start, end), []),
    () => other(start, Math.max(start, end), []),
  );
}
