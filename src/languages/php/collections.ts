import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Collection, Item } from '../code/tree.ts';
import { readExpression, readOnly } from './expressions.ts';
import { other, partsOf, type Reading, spanOf } from './reading.ts';

/** An array, or the variables that one is taken apart into. */
export function readCollection(node: SyntaxNode, reading: Reading): Collection {
  const items =
    node.type === 'array_creation_expression'
      ? partsOf(node).map((item) => readItem(item, partsOf(item), reading))
      : targetsOf(node).map((parts) => readTarget(parts, reading));
  return { kind: 'collection', ...spanOf(node), items };
}

function readItem(node: SyntaxNode, parts: readonly SyntaxNode[], reading: Reading): Item {
  const [first, second] = parts;
  const span = spanOf(node);
  if (!first || node.type !== 'array_element_initializer')
    return { kind: 'item', ...span, key: undefined, value: readExpression(node, reading) };
  if (first.type === 'variadic_unpacking')
    return { kind: 'item', ...span, key: undefined, value: readOnly(first, reading), isSpread: true };
  return second
    ? { kind: 'item', ...span, key: readExpression(first, reading), value: readExpression(second, reading) }
    : { kind: 'item', ...span, key: undefined, value: readExpression(first, reading) };
}

/** What stands between the commas of `list($a, , 'key' => $b)`. */
function targetsOf(node: SyntaxNode): (readonly SyntaxNode[])[] {
  const targets: SyntaxNode[][] = [[]];
  for (const child of node.children) {
    if (child.type === ',') targets.push([child]);
    else if (child.isNamed && child.type !== 'comment') targets.at(-1)!.push(child);
  }
  return targets.filter((parts, i) => parts.length > 1 || i === 0 || i < targets.length - 1);
}

function readTarget(parts: readonly SyntaxNode[], reading: Reading): Item {
  const [first, second] = parts.filter(({ type }) => type !== ',');
  if (!first) {
    const at = parts[0]?.endIndex ?? 0;
    const nothing = { start: at, end: at };
    return { kind: 'item', ...nothing, key: undefined, value: other(nothing, []) };
  }
  const last = second ?? first;
  return {
    kind: 'item',
    start: first.startIndex,
    end: last.endIndex,
    key: second && readExpression(first, reading),
    value: readExpression(last, reading),
  };
}
