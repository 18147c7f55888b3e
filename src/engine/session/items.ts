import { nodeOf } from '../../model/change-key.ts';
import { type Edit, groupByFile, liesIn, type SourceRange } from '../../model/edit.ts';
import { type Finding, fixesOf } from '../../model/finding.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Selection } from '../apply.ts';

/** What is decided at one go: the findings of one rule at one place, with all edits that taking them needs. */
export interface Item {
  /** The same for as long as the file is not changed. */
  readonly key: string;
  /** The finding that is told; of several at one place, the first. */
  readonly finding: Finding;
  /** Whether there are edits that may be made. */
  readonly canTake: boolean;
  /** Why edits that the finding proposes may not be made. */
  readonly refusal: string | undefined;
  /** What is shown as its diff: its own edits, and those that no call of the group has for itself, in all files. */
  readonly edits: readonly Edit[];
  /** What its edits make of the lines that they touch: equal where two plans show the same. */
  readonly looks: string;
  /** Groups of fixes that it belongs to, as the selection knows them. */
  readonly groups: readonly string[];
  /** The files that it stands in, or that its groups change: they are written together. */
  readonly files: ReadonlySet<string>;
}

/** The key of the item that a finding belongs to. */
export function keyOfItem({ ruleId, at }: Finding): string {
  return `${ruleId} ${nodeOf(at)}`;
}

/** Notes need nothing to be decided: the report tells them. What a comment ignores is decided. */
function isShown({ severity, ignored }: Finding): boolean {
  return severity !== 'note' && ignored === undefined;
}

/**
 * What is to be decided about a tree, by file and place.
 *
 * @param findings all that is told
 * @param textOf the text of a file that an edit changes
 */
export function itemsOf(
  findings: readonly Finding[],
  selection: Selection,
  allowUnsafe: boolean,
  textOf: (file: string) => string,
): Item[] {
  const byGroup = groupBy(
    findings.filter((finding) => isChosen(finding, selection, allowUnsafe)),
    ({ fix }) => fix!.group,
  );
  const groups = new Map([...byGroup].map(([name, members]) => [name, groupOf(members)]));
  const items = [...groupBy(findings.filter(isShown), keyOfItem)].map(([key, own]): Item => {
    const chosen = own.filter((finding) => isChosen(finding, selection, allowUnsafe));
    const names = [...new Set(chosen.map(({ fix }) => fix!.group))];
    const finding = chosen[0] ?? own[0]!;
    const edits = names.flatMap((name) => {
      const { edits: byKey, ofAll } = groups.get(name)!;
      return [...(byKey.get(key) ?? []), ...ofAll];
    });
    return {
      key,
      finding,
      canTake: chosen.length > 0,
      refusal: refusalOf(own, selection),
      edits,
      looks: linesAfter(edits, textOf),
      groups: names,
      files: new Set([finding.at.file, ...names.flatMap((name) => groups.get(name)!.files)]),
    };
  });
  return items.sort(inOrder);
}

/** The other items that show an edit which an item shows. */
export function sharersOf({ key, edits }: Item, items: readonly Item[]): Item[] {
  const own = new Set(edits.map(keyOfEdit));
  return items.filter((item) => item.key !== key && item.edits.some((edit) => own.has(keyOfEdit(edit))));
}

/** The lines that edits touch, with where they stand, as the edits leave them. */
function linesAfter(edits: readonly Edit[], textOf: (file: string) => string): string {
  const stretches = [...groupByFile(edits)].flatMap(([file, own]) => {
    const text = textOf(file);
    const ordered = own.toSorted((a, b) => a.start - b.start || a.end - b.end);
    const found: { start: number; end: number; text: string; done: number }[] = [];
    for (const edit of ordered) {
      const start = text.lastIndexOf('\n', edit.start - 1) + 1;
      const last = found.at(-1);
      const lines = last && start < last.end ? last : { start, end: start, text: '', done: start };
      if (lines !== last) found.push(lines);
      lines.text += text.slice(lines.done, edit.start) + edit.text;
      lines.done = edit.end;
      const feed = text.indexOf('\n', edit.end);
      lines.end = Math.max(lines.end, feed < 0 ? text.length : feed + 1);
    }
    return found.map((lines) => [
      file,
      lines.start,
      lines.end,
      lines.text + text.slice(lines.done, lines.end),
    ]);
  });
  return JSON.stringify(stretches.sort());
}

function inOrder({ finding: a }: Pick<Item, 'finding'>, { finding: b }: Pick<Item, 'finding'>): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.start - b.at.start;
}

function isChosen({ fix }: Finding, { refused }: Selection, allowUnsafe: boolean): boolean {
  return (
    fix !== undefined &&
    fix.edits.length > 0 &&
    (fix.safety === 'safe' || (fix.safety === 'unsafe' && allowUnsafe)) &&
    !refused.has(fix.group)
  );
}

function refusalOf(findings: readonly Finding[], { refused }: Selection): string | undefined {
  for (const { fix } of findings) {
    const reason = fix && refused.get(fix.group);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** A group of fixes: its edits by the key of the item that they are about, and those that are about none of them alone. */
interface Group {
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly ofAll: readonly Edit[];
  readonly files: readonly string[];
}

/** Parts the edits of a group: an item's are those where a part of it stands, and those that it is the innermost around. */
function groupOf(members: readonly Finding[]): Group {
  const all = fixesOf(members).flatMap(({ edits }) => edits);
  const partsOf = createLookup(
    members.flatMap((finding) => (finding.places ?? []).map((at) => ({ at, key: keyOfItem(finding) }))),
  );
  const around = createLookup(members.map((finding) => ({ at: finding.at, key: keyOfItem(finding) })));
  const edits = new Map<string, Edit[]>();
  const ofAll: Edit[] = [];
  for (const edit of new Map(all.map((one) => [keyOfEdit(one), one])).values()) {
    const outer = around(edit);
    const innermost = outer.filter(({ at }) => !outer.some((other) => isWithin(other.at, at)));
    const owners = new Set([...partsOf(edit), ...innermost].map(({ key }) => key));
    if (owners.size === 0) ofAll.push(edit);
    for (const owner of owners) {
      const known = edits.get(owner);
      if (known) known.push(edit);
      else edits.set(owner, [edit]);
    }
  }
  return { edits, ofAll, files: [...new Set(all.map(({ file }) => file))] };
}

interface Owned {
  readonly at: SourceRange;
  readonly key: string;
}

/** Tells which of many ranges a place lies in. */
function createLookup(all: readonly Owned[]): (place: SourceRange) => readonly Owned[] {
  const files = new Map(
    [...groupBy(all, ({ at }) => at.file)].map(([file, own]) => {
      const ordered = own.sort((a, b) => a.at.start - b.at.start);
      return [file, { ordered, longest: Math.max(...own.map(({ at }) => at.end - at.start)) }];
    }),
  );
  return (place) => {
    const { ordered, longest } = files.get(place.file) ?? { ordered: [], longest: 0 };
    const found: Owned[] = [];
    for (let i = firstFrom(ordered, place.start - longest); i < ordered.length; i++) {
      if (ordered[i]!.at.start > place.start) break;
      if (liesIn(place, ordered[i]!.at)) found.push(ordered[i]!);
    }
    return found;
  };
}

/** The first of some ranges, in order, that begins at an offset or behind it. */
function firstFrom(ordered: readonly Owned[], offset: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle]!.at.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isWithin(inner: SourceRange, outer: SourceRange): boolean {
  return liesIn(inner, outer) && !liesIn(outer, inner);
}

/** What tells edits apart. */
export function keyOfEdit({ file, start, end, text }: Edit): string {
  return JSON.stringify([file, start, end, text]);
}
