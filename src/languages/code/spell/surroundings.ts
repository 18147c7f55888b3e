import type { Source } from '../source.ts';
import type { Node, Span, Statement } from '../tree.ts';

/** Whether an expression that becomes a sum must stand in brackets where this one stands. */
export function needsBrackets(source: Source, node: Node): boolean {
  const parent = source.parents.get(node);
  switch (parent?.kind) {
    case 'call':
      return parent.receiver === node;
    case 'member':
    case 'index':
      return parent.object === node;
    case 'other':
    case 'fork':
      return true;
    default:
      return false;
  }
}

/** Whether an expression binds so loosely that what is added to it would be added to a part of it. */
export function isLoose(node: Node): boolean {
  return (
    node.kind === 'fork' || node.kind === 'assignment' || node.kind === 'other' || node.kind === 'function'
  );
}

/** The statement that consists of an expression and nothing else. */
export function ownStatement(source: Source, node: Node): Statement | undefined {
  const parent = source.parents.get(node);
  return parent?.kind === 'statement' ? parent : undefined;
}

/** What stands on the line before a place, when it is blank. */
export function indentBefore({ text }: Source, at: number): string | undefined {
  const start = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  const before = text.slice(start, at);
  return /^[^\S\r\n]*$/.test(before) ? before : undefined;
}

/** How lines end around a place. */
export function lineEndNear({ text }: Source, at: number): string {
  const before = /\r\n|\n|\r/.exec(text.slice(at)) ?? /\r\n|\n|\r/.exec(text);
  return before?.[0] ?? '\n';
}

/** Where an expression stands with the brackets around it alone, as far as they lie in what it is a part of. */
export function withBrackets(source: Source, { start, end }: Span, within: Span): Span {
  const { text } = source;
  const before = /\(\s*$/.exec(text.slice(within.start, start));
  const after = /^\s*\)/.exec(text.slice(end, within.end));
  if (!before || !after) return { start, end };
  return withBrackets(source, { start: start - before[0].length, end: end + after[0].length }, within);
}
