import type { Edit } from '../../../model/edit.ts';
import type { Source } from '../source.ts';
import { lineEndNear } from '../spell/surroundings.ts';
import type { Node } from '../tree.ts';
import { isStatement } from './places.ts';

/**
 * The edit that puts a comment on a line of its own above a node, or above the nearest statement around it that begins a
 * line; undefined where one with `mark` stands there already, or none can stand.
 */
export function commentAbove(source: Source, node: Node, comment: string, mark: string): Edit | undefined {
  const host = [node, ...source.around(node)].find(
    (each) =>
      (isStatement(each) || each.kind === 'function' || each.kind === 'class') &&
      beginsLine(source.text, each.start),
  );
  if (!host) return undefined;
  let at = lineOf(source.text, host.start);
  const indent = source.text.slice(at, host.start);
  for (let above = commentEndingAt(source, at); above; above = commentEndingAt(source, at)) {
    if (source.slice(above).includes(mark)) return undefined;
    at = lineOf(source.text, above.start);
  }
  const { comment: prefix } = source.language.spelling;
  const text = `${indent}${prefix} ${comment}${lineEndNear(source, host.start)}`;
  return { file: source.file, start: at, end: at, text };
}

function lineOf(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

function beginsLine(text: string, at: number): boolean {
  return /^[^\S\r\n]*$/.test(text.slice(lineOf(text, at), at));
}

/** The comment on lines of its own that ends right above a line. */
function commentEndingAt({ text, tree }: Source, line: number) {
  return tree.comments.find(
    ({ start, end }) =>
      end <= line && /^[^\S\r\n]*(?:\r\n|\n|\r)?$/.test(text.slice(end, line)) && beginsLine(text, start),
  );
}
