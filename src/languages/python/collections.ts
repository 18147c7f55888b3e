import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Collection, Item } from '../code/tree.ts';
import { readExpression, readField } from './expressions.ts';
import { partsOf, spanOf } from './nodes.ts';
import type { Scope } from './scope.ts';

const BARE = new Set(['expression_list', 'pattern_list']);

/** A dict, list, tuple or set, and the targets of an assignment to several names. */
export function readCollection(node: SyntaxNode, scope: Scope): Collection {
  return {
    kind: 'collection',
    ...spanOf(node),
    items: partsOf(node).flatMap((part) => readItem(part, scope) ?? []),
    ...(BARE.has(node.type) && { isBare: true }),
  };
}

function readItem(node: SyntaxNode, scope: Scope): Item | undefined {
  const item = { kind: 'item', ...spanOf(node) } as const;
  if (node.type === 'pair') {
    const [key, value] = [readField(node, 'key', scope), readField(node, 'value', scope)];
    return key && value && { ...item, key, value };
  }
  if (/^(?:list|dictionary)_splat/.test(node.type)) {
    const [inside] = partsOf(node);
    return inside && { ...item, key: undefined, value: readExpression(inside, scope), isSpread: true };
  }
  return { ...item, key: undefined, value: readExpression(node, scope) };
}
