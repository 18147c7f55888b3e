import { Refusal } from '../../refusal.ts';
import type { Span, Statement } from '../tree.ts';
import type { Draft } from './draft.ts';

/** Takes a statement out, with its line where it stands there alone. */
export function removeStatement(draft: Draft, statement: Statement): void {
  const { source } = draft;
  const { text } = source;
  if (isOnlyOne(draft, statement)) throw new Refusal('nothing would be left of the block that it stands in');
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

/** Where a block must hold something, its only statement cannot go. */
function isOnlyOne({ source }: Draft, statement: Statement): boolean {
  if (!source.language.spelling.needsStatements) return false;
  const parent = source.parents.get(statement);
  const blocks: readonly (readonly Span[])[] =
    parent?.kind === 'branching'
      ? parent.arms
      : parent?.kind === 'attempt'
        ? [parent.body, ...parent.handlers, parent.finally]
        : parent?.kind === 'loop' || parent?.kind === 'block' || parent?.kind === 'function'
          ? [parent.body]
          : [];
  return blocks.some((block) => block.length === 1 && block[0] === statement);
}
