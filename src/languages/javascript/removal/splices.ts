import type { Draft } from '../spell/draft.ts';
import { endOf, type Node, startOf } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import { endWithComment, startWithComments } from './comments.ts';
import type { Doomed, Splice } from './doomed.ts';
import { needsSemicolon } from './lines.ts';

/** What stays of spliced code, and by how much it is indented deeper than the place where it goes. */
export interface Move {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/**
 * Writes what stays of spliced code into its place. Answers which of the removed `lines` are still to be written, and
 * what is to be moved to the indentation of its new place.
 */
export function writeSplices(
  draft: Draft,
  doomed: Doomed,
  lines: readonly Node[],
): { left: readonly Node[]; moves: readonly Move[] } {
  const { module } = draft;
  const written = new Set<Node>();
  const moves: Move[] = [];
  for (const splice of doomed.splices) {
    if (!module.parents.has(splice.outer) || !doomed.isTopmost(splice.outer)) continue;
    const live = splice.kept.filter((node) => !doomed.isEmptied([node]));
    if (live.length === 0) continue;
    const [start, end] = [startOfKept(module, splice, live[0]!), endOfKept(module, live.at(-1)!)];
    for (const node of splice.kept)
      if (doomed.isEmptied([node]) && (startOf(node) <= start || endOf(node) >= end)) written.add(node);
    const outerEnd = endOfOuter(module, splice);
    draft.replace(startOfOuter(module, splice, start), start, semicolonBefore(module, splice.outer, start));
    if (outerEnd > end || splice.suffix) draft.replace(end, outerEnd, splice.suffix ?? '');
    moves.push({ from: start, to: end, by: surplus(module, splice.outer, start) });
  }
  return { left: lines.filter((node) => !written.has(node)), moves };
}

function startOfKept(module: JsModule, { outer, kept }: Splice, first: Node): number {
  if (!isStatement(first))
    return first.extra?.parenthesized ? (first.extra.parenStart as number) : startOf(first);
  const start = startWithComments(module, first);
  return kept.length > 0 && start > startOf(outer) ? start : startOf(first);
}

function endOfKept(module: JsModule, last: Node): number {
  if (isStatement(last)) return endWithComment(module, last);
  if (!last.extra?.parenthesized) return endOf(last);
  return module.text.indexOf(')', endOf(last)) + 1;
}

/**
 * A comment about tickets above a statement goes with it where what stays brings a comment of its own: the two would
 * read as one.
 */
function startOfOuter(module: JsModule, { outer }: Splice, keptStart: number): number {
  const start = isStatement(outer) ? startWithComments(module, outer) : startOf(outer);
  const isCommented = /^\/[/*]/.test(module.text.slice(keptStart, keptStart + 2));
  const isAboutTickets = /ticket|log(?:ged)?[ -]?(?:in|on)\b|sign[ -]?in|authenticat/i.test(
    module.text.slice(start, startOf(outer)),
  );
  return isCommented && isAboutTickets ? start : startOf(outer);
}

/** The semicolon behind a spliced statement stays behind an expression that takes its place. */
function endOfOuter(module: JsModule, { outer, kept }: Splice): number {
  // A comment behind `});` speaks of what ends there.
  if (kept.length !== 1 || isStatement(kept[0]!))
    return isStatement(outer) ? endWithComment(module, outer) : endOf(outer);
  const inner =
    outer.type === 'ExpressionStatement'
      ? outer.expression
      : outer.type === 'ReturnStatement'
        ? outer.argument
        : undefined;
  return inner ? endOf(inner) : endOf(outer);
}

function isStatement(node: Node): boolean {
  return /Statement$|Declaration$/.test(node.type);
}

/** What begins with a bracket must not be taken for a part of the line before. */
function semicolonBefore(module: JsModule, outer: Node, start: number): string {
  if (!/[([`+\-*/]/.test(module.text[start]!)) return '';
  const parent = module.parents.get(outer);
  if (!parent || !('body' in parent) || !Array.isArray(parent.body)) return '';
  const before = parent.body.findLast((node: Node) => endOf(node) <= startOf(outer));
  return before && needsSemicolon(module, before) ? ';' : '';
}

/** By how much what stays is indented deeper than the place where it goes. */
function surplus(module: JsModule, outer: Node, start: number): string {
  const [there, here] = [indentation(module, startOf(outer)), indentation(module, start)];
  return here !== undefined && there !== undefined && here.startsWith(there) ? here.slice(there.length) : '';
}

function indentation(module: JsModule, at: number): string | undefined {
  return /(?:^|[\r\n])([^\S\r\n]*)$/.exec(module.text.slice(0, at))?.[1] ?? lineIndentation(module, at);
}

/** The indentation of a line that a place stands in the middle of. */
function lineIndentation(module: JsModule, at: number): string | undefined {
  const line = /[^\r\n]*$/.exec(module.text.slice(0, at))![0];
  return /^[^\S\r\n]*/.exec(line)?.[0];
}

/** Moves lines to the indentation of their new place; texts over several lines stay what they are. */
export function moveLines(draft: Draft, moves: readonly Move[]): void {
  const { module } = draft;
  const { text } = module;
  const fixed = [
    ...module.nodes('TemplateElement'),
    ...module.nodes('StringLiteral'),
    ...module.nodes('JSXText'),
  ];
  for (const match of text.matchAll(/(?:\r\n|\n|\r)([^\S\r\n]*)(?=[^\s])/g)) {
    const at = match.index + match[0].length - match[1]!.length;
    const width = moves
      .filter(({ from, to }) => at > from && at < to)
      .reduce((sum, { by }) => sum + by.length, 0);
    if (width === 0 || width > match[1]!.length) continue;
    if (fixed.some((node) => startOf(node) < at && at <= endOf(node))) continue;
    if (draft.edits.some(({ start, end }) => start < at + width && end > at)) continue;
    draft.replace(at, at + width, '');
  }
}
