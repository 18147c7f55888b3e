import { Refusal } from '../../refusal.ts';
import type { NamedReads } from '../run/named-reads.ts';
import type { CodeSite } from '../run/values.ts';
import type { Expression, Node, Text } from '../tree.ts';
import type { Draft } from './draft.ts';
import type { EntryChange } from './entries.ts';
import { offsetIn } from './literals.ts';

/**
 * Keeps those in step who read a parameter by its name.
 *
 * @throws Refusal when one of them would find nothing any more
 */
export function spellReads(draft: Draft, change: EntryChange, reads: NamedReads): void {
  if (change.kind === 'replace-value' || change.kind === 'insert-entry-after') return;
  const { name, site } = change.entry;
  for (const node of reads.of(site as CodeSite, name)) {
    if (change.kind === 'rename-entry' && node.kind === 'member') {
      draft.replaceSpan(node.name, change.to);
      continue;
    }
    const key = change.kind === 'rename-entry' ? keyOf(node, name) : undefined;
    const [only] = key?.parts ?? [];
    if (change.kind !== 'rename-entry' || !key || only?.kind !== 'characters')
      throw new Refusal(`other code reads the parameter by its name, \`${name}\``);
    const text = draft.source.language.spelling.escape(change.to, key);
    draft.replace(offsetIn(only, 0), offsetIn(only, only.text.length), text);
  }
}

/** The string by which a node asks for a name. */
function keyOf(node: Node, name: string): Text | undefined {
  const keys: readonly (Expression | undefined)[] =
    node.kind === 'index' ? [node.key] : node.kind === 'call' ? node.arguments.map(({ value }) => value) : [];
  return keys.find((key): key is Text => {
    const [only, ...others] = key?.kind === 'text' ? key.parts : [];
    return only?.kind === 'characters' && others.length === 0 && only.text === name;
  });
}
