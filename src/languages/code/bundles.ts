import type { Change } from '../../model/change.ts';
import type { Edit } from '../../model/edit.ts';
import type { Span } from './tree.ts';

/** Edits that are made together, with the groups of changes that they were made for. */
export interface Bundle {
  readonly groups: readonly string[];
  readonly changes: readonly Change[];
  readonly edits: readonly Edit[];
}

/** Puts bundles together with more edits; undefined where two of them need the same characters. */
export function joinBundles(bundles: readonly Bundle[], more: readonly Edit[]): Bundle | undefined {
  const edits: Edit[] = [];
  for (const edit of [...bundles.flatMap((bundle) => bundle.edits), ...more]) {
    if (edits.some((other) => isSame(other, edit))) continue;
    if (edits.some((other) => other.file === edit.file && overlap(other, edit))) return undefined;
    edits.push(edit);
  }
  return {
    groups: bundles.flatMap(({ groups }) => groups),
    changes: bundles.flatMap(({ changes }) => changes),
    edits,
  };
}

function isSame(a: Edit, b: Edit): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end && a.text === b.text;
}

export function overlap(a: Span, b: Span): boolean {
  if (a.start === b.start && a.end === b.end) return a.start < a.end;
  return a.start < b.end && b.start < a.end;
}

/** The edits of some bundles that lie in one file. */
export function editsIn(file: string, bundles: readonly Pick<Bundle, 'edits'>[]): Edit[] {
  return bundles.flatMap(({ edits }) => edits).filter((edit) => edit.file === file);
}

/** Whether an edit takes a name away, rather than writing another in its place. */
export function isNameGone(edits: readonly Edit[], span: Span): boolean {
  const isRename = ({ start, end, text }: Edit) =>
    end === span.end && span.end - start > 0 && start >= span.start && /^\w+$/.test(text);
  return isGone(edits, span) && !edits.some(isRename);
}

/** Whether an edit takes all of a span away. */
export function isGone(edits: readonly Edit[], { start, end }: Span): boolean {
  return edits.some((edit) => edit.start <= start && end <= edit.end && edit.start < edit.end);
}
