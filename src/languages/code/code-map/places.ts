import type { SourceRange } from '../../../model/edit.ts';
import type { Source } from '../source.ts';
import type { FunctionNode, Node, Span, Statement } from '../tree.ts';

/** The innermost node that takes up a place, or holds it. */
export function nodeAt(source: Source, { start, end }: SourceRange): Node | undefined {
  let found: Node | undefined;
  for (const node of source.nodes)
    if (
      node.start <= start &&
      node.end >= end &&
      (!found || node.end - node.start <= found.end - found.start)
    )
      if (
        !found ||
        node.end - node.start < found.end - found.start ||
        found.start !== start ||
        found.end !== end
      )
        found = node;
  return found;
}

export function liesWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

const STATEMENTS: ReadonlySet<Node['kind']> = new Set([
  'statement',
  'branching',
  'loop',
  'attempt',
  'return',
  'leave',
  'globals',
  'declaration',
]);

/** A node that can stand for itself: a statement, a member's declaration. */
export function isStatement(node: Node): boolean {
  return STATEMENTS.has(node.kind);
}

/** The innermost statement that a node is, or stands in. */
export function statementOf(source: Source, node: Node): Node {
  if (isStatement(node)) return node;
  for (const around of source.around(node))
    if (isStatement(around) || around.kind === 'function') return around;
  return node;
}

/** The function with a name that a node stands in, or is. */
export function functionOf(source: Source, node: Node): FunctionNode | undefined {
  return node.kind === 'function' && node.name ? node : source.functionAround(node);
}

/** Whether the way out of a branching's arm is a return, a throw, a break. */
export function leaves(arm: readonly Statement[]): boolean {
  const last = arm.at(-1);
  return last?.kind === 'return' || last?.kind === 'leave';
}
