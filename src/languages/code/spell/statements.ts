import { Refusal } from '../../refusal.ts';
import type { Node, Statement } from '../tree.ts';
import type { Draft } from './draft.ts';

/** Takes a statement out, with its line where it stands there alone. */
export function removeStatement(draft: Draft, statement: Statement): void {
  const { source } = draft;
  const { text } = source;
  if (isOnlyOne(draft, statement) || isUnbraced(draft, statement))
    throw new Refusal('nothing would be left of the block that it stands in');
  const lineStart =
    Math.max(text.lastIndexOf('\n', statement.start - 1), text.lastIndexOf('\r', statement.start - 1)) + 1;
  const before = text.slice(lineStart, statement.start);
  const behind = /^[^\S\r\n]*(\r\n|\n|\r|$)/.exec(text.slice(statement.end));
  if (/^[^\S\r\n]*$/.test(before) && behind) {
    // The last line of a file without a final line break takes the break before it.
    const isLast = behind[1] === '' && lineStart > 0;
    const breakBefore = isLast ? (text.slice(0, lineStart).endsWith('\r\n') ? 2 : 1) : 0;
    draft.delete(lineStart - breakBefore, statement.end + behind[0].length);
  } else {
    const gap = /^[^\S\r\n]+(?=\S)/.exec(text.slice(statement.end));
    draft.delete(statement.start, statement.end + (gap?.[0].length ?? 0));
  }
}

/** Where a block must hold something, the last of its statements that is still there cannot go. */
function isOnlyOne(draft: Draft, statement: Statement): boolean {
  const { source } = draft;
  if (!source.language.spelling.needsStatements) return false;
  const around = blocksOf(source.parents.get(statement)).filter((block) => block.includes(statement));
  return around.some((block) => block.every((other) => other === statement || draft.isDeleted(other)));
}

/** Whether a statement is all that a condition or a loop has, without braces: what follows would take its place. */
function isUnbraced({ source }: Draft, statement: Statement): boolean {
  const parent = source.parents.get(statement);
  if (source.language.spelling.terminator === '' || (parent?.kind !== 'branching' && parent?.kind !== 'loop'))
    return false;
  let at = statement.start;
  for (const comment of [...source.tree.comments].reverse())
    if (comment.end <= at && source.text.slice(comment.end, at).trim() === '') at = comment.start;
  return /(?:\)|\b(?:else|do))\s*$/i.test(source.text.slice(parent.start, at));
}

/** The blocks that a node has. */
function blocksOf(node: Node | undefined): readonly (readonly Node[])[] {
  switch (node?.kind) {
    case 'branching':
      return node.arms;
    case 'attempt':
      return [node.body, ...node.handlers, node.finally];
    case 'loop':
    case 'block':
    case 'function':
      return [node.body];
    case 'class':
      return [[...node.members, ...node.body]];
    default:
      return [];
  }
}
