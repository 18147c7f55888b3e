import type { Change } from '../../../model/change.ts';
import type { Edit } from '../../../model/edit.ts';
import { Refusal } from '../../refusal.ts';
import type { CodeSite } from '../run/values.ts';
import type { Expression } from '../tree.ts';
import type { Draft } from './draft.ts';
import { textLike, tokenFor } from './literals.ts';

/**
 * Puts a reference to the token where a key or ticket was born.
 *
 * @throws Refusal where no expression can stand
 */
export function spellBirth(draft: Draft, change: Extract<Change, { kind: 'bear-token' }>): void {
  const { source } = draft;
  const node = (change.origin.site as CodeSite).node as Expression;
  const special = source.language.spelling.birth?.(source, node, change.by.name);
  if (typeof special === 'string') throw new Refusal(special);
  if (special) {
    for (const { start, end, text } of special as readonly Edit[]) draft.replace(start, end, text);
    return;
  }
  const parent = source.parents.get(node);
  if (change.origin.fallbackFor !== undefined && parent?.kind === 'fork' && parent.isDefault) {
    const before = parent.options[parent.options.indexOf(node) - 1];
    if (before) {
      draft.delete(before.end, node.end);
      return;
    }
  }
  if (change.origin.fallbackFor !== undefined && parent?.kind === 'argument') {
    const call = source.parents.get(parent);
    const meaning = call?.kind === 'call' ? source.language.reader.meaningOf(call) : undefined;
    const before = call?.kind === 'call' ? call.arguments[call.arguments.indexOf(parent) - 1] : undefined;
    if (meaning && 'fallback' in meaning && meaning.fallback === node && before) {
      draft.delete(before.end, parent.end);
      return;
    }
  }
  draft.replaceSpan(
    node,
    tokenFor(draft, change.by, node.kind === 'text' ? node : textLike(source, node), node),
  );
}
