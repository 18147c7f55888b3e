import type { Filter } from './fragment.ts';
import { wordsIn } from './later.ts';

/** A finding, a changed file, or a file that was not judged. */
export interface Entry {
  readonly element: HTMLElement;
  readonly kind: 'finding' | 'changes' | 'file';
  /** `rule/state` of all findings that it is about. */
  readonly kinds: readonly string[];
  readonly file: string;
  /** What holds it, innermost first, and is of no use without it. */
  readonly boxes: readonly HTMLElement[];
}

const BOXES = '.group, .by-rule, .file, main > section';

/** All that can be filtered, in the order of the page. */
export function findEntries(): readonly Entry[] {
  const elements = document.querySelectorAll<HTMLElement>('.item, .file, .files > li');
  return [...elements].map((element): Entry => {
    const file = element.closest<HTMLElement>('[data-file]')?.dataset.file ?? '';
    const { rule, state, kinds } = element.dataset;
    const boxes = boxesOf(element);
    if (rule !== undefined) return { element, kind: 'finding', kinds: [`${rule}/${state}`], file, boxes };
    if (kinds === undefined) return { element, kind: 'file', kinds: [], file, boxes };
    return { element, kind: 'changes', kinds: kinds.split(' '), file, boxes };
  });
}

function boxesOf(element: HTMLElement): HTMLElement[] {
  const boxes: HTMLElement[] = [];
  let box = element.parentElement?.closest<HTMLElement>(BOXES);
  while (box) {
    boxes.push(box);
    box = box.parentElement?.closest<HTMLElement>(BOXES);
  }
  return boxes;
}

/** Shows what a filter lets through, and what holds it; answers with the number of findings shown. */
export function applyFilter(entries: readonly Entry[], filter: Filter): number {
  const full = new Set<HTMLElement>();
  const boxes = new Set<HTMLElement>();
  let shown = 0;
  for (const entry of entries) {
    for (const box of entry.boxes) boxes.add(box);
    const matches = isMatch(entry, filter);
    if (entry.kind === 'changes') boxes.add(entry.element);
    else setHidden(entry.element, !matches);
    if (!matches) continue;
    if (entry.kind === 'finding') shown++;
    if (entry.kind === 'changes') full.add(entry.element);
    for (const box of entry.boxes) full.add(box);
  }
  for (const box of boxes) setHidden(box, !full.has(box));
  return shown;
}

function isMatch(entry: Entry, { rule, state, folder, text }: Filter): boolean {
  const isOfKind = rule === '' && state === '';
  return (
    (isOfKind || entry.kinds.some((kind) => isKind(kind, rule, state))) &&
    entry.file.startsWith(folder) &&
    (text === '' || textOf(entry).includes(text.toLowerCase()))
  );
}

function isKind(kind: string, rule: string, state: string): boolean {
  return (rule === '' || kind.startsWith(`${rule}/`)) && (state === '' || kind.endsWith(`/${state}`));
}

/** Reads what can be searched, little by little, before it is. */
export function readAhead(entries: readonly Entry[]): void {
  const [now, then] = [entries.slice(0, AT_ONCE), entries.slice(AT_ONCE)];
  for (const entry of now) textOf(entry);
  if (then.length > 0) setTimeout(() => readAhead(then), 20);
}

/** Takes a few milliseconds. */
const AT_ONCE = 250;

const texts = new WeakMap<Entry, string>();

/** Put together once, when it is first searched. */
function textOf(entry: Entry): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const text = `${entry.file}\n${wordsIn(entry.element)}`.toLowerCase();
  texts.set(entry, text);
  return text;
}

function setHidden(element: HTMLElement, hidden: boolean): void {
  if (element.hidden !== hidden) element.hidden = hidden;
}
