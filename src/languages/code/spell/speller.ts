import type { Change } from '../../../model/change.ts';
import { distinct } from '../../../model/change-key.ts';
import type { Edit } from '../../../model/edit.ts';
import type { Speller } from '../../../model/speller.ts';
import type { Source } from '../source.ts';
import { spellBirth } from './births.ts';
import { Draft } from './draft.ts';
import { spellEntry } from './entries.ts';
import { Refusal } from './refusal.ts';
import { spellTexts, type TextChange } from './texts.ts';

/** Spells changes in the code of one file. */
export function createCodeSpeller(source: Source): Speller {
  return {
    spell: (groups) =>
      new Map([...groups].map(([name, changes]) => [name, spellGroup(source, distinct(changes))])),
  };
}

function spellGroup(source: Source, changes: readonly Change[]): readonly Edit[] | string {
  const draft = new Draft(source);
  try {
    spellTexts(draft, changes.filter(isOfText), (removals) => {
      for (const change of changes) if ('entry' in change) spellEntry(draft, change, removals);
    });
    const births = changes.filter((change) => change.kind === 'bear-token');
    for (const change of births) spellBirth(draft, change);
    if (changes.some(readsToken)) {
      for (const { start, end, text } of source.language.spelling.preamble?.(source) ?? [])
        draft.replace(start, end, text);
    }
    return draft.edits;
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
