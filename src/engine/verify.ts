import { isData, isScript } from '../languages/javascript/files.ts';
import { parseJson, parseSource } from '../languages/javascript/parse.ts';
import type { Analysis, analyse } from './analyse.ts';
import { analyseSafely } from './analyse-safely.ts';
import { applyEdits, type Selection, selectFixes } from './apply.ts';
import { focusOn, partsAround } from './components.ts';
import type { Tree } from './tree.ts';

type Settings = Parameters<typeof analyse>[2];

/**
 * Chooses the fixes whose result holds: every changed file still parses, and a second pass over the result finds
 * nothing more to change. Groups that fail are refused, and what they touched is tried again without them.
 */
export function verify(tree: Tree, analysis: Analysis, settings: Settings, allowUnsafe: boolean): Selection {
  const banned = new Map<string, string>();
  let suspects: ReadonlySet<string> | undefined;
  for (;;) {
    const selection = selectFixes(analysis.findings, allowUnsafe, banned);
    if (selection.edits.size === 0) return selection;
    const failed = failuresOf(
      tree,
      analysis,
      selection,
      settings,
      allowUnsafe,
      suspects ?? new Set(selection.edits.keys()),
    );
    const fresh = analysis.findings.filter(
      ({ fix }) => fix && !banned.has(fix.group) && fix.edits.some((edit) => failed.has(edit.file)),
    );
    // Each round takes groups back, so that this ends.
    if (fresh.length === 0) return selection;
    for (const { fix } of fresh)
      banned.set(
        fix!.group,
        fix!.edits.map((edit) => failed.get(edit.file)).find((reason) => reason !== undefined)!,
      );
    suspects = new Set(fresh.flatMap(({ fix }) => fix!.edits.map((edit) => edit.file)));
  }
}

/** The files whose new text does not hold, with the reason; only what `suspects` are connected with is looked at. */
function failuresOf(
  tree: Tree,
  analysis: Analysis,
  selection: Selection,
  settings: Settings,
  allowUnsafe: boolean,
  suspects: ReadonlySet<string>,
): Map<string, string> {
  const failed = new Map<string, string>();
  const after = new Map<string, string>();
  for (const [file, edits] of selection.edits) {
    const before = tree.read(file) ?? '';
    const text = applyEdits(before, edits);
    after.set(file, text);
    if (suspects.has(file) && countErrors(file, text) > countErrors(file, before))
      failed.set(file, 'the result would not parse');
  }
  if (failed.size > 0) return failed;
  const focus = focusOn(tree, partsAround(tree, suspects));
  const second = analyseSafely(focus, (file) => after.get(file) ?? tree.read(file), settings);
  for (const file of selectFixes(second.findings, allowUnsafe, new Map()).edits.keys())
    failed.set(file, 'a second run would change it again');
  for (const { file, reason } of second.skipped)
    if (after.has(file) && !analysis.skipped.some((other) => other.file === file))
      failed.set(file, `the result ${reason}`);
  return failed;
}

/** How many errors the parser steps over; infinite when it gives up. */
function countErrors(file: string, text: string): number {
  try {
    if (isScript(file)) return parseSource(text, file).errors?.length ?? 0;
    if (isData(file)) parseJson(text);
    return 0;
  } catch {
    // Whatever the parser says of the new text is about our edits, not the user's code.
    return Number.POSITIVE_INFINITY;
  }
}
