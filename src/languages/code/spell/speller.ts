import type { Change } from '../../../model/change.ts';
import { distinct } from '../../../model/change-key.ts';
import type { Edit } from '../../../model/edit.ts';
import type { Speller } from '../../../model/speller.ts';
import { Refusal } from '../../refusal.ts';
import { type Bundle, editsIn } from '../bundles.ts';
import type { Units } from '../code-map/units.ts';
import type { Outlook } from '../outlook.ts';
import { renameTokens } from '../rename/rename-tokens.ts';
import type { NamedReads } from '../run/named-reads.ts';
import type { Source } from '../source.ts';
import { dropUnused } from '../unused/drop-unused.ts';
import { spellBirth } from './births.ts';
import { settleConstants } from './constants.ts';
import { Draft } from './draft.ts';
import { spellEntry } from './entries.ts';
import { spellReads } from './named-reads.ts';
import { spellTexts, type TextChange } from './texts.ts';

/** Spells changes in the code of one file. */
export function createCodeSpeller(
  source: Source,
  units: Units,
  outlook: Outlook,
  reads: NamedReads,
): Speller {
  return {
    spell(groups) {
      const outcomes = new Map<string, readonly Edit[] | string>();
      const bundles: Bundle[] = [];
      for (const [name, all] of groups) {
        const changes = distinct(all);
        const edits = spellGroup(source, changes, outlook, reads, editsIn(source.file, bundles));
        if (typeof edits === 'string') outcomes.set(name, edits);
        else bundles.push({ groups: [name], changes, edits });
      }
      for (const bundle of dropUnused(units, renameTokens(units, bundles, outlook), outlook))
        for (const name of bundle.groups) outcomes.set(name, bundle.edits);
      return outcomes;
    },
  };
}

/** The edits of changes that are made together, or why they cannot be. */
function spellGroup(
  source: Source,
  changes: readonly Change[],
  outlook: Outlook,
  reads: NamedReads,
  others: readonly Edit[],
): readonly Edit[] | string {
  const draft = new Draft(source, others);
  try {
    spellTexts(draft, changes.filter(isOfText), (removals) => {
      for (const change of changes) {
        if (!('entry' in change)) continue;
        spellEntry(draft, change, removals);
        spellReads(draft, change, reads);
      }
    });
    for (const change of changes) if (change.kind === 'bear-token') spellBirth(draft, change);
    for (const node of draft.tokens) settleConstants(draft, node);
    if (changes.some(readsToken))
      for (const { start, end, text } of source.language.spelling.preamble?.(source) ?? [])
        draft.replace(start, end, text);
    const settings = changes.flatMap((change) =>
      change.kind === 'rename-environment' ? outlook.renameSetting(change.name, change.to) : [],
    );
    return [...draft.edits, ...settings];
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

function isOfText(change: Change): change is TextChange {
  return (
    change.kind === 'replace-text' ||
    change.kind === 'remove-hole' ||
    change.kind === 'replace-hole' ||
    change.kind === 'insert-after'
  );
}

/** Whether a change writes a reference to the token. */
function readsToken(change: Change): boolean {
  return 'by' in change && typeof change.by === 'object';
}
