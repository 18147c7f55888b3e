import type { Node as SyntaxNode } from 'web-tree-sitter';
import { spanOf } from '../code/syntax.ts';
import type { Span, Text } from '../code/tree.ts';
import { charactersOf, type Unit } from '../code/units.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  s: ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

const ESCAPE = /\\(?:u+([\da-fA-F]{4})|([0-3]?[0-7]{1,2})|(\r?\n)|([\s\S]))/y;

/** A string, a text block or a character. */
export function readText(node: SyntaxNode): Text {
  const span = spanOf(node);
  const source = node.text;
  if (source.startsWith('"""')) {
    const end = span.end - 3;
    return textOf(span, 'block', blockUnits(source.slice(3, -3), span.start + 3), end);
  }
  const style = source.startsWith("'") ? 'character' : 'string';
  return textOf(span, style, unitsOf(source.slice(1, -1), span.start + 1), span.end - 1);
}

function textOf(span: Span, style: string, units: readonly Unit[], end: number): Text {
  return { kind: 'text', ...span, style, parts: [charactersOf(units, end)] };
}

/** What the source of a string means, unit by unit. */
function unitsOf(source: string, at: number): Unit[] {
  const units: Unit[] = [];
  for (let i = 0; i < source.length; ) {
    const start = at + i;
    if (source[i] !== '\\') {
      units.push({ text: source[i]!, start });
      i++;
      continue;
    }
    ESCAPE.lastIndex = i;
    const match = ESCAPE.exec(source);
    if (!match) break;
    const text = escaped(match);
    if (text) units.push({ text, start });
    i += match[0].length;
  }
  return units;
}

function escaped([, unicode, octal, lineEnd, other]: RegExpExecArray): string {
  if (unicode) return String.fromCharCode(Number.parseInt(unicode, 16));
  if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
  if (lineEnd) return '';
  return ESCAPES[other!] ?? other!;
}

/** The lines of a text block without the indentation that they share and the blanks at their ends. */
function blockUnits(source: string, at: number): Unit[] {
  const begin = source.indexOf('\n') + 1;
  const lines = source.slice(begin).split('\n');
  const indentation = Math.min(
    ...lines
      .filter((line, i) => line.trim() !== '' || i === lines.length - 1)
      .map((line) => /^[ \t\f]*/.exec(line)![0].length),
  );
  const units: Unit[] = [];
  let offset = at + begin;
  lines.forEach((line, i) => {
    const kept = line.trimEnd();
    if (kept.length > indentation) units.push(...unitsOf(kept.slice(indentation), offset + indentation));
    // A backslash at the end joins the line to the next.
    const isJoined = /(?<!\\)(?:\\\\)*\\$/.test(kept);
    if (i < lines.length - 1 && !isJoined) units.push({ text: '\n', start: offset + kept.length });
    offset += line.length + 1;
  });
  return units;
}
