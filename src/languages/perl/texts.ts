import type { Expression, Text, TextPart } from '../code/tree.ts';
import { CharactersBuilder } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { readEmbedded } from './interpolation.ts';
import { other } from './nodes.ts';
import { closingOf } from './quotes.ts';

/** How a string stands in the source. */
export interface StringForm {
  readonly start: number;
  readonly end: number;
  /** Between the delimiters. */
  readonly from: number;
  readonly to: number;
  readonly style: TextStyle;
  /** The opening delimiter; empty for a heredoc. */
  readonly delimiter: string;
  /** How many blanks each line loses, in a heredoc that is indented. */
  readonly indent?: number;
}

/**
 * `single` and `double` in any delimiters, `heredoc` and `raw-heredoc`, `word` of a list of words, `bare` key of a hash,
 * `regex`, `command`.
 */
export type TextStyle =
  | 'single'
  | 'double'
  | 'heredoc'
  | 'raw-heredoc'
  | 'word'
  | 'bare'
  | 'regex'
  | 'command';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  b: '\b',
  a: '\x07',
  e: '\x1b',
};
const ESCAPE =
  /\\(?:x\{\s*([0-9a-fA-F_]*)\s*\}|x([0-9a-fA-F]{0,2})|N\{U\+([0-9a-fA-F]+)\}|o\{([0-7]+)\}|([0-7]{1,3})|c(.)|([\s\S]))/y;
/** Characters that may mean something else than themselves. */
const SPECIAL = '\\$@\n';
const SPECIAL_RAW = '\\\n';
/** Escapes that change the letters behind them, whose text is not what stands in the source. */
const CHANGES_CASE = /\\[lLuUQFE]/;

/** Reads a string without expressions in it: nothing but a backslash and the delimiters are escaped. */
export function readRawText(c: Cursor, form: StringForm): Text {
  const inner = c.within(form.from, form.to);
  const built = new CharactersBuilder(form.from);
  const isEscaped = (char: string) =>
    form.style === 'single' &&
    (char === '\\' || char === form.delimiter || char === closingOf(form.delimiter));
  skipIndent(inner, built, form);
  while (!inner.isDone) {
    const plain = takeUpTo(inner, SPECIAL_RAW);
    if (plain !== '') built.plain(plain);
    else if (inner.peek() === '\\' && inner.peek(1) !== '' && isEscaped(inner.peek(1))) {
      built.escaped(inner.peek(1), 2);
      inner.at += 2;
    } else takeOne(inner, built, form);
  }
  const { start, end, style } = form;
  return { kind: 'text', start, end, parts: [built.build()], style };
}

/** Reads a string with expressions in it. */
export function readDoubleText(c: Cursor, form: StringForm): Expression {
  const { start, end, style } = form;
  const parts = readParts(c, form);
  if (style !== 'regex' && CHANGES_CASE.test(c.text.slice(form.from, form.to)))
    return other(
      start,
      end,
      parts.flatMap((part) => (part.kind === 'embedded' ? [part.expression] : [])),
    );
  return { kind: 'text', start, end, parts, style };
}

function readParts(c: Cursor, form: StringForm): TextPart[] {
  const inner = c.within(form.from, form.to);
  const parts: TextPart[] = [];
  let built = new CharactersBuilder(form.from);
  const close = () => {
    if (!built.isEmpty) parts.push(built.build());
  };
  skipIndent(inner, built, form);
  while (!inner.isDone) {
    const plain = takeUpTo(inner, SPECIAL);
    if (plain !== '') {
      built.plain(plain);
      continue;
    }
    const start = inner.at;
    const char = inner.peek();
    if (char === '\\') takeEscape(inner, built, form);
    else if (char === '\n') takeOne(inner, built, form);
    else {
      const expression = readEmbedded(inner, form);
      if (expression) {
        close();
        parts.push({ kind: 'embedded', start, end: inner.at, expression });
        built = new CharactersBuilder(inner.at);
      } else {
        inner.at = start;
        takeOne(inner, built, form);
      }
    }
  }
  close();
  return parts.length > 0 ? parts : [built.build()];
}

function takeEscape(inner: Cursor, built: CharactersBuilder, form: StringForm): void {
  const found = form.style === 'regex' ? null : inner.match(ESCAPE);
  if (!found) {
    // A regular expression keeps its escapes: they mean something there.
    const length = Math.min(2, inner.end - inner.at);
    built.plain(inner.text.slice(inner.at, inner.at + length));
    inner.at += length;
    return;
  }
  built.escaped(meaningOf(found), found[0].length);
  inner.at += found[0].length;
}

function meaningOf([, braced, hex, named, octal, short, control, simple]: RegExpExecArray): string {
  const code = braced ?? hex ?? named;
  if (code !== undefined) return characterOf(Number.parseInt(code.replaceAll('_', '') || '0', 16));
  if (octal !== undefined || short !== undefined) return characterOf(Number.parseInt(octal ?? short!, 8));
  if (control !== undefined) return characterOf(control.toUpperCase().charCodeAt(0) ^ 64);
  if (/[lLuUQFE]/.test(simple!)) return '';
  return SIMPLE[simple!] ?? simple!;
}

function characterOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

/** Takes characters up to one of some, within the string alone. */
function takeUpTo(inner: Cursor, stops: string): string {
  const start = inner.at;
  while (inner.at < inner.end && !stops.includes(inner.text[inner.at]!)) inner.at++;
  return inner.text.slice(start, inner.at);
}

function takeOne(inner: Cursor, built: CharactersBuilder, form: StringForm): void {
  const char = inner.peek();
  inner.at++;
  built.plain(char);
  if (char === '\n') skipIndent(inner, built, form);
}

function skipIndent(inner: Cursor, built: CharactersBuilder, { indent = 0 }: StringForm): void {
  let blanks = 0;
  while (blanks < indent && /[ \t]/.test(inner.peek(blanks))) blanks++;
  if (blanks === 0) return;
  built.escaped('', blanks);
  inner.at += blanks;
}
