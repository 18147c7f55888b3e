import type { Node as SyntaxNode } from 'web-tree-sitter';
import { spanOf } from '../code/syntax.ts';
import type { Text } from '../code/tree.ts';
import { charactersOf, plainUnits, type Unit } from '../code/units.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE = /\\(?:([0-7]{3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([\s\S]))/y;

/** A string in quotes or in backticks, or a single character. */
export function readText(node: SyntaxNode): Text {
  const span = spanOf(node);
  const inner = node.text.slice(1, -1);
  const at = span.start + 1;
  const isRaw = node.type === 'raw_string_literal';
  // Carriage returns in a raw string are no part of it.
  const units = isRaw ? plainUnits(inner, at).filter(({ text }) => text !== '\r') : unitsOf(inner, at);
  const style = isRaw ? 'raw' : node.type === 'rune_literal' ? 'rune' : 'string';
  return { kind: 'text', ...span, style, parts: [charactersOf(units, span.end - 1)] };
}

/** What the source of a string means, unit by unit. */
function unitsOf(source: string, at: number): Unit[] {
  const units: Unit[] = [];
  for (let i = 0; i < source.length; ) {
    const start = at + i;
    ESCAPE.lastIndex = i;
    const match = source[i] === '\\' ? ESCAPE.exec(source) : null;
    const text = match ? escaped(match) : source[i]!;
    for (const unit of text.split('')) units.push({ text: unit, start });
    i += match ? match[0].length : 1;
  }
  return units;
}

function escaped([, octal, byte, short, long, other]: RegExpExecArray): string {
  if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
  const code = byte ?? short ?? long;
  if (code) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff));
  return ESCAPES[other!] ?? other!;
}

/** What a text is that is not written: that of a variable that nothing was put into yet. */
export function emptyText(at: number): Text {
  return { kind: 'text', start: at, end: at, style: 'none', parts: [charactersOf([], at)] };
}
