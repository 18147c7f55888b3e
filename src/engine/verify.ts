import { isData, isScript } from '../languages/javascript/files.ts';
import { parseJson, parseSource } from '../languages/javascript/parse.ts';
import { type Analysis, analyse } from './analyse.ts';
import { applyEdits, type Selection, selectFixes } from './apply.ts';
import type { Tree } from './tree.ts';

/** How often groups are taken back before nothing is changed at all. */
const ATTEMPTS = 4;

/**
 * Chooses the fixes whose result holds: every changed file still parses, and a second pass over the result finds
 * nothing more to change. Groups that fail are refused, and the rest is tried again.
 */
export function verify(tree: Tree, analysis: Analysis, settings: Parameters<typeof analyse>[2], allowUnsafe: boolean): Selection {
  const banned = new Map<string, string>();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const selection = selectFixes(analysis.findings, allowUnsafe, banned);
    if (selection.edits.size === 0) return selection;
    const failed = failuresOf(tree, selection, settings, allowUnsafe);
    if (failed.size === 0) return selection;
    for (const { fix } of analysis.findings) {
      const reason = fix?.edits.map((edit) => failed.get(edit.file)).find((found) => found !== undefined);
      if (fix && reason !== undefined) banned.set(fix.group, reason);
    }
  }
  const all = new Map(analysis.findings.flatMap(({ fix }) => (fix ? [[fix.group, 'the result could not be verified'] as const] : [])));
  return { edits: new Map(), refused: all };
}

/** The files whose new text does not hold, with the reason. */
function failuresOf(tree: Tree, selection: Selection, settings: Parameters<typeof analyse>[2], allowUnsafe: boolean): Map<string, string> {
  const failed = new Map<string, string>();
  const after = new Map<string, string>();
  for (const [file, edits] of selection.edits) {
    const text = applyEdits(tree.read(file) ?? '', edits);
    after.set(file, text);
    const reason = syntaxError(file, text);
    if (reason) failed.set(file, reason);
  }
  if (failed.size > 0) return failed;
  const second = selectFixes(analyse(tree, (file) => after.get(file) ?? tree.read(file), settings).findings, allowUnsafe, new Map());
  for (const file of second.edits.keys()) failed.set(file, 'a second run would change it again');
  return failed;
}

function syntaxError(file: string, text: string): string | undefined {
  try {
    if (isScript(file)) parseSource(text, file);
    else if (isData(file)) parseJson(text);
    return undefined;
  } catch {
    // Whatever the parser says of the new text is about our edits, not the user's code.
    return 'the result would not parse';
  }
}
