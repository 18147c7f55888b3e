import type { Node } from '../syntax/ast.ts';
import { optionsOf, type Value } from '../values/values.ts';

/**
 * The objects and lists that lead to a key of a document, and what the program puts them into. `owner`: the key is one
 * of its own. `above`: it holds such a one.
 */
export class Holders {
  private readonly known = new Map<Node, 'owner' | 'above'>();

  add(node: Node, kind: 'owner' | 'above'): void {
    if (this.known.get(node) !== 'owner') this.known.set(node, kind);
  }

  nodes(): readonly Node[] {
    return [...this.known.keys()];
  }

  /** Those that a value may be. */
  among(value: Value): Node[] {
    return optionsOf(value).flatMap((option) => {
      const node =
        option.kind === 'set' || option.kind === 'list'
          ? option.node
          : option.kind === 'module'
            ? option.module.root
            : undefined;
      return node && this.known.has(node) ? [node] : [];
    });
  }

  isOwner(node: Node): boolean {
    return this.known.get(node) === 'owner';
  }
}
