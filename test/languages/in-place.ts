import { expect } from 'vitest';
import { childrenOf } from '../../src/languages/code/children.ts';
import type { CodeTree, Node, Span } from '../../src/languages/code/tree.ts';

/** Expects of every node of a tree that it lies in its parent, and that characters say what stands in the source. */
export function expectInPlace(text: string, { body, comments, outside }: CodeTree): void {
  const open: { node: Node; parent: Span; isFree: boolean }[] = body.map((node) => ({
    node,
    parent: { start: 0, end: text.length },
    isFree: false,
  }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, parent, isFree } = next;
    const shown = `${node.kind} ${JSON.stringify(text.slice(node.start, node.end))}`;
    expect(node.start, shown).toBeLessThanOrEqual(node.end);
    if (!isFree) {
      expect(node.start, shown).toBeGreaterThanOrEqual(parent.start);
      expect(node.end, shown).toBeLessThanOrEqual(parent.end);
    }
    if (node.kind === 'characters') {
      if (node.offsets) expect(node.offsets, shown).toHaveLength(node.text.length + 1);
      else expect(text.slice(node.start, node.end)).toBe(node.text);
    }
    // The lines of a heredoc stand behind the line that names it.
    const inHeredoc = node.kind === 'text' && /heredoc/.test(node.style);
    for (const child of childrenOf(node)) open.push({ node: child, parent: node, isFree: inHeredoc });
  }
  for (const { start, end } of [...comments, ...outside]) expect(start).toBeLessThanOrEqual(end);
}
