import type { Draft } from '../spell/draft.ts';
import { type Node, startOf } from '../syntax/ast.ts';
import { functionAround, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';

const TYPE = String.raw`(?:\{(?:[^{}]|\{[^{}]*\})*\}\s*)?`;

/** What stands before the name of a parameter in a comment, as a pattern. */
export const PARAM = String.raw`@(?:param|arg|argument)\s+${TYPE}\[?`;

/** Renames a parameter in the `@param` of its own function's comment. */
export function renameInDocs(draft: Draft, { kind, name, declaration }: Binding, to: string): void {
  const { module } = draft;
  const fn = kind === 'parameter' ? functionAround(module, declaration) : undefined;
  const comment = fn && commentOf(module, fn);
  if (!comment) return;
  const param = new RegExp(`(${PARAM})${name.replaceAll('$', '\\$')}(?![\\w$.\\[])`, 'g');
  for (const match of module.text.slice(comment.start, comment.end).matchAll(param)) {
    const start = comment.start + match.index + match[1]!.length;
    draft.replace(start, start + name.length, to);
  }
}

/** The comment that stands right before a function, or before what the function is the value of. */
export function commentOf(module: JsModule, fn: Node): { start: number; end: number } | undefined {
  for (let node: Node | undefined = fn; node; node = module.parents.get(node)) {
    if (HOLDERS.test(node.type) && node !== fn) return undefined;
    const begin = startOf(node);
    const comment = module.comments.findLast(({ end }) => (end ?? 0) <= begin);
    if (comment?.type === 'CommentBlock' && module.text.slice(comment.end ?? 0, begin).trim() === '')
      return { start: comment.start ?? 0, end: comment.end ?? 0 };
  }
  return undefined;
}

/** What holds several things, whose comment is not that of one of them. */
const HOLDERS = /^(Program|BlockStatement|ClassBody|ObjectExpression|ArrayExpression|CallExpression)$/;
