import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { DeclaredNames } from '../code/declared-names.ts';
import { childOfType, childrenOf, spanOf } from '../code/syntax.ts';
import type { Embedded, Expression, Other, Text, TextPart } from '../code/tree.ts';
import { charactersOf, plainUnits, type Unit } from '../code/units.ts';
import { readExpression } from './expressions.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE = /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{1,4})|([\s\S]))/y;

/** A string or character in quotes: `"…"`, `@"…"`, `'…'`. */
export function readQuoted(node: SyntaxNode): Text {
  const source = node.text;
  const { start, end } = spanOf(node);
  const isVerbatim = source.startsWith('@');
  const first = isVerbatim ? 2 : 1;
  // A letter behind the quotes says how it is encoded.
  const last = source.lastIndexOf(source.startsWith("'") ? "'" : '"');
  const inside = source.slice(first, last);
  const units = isVerbatim ? doubledUnits(inside, start + first, /""/y) : escapedUnits(inside, start + first);
  const style = isVerbatim ? 'verbatim' : source.startsWith("'") ? 'character' : 'string';
  return { kind: 'text', start, end, style, parts: [charactersOf(units, start + last)] };
}

/** `"""…"""`; over several lines without the first and last line end and the indentation of the last. */
export function readRaw(node: SyntaxNode): Text {
  const source = node.text;
  const { start, end } = spanOf(node);
  const quotes = /^"+/.exec(source)![0].length;
  const inside = source.slice(quotes, source.lastIndexOf('"') + 1 - quotes);
  const at = start + quotes;
  const lines = /^[ \t]*\r?\n([\s\S]*?)\r?\n([ \t]*)$/.exec(inside);
  const units = lines
    ? rawUnits(lines[1]!, at + inside.indexOf('\n') + 1, lines[2]!.length)
    : plainUnits(inside, at);
  return { kind: 'text', start, end, style: 'raw', parts: [charactersOf(units, endOf(units, at))] };
}

function endOf(units: readonly Unit[], at: number): number {
  const last = units.at(-1);
  return last ? last.start + 1 : at;
}

function rawUnits(source: string, at: number, indentation: number): Unit[] {
  let offset = at;
  return source.split('\n').flatMap((line, i, lines) => {
    const begin = Math.min(indentation, line.length);
    const units = plainUnits(i < lines.length - 1 ? `${line}\n` : line, offset).slice(begin);
    offset += line.length + 1;
    return units;
  });
}

/** `$"…{x}…"` in all its forms. */
export function readInterpolated(node: SyntaxNode, names: DeclaredNames): Text | Other {
  const { start, end } = spanOf(node);
  const opening = /^[$@]*"+/.exec(node.text)![0];
  const holes = childrenOf(node).filter(({ type }) => type === 'interpolation');
  const isRaw = opening.endsWith('"""');
  const isVerbatim = opening.includes('@');
  const parts: TextPart[] = [];
  let at = start + opening.length;
  const last = end - (isRaw ? opening.length - opening.indexOf('"') : 1);
  for (const hole of [...holes, undefined]) {
    const until = hole?.startIndex ?? last;
    const units = gapUnits(node.text.slice(at - start, until - start), at, isRaw, isVerbatim);
    // The grammar misses holes behind brackets of the text itself.
    if (!units)
      return { kind: 'other', start, end, parts: holes.map((each) => readHole(each, names).expression) };
    if (units.length > 0 || holes.length === 0) parts.push(charactersOf(units, until));
    if (!hole) break;
    parts.push(readHole(hole, names));
    at = hole.endIndex;
  }
  const style = isRaw ? 'raw-interpolated' : isVerbatim ? 'verbatim-interpolated' : 'interpolated';
  return { kind: 'text', start, end, style, parts };
}

/** The characters between two holes; undefined where they do not mean what the grammar takes them for. */
function gapUnits(source: string, at: number, isRaw: boolean, isVerbatim: boolean): Unit[] | undefined {
  if (isRaw) return source.includes('\n') ? undefined : plainUnits(source, at);
  if (/[{}]/.test(source.replaceAll('{{', '').replaceAll('}}', ''))) return undefined;
  const doubled = isVerbatim ? /""|\{\{|\}\}/y : /\{\{|\}\}/y;
  return isVerbatim ? doubledUnits(source, at, doubled) : escapedUnits(source, at, doubled);
}

function readHole(node: SyntaxNode, names: DeclaredNames): Embedded {
  const parts = childrenOf(node).filter(({ type }) => type !== 'interpolation_brace');
  const expression: Expression = readExpression(parts[0]!, names);
  // What is formatted is not what is put in.
  const isFormatted = childOfType(node, 'interpolation_format_clause', 'interpolation_alignment_clause');
  return {
    kind: 'embedded',
    ...spanOf(node),
    expression: isFormatted ? { kind: 'other', ...spanOf(parts[0]!), parts: [expression] } : expression,
  };
}

/** Text in which some characters are written twice to stand once. */
function doubledUnits(source: string, at: number, doubled: RegExp): Unit[] {
  const units: Unit[] = [];
  for (let i = 0; i < source.length; ) {
    doubled.lastIndex = i;
    units.push({ text: source[i]!, start: at + i });
    i += doubled.test(source) ? 2 : 1;
  }
  return units;
}

function escapedUnits(source: string, at: number, doubled?: RegExp): Unit[] {
  const units: Unit[] = [];
  for (let i = 0; i < source.length; ) {
    ESCAPE.lastIndex = i;
    const match = ESCAPE.exec(source);
    const text = match ? escaped(match) : source[i]!;
    units.push(...text.split('').map((unit) => ({ text: unit, start: at + i })));
    if (doubled) doubled.lastIndex = i;
    i += match ? match[0].length : doubled?.test(source) ? 2 : 1;
  }
  return units;
}

function escaped([, short, long, hex, other]: RegExpExecArray): string {
  const code = short ?? long ?? hex;
  if (code) return String.fromCodePoint(Number.parseInt(code, 16));
  return ESCAPES[other!] ?? other!;
}
