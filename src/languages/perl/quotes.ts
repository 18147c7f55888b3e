import type { Cursor } from './cursor.ts';

/** What stands between a pair of delimiters. */
export interface Quoted {
  readonly start: number;
  readonly end: number;
  /** Where the text goes on behind the closing delimiter. */
  readonly after: number;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

export function closingOf(delimiter: string): string {
  return CLOSING[delimiter] ?? delimiter;
}

/** Reads from an opening delimiter to the one that closes it; the rest of the text where none does. */
export function readQuoted(c: Cursor, open: number): Quoted {
  const { text, end, source } = c;
  const opening = text[open]!;
  const closing = closingOf(opening);
  let depth = 1;
  for (let at = open + 1; at < end; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === closing && --depth === 0) return { start: open + 1, end: at, after: at + 1 };
    else if (char === opening && opening !== closing) depth++;
  }
  source.errors++;
  return { start: Math.min(open + 1, end), end, after: end };
}

/** Passes over code up to a bracket that closes what was opened before. */
export function skipInner(c: Cursor): void {
  while (c.at < c.end && !')]}'.includes(c.text[c.at]!)) {
    if ('([{'.includes(c.text[c.at]!)) skipBrackets(c);
    else if ('"\'`'.includes(c.text[c.at]!)) c.at = readQuoted(c, c.at).after;
    else c.at++;
  }
}

/** Passes over code up to the bracket that closes the one here, strings and comments heeded by their marks alone. */
export function skipBrackets(c: Cursor): void {
  const { text, end } = c;
  let depth = 0;
  while (c.at < end) {
    const char = text[c.at]!;
    if (char === '"' || char === "'" || char === '`') {
      c.at = readQuoted(c, c.at).after;
      continue;
    }
    c.at++;
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && --depth <= 0) return;
  }
}
