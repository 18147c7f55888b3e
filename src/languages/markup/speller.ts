import type { Change } from '../../model/change.ts';
import type { Edit, Range } from '../../model/edit.ts';
import type { Speller } from '../../model/speller.ts';
import { type InputSite, isInputSite, isValueSite } from './sites.ts';
import { touchesTag } from './templates.ts';

/** Spells the groups whose changes lie in the inputs of forms, and leaves the others to the speller of what stands around. */
export function createFormSpeller(
  file: string,
  text: string,
  tags: readonly Range[],
  others: Speller,
): Speller {
  return {
    spell(groups) {
      const own = [...groups].filter(([, changes]) => changes.some(isOfForm));
      const rest = new Map([...groups].filter(([, changes]) => !changes.some(isOfForm)));
      return new Map([
        ...others.spell(rest),
        ...own.map(([name, changes]) => [name, spellGroup(file, text, tags, changes, others)] as const),
      ]);
    },
  };
}

function isOfForm(change: Change): boolean {
  return (
    ('entry' in change && isInputSite(change.entry.site)) ||
    (change.kind === 'bear-token' && isValueSite(change.origin.site))
  );
}

function spellGroup(
  file: string,
  text: string,
  tags: readonly Range[],
  changes: readonly Change[],
  others: Speller,
): readonly Edit[] | string {
  const form = changes.filter((change) => isOfForm(change) || change.kind === 'name-token');
  const around = changes.filter((change) => !form.includes(change));
  const spelled = around.length > 0 ? others.spell(new Map([['', around]])).get('') : [];
  if (typeof spelled === 'string') return spelled;
  if (form.some(isFilledIn)) return 'a script fills the inputs of the form in';
  return [...(spelled ?? []), ...form.flatMap((change) => spellChange(file, text, tags, change))];
}

/** An input without a value gets it from a script, which would put the old one into it. */
function isFilledIn(change: Change): boolean {
  if (!('entry' in change)) return false;
  const { value } = change.entry.site as InputSite;
  return value === undefined || value.value.start === value.value.end;
}

function spellChange(file: string, text: string, tags: readonly Range[], change: Change): Edit[] {
  const write = ({ start, end }: Range, by: string): Edit => ({ file, start, end, text: by });
  if (change.kind === 'bear-token') {
    const { at } = change.origin.site;
    // What a template fills in is supplied where the page is made.
    return touchesTag(tags, at) ? [] : [write(at, `YOUR_${change.by.name}`)];
  }
  if (!('entry' in change)) return [];
  const { input, name, value } = change.entry.site as InputSite;
  switch (change.kind) {
    case 'rename-entry':
      return [write(name.value, change.to)];
    case 'replace-value':
      return value && !touchesTag(tags, value.value) ? [write(value.value, `YOUR_${change.by.name}`)] : [];
    case 'replace-entry':
      return [write(name.value, change.name), write(value!.value, change.value)];
    case 'remove-entry':
      return [removal(file, text, input)];
    case 'insert-entry-after': {
      const indent = /(?:\r\n|\n|\r)[^\S\r\n]*$/.exec(text.slice(0, input.start))?.[0] ?? '';
      return [
        write(
          { start: input.end, end: input.end },
          `${indent}<input type="hidden" name="${change.name}" value="${change.value}">`,
        ),
      ];
    }
  }
}

/** Takes an input out, with its line where it stands there alone. */
function removal(file: string, text: string, { start, end }: Range): Edit {
  const before = /(?:^|\r\n|\n|\r)([^\S\r\n]*)$/.exec(text.slice(0, start));
  const behind = /^[^\S\r\n]*(\r\n|\n|\r)/.exec(text.slice(end));
  if (!before || !behind) return { file, start, end, text: '' };
  return { file, start: start - before[1]!.length, end: end + behind[0].length, text: '' };
}
