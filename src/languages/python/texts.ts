import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Characters, Expression, Sum, Text, TextPart } from '../code/tree.ts';
import { bare, field, partsOf, spanOf } from './nodes.ts';

/** Reads the expressions in a string. */
type Read = (node: SyntaxNode) => Expression;

/** What the letters before the quotes make of a string. */
interface Manner {
  readonly isRaw: boolean;
  readonly isBytes: boolean;
  readonly isFormatted: boolean;
}

/** A string. Its style is what it opens with: `u'`, `f"""`. */
export function readText(node: SyntaxNode, read: Read): Text | undefined {
  const [open] = node.children;
  if (open?.type !== 'string_start' || open.text.startsWith('`')) return undefined;
  const manner: Manner = {
    isRaw: /r/i.test(open.text),
    isBytes: /b/i.test(open.text),
    isFormatted: /f/i.test(open.text),
  };
  const close = node.children.find((child) => child?.type === 'string_end');
  const parts: TextPart[] = [];
  let at = open.endIndex;
  for (const child of partsOf(node)) {
    if (child.type !== 'interpolation') continue;
    parts.push(...readCharacters(node, at, child.startIndex, manner));
    parts.push({ kind: 'embedded', ...spanOf(child), expression: readInterpolation(child, read) });
    at = child.endIndex;
  }
  parts.push(...readCharacters(node, at, close?.startIndex ?? node.endIndex, manner));
  if (parts.length === 0) parts.push({ kind: 'characters', start: at, end: at, text: '' });
  return { kind: 'text', ...spanOf(node), style: open.text, parts };
}

/** Strings side by side, which are one. */
export function readAdjacent(node: SyntaxNode, read: Read): Sum {
  return { kind: 'sum', ...spanOf(node), isAdjacent: true, operands: partsOf(node).map(read) };
}

/** `{x}` is what `x` is; what is formatted further (`{x:>5}`, `{x!r}`, `{x=}`) is something else. */
function readInterpolation(node: SyntaxNode, read: Read): Expression {
  const [first, ...rest] = partsOf(node);
  const inside = field(node, 'expression') ?? (first && bare(first));
  if (!inside) return { kind: 'other', ...spanOf(node), parts: [] };
  const isPlain =
    node.children.every((child) => child?.type !== '=') &&
    rest.every((part) => part.type === 'type_conversion' && part.text === '!s');
  const expression = read(inside);
  if (isPlain) return expression;
  const others = node
    .descendantsOfType('format_expression')
    .flatMap((spec) => (spec ? partsOf(spec).slice(0, 1) : []));
  return { kind: 'other', ...spanOf(node), parts: [expression, ...others.map(read)] };
}

/** The characters from one offset to another, none where there are none. */
function readCharacters(node: SyntaxNode, start: number, end: number, manner: Manner): TextPart[] {
  const source = node.text.slice(start - node.startIndex, end - node.startIndex);
  const parts: TextPart[] = [];
  let run = new Run(start);
  const finish = (at: number) => {
    if (run.text !== '') parts.push(run.end(at));
  };
  for (let i = 0; i < source.length; ) {
    const { length, text } = nextUnit(source, i, manner);
    if (text === undefined) {
      // A character by its Unicode name: which one it is, is not known here.
      finish(start + i);
      const span = { start: start + i, end: start + i + length };
      parts.push({ kind: 'embedded', ...span, expression: { kind: 'other', ...span, parts: [] } });
      run = new Run(span.end);
    } else run.add(text, start + i);
    i += length;
  }
  finish(end);
  return parts;
}

/** Characters that are being read. */
class Run {
  text = '';
  private readonly start: number;
  private readonly offsets: number[] = [];

  constructor(start: number) {
    this.start = start;
  }

  add(text: string, at: number): void {
    for (const _unit of text.split('')) this.offsets.push(at);
    this.text += text;
  }

  end(end: number): Characters {
    const span = { start: this.start, end };
    const isSame =
      end - this.start === this.text.length && this.offsets.every((at, i) => at === this.start + i);
    const offsets = isSame ? {} : { offsets: [...this.offsets, end] };
    return { kind: 'characters', ...span, text: this.text, ...offsets };
  }
}

interface Unit {
  /** How much of the source it takes. */
  readonly length: number;
  readonly text: string | undefined;
}

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\r': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const CODED = /(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})/y;
const OCTAL = /[0-7]{1,3}/y;
const NAMED = /N\{[^}]*\}/y;

function nextUnit(source: string, at: number, manner: Manner): Unit {
  const char = source[at]!;
  // Whatever a file's lines end with, the program sees `\n`.
  if (char === '\r') return { length: source[at + 1] === '\n' ? 2 : 1, text: '\n' };
  if (manner.isFormatted && (char === '{' || char === '}') && source[at + 1] === char)
    return { length: 2, text: char };
  if (char !== '\\' || manner.isRaw || at + 1 >= source.length) return { length: 1, text: char };
  const next = source[at + 1]!;
  if (next === '\r' && source[at + 2] === '\n') return { length: 3, text: '' };
  const simple = SIMPLE[next];
  if (simple !== undefined) return { length: 2, text: simple };
  const octal = matchAt(OCTAL, source, at + 1);
  if (octal) return { length: 1 + octal.length, text: String.fromCodePoint(Number.parseInt(octal, 8)) };
  const coded = matchAt(CODED, source, at + 1);
  if (coded && (/^x/.test(coded) || !manner.isBytes)) {
    const code = Number.parseInt(coded.slice(1), 16);
    if (code <= 0x10ffff) return { length: 1 + coded.length, text: String.fromCodePoint(code) };
  }
  const named = manner.isBytes ? undefined : matchAt(NAMED, source, at + 1);
  if (named) return { length: 1 + named.length, text: undefined };
  return { length: 1, text: char };
}

function matchAt(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}
