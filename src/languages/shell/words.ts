import type { Embedded, Expression, Text, TextPart } from '../code/tree.ts';
import { charactersOf, type Unit } from '../code/units.ts';
import { readExpansion } from './expansions.ts';
import type { Reading } from './reading.ts';

/** How a part of a word is quoted. */
type Style = 'bare' | 'single' | 'double' | 'ansi' | 'heredoc' | 'raw-heredoc';

const VARIABLE = /\$(?:([A-Za-z_]\w*)|([0-9@*#?!$-]))/y;
const ANSI: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Reads a word: quoted and bare parts beside each other make one text. */
export function readWord(start: number, end: number, reading: Reading): Expression {
  const operands: Text[] = [];
  for (let at = start; at < end; ) {
    const read = readPart(at, end, reading);
    operands.push(read);
    at = Math.max(read.end, at + 1);
  }
  if (operands.length > 1) return { kind: 'sum', start, end, operands };
  return operands[0] ?? { kind: 'text', start, end, style: 'bare', parts: [charactersOf([], start)] };
}

function readPart(at: number, end: number, reading: Reading): Text {
  const { text } = reading;
  if (text[at] === "'") {
    const close = text.indexOf("'", at + 1);
    const inner = close < 0 || close >= end ? end : close;
    return textOf(at, Math.min(inner + 1, end), 'single', plain(text, at + 1, inner));
  }
  if (text.startsWith("$'", at)) return readAnsi(at, end, reading);
  if (text[at] === '"' || text.startsWith('$"', at)) {
    const open = text[at] === '"' ? at + 1 : at + 2;
    const { parts, end: close } = readParts(open, end, 'double', reading);
    return textOf(at, Math.min(close + 1, end), 'double', parts);
  }
  const { parts, end: close } = readParts(at, end, 'bare', reading);
  return textOf(at, close, 'bare', parts);
}

/** Options with what belongs to them, to be taken apart by the blanks between them. */
const OPTIONS = /(?:^|\s)(?:-[dF]|--(?:data|form)[\w-]*)\s/;

function textOf(start: number, end: number, quotes: Style, parts: readonly TextPart[]): Text {
  const holdsOptions = parts.some((part) => part.kind === 'characters' && OPTIONS.test(part.text));
  const style = holdsOptions ? 'options' : quotes;
  return { kind: 'text', start, end, style, parts };
}

function plain(text: string, start: number, end: number): TextPart[] {
  return [
    charactersOf(
      [...text.slice(start, end).split('')].map((unit, i) => ({ text: unit, start: start + i })),
      end,
    ),
  ];
}

/** A document in the script: what stands between its words. */
export function readHeredoc(start: number, end: number, isQuoted: boolean, reading: Reading): Text {
  if (isQuoted) return textOf(start, end, 'raw-heredoc', plain(reading.text, start, end));
  return textOf(start, end, 'heredoc', readParts(start, end, 'heredoc', reading).parts);
}

/** Characters and expansions up to where a part of a word ends. */
function readParts(
  start: number,
  end: number,
  style: 'bare' | 'double' | 'heredoc',
  reading: Reading,
): { readonly parts: readonly TextPart[]; readonly end: number } {
  const { text } = reading;
  const parts: TextPart[] = [];
  let units: Unit[] = [];
  let at = start;
  const flush = () => {
    if (units.length > 0) parts.push(charactersOf(units, at));
    units = [];
  };
  while (at < end) {
    const sign = text[at]!;
    if (style === 'double' && sign === '"') break;
    if (
      style === 'bare' &&
      at > start &&
      (sign === '"' || sign === "'" || /^\$["']/.test(text.slice(at, at + 2)))
    )
      break;
    const embedded =
      sign === '$' || sign === '`' || sign === '<' || sign === '>' ? readEmbedded(at, reading) : undefined;
    if (embedded && embedded.end <= end) {
      flush();
      parts.push(embedded);
      at = embedded.end;
    } else if (sign === '\\' && at + 1 < end && escapes(text[at + 1]!, style)) {
      // A line that ends in a backslash goes on with the next.
      const length = text.startsWith('\r\n', at + 1) ? 3 : 2;
      if (!/[\r\n]/.test(text[at + 1]!)) units.push({ text: text[at + 1]!, start: at });
      at += length;
    } else {
      units.push({ text: sign, start: at });
      at++;
    }
  }
  flush();
  return { parts: parts.length > 0 ? parts : [charactersOf([], start)], end: at };
}

function escapes(sign: string, style: 'bare' | 'double' | 'heredoc'): boolean {
  if (style === 'bare') return true;
  return style === 'double' ? /[$`"\\\r\n]/.test(sign) : /[$`\\\r\n]/.test(sign);
}

/** A variable or what is put into the place of a command. */
function readEmbedded(at: number, reading: Reading): Embedded | undefined {
  const node = reading.expansions.get(at);
  if (node)
    return {
      kind: 'embedded',
      start: at,
      end: node.endIndex,
      expression: readExpansion(node, reading),
    };
  VARIABLE.lastIndex = at;
  const match = VARIABLE.exec(reading.text);
  if (!match) return undefined;
  const name = match[1] ?? match[2]!;
  const end = at + match[0].length;
  return {
    kind: 'embedded',
    start: at,
    end,
    expression: { kind: 'name', start: at + 1, end, name },
  };
}

function readAnsi(at: number, end: number, { text }: Reading): Text {
  const units: Unit[] = [];
  let i = at + 2;
  for (; i < end && text[i] !== "'"; ) {
    const spelled = /^\\(?:x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|([0-7]{1,3})|([\s\S]))/.exec(
      text.slice(i, i + 6),
    );
    const code = spelled?.[1] ?? spelled?.[2];
    const unit = !spelled
      ? text[i]!
      : code
        ? String.fromCharCode(Number.parseInt(code, 16))
        : spelled[3]
          ? String.fromCharCode(Number.parseInt(spelled[3], 8))
          : (ANSI[spelled[4]!] ?? spelled[4]!);
    units.push({ text: unit, start: i });
    i += spelled ? spelled[0].length : 1;
  }
  return textOf(at, Math.min(i + 1, end), 'ansi', [charactersOf(units, i)]);
}
