import { Refusal } from '../../refusal.ts';
import type { Assignment, MemberDeclaration, Node } from '../tree.ts';
import type { Draft } from './draft.ts';

/**
 * A reference to the token is not known when the program is compiled. What must be, a constant that it is put into, is
 * made a variable, as is every constant that is made of that one.
 *
 * @throws Refusal where nothing but a constant may stand
 */
export function settleConstants(draft: Draft, node: Node, settled = new Set<Node>()): void {
  const { source } = draft;
  for (const at of source.around(node)) {
    if (at.kind === 'other' && at.isConstant) throw new Refusal(REASON);
    if (at.kind === 'parameter' && source.language.spelling.variable) throw new Refusal(REASON);
    if (at.kind === 'function' || at.kind === 'class') return;
    if (at.kind !== 'declaration' && at.kind !== 'assignment') continue;
    const edits = source.language.spelling.variable?.(source, at);
    if (!edits) return;
    if (typeof edits === 'string') throw new Refusal(edits);
    if (settled.has(at)) return;
    settled.add(at);
    for (const { start, end, text } of edits) draft.replace(start, end, text);
    for (const use of usesOf(draft, at)) {
      if (isReadBefore(draft, use, at))
        throw new Refusal('the key is read before what would hold it then is set');
      settleConstants(draft, use, settled);
    }
    return;
  }
}

const REASON = 'the key is used where only what is known when the program is compiled may stand';

/** Whether a member of the same class, which is set before it, begins with a constant that is set no sooner than others. */
function isReadBefore({ source }: Draft, use: Node, declared: Node): boolean {
  for (const at of source.around(use))
    if (at.kind === 'declaration')
      return (
        at.isStatic === true &&
        at.start < declared.start &&
        source.classAround(at) === source.classAround(declared)
      );
  return false;
}

/** Every place that may read a constant, by its name. */
function usesOf({ source }: Draft, declared: MemberDeclaration | Assignment): Node[] {
  const name = declared.kind === 'declaration' ? declared.name.text : nameOf(declared.target);
  return source.nodes.filter((node) => node !== declared && nameOf(node) === name);
}

function nameOf(node: Node): string | undefined {
  if (node.kind === 'name') return node.name;
  return node.kind === 'member' ? node.name.text : undefined;
}
