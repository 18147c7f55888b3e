import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Text, TextPart } from '../../code/tree.ts';
import { Gathered, meaningOfEscape } from './characters.ts';
import { type Reading, spanOf } from './reading.ts';
import { readInterpolation } from './texts.ts';

/** A line of a heredoc's body, or what of it stands between two expressions. */
interface Stretch {
  readonly node: SyntaxNode;
  readonly start: number;
  readonly source: string;
}

/** A tab leads to the next column that eight divides. */
const TAB = 8;

/**
 * A heredoc: the text stands where it begins (`<<-URL`), its parts in the body, which lies behind the rest of the line.
 * The statement that it belongs to reaches over both.
 */
export function readHeredoc(node: SyntaxNode, reading: Reading): Text {
  const isRaw = node.text.endsWith("'");
  const style = isRaw ? 'raw-heredoc' : 'heredoc';
  const body = reading.heredocs.get(node.startIndex);
  const text = { kind: 'text', ...spanOf(node), style } as const;
  if (!body) {
    return { ...text, parts: [{ kind: 'characters', start: node.endIndex, end: node.endIndex, text: '' }] };
  }
  const stretches = stretchesOf(body, reading);
  const indent = node.text.startsWith('<<~') ? commonIndent(stretches) : 0;
  const parts: TextPart[] = [];
  let gathered = new Gathered(bodyStart(body, reading));
  for (const { node: piece, start, source } of stretches) {
    if (piece.type === 'interpolation') {
      if (!gathered.isEmpty) parts.push(gathered.finish());
      parts.push(readInterpolation(piece, reading));
      gathered = new Gathered(piece.endIndex);
    } else if (piece.type === 'escape_sequence') {
      gathered.add(meaningOfEscape(source), start, start + source.length);
    } else {
      const cut = isLineStart(start, reading) ? indentLength(source, indent) : 0;
      if (cut) gathered.add('', start, start + cut);
      gathered.addPlain(source.slice(cut), start + cut);
    }
  }
  if (!gathered.isEmpty || !parts.length) parts.push(gathered.finish());
  return { ...text, parts };
}

function bodyStart(body: SyntaxNode, reading: Reading): number {
  return reading.text.indexOf('\n', body.startIndex) + 1;
}

/** The body without the line end before it and the blanks before its end. */
function stretchesOf(body: SyntaxNode, reading: Reading): Stretch[] {
  const first = bodyStart(body, reading);
  const endNode = body.children.find(({ type }) => type === 'heredoc_end');
  const end = endNode ? reading.text.lastIndexOf('\n', endNode.startIndex - 1) + 1 : body.endIndex;
  return body.children.flatMap((node) => {
    if (node.type === 'heredoc_end') return [];
    const start = Math.max(node.startIndex, first);
    const source = reading.text.slice(start, Math.min(node.endIndex, end));
    if (node.type !== 'heredoc_content') return [{ node, start, source }];
    return linesOf(source, start).map((line) => ({ node, ...line }));
  });
}

function linesOf(source: string, start: number): { start: number; source: string }[] {
  return [...source.matchAll(/[^\n]*\n|[^\n]+/g)].map((match) => ({
    start: start + match.index,
    source: match[0],
  }));
}

function isLineStart(at: number, { text }: Reading): boolean {
  return text[at - 1] === '\n';
}

/** How far the least indented line that is not blank stands from the edge. */
function commonIndent(stretches: readonly Stretch[]): number {
  const widths = stretches.flatMap(({ node, source }, index) => {
    const before = stretches[index - 1];
    const begins = !before || (before.source.endsWith('\n') && before.node.type === 'heredoc_content');
    if (!begins) return [];
    if (node.type !== 'heredoc_content') return [0];
    const blanks = /^[ \t]*/.exec(source)![0];
    const isBlank = /^[ \t]*\r?\n$/.test(source);
    return isBlank ? [] : [widthOf(blanks)];
  });
  return widths.length ? Math.min(...widths) : 0;
}

function widthOf(blanks: string): number {
  return [...blanks].reduce((width, blank) => (blank === '\t' ? nextTab(width) : width + 1), 0);
}

function nextTab(width: number): number {
  return (Math.floor(width / TAB) + 1) * TAB;
}

/** How many characters of a line make up its share of the indent; a tab that reaches beyond stays. */
function indentLength(line: string, indent: number): number {
  let width = 0;
  for (let at = 0; at < line.length; at++) {
    const next = line[at] === '\t' ? nextTab(width) : line[at] === ' ' ? width + 1 : undefined;
    if (next === undefined || next > indent) return at;
    width = next;
  }
  return line.length;
}
