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

function isInText(change: Change): boolean {
  const site = siteOf(change);
  return site !== undefined && isTextSite(site);
}

function siteOf(change: Change): Site | undefined {
  return 'piece' in change && 'site' in change.piece ? change.piece.site : undefined;
}

function spellGroup(changes: readonly Change[]): readonly Edit[] | string {
  if (!changes.every(isInText)) return 'a comment and code would have to change together';
  return changes.flatMap(spellChange);
}

function spellChange(change: Change): Edit[] {
  switch (change.kind) {
    case 'replace-text':
      return replaceCharacters(
        change.piece.site as CharactersSite,
        change.piece.offset + change.from,
        change.piece.offset + change.to,
        print(change.by),
      );
    case 'insert-after':
      return insertAfter(change);
    case 'remove-hole': {
      const site = change.piece.site as SlotSite;
      return [{ ...site.at, text: site.residue }];
    }
    case 'replace-hole':
      return [{ ...change.piece.site.at, text: print(change.by) }];
    default:
      throw new Error(`no text takes a change of kind ${change.kind}`);
  }
}

/** Replaces run-time characters `[from, to)`; a line break in between, with what decorates it, stays. */
function replaceCharacters(
  { at: { file }, offsets }: CharactersSite,
  from: number,
  to: number,
  by: string,
): Edit[] {
  if (from === to) {
    const start = from === 0 ? offsets[0]! : offsets[from - 1]! + 1;
    return [{ file, start, end: start, text: by }];
  }
  const edits: Edit[] = [];
  let start = from;
  for (let i = from + 1; i <= to; i++) {
    if (i < to && offsets[i] === offsets[i - 1]! + 1) continue;
    edits.push({ file, start: offsets[start]!, end: offsets[i - 1]! + 1, text: start === from ? by : '' });
    start = i;
  }
  return edits;
}

function insertAfter(change: Extract<Change, { kind: 'insert-after' }>): Edit[] {
  const { at, residue } = siteOf(change) as SlotSite;
  const text = residue === '' ? change.text : ` + ${residue}${change.text}${residue}`;
  return [{ file: at.file, start: at.end, end: at.end, text }];
}

function print(by: string | TokenReference): string {
  return typeof by === 'string' ? by : `YOUR_${by.name}`;
}
