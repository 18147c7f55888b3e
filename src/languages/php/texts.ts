import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Characters, Embedded, Expression, Span, Text, TextPart } from '../code/tree.ts';
import { decode, ESCAPES_OF } from './escapes.ts';
import { field, type Reading, spanOf } from './reading.ts';

/** Strings are `single`, `double`, `heredoc` or `nowdoc`; a `bare` one is a key without quotes: `"$row[ticket]"`. */
type ReadPart = (node: SyntaxNode, reading: Reading) => Expression;

const CHARACTERS = new Set(['string_content', 'escape_sequence', 'nowdoc_string', 'comment']);

/** Reads a string in quotes. */
export function readQuoted(node: SyntaxNode, reading: Reading, readPart: ReadPart): Text {
  const style = node.type === 'string' ? 'single' : 'double';
  const quote = node.startIndex + (/^b/i.test(reading.text.charAt(node.startIndex)) ? 1 : 0);
  const inside = { start: quote + 1, end: Math.max(node.endIndex - 1, quote + 1) };
  const parts = new Parts(inside, style, 0, reading).read(node, readPart);
  return { kind: 'text', ...spanOf(node), parts, style };
}

/** Reads a heredoc or nowdoc: the line ends next to its markers, and the indentation of the closing one, are no part of it. */
export function readHeredoc(node: SyntaxNode, reading: Reading, readPart: ReadPart): Text {
  const style = node.type === 'nowdoc' ? 'nowdoc' : 'heredoc';
  const { text } = reading;
  const body = field(node, 'value');
  const closing = field(node, 'end_tag')?.startIndex ?? node.endIndex;
  const line = text.lastIndexOf('\n', closing - 1);
  const start = text.indexOf('\n', node.startIndex) + 1;
  const end = Math.max(start, text.charAt(line - 1) === '\r' ? line - 1 : line);
  const indentation = closing - line - 1;
  const parts = new Parts({ start, end }, style, indentation, reading);
  return { kind: 'text', ...spanOf(node), parts: parts.read(body, readPart), style };
}

/** A key without quotes. */
export function readBare(node: SyntaxNode): Text {
  const span = spanOf(node);
  return {
    kind: 'text',
    ...span,
    parts: [{ kind: 'characters', ...span, text: node.text }],
    style: 'bare',
  };
}

/** The parts of one string. The grammar leaves out white space next to variables, so that characters are read as what is left. */
class Parts {
  private readonly inside: Span;
  private readonly style: 'single' | 'double' | 'heredoc' | 'nowdoc';
  private readonly indentation: number;
  private readonly reading: Reading;

  constructor(inside: Span, style: Parts['style'], indentation: number, reading: Reading) {
    this.inside = inside;
    this.style = style;
    this.indentation = indentation;
    this.reading = reading;
  }

  read(body: SyntaxNode | undefined, readPart: ReadPart): TextPart[] {
    const parts: TextPart[] = [];
    let at = this.inside.start;
    for (const node of body?.namedChildren ?? []) {
      if (CHARACTERS.has(node.type)) continue;
      const embedded = this.embed(node, readPart(node, this.reading));
      if (embedded.start > at) parts.push(this.characters(at, embedded.start));
      parts.push(embedded);
      at = embedded.end;
    }
    if (parts.length === 0 || at < this.inside.end) parts.push(this.characters(at, this.inside.end));
    return parts;
  }

  private embed(node: SyntaxNode, expression: Expression): Embedded {
    const before = node.previousSibling;
    const after = node.nextSibling;
    const braced = before?.type === '{' && before.endIndex === node.startIndex;
    return {
      kind: 'embedded',
      start: braced ? before.startIndex : node.startIndex,
      end: braced && after?.type === '}' ? after.endIndex : node.endIndex,
      expression,
    };
  }

  private characters(start: number, end: number): Characters {
    const raw = this.reading.text.slice(start, end);
    const isExact = !(ESCAPES_OF[this.style] && raw.includes('\\')) && !(this.indentation > 0);
    if (isExact) return { kind: 'characters', start, end, text: raw };
    const { text, offsets } = decode(raw, start, {
      escapes: ESCAPES_OF[this.style],
      indentation: this.indentation,
      beginsLine: start === this.inside.start,
    });
    return { kind: 'characters', start: offsets[0]!, end, text, offsets };
  }
}
