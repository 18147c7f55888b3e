import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Expression, NameSpan, Other, Span } from '../code/tree.ts';

/** What is known of a file while it is read. */
export interface Reading {
  readonly text: string;
  /** What `use … as …` calls classes here: the last part of their own names. */
  readonly aliases: Map<string, string>;
  /** The classes around, the innermost last. */
  readonly classes: { readonly name: string | undefined; readonly parent: string | undefined }[];
}

export function spanOf({ startIndex, endIndex }: SyntaxNode): Span {
  return { start: startIndex, end: endIndex };
}

export function nameSpan(node: SyntaxNode, text = node.text): NameSpan {
  return { ...spanOf(node), text };
}

/** The nodes within a node that mean something: no punctuation, no comments, no HTML. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter((child) => !IGNORED.has(child.type));
}

const IGNORED = new Set(['comment', 'text_interpolation', 'text', 'php_tag', 'php_end_tag']);

export function field(node: SyntaxNode, name: string): SyntaxNode | undefined {
  return node.childForFieldName(name) ?? undefined;
}

export function firstOf(node: SyntaxNode, ...types: readonly string[]): SyntaxNode | undefined {
  return node.namedChildren.find((child) => types.includes(child.type));
}

export function other(span: Span, parts: readonly Expression[]): Other {
  return { kind: 'other', start: span.start, end: span.end, parts };
}

/** The last part of a name with namespaces: `\GuzzleHttp\Client`. */
export function plainName(name: string): string {
  return name.slice(name.lastIndexOf('\\') + 1);
}

/** What a class is called that code speaks of: the one around for `self`, what an alias stands for. */
export function classNameOf(node: SyntaxNode, { aliases, classes }: Reading): string {
  const around = classes.at(-1);
  const name = node.text;
  switch (name.toLowerCase()) {
    case 'self':
    case 'static':
      return around?.name ?? name;
    case 'parent':
      return around?.parent ?? name;
    default:
      return aliases.get(name.toLowerCase()) ?? plainName(name);
  }
}
