import type { Expression, Name, NameSpan, Other, Statement } from '../code/tree.ts';

export function nameSpan(text: string, start: number): NameSpan {
  return { text, start, end: start + text.length };
}

export function nameNode(name: string, start: number, end: number): Name {
  return { kind: 'name', name, start, end };
}

export function other(
  start: number,
  end: number,
  parts: readonly Expression[],
  body?: readonly Statement[],
): Other {
  return { kind: 'other', start, end, parts, ...(body && { body }) };
}

/** A word as it stands in a namespace, without it: `Client` of `Zoho::CRM::Client`. */
export function lastWord(name: string): string {
  return /[^:']*$/.exec(name)![0];
}
