import { nodeOf } from '../../model/change-key.ts';
import { type Edit, liesIn, type SourceRange } from '../../model/edit.ts';
import type { Finding } from '../../model/finding.ts';
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
  /** All edits of the groups that it belongs to: they are made together. */
  readonly groupEdits: readonly Edit[];
  /** Groups of fixes, as the selection knows them. */
  readonly groups: readonly string[];
  /** Other items that share an edit with it. */
  readonly sharedWith: readonly string[];
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
 */
export function itemsOf(findings: readonly Finding[], selection: Selection, allowUnsafe: boolean): Item[] {
  const byGroup = groupBy(
    findings.filter((finding) => isChosen(finding, selection, allowUnsafe)),
    ({ fix }) => fix!.group,
  );
  const groups = new Map([...byGroup].map(([name, members]) => [name, groupOf(members)]));
  const drafts = [...groupBy(findings.filter(isShown), keyOfItem)].map(([key, own]) => {
    const chosen = own.filter((finding) => isChosen(finding, selection, allowUnsafe));
    const names = [...new Set(chosen.map(({ fix }) => fix!.group))];
    const edits = names.flatMap((name) => groups.get(name)!);
    return {
      key,
      finding: chosen[0] ?? own[0]!,
      canTake: chosen.length > 0,
      refusal: refusalOf(own, selection),
      edits: edits.filter(({ owners }) => owners.size === 0 || owners.has(key)).map(({ edit }) => edit),
      groupEdits: edits.map(({ edit }) => edit),
      groups: names,
    };
  });
  const users = usersOf(drafts);
  return drafts.sort(inOrder).map((draft) => {
    const others = new Set(draft.edits.flatMap((edit) => users.get(keyOfEdit(edit))!));
    others.delete(draft.key);
    return { ...draft, sharedWith: [...others] };
  });
}

/** The keys of the items that show an edit, by edit. */
function usersOf(items: readonly Pick<Item, 'key' | 'edits'>[]): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const { key, edits } of items)
    for (const edit of edits) {
      const known = users.get(keyOfEdit(edit));
      if (known) known.push(key);
      else users.set(keyOfEdit(edit), [key]);
    }
  return users;
}

function inOrder({ finding: a }: Pick<Item, 'finding'>, { finding: b }: Pick<Item, 'finding'>): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.start - b.at.start;
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const known = groups.get(keyOf(one));
    if (known) known.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
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

interface OwnedEdit {
  readonly edit: Edit;
  /** Keys of the items that it is about; none where it is about all of its group. */
  readonly owners: ReadonlySet<string>;
}

/** The edits of a group, each once, with whom they are about. */
function groupOf(members: readonly Finding[]): OwnedEdit[] {
  const edits = new Map(members.flatMap(({ fix }) => fix!.edits).map((edit) => [keyOfEdit(edit), edit]));
  return [...edits.values()].map((edit) => ({
    edit,
    owners: new Set(ownersOf(edit, members).map(keyOfItem)),
  }));
}

/** The findings that an edit is about: those with a part of theirs there, and the innermost that stands around it. */
function ownersOf(edit: Edit, findings: readonly Finding[]): readonly Finding[] {
  const owners = findings.filter(({ places = [] }) => places.some((place) => liesIn(edit, place)));
  const around = findings.filter(({ at }) => liesIn(edit, at));
  const innermost = around.filter(({ at }) => !around.some((other) => isWithin(other.at, at)));
  return [...owners, ...innermost];
}

function isWithin(inner: SourceRange, outer: SourceRange): boolean {
  return liesIn(inner, outer) && !liesIn(outer, inner);
}

/** What tells edits apart. */
export function keyOfEdit({ file, start, end, text }: Edit): string {
  return JSON.stringify([file, start, end, text]);
}
