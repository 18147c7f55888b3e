import type { Change, TokenReference } from '../../model/change.ts';
import type { Edit } from '../../model/edit.ts';
import type { Site } from '../../model/query-text.ts';
import type { Speller } from '../../model/speller.ts';
import { type CharactersSite, isTextSite, type SlotSite } from './sites.ts';

/** Spells the groups whose changes lie in prose, and leaves the others to the speller of the code around it. */
export function createTextSpeller(code: Speller): Speller {
  return {
    spell(groups) {
      const shown = [...groups].filter(([, changes]) => changes.some(isInText));
      const others = new Map([...groups].filter(([, changes]) => !changes.some(isInText)));
      return new Map([
        ...code.spell(others),
        ...shown.map(([name, changes]) => [name, spellGroup(changes)] as const),
      ]);
    },
  };
}

function spellGroup(changes: readonly Change[]): readonly Edit[] | string {
  if (!changes.every(isInText)) return 'a comment and code would have to change together';
  return changes.flatMap(spellTextChange);
}

/** Whether a change lies in the characters of a URL, or in what takes the place of a value there. */
export function isInText(change: Change): boolean {
  const site = siteOf(change);
  return site !== undefined && isTextSite(site);
}

/** Spells a change in a URL of a text, as what is around it is spelled. */
export function spellTextChange(change: Change): Edit[] {
  switch (change.kind) {
    case 'replace-text':
      return replaceCharacters(
        change.piece.site as CharactersSite,
        change.piece.offset + change.from,
        change.piece.offset + change.to,
        printToken(change.by),
      );
    case 'insert-after':
      return insertAfter(change);
    case 'remove-hole': {
      const site = change.piece.site as SlotSite;
      return [{ ...site.at, text: site.residue }];
    }
    case 'replace-hole': {
      const { at, spell } = change.piece.site as SlotSite;
      // What stands for another value in a placeholder is written as the placeholder was.
      return [{ ...at, text: typeof change.by === 'string' ? change.by : spell(printToken(change.by)) }];
    }
    default:
      throw new Error(`no text takes a change of kind ${change.kind}`);
  }
}

/** Replaces run-time characters `[from, to)`; a line break in between, with what decorates it, stays. */
function replaceCharacters(
  { at: { file }, characters, spell }: CharactersSite,
  from: number,
  to: number,
  by: string,
): Edit[] {
  const text = spell(by);
  if (from === to) {
    const start = from === 0 ? characters[0]!.start : characters[from - 1]!.end;
    return [{ file, start, end: start, text }];
  }
  const edits: Edit[] = [];
  let start = from;
  for (let i = from + 1; i <= to; i++) {
    if (i < to && characters[i]!.start === characters[i - 1]!.end) continue;
    edits.push({
      file,
      start: characters[start]!.start,
      end: characters[i - 1]!.end,
      text: start === from ? text : '',
    });
    start = i;
  }
  return edits;
}

function insertAfter(change: Extract<Change, { kind: 'insert-after' }>): Edit[] {
  const { at, residue, spell } = siteOf(change) as SlotSite;
  const spelled = spell(change.text);
  const text = residue === '' ? spelled : ` + ${residue}${spelled}${residue}`;
  return [{ file: at.file, start: at.end, end: at.end, text }];
}

/** What is written for a token in a text: a note for people that something belongs there. */
export function printToken(by: string | TokenReference): string {
  return typeof by === 'string' ? by : `YOUR_${by.name}`;
}

function siteOf(change: Change): Site | undefined {
  return 'piece' in change && 'site' in change.piece ? change.piece.site : undefined;
}
