import type { Expression, Name, NameSpan, Other, Statement } from '../code/tree.ts';
import type { Token } from './lexer.ts';

/** A name without the brackets or the type that may be written with it: `[String]`, `url$`. */
export function nameOf({ text, start }: Token): NameSpan {
  const from = text.startsWith('[') ? 1 : 0;
  const bare = text.replace(/^\[|\]$|[%&!@$]$/g, '');
  return { text: bare, start: start + from, end: start + from + bare.length };
}

export function nameNode(token: Token): Name {
  const { text, start, end } = nameOf(token);
  return { kind: 'name', name: text, start, end };
}

export function other(
  start: number,
  end: number,
  parts: readonly Expression[],
  body?: readonly Statement[],
): Other {
  return { kind: 'other', start, end: Math.max(start, end), parts, ...(body && { body }) };
}
