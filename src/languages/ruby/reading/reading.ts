import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Span } from '../../code/tree.ts';
import type { Scope } from './scope.ts';

/** What is known of a file while it is read. */
export interface Reading {
  readonly text: string;
  /** The body of a heredoc, by where its beginning (`<<-SQL`) stands. */
  readonly heredocs: ReadonlyMap<number, SyntaxNode>;
  /** The methods that the file defines: to mention one is to call it. */
  readonly methods: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  readonly scope: Scope;
}

export function within(reading: Reading, scope: Scope): Reading {
  return { ...reading, scope };
}

export function spanOf(node: SyntaxNode): Span {
  return { start: node.startIndex, end: node.endIndex };
}

/** The named children that are no comments. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter((child) => child.type !== 'comment');
}

/** Everything below a node that `is` holds for, in the order of the text. */
export function findAll(node: SyntaxNode, is: (node: SyntaxNode) => boolean): SyntaxNode[] {
  return [...(is(node) ? [node] : []), ...node.children.flatMap((child) => findAll(child, is))];
}

/** Heredocs by their beginnings: their bodies follow in the order in which they were begun. */
export function pairHeredocs(root: SyntaxNode): ReadonlyMap<number, SyntaxNode> {
  const bodies = findAll(root, ({ type }) => type === 'heredoc_body');
  if (!bodies.length) return new Map();
  const open: SyntaxNode[] = [];
  const pairs = new Map<number, SyntaxNode>();
  for (const node of findAll(root, ({ type }) => type.startsWith('heredoc_b'))) {
    if (node.type === 'heredoc_beginning') open.push(node);
    else {
      const begun = open.findIndex(({ text }) => labelOf(text) === endOf(node));
      if (begun >= 0) pairs.set(open.splice(begun, 1)[0]!.startIndex, node);
    }
  }
  return pairs;
}

function labelOf(beginning: string): string {
  return beginning.replace(/^<<[-~]?/, '').replace(/^(['"`])(.*)\1$/, '$2');
}

function endOf(body: SyntaxNode): string | undefined {
  return body.children.find(({ type }) => type === 'heredoc_end')?.text.trim();
}
