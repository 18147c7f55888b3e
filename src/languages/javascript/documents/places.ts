import { childrenOf, type Node } from '../syntax/ast.ts';

export type Property = Extract<Node, { type: 'ObjectProperty' }>;

/** A key of a document where it stands, with the names that lead there from the root: `*` for any element of a list. */
export interface KeyPlace {
  readonly property: Property;
  readonly path: string;
}

/** Every place in a document that has a key of some name. */
export function placesOf(root: Node, name: string): KeyPlace[] {
  const found: KeyPlace[] = [];
  const open: [Node, readonly string[]][] = [[root, []]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, above] = next;
    const step =
      node.type === 'ObjectProperty' ? keyOf(node) : node.type === 'ArrayExpression' ? '*' : undefined;
    const path = step === undefined ? above : [...above, step];
    if (node.type === 'ObjectProperty' && step === name)
      found.push({ property: node, path: JSON.stringify(path) });
    for (const child of childrenOf(node)) open.push([child, path]);
  }
  return found;
}

function keyOf({ key }: Property): string | undefined {
  return key.type === 'StringLiteral' ? key.value : undefined;
}
