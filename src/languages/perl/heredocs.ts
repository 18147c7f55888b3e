import type { Expression } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import { readDoubleText, readRawText, type StringForm } from './texts.ts';

const BEGIN = /<<(~?)(?:"([^"\n]*)"|'([^'\n]*)'|([A-Za-z_]\w*))/y;

/** Reads a heredoc, whose lines begin behind the line that names it: the text's characters stand outside of its span. */
export function readHeredoc(c: Cursor): Expression {
  const { source, text } = c;
  const start = c.at;
  const [whole, tilde, double, single, bare] = c.match(BEGIN)!;
  c.at += whole.length;
  const lineEnd = source.endOfLine(start);
  const from = Math.min(source.jumps.get(lineEnd) ?? lineEnd + 1, text.length);
  const word = double ?? single ?? bare!;
  const isIndented = tilde === '~';
  const found = source.lineOf(word, from, isIndented);
  if (found === undefined) source.errors++;
  const to = found ?? from;
  if (found !== undefined) source.jumps.set(lineEnd, Math.min(source.endOfLine(found) + 1, text.length));
  const form: StringForm = {
    start,
    end: c.at,
    from,
    to,
    style: single === undefined ? 'heredoc' : 'raw-heredoc',
    delimiter: '',
    ...(isIndented && { indent: indentOf(text.slice(from, to)) }),
  };
  const lines = c.within(from, to);
  return single === undefined ? readDoubleText(lines, form) : readRawText(lines, form);
}

function indentOf(lines: string): number {
  const indents = lines.match(/^[ \t]*(?=[^\s])/gm) ?? [];
  return indents.reduce((least, { length }) => Math.min(least, length), indents.length > 0 ? Infinity : 0);
}
