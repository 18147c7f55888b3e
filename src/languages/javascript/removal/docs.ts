import { commentOf, PARAM } from '../rename/docs.ts';
import type { Draft } from '../spell/draft.ts';
import { isFunction, type Node } from '../syntax/ast.ts';
import type { Doomed } from './doomed.ts';

/** Takes the `@param` of parameters that go out of the comments of functions that stay. */
export function removeFromDocs(draft: Draft, doomed: Doomed, nodes: readonly Node[]): void {
  const { module } = draft;
  for (const node of nodes) {
    const fn = module.parents.get(node);
    const name = nameOf(node);
    if (!fn || !isFunction(fn) || !fn.params.includes(node as never) || doomed.has(fn) || name === undefined)
      continue;
    const comment = commentOf(module, fn);
    if (comment) removeParam(draft, comment, name);
  }
}

function nameOf(param: Node): string | undefined {
  const target = param.type === 'AssignmentPattern' ? param.left : param;
  return target.type === 'Identifier' ? target.name : undefined;
}

/** The lines of one `@param`, up to the next tag, an empty line or the end of the comment. */
function removeParam(draft: Draft, { start, end }: { start: number; end: number }, name: string): void {
  const text = draft.module.text.slice(start, end);
  const lines = /[^\r\n]*(?:\r\n|\n|\r|$)/g;
  const param = new RegExp(`^\\s*\\*?\\s*${PARAM}${name.replaceAll('$', '\\$')}(?![\\w$.])`);
  let from: number | undefined;
  for (const { 0: line, index } of text.matchAll(lines)) {
    if (from !== undefined && /^\s*\*?\s*(@|$|\/)|\*\/\s*$/.test(line)) {
      draft.replace(start + from, start + index, '');
      return;
    }
    if (from === undefined && param.test(line) && !line.includes('*/')) from = index;
  }
}
