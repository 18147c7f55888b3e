import { environmentMentions } from '../program/environment-names.ts';
import { endOf, startOf } from '../syntax/ast.ts';
import type { Draft } from './draft.ts';

/** Renames an environment variable wherever a module names it. */
export function spellEnvironmentRename(draft: Draft, name: string, to: string): void {
  for (const mention of environmentMentions(draft.module)) {
    if (mention.name !== name) continue;
    const { node } = mention;
    if (mention.shorthand) draft.replace(startOf(node), endOf(node), `${to}: ${name}`);
    else draft.rename(node, to);
  }
}
