import { expect } from 'vitest';
import type { CodeTree, Node } from '../../../src/languages/code/tree.ts';

type Piece = Node & { readonly start: number; readonly end: number };

/** The nodes of a tree, every one behind the one that it is in. */
export function nodesOf(value: unknown): Piece[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(nodesOf);
  return 'start' in value && 'end' in value ? [value as Piece, ...below] : below;
}

/** All that is directly in a node, in the order in which the tree names it. */
function partsOf(node: object): Piece[] {
  return Object.values(node).flatMap((value: unknown): Piece[] => {
    if (Array.isArray(value))
      return value
        .flatMap((item: unknown) => (Array.isArray(item) ? (item as Piece[]) : [item as Piece]))
        .filter(isPiece);
    return isPiece(value) ? [value] : [];
  });
}

function isPiece(value: unknown): value is Piece {
  return typeof value === 'object' && value !== null && 'start' in value;
}

/** Every node lies in the one that it is in, and what stands in a list stands in order. */
export function expectSoundSpans(tree: CodeTree, source: string): void {
  for (const node of nodesOf(tree.body)) {
    expect(node.start).toBeGreaterThanOrEqual(0);
    expect(node.end).toBeGreaterThanOrEqual(node.start);
    expect(node.end).toBeLessThanOrEqual(source.length);
    for (const part of partsOf(node)) {
      const place = `${JSON.stringify(source.slice(part.start, part.end))} in ${JSON.stringify(source.slice(node.start, node.end))}`;
      expect(part.start >= node.start && part.end <= node.end, place).toBe(true);
    }
    for (const list of Object.values(node).filter((value: unknown) => Array.isArray(value)))
      expectOrder(list as unknown[], source);
  }
}

function expectOrder(list: readonly unknown[], source: string): void {
  const pieces = list.filter(isPiece);
  for (const [i, piece] of pieces.entries()) {
    const before = pieces[i - 1];
    if (before)
      expect(before.end, JSON.stringify(source.slice(before.start, piece.end))).toBeLessThanOrEqual(
        piece.start,
      );
  }
}
