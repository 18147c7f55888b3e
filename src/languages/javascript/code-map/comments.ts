import type { Edit } from '../../../model/edit.ts';
import { endOf, type Node, startOf } from '../syntax/ast.ts';
import { isStatementList, type JsModule } from '../syntax/module.ts';
import { isStatement } from './places.ts';

/** Comments that speak to a tool about the line below: nothing may come between. */
const NEXT_LINE = /-next-line\b|@ts-(?:ignore|expect-error)\b|prettier-ignore|(?:istanbul|c8|v8) ignore/;

/**
 * The edit that puts a comment on a line of its own above a node, or above the nearest statement around it that begins
 * a line; undefined where such a comment with `mark` stands there already, or none can stand.
 */
export function commentAbove(module: JsModule, node: Node, comment: string, mark: string): Edit | undefined {
  if (module.json) return undefined;
  const host = hostOf(module, node);
  if (!host) return undefined;
  const { text } = module;
  let at = lineOf(text, startOf(host));
  let isMarked = false;
  for (let above = commentEndingAt(module, at); above; above = commentEndingAt(module, at)) {
    const words = text.slice(above.start, above.end);
    isMarked ||= words.includes(mark);
    const isHead = isBeginning(text, lineOf(text, above.start));
    if (isHead && !NEXT_LINE.test(words)) break;
    at = lineOf(text, above.start);
  }
  if (isMarked) return undefined;
  const indent = /^[^\S\r\n]*/.exec(text.slice(lineOf(text, startOf(host))))![0];
  return { file: module.file, start: at, end: at, text: `${indent}// ${comment}${lineBreakOf(text)}` };
}

/** The innermost node around that can have a comment above it: it begins a line, and is a statement, a member, an entry. */
function hostOf(module: JsModule, node: Node): Node | undefined {
  for (let at: Node | undefined = node; at; at = module.parents.get(at)) {
    const parent: Node | undefined = module.parents.get(at);
    if (!parent) return undefined;
    if (!canStandBelow(at, parent)) continue;
    if (beginsLine(module.text, startOf(at))) return at;
    const first = firstOnLine(module, parent, at);
    if (first) return first;
  }
  return undefined;
}

function canStandBelow(node: Node, parent: Node): boolean {
  if (parent.type === 'ExportNamedDeclaration' || parent.type === 'ExportDefaultDeclaration') return false;
  if (node.type === 'SwitchCase' || node.type === 'VariableDeclarator') return true;
  if (parent.type === 'ObjectExpression') return node.type !== 'SpreadElement';
  return isStatement(node);
}

/** The statement of the same list that begins the line which another stands on. */
function firstOnLine(module: JsModule, list: Node, node: Node): Node | undefined {
  if (!isStatementList(list, node)) return undefined;
  const statements = 'body' in list && Array.isArray(list.body) ? (list.body as Node[]) : [];
  const line = lineOf(module.text, startOf(node));
  return statements.find(
    (statement) =>
      startOf(statement) >= line &&
      startOf(statement) < startOf(node) &&
      beginsLine(module.text, startOf(statement)),
  );
}

/** The start of the line that a place is on. */
function lineOf(text: string, at: number): number {
  let start = at;
  while (start > 0 && !/[\r\n]/.test(text[start - 1]!)) start--;
  return start === 0 && text.startsWith('\ufeff') ? 1 : start;
}

function beginsLine(text: string, at: number): boolean {
  return /^\s*$/.test(text.slice(lineOf(text, at), at));
}

/** Whether nothing but a `#!` line stands before a line. */
function isBeginning(text: string, line: number): boolean {
  return /^\ufeff?(?:#![^\r\n]*(?:\r\n|\n|\r))?$/.test(text.slice(0, line));
}

/** The comment whose last line is the one above, with nothing else on its lines. */
function commentEndingAt(module: JsModule, line: number): { start: number; end: number } | undefined {
  const { text } = module;
  const found = module.comments.find(
    (comment) =>
      (comment.end ?? 0) < line && /^[^\S\r\n]*(?:\r\n|\n|\r)$/.test(text.slice(comment.end ?? 0, line)),
  );
  const start = found?.start ?? 0;
  return found && beginsLine(text, start) ? { start, end: endOf(found as unknown as Node) } : undefined;
}

function lineBreakOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}
