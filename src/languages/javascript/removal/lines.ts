import type { Draft } from '../spell/draft.ts';
import { endOf, type Node, startOf } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import { endWithComment, startWithComments } from './comments.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Takes out statements and members with their lines, the comments that belong to them, and a blank line too many. */
export function removeLines(draft: Draft, nodes: readonly Node[]): void {
  const { module } = draft;
  const stretches = nodes.map((node) => stretchOf(module, node)).sort((a, b) => a.start - b.start);
  for (const { start, end } of joinNeighbours(module, stretches)) {
    const stretch = withoutDoubleBlank(module, { start: startWithTitle(module, { start, end }), end });
    draft.replace(stretch.start, stretch.end, '');
    endStatementBefore(draft, nodes, stretch);
  }
}

/** The whole lines of a node where it has them for itself. */
function stretchOf(module: JsModule, node: Node): Stretch {
  const { text } = module;
  const start = startWithComments(module, node);
  // A semicolon that begins the next line belongs to what follows there.
  const guard = /(?<=\r\n|\n|\r)[^\S\r\n]*;$/.exec(text.slice(startOf(node), endOf(node)));
  if (guard) return { start: lineStartOf(text, start), end: startOf(node) + guard.index };
  const end = endWithComment(module, node);
  const before = /(^|[\r\n])([^\S\r\n]*)$/.exec(text.slice(0, start));
  const after = /^[^\S\r\n]*(\r\n|\n|\r|$)/.exec(text.slice(end));
  if (before && after) return { start: start - before[2]!.length, end: end + after[0].length };
  const space = /^[^\S\r\n]+/.exec(text.slice(endOf(node)));
  return { start: startOf(node), end: endOf(node) + (space?.[0].length ?? 0) };
}

function lineStartOf(text: string, at: number): number {
  return at - (/[^\S\r\n]*$/.exec(text.slice(0, at))?.[0].length ?? 0);
}

function joinNeighbours(module: JsModule, stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (last && (stretch.start <= last.end || /^\s*$/.test(module.text.slice(last.end, stretch.start))))
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, stretch.end) };
    else joined.push(stretch);
  }
  return joined;
}

/**
 * A title above a part of a file, as in `// ---- tickets ----`, goes with the part: what follows is the next title, or
 * nothing.
 */
function startWithTitle({ text }: JsModule, { start, end }: Stretch): number {
  const title =
    /(?:^|[\r\n])([^\S\r\n]*(?:\/\/|\/\*+)[^\S\r\n]*[-=*#~]{2,}[^\r\n]*[-=*#~/]{2,}[^\S\r\n]*(?:\r\n|\n|\r)(?:[^\S\r\n]*(?:\r\n|\n|\r))+)$/.exec(
      text.slice(0, start),
    );
  const isEmptied = /^\s*(?:$|(?:\/\/|\/\*+)[^\S\r\n]*[-=*#~]{2,})/.test(text.slice(end));
  return title && isEmptied ? start - title[1]!.length : start;
}

/** Of the blank lines around what goes, those before or those behind go along. */
function withoutDoubleBlank(module: JsModule, { start, end }: Stretch): Stretch {
  const { text } = module;
  const isWhole = start === 0 || /[\r\n]/.test(text[start - 1]!);
  if (!isWhole) return { start, end };
  const before = /(?:^|\{[^\S\r\n]*(?:\r\n|\n|\r)|(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r))$/.exec(
    text.slice(0, start),
  );
  const after = /^(?:[^\S\r\n]*(?:\r\n|\n|\r))+/.exec(text.slice(end));
  if (before && after) return { start, end: end + after[0].length };
  const isLast = /^\s*(\}|$)/.test(text.slice(end));
  const blank = /((?:\r\n|\n|\r))((?:[^\S\r\n]*(?:\r\n|\n|\r))+)$/.exec(text.slice(0, start));
  return isLast && blank ? { start: start - blank[2]!.length, end } : { start, end };
}

/** Without the statement between them, two lines without semicolons might become one. */
function endStatementBefore(draft: Draft, nodes: readonly Node[], { start, end }: Stretch): void {
  const { module } = draft;
  const next = /^\s*([([`+\-*/])/.exec(module.text.slice(end));
  if (!next || (next[1] === '/' && /^\s*\/[/*]/.test(module.text.slice(end)))) return;
  const first = nodes.find((node) => startOf(node) >= start && endOf(node) <= end);
  const parent = first && module.parents.get(first);
  if (!parent || !('body' in parent) || !Array.isArray(parent.body)) return;
  const before = parent.body.findLast((node: Node) => endOf(node) <= start);
  if (before && needsSemicolon(module, before)) draft.replace(endOf(before), endOf(before), ';');
}

/** Whether a statement would go on with what follows. */
export function needsSemicolon(module: JsModule, statement: Node): boolean {
  const { type } = statement;
  const canGoOn =
    type === 'ExpressionStatement' ||
    type === 'VariableDeclaration' ||
    type === 'ReturnStatement' ||
    type === 'ThrowStatement';
  return canGoOn && module.text[endOf(statement) - 1] !== ';';
}
