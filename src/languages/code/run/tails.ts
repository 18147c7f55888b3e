import type { FunctionNode, Statement } from '../tree.ts';

const KNOWN = new WeakMap<FunctionNode, readonly Statement[]>();

/** What a function runs: where it gives back the value of what it does last, that says so as a `return` would. */
export function bodyOf(node: FunctionNode): readonly Statement[] {
  if (!node.givesLast) return node.body;
  const known = KNOWN.get(node) ?? returningLast(node.body);
  KNOWN.set(node, known);
  return known;
}

function returningLast(body: readonly Statement[]): readonly Statement[] {
  const last = body.at(-1);
  return last ? [...body.slice(0, -1), returning(last)] : body;
}

function returning(node: Statement): Statement {
  switch (node.kind) {
    case 'statement':
      return { kind: 'return', start: node.start, end: node.end, value: node.expression };
    case 'branching':
      return { ...node, arms: node.arms.map(returningLast) };
    case 'attempt':
      return { ...node, body: returningLast(node.body), handlers: node.handlers.map(returningLast) };
    case 'block':
      return { ...node, body: returningLast(node.body) };
    default:
      return node;
  }
}
