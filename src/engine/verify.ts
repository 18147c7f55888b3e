import { isData, isScript } from '../languages/javascript/syntax/files.ts';
import { parseJson, parseSource } from '../languages/javascript/syntax/parse.ts';
import type { Edit } from '../model/edit.ts';
import { asStage, UNWATCHED } from '../model/watch.ts';
import type { Analysis, analyse } from './analyse.ts';
import { analyseSafely } from './analyse-safely.ts';
import { applyEdits, isSame, type Selection, selectFixes } from './apply.ts';
import { focusOn, partsAround } from './components.ts';
import { type FrontEnds, NO_FRONT_ENDS } from './front-ends/front-end.ts';
import { placeAfter } from './offsets.ts';
import { createRefusedAgain } from './refused-again.ts';
import type { Tree } from './tree.ts';

const NOT_PARSING = 'the result would not parse';

type Settings = Parameters<typeof analyse>[2];

/** Fixes whose result holds. */
export interface Verified extends Selection {
  /** Whether they hold together as they were chosen first, and nothing was taken back. */
  readonly isWhole: boolean;
}

/**
 * Chooses the fixes whose result holds: every changed file still parses, and a second pass over the result finds
 * nothing more to change. Groups that fail are refused, and what they touched is tried again without them.
 *
 * @param notWanted groups that are not to be chosen, with the reason
 * @param before what holds of an analysis that leaves less alone, or more: what comes out the same is not looked at again
 */
export function verify(
  tree: Tree,
  analysis: Analysis,
  settings: Settings,
  allowUnsafe: boolean,
  notWanted: ReadonlyMap<string, string> = new Map(),
  before?: Selection,
): Verified {
  const banned = new Map(notWanted);
  let suspects: ReadonlySet<string> | undefined;
  for (;;) {
    const selection = selectFixes(analysis.findings, allowUnsafe, banned);
    const failuresAmong = (files: ReadonlySet<string>) =>
      failuresOf(
        tree,
        analysis,
        selection,
        settings,
        allowUnsafe,
        files,
        banned,
        (group) => notWanted.has(group) || banned.get(group) === NOT_PARSING,
      );
    if (selection.edits.size === 0) return { ...selection, isWhole: suspects === undefined };
    if (!suspects && before && failuresAmong(differing(before, selection)).size === 0)
      return { ...selection, isWhole: true };
    const failed = failuresAmong(suspects ?? new Set(selection.edits.keys()));
    if (failed.size === 0) return { ...selection, isWhole: suspects === undefined };
    const touching = analysis.findings.filter(
      ({ fix }) =>
        fix && !selection.refused.has(fix.group) && fix.edits.some((edit) => failed.has(edit.file)),
    );
    const guilty = touching.filter(({ fix }) => breaksAlone(tree, selection, fix!.edits, failed, settings));
    const fresh = guilty.length > 0 ? guilty : touching;
    // Each round takes groups back, so that this ends.
    if (fresh.length === 0) return { ...selection, isWhole: false };
    for (const { fix } of fresh)
      banned.set(
        fix!.group,
        fix!.edits.map((edit) => failed.get(edit.file)).find((reason) => reason !== undefined)!,
      );
    suspects = new Set(fresh.flatMap(({ fix }) => fix!.edits.map((edit) => edit.file)));
  }
}

/** The files of which two selections make something different. */
function differing(a: Selection, b: Selection): Set<string> {
  const files = new Set([...a.edits.keys(), ...b.edits.keys()]);
  const isSameIn = (file: string) => {
    const [own, others] = [a.edits.get(file) ?? [], b.edits.get(file) ?? []];
    return own.length === others.length && own.every((edit) => others.some((other) => isSame(edit, other)));
  };
  return new Set([...files].filter((file) => !isSameIn(file)));
}

/** Whether what was chosen of some edits, without any others, leaves one of these files that does not parse. */
function breaksAlone(
  tree: Tree,
  selection: Selection,
  edits: readonly Edit[],
  files: ReadonlyMap<string, string>,
  { frontEnds }: Settings,
): boolean {
  return [...files.keys()].some((file) => {
    const own = (selection.edits.get(file) ?? []).filter((edit) =>
      edits.some((other) => isSame(edit, other)),
    );
    const before = tree.read(file) ?? '';
    return own.length > 0 && breaks(file, before, applyEdits(before, own), frontEnds);
  });
}

/** Whether a new text of a file has errors that the old one had not. */
export function breaks(
  file: string,
  before: string,
  after: string,
  frontEnds: FrontEnds = NO_FRONT_ENDS,
): boolean {
  return countErrors(file, after, frontEnds) > countErrors(file, before, frontEnds);
}

/** The files whose new text does not hold, with the reason; only what `suspects` are connected with is looked at. */
function failuresOf(
  tree: Tree,
  analysis: Analysis,
  selection: Selection,
  settings: Settings,
  allowUnsafe: boolean,
  suspects: ReadonlySet<string>,
  banned: ReadonlyMap<string, string>,
  isStillProposed: (group: string) => boolean,
): Map<string, string> {
  const failed = new Map<string, string>();
  const after = new Map<string, string>();
  const watch = asStage('verify', settings.watch ?? UNWATCHED);
  let done = 0;
  for (const [file, edits] of selection.edits) {
    watch.at('verify', done++, selection.edits.size, file);
    const before = tree.read(file) ?? '';
    const text = applyEdits(before, edits);
    after.set(file, text);
    if (suspects.has(file) && breaks(file, before, text, settings.frontEnds)) failed.set(file, NOT_PARSING);
  }
  if (failed.size > 0 || suspects.size === 0) return failed;
  const focus = focusOn(tree, partsAround(tree, suspects));
  const second = analyseSafely(focus, (file) => after.get(file) ?? tree.read(file), {
    ...settings,
    ...(settings.leftAlone && {
      leftAlone: settings.leftAlone.map((at) => placeAfter(at, selection.edits.get(at.file) ?? [])),
    }),
    watch,
  });
  const broken = new Set([...banned.keys()].filter(isStillProposed));
  const isRefusedAgain = createRefusedAgain(analysis.findings, selection, broken);
  const fresh = second.findings.filter((finding) => !isRefusedAgain(finding));
  for (const file of selectFixes(fresh, allowUnsafe, new Map()).edits.keys())
    failed.set(file, 'a second run would change it again');
  for (const { file, reason } of second.skipped)
    if (after.has(file) && !analysis.skipped.some((other) => other.file === file))
      failed.set(file, `the result ${reason}`);
  return failed;
}

/** How many errors the parser steps over; infinite when it gives up. */
function countErrors(file: string, text: string, frontEnds: FrontEnds): number {
  try {
    if (isScript(file)) return parseSource(text, file).errors?.length ?? 0;
    if (isData(file)) parseJson(text);
    return frontEnds.of(file)?.countErrors(file, text) ?? 0;
  } catch {
    // Whatever the parser says of the new text is about our edits, not the user's code.
    return Number.POSITIVE_INFINITY;
  }
}
