import { childrenOf, type Node, unwrap } from '../syntax/ast.ts';

/** What is known of a name once no ticket is fetched: a ticket was there, an error was not. */
export type Known = 'present' | 'absent';

/** What a test comes to: always true or false, or what another expression of it says. */
export type Outcome = boolean | { readonly keep: Node } | undefined;

/** What is known of a name, or whether another expression is true. */
export type KnownOf = (expression: Node) => Known | boolean | undefined;

/**
 * What a test comes to when some names are known; undefined where it still depends on one of them in a way that
 * cannot be told.
 */
export function fold(test: Node, knownOf: KnownOf): Outcome {
  const node = unwrap(test);
  const known = knownOf(node);
  if (known !== undefined) return known === true || known === 'present';
  if (node.type === 'Identifier') return { keep: test };
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const inner = fold(node.argument, knownOf);
    if (typeof inner === 'boolean') return !inner;
    return inner && speaksOfNothingKnown(node, knownOf) ? { keep: test } : undefined;
  }
  if (node.type === 'LogicalExpression' && node.operator !== '??') return foldLogical(node, test, knownOf);
  if (node.type === 'BinaryExpression') {
    const compared = foldComparison(node, knownOf);
    if (compared !== undefined) return compared;
  }
  return speaksOfNothingKnown(node, knownOf) ? { keep: test } : undefined;
}

function foldLogical(
  node: Extract<Node, { type: 'LogicalExpression' }>,
  whole: Node,
  knownOf: KnownOf,
): Outcome {
  const left = fold(node.left, knownOf);
  const right = fold(node.right, knownOf);
  if (left === undefined || right === undefined) return undefined;
  const decisive = node.operator === '||';
  if (left === decisive) return decisive;
  // What stands to the left of a decisive right side would still have to be evaluated.
  if (right === decisive) return typeof left === 'boolean' ? decisive : undefined;
  if (typeof left === 'boolean') return right;
  if (typeof right === 'boolean') return left;
  return left.keep === node.left && right.keep === node.right ? { keep: whole } : undefined;
}

function foldComparison(
  { operator, left, right }: Extract<Node, { type: 'BinaryExpression' }>,
  knownOf: KnownOf,
): boolean | undefined {
  const isEqual = operator === '==' || operator === '===';
  if (!isEqual && operator !== '!=' && operator !== '!==') return undefined;
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const subject = unwrap(one);
    if (subject.type === 'UnaryExpression' && subject.operator === 'typeof') {
      if (knownOf(unwrap(subject.argument)) === 'present' && other.type === 'StringLiteral')
        return (other.value === 'string') === isEqual;
    }
    const known = knownOf(subject);
    if ((known !== 'present' && known !== 'absent') || !isNothing(other)) continue;
    if (known === 'present') return !isEqual;
    // An error that is not there may be null or undefined.
    return operator.length === 2 && other.type !== 'StringLiteral' ? isEqual : undefined;
  }
  return undefined;
}

function isNothing(node: Node): boolean {
  return (
    node.type === 'NullLiteral' ||
    (node.type === 'StringLiteral' && node.value === '') ||
    (node.type === 'Identifier' && node.name === 'undefined')
  );
}

function speaksOfNothingKnown(node: Node, knownOf: KnownOf): boolean {
  if (knownOf(node) !== undefined) return false;
  return childrenOf(node).every((child) => speaksOfNothingKnown(child, knownOf));
}
