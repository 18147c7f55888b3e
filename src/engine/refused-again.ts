import type { Edit } from '../model/edit.ts';
import { type Finding, fixesOf } from '../model/finding.ts';
import type { Selection } from './apply.ts';
import { placeAfter } from './offsets.ts';

/**
 * Tells which findings of a second pass only propose what was refused in the first, at the place where it stands now:
 * it would be refused again.
 *
 * @param broken the groups that leave what does not parse
 */
export function createRefusedAgain(
  findings: readonly Finding[],
  { edits }: Selection,
  broken: ReadonlySet<string>,
): (finding: Finding) => boolean {
  const refused = new Set<string>();
  for (const fix of fixesOf(findings)) {
    if (!broken.has(fix.group)) continue;
    for (const edit of fix.edits)
      refused.add(keyOf({ ...edit, ...placeAfter(edit, edits.get(edit.file) ?? []) }));
  }
  return ({ fix }) => fix?.edits.every((edit) => refused.has(keyOf(edit))) === true;
}

function keyOf({ file, start, end, text }: Edit): string {
  return JSON.stringify([file, start, end, text]);
}
