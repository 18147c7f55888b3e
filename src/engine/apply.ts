import { type Edit, groupByFile, overlaps } from '../model/edit.ts';
import type { Finding } from '../model/finding.ts';

/** Applies edits that do not overlap to a text. @throws Error when two overlap */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let done = 0;
  for (const edit of ordered) {
    if (edit.start < done) throw new Error('two edits overlap');
    result += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return result + text.slice(done);
}

/** Which fixes can be applied together: the edits by file, and the groups that had to be left out with the reason. */
export interface Selection {
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly refused: ReadonlyMap<string, string>;
}

/** Chooses the groups of fixes to apply, in order; a group that overlaps one already chosen is refused whole. */
export function selectFixes(
  findings: readonly Finding[],
  allowUnsafe: boolean,
  banned: ReadonlyMap<string, string>,
): Selection {
  const chosen = new Map<string, Edit[]>();
  const refused = new Map(banned);
  const done = new Set<string>();
  for (const { fix } of callsFirst(findings)) {
    if (!fix || fix.edits.length === 0 || done.has(fix.group) || refused.has(fix.group)) continue;
    if (fix.safety === 'by-hand' || (fix.safety === 'unsafe' && !allowUnsafe)) continue;
    done.add(fix.group);
    if (overlapAmong(fix.edits)) {
      refused.set(fix.group, 'its changes need the same characters');
      continue;
    }
    if (fix.edits.some((edit) => chosen.get(edit.file)?.some((other) => clash(edit, other)))) {
      refused.set(fix.group, 'another change of this run needs the same characters');
      continue;
    }
    for (const edit of fix.edits) {
      const known = chosen.get(edit.file) ?? [];
      if (!known.some((other) => isSame(edit, other))) chosen.set(edit.file, [...known, edit]);
    }
  }
  return { edits: chosen, refused };
}

/** What rewrites calls goes before what is said about code. */
function callsFirst(findings: readonly Finding[]): readonly Finding[] {
  const isCall = ({ ruleId }: Finding) => ruleId === 'deprecated-params';
  return [...findings.filter(isCall), ...findings.filter((finding) => !isCall(finding))];
}

/**
 * Two fixes must not put text in at one place either: which of them comes first could not be told. And a line that is
 * put in must not lose what it stands above.
 */
function clash(a: Edit, b: Edit): boolean {
  if (isSame(a, b)) return false;
  const isOnePlace = a.start === b.start && a.start === a.end && b.start === b.end;
  return overlaps(a, b) || isOnePlace || losesItsLine(a, b) || losesItsLine(b, a);
}

function losesItsLine(line: Edit, removal: Edit): boolean {
  return (
    line.file === removal.file &&
    line.start === line.end &&
    /[\r\n]$/.test(line.text) &&
    removal.text === '' &&
    removal.start === line.start &&
    removal.end > removal.start
  );
}

/** Whether two of some edits need the same characters, and are not the same. */
function overlapAmong(edits: readonly Edit[]): boolean {
  return [...groupByFile(edits).values()].some((own) => {
    const ordered = own.toSorted((a, b) => a.start - b.start || a.end - b.end);
    return ordered.some((edit, i) => {
      for (let j = i + 1; j < ordered.length && ordered[j]!.start < edit.end; j++)
        if (overlaps(edit, ordered[j]!) && !isSame(edit, ordered[j]!)) return true;
      return false;
    });
  });
}

/** Whether two edits do the same in the same place. */
export function isSame(a: Edit, b: Edit): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end && a.text === b.text;
}
