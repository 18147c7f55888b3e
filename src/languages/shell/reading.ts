import type { Node as SyntaxNode } from 'web-tree-sitter';

/** What a reader of shell must know of the file around a place. */
export interface Reading {
  readonly text: string;
  /** Expansions and substitutions, by where they begin: words are read character by character. */
  readonly expansions: ReadonlyMap<number, SyntaxNode>;
}

const EXPANSIONS = ['expansion', 'command_substitution', 'arithmetic_expansion', 'process_substitution'];

export function readingOf(root: SyntaxNode, text: string): Reading {
  const expansions = new Map<number, SyntaxNode>();
  for (const node of root.descendantsOfType(EXPANSIONS))
    if (node && !expansions.has(node.startIndex)) expansions.set(node.startIndex, node);
  return { text, expansions };
}
