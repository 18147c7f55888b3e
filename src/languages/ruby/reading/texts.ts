import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Embedded, Expression, Span, Text, TextPart } from '../../code/tree.ts';
import { Gathered, meaningOfEscape } from './characters.ts';
import { readExpression } from './expressions.ts';
import { readHeredoc } from './heredocs.ts';
import { partsOf, type Reading, spanOf } from './reading.ts';
import { readStatements } from './statements.ts';

/** Every node that is a text. */
export function isText({ type }: SyntaxNode): boolean {
  return /^(?:string|chained_string|bare_string|bare_symbol|simple_symbol|delimited_symbol|hash_key_symbol|heredoc_beginning|character)$/.test(
    type,
  );
}

/** A literal; several that stand side by side are a sum. */
export function readText(node: SyntaxNode, reading: Reading): Expression {
  switch (node.type) {
    case 'chained_string':
      return {
        kind: 'sum',
        ...spanOf(node),
        operands: partsOf(node).map((part) => readExpression(part, reading)),
        isAdjacent: true,
      };
    case 'simple_symbol':
      return plainText(node, { start: node.startIndex + 1, end: node.endIndex }, 'symbol');
    case 'hash_key_symbol':
      return plainText(node, spanOf(node), 'key');
    case 'character':
      return plainText(node, { start: node.startIndex + 1, end: node.endIndex }, 'character');
    case 'heredoc_beginning':
      return readHeredoc(node, reading);
    default:
      return readQuoted(node, reading);
  }
}

function plainText(node: SyntaxNode, at: Span, style: string): Text {
  const text = node.text.slice(at.start - node.startIndex);
  return { kind: 'text', ...spanOf(node), style, parts: [{ kind: 'characters', ...at, text }] };
}

function readQuoted(node: SyntaxNode, reading: Reading): Text {
  const isWord = node.type.startsWith('bare_');
  const opening = isWord ? wordsOpening(node) : node.firstChild!.text;
  const style = styleOf(opening, node.type);
  const start = isWord ? node.startIndex : node.firstChild!.endIndex;
  const inside = isWord ? node.children : node.children.slice(1, -1);
  return {
    kind: 'text',
    ...spanOf(node),
    style,
    parts: readPieces(inside, start, reading, isRaw(style) ? opening : undefined),
  };
}

function wordsOpening(node: SyntaxNode): string {
  return node.parent!.firstChild!.text;
}

function styleOf(opening: string, type: string): string {
  if (/^%[wi]/.test(opening)) return 'words';
  if (/^%[WI]/.test(opening)) return 'interpolated-words';
  if (/^%[qs]/.test(opening)) return 'percent-single';
  if (opening.startsWith('%')) return 'percent-double';
  const quotes = opening.endsWith("'") ? 'single' : 'double';
  return type === 'delimited_symbol' ? `symbol-${quotes}` : quotes;
}

/** True for a style in which a backslash escapes nothing but itself and the quotes. */
export function isRaw(style: string): boolean {
  return /^(?:single|symbol-single|percent-single|words)$/.test(style);
}

/** @param rawOpening what a string begins with whose only escapes are the backslash and its delimiters */
export function readPieces(
  nodes: readonly SyntaxNode[],
  start: number,
  reading: Reading,
  rawOpening?: string,
): TextPart[] {
  const parts: TextPart[] = [];
  let gathered = new Gathered(start);
  for (const node of nodes) {
    if (node.type === 'interpolation') {
      if (!gathered.isEmpty) parts.push(gathered.finish());
      parts.push(readInterpolation(node, reading));
      gathered = new Gathered(node.endIndex);
    } else if (node.type === 'escape_sequence' && rawOpening === undefined) {
      gathered.add(meaningOfEscape(node.text), node.startIndex, node.endIndex);
    } else if (rawOpening !== undefined) addRaw(node.text, node.startIndex, rawOpening, gathered);
    else gathered.addPlain(node.text, node.startIndex);
  }
  if (!gathered.isEmpty || !parts.length) parts.push(gathered.finish());
  return parts;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

function addRaw(source: string, start: number, opening: string, into: Gathered): void {
  const quote = opening.at(-1)!;
  const escaped = ['\\', quote, CLOSING[quote] ?? quote, ...(/^%[wi]/.test(opening) ? [' '] : [])];
  let plain = 0;
  for (let at = 0; at + 1 < source.length; at++) {
    if (source[at] !== '\\') continue;
    if (escaped.includes(source[at + 1]!)) {
      into.addPlain(source.slice(plain, at), start + plain);
      into.add(source[at + 1]!, start + at, start + at + 2);
      plain = at + 2;
    }
    at++;
  }
  into.addPlain(source.slice(plain), start + plain);
}

/** `#{…}`, `#@ticket`. */
export function readInterpolation(node: SyntaxNode, reading: Reading): Embedded {
  const inside = partsOf(node);
  const only = inside.length === 1 ? inside[0]! : undefined;
  const expression: Expression = only
    ? readExpression(only, reading)
    : { kind: 'other', ...spanOf(node), parts: [], body: readStatements(inside, reading) };
  return { kind: 'embedded', ...spanOf(node), expression };
}
