import { diffWordsWithSpace } from 'diff';
import { showCode, showGap, showLine } from './code-line.ts';
import { type Html, html } from './markup.ts';

/** Longer lines are compared by their ends alone. */
const LONGEST = 2_000;
/** Of a long line, so much is shown before and after what differs. */
const AROUND = 120;

type Part = readonly [kind: 'same' | 'old' | 'new', text: string];

/** Both sides of a changed line; what differs is marked, unless nearly everything does. */
export function showChange(before: string, after: string): readonly [Html, Html] {
  const parts = compare(before, after);
  const same = parts.reduce((sum, [kind, text]) => sum + (kind === 'same' ? text.trim().length : 0), 0);
  if (same * 4 < Math.min(before.trim().length, after.trim().length))
    return [showLine(before), showLine(after)];
  const side = (mark: 'old' | 'new') =>
    html`${parts
      .filter(([kind]) => kind === 'same' || kind === mark)
      .map((part, i, all) => showPart(part, i === 0, i === all.length - 1))}`;
  return [side('old'), side('new')];
}

function compare(before: string, after: string): readonly Part[] {
  if (before.length + after.length > LONGEST) return compareEnds(before, after);
  return diffWordsWithSpace(before, after).map(
    ({ value, removed, added }): Part => [removed ? 'old' : added ? 'new' : 'same', value],
  );
}

function compareEnds(before: string, after: string): readonly Part[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return [
    ['same', before.slice(0, head)],
    ['old', before.slice(head, before.length - tail)],
    ['new', after.slice(head, after.length - tail)],
    ['same', before.slice(before.length - tail)],
  ];
}

function showPart([kind, text]: Part, isFirst: boolean, isLast: boolean): Html {
  if (kind === 'old') return html`<del>${showLine(text)}</del>`;
  if (kind === 'new') return html`<ins>${showLine(text)}</ins>`;
  return cut(text, isFirst ? 0 : AROUND, isLast ? 0 : AROUND);
}

/** The ends of a long stretch that is the same on both sides. */
function cut(text: string, head: number, tail: number): Html {
  const left = text.length - head - tail;
  if (left <= 2 * AROUND) return showCode(text);
  return html`${showCode(text.slice(0, head))}${showGap(left)}${showCode(text.slice(text.length - tail))}`;
}
