import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { NameSpan, Span } from '../code/tree.ts';

export function spanOf(node: SyntaxNode): Span {
  return { start: node.startIndex, end: node.endIndex };
}

export function nameOf(node: SyntaxNode): NameSpan {
  return { ...spanOf(node), text: node.text };
}

/** The parts of a node that mean something: no punctuation, no comments. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter(
    (child): child is SyntaxNode =>
      child !== null && child.type !== 'comment' && child.type !== 'line_continuation',
  );
}

/** What stands in a field, brackets around it taken off. */
export function field(node: SyntaxNode, name: string): SyntaxNode | undefined {
  const found = node.childForFieldName(name);
  return found ? bare(found) : undefined;
}

/** An expression without the brackets around it. */
export function bare(node: SyntaxNode): SyntaxNode {
  if (node.type !== 'parenthesized_expression') return node;
  const [inside] = partsOf(node);
  return inside ? bare(inside) : node;
}

/** Between the brackets of a list. */
export function insideOf(node: SyntaxNode): Span {
  return { start: node.startIndex + 1, end: Math.max(node.endIndex - 1, node.startIndex + 1) };
}
