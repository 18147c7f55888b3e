import type { Change } from '../../model/change.ts';
import type { Edit, Range } from '../../model/edit.ts';
import type { Speller } from '../../model/speller.ts';
import { Unspellable } from '../../model/text-changes.ts';
import { isInEntry, spellEntryChange } from '../documents/spell-entry.ts';
import { isTextSite } from '../text/sites.ts';
import { isInText, printToken, spellTextChange } from '../text/speller.ts';
import type { Variable } from '../text/variables.ts';

/** What is asked about names and values of variables. */
export interface Wording {
  /** The name that speaks of the token in the place of one that speaks of key or ticket. */
  tokenNameFor(name: string): string | undefined;
  /** Whether a value may be a key or a ticket, rather than a note for people. */
  looksSecret(value: string): boolean;
  /** Whether anything else in the tree says a name. */
  isSaidElsewhere(name: string): boolean;
}

/** Whether a change lies in what a text file shows. */
export function isInTextFile(change: Change): boolean {
  return isInText(change) || isInEntry(change) || variableOf(change) !== undefined || isBirth(change);
}

/** Spells changes of one text file. */
export function createTextFileSpeller(text: string, wording: Wording): Speller {
  return {
    spell(groups) {
      const renames = namesThatFollow(text, [...groups.values()].flat(), wording);
      return new Map(
        [...groups].map(([name, changes]): [string, readonly Edit[] | string] => {
          try {
            return [name, changes.flatMap((change) => spellChange(change, text, renames, wording))];
          } catch (error) {
            if (error instanceof Unspellable) return [name, error.message];
            throw error;
          }
        }),
      );
    },
  };
}

function spellChange(
  change: Change,
  text: string,
  renames: ReadonlyMap<Variable, string>,
  wording: Wording,
): Edit[] {
  if (change.kind === 'name-token') return renameUse(change, renames);
  if (change.kind === 'bear-token') return bear(change, text, renames, wording);
  return isInEntry(change) ? spellEntryChange(change) : spellTextChange(change);
}

/** The variables whose every use speaks of the token from now on, with their new names. */
function namesThatFollow(
  text: string,
  changes: readonly Change[],
  { tokenNameFor, isSaidElsewhere }: Wording,
): Map<Variable, string> {
  const places = new Map<Variable, Range[]>();
  for (const change of changes) {
    const variable = change.kind === 'name-token' ? variableOf(change) : undefined;
    if (variable && change.kind === 'name-token')
      places.set(variable, [...(places.get(variable) ?? []), change.site.at]);
  }
  return new Map(
    [...places].flatMap(([variable, sites]) => {
      const isSeen = ({ start, end }: Range) => sites.some((site) => site.start <= start && end <= site.end);
      const name = tokenNameFor(variable.name);
      const isFree = name !== undefined && !new RegExp(`(?<![\\w$])${name}(?![\\w$=])`).test(text);
      const isOwn = variable.uses.every(({ start }) => /\{\{\s*$/.test(text.slice(0, start)));
      const isAlone = isOwn || !isSaidElsewhere(variable.name);
      return variable.isKnown && isAlone && isFree && variable.uses.every(isSeen)
        ? [[variable, name] as const]
        : [];
    }),
  );
}

function renameUse(
  change: Extract<Change, { readonly kind: 'name-token' }>,
  renames: ReadonlyMap<Variable, string>,
): Edit[] {
  const variable = variableOf(change);
  const name = variable && renames.get(variable);
  if (!variable || name === undefined) return [];
  const { at } = change.site;
  return variable.uses
    .filter(({ start, end }) => at.start <= start && end <= at.end)
    .map(({ start, end }) => ({ file: at.file, start, end, text: name }));
}

/** A value that a text gives to a variable makes way for a note, where all that uses it speaks of the token now. */
function bear(
  change: Extract<Change, { readonly kind: 'bear-token' }>,
  text: string,
  renames: ReadonlyMap<Variable, string>,
  { looksSecret }: Wording,
): Edit[] {
  const { start, end, file } = change.origin.site.at;
  const found = [...renames].find(([{ definition }]) => definition?.value.start === start);
  if (!found) return [];
  const [{ definition }, name] = found;
  const value = looksSecret(text.slice(start, end))
    ? [{ file, start, end, text: printToken(change.by) }]
    : [];
  return [{ file, ...definition!.name, text: name }, ...value];
}

function isBirth(change: Change): boolean {
  return change.kind === 'bear-token' && change.origin.kind === 'configuration' && !change.origin.inDocument;
}

function variableOf(change: Change): Variable | undefined {
  if (change.kind !== 'name-token' || !isTextSite(change.site)) return undefined;
  return change.site.type === 'characters' ? undefined : change.site.variable;
}
