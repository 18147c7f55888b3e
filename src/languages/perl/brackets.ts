import type { Expression } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { readFull } from './expressions.ts';

/**
 * Goes behind the bracket that closes what was opened. What still stands before it, because it could not be made sense
 * of, is read for its parts.
 */
export function closeBracket(c: Cursor, closing: string): Expression[] {
  const parts: Expression[] = [];
  for (;;) {
    c.skipBlanks();
    if (c.isDone) {
      c.source.errors++;
      return parts;
    }
    const char = c.peek();
    if (char === closing) {
      c.at++;
      return parts;
    }
    if (char === '}') {
      // A bracket that was left open ends with the block around it.
      c.source.errors++;
      return parts;
    }
    const before = c.at;
    if (char === ')' || char === ']') c.source.errors++;
    else {
      const part = readFull(c);
      if (part) parts.push(part);
    }
    if (c.at === before) c.at++;
  }
}
