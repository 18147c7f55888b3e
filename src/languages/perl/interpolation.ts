import type { Expression } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { hasSubscript, readSubscript } from './subscripts.ts';
import type { StringForm } from './texts.ts';
import { readVariable } from './variables.ts';

/** What follows a `$` that begins a variable in a string. */
const SCALAR = /\$(?:\$*(?:::)?[A-Za-z_]|\$*\{|\d|[&`'+!@/\\,;.](?=.)|\$)/y;
/** In a regular expression `$` also ends a line, and brackets and bars belong to the pattern. */
const SCALAR_IN_REGEX = /\$(?:\$*(?:::)?[A-Za-z_]|\$*\{|\d|&)/y;
const ARRAY = /@(?:\$*(?:::)?[A-Za-z_]|\$*\{)/y;

/** Reads an expression that stands in a string; undefined where the sign means itself. */
export function readEmbedded(c: Cursor, { style, delimiter }: StringForm): Expression | undefined {
  const mode = style === 'regex' ? 'regex' : 'string';
  if (mode === 'regex' && delimiter === "'") return undefined;
  if (!c.match(ARRAY) && !c.match(mode === 'regex' ? SCALAR_IN_REGEX : SCALAR)) return undefined;
  return c.nest(
    () => {
      let value = readVariable(c, mode);
      while (value) {
        const arrow = c.text.startsWith('->', c.at) ? 2 : 0;
        if (!hasSubscript(c, mode, arrow)) break;
        c.at += arrow;
        value = readSubscript(c, value);
      }
      return value;
    },
    () => undefined,
  );
}
