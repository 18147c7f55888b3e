import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Expression, NameSpan, Span } from './tree.ts';

/** Where a node stands. */
export function spanOf({ startIndex: start, endIndex: end }: SyntaxNode): Span {
  return { start, end };
}

/** A node that is a name. */
export function nameOf(node: SyntaxNode): NameSpan {
  return { ...spanOf(node), text: node.text };
}

/** The children that carry meaning: neither punctuation nor comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter((child) => child !== null && !isComment(child));
}

export function childOfType(node: SyntaxNode, ...types: readonly string[]): SyntaxNode | undefined {
  return childrenOf(node).find(({ type }) => types.includes(type));
}

export function hasToken(node: SyntaxNode, token: string): boolean {
  return node.children.some((child) => child?.type === token);
}

function isComment({ type }: SyntaxNode): boolean {
  return type === 'comment' || type === 'line_comment' || type === 'block_comment';
}

/** The comments of a tree, and how many places of it make no sense. */
export function surveyOf(root: SyntaxNode): { readonly comments: readonly Span[]; readonly errors: number } {
  const comments: Span[] = [];
  let errors = 0;
  const visit = (node: SyntaxNode): void => {
    if (isComment(node)) comments.push(spanOf(node));
    if (node.isError || node.isMissing) errors++;
    for (const child of node.children) if (child) visit(child);
  };
  visit(root);
  return { comments, errors };
}

/**
 * An expression with what stands around it and changes nothing of its value: brackets, a cast. What is only a name or a
 * text stays where it is, since that is where it is written anew.
 */
export function widened(inner: Expression, around: Span): Expression {
  switch (inner.kind) {
    case 'text':
    case 'number':
    case 'name':
    case 'this':
    case 'member':
    case 'function':
      return inner;
    default:
      return { ...inner, start: around.start, end: around.end };
  }
}

/** What stands between the brackets of a list of arguments. */
export function insideOf({ startIndex, endIndex }: SyntaxNode): Span {
  return { start: startIndex + 1, end: endIndex - 1 };
}
