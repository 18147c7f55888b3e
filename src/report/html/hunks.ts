import { diffArrays } from 'diff';

/** A line on either side, counted from 1; `changed` where the two differ. */
export interface DiffRow {
  readonly before?: NumberedLine | undefined;
  readonly after?: NumberedLine | undefined;
  readonly changed: boolean;
}

interface NumberedLine {
  readonly n: number;
  readonly text: string;
}

/** Rows that belong together, with the lines around that are not changed. */
export interface Hunk {
  /** Lines that are left out before it. */
  readonly skipped: number;
  readonly rows: readonly DiffRow[];
}

const CONTEXT = 3;
/** More differences are searched for no longer than people would wait. */
const MOST_EDITS = 2_000;
/** More changed lines at one place are no change that people read line by line. */
const LONGEST_RUN = 1_000;

/** What changes between two texts, side by side. */
export function hunksOf(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  return fold(rowsOf(before, after));
}

function rowsOf(before: readonly string[], after: readonly string[]): DiffRow[] {
  const parts =
    diffArrays([...before], [...after], { maxEditLength: MOST_EDITS }) ?? lineByLine(before, after);
  const rows: DiffRow[] = [];
  let [b, a] = [0, 0];
  let removed: NumberedLine[] = [];
  let added: NumberedLine[] = [];
  const flush = () => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++)
      rows.push({ before: removed[i], after: added[i], changed: true });
    [removed, added] = [[], []];
  };
  for (const { value, removed: isOld, added: isNew } of parts) {
    for (const text of value) {
      if (isOld) removed.push({ n: ++b, text });
      else if (isNew) added.push({ n: ++a, text });
      else {
        flush();
        rows.push({ before: { n: ++b, text }, after: { n: ++a, text }, changed: false });
      }
    }
  }
  flush();
  return rows;
}

/** Where very much has changed, each line is compared with its counterpart alone. */
function lineByLine(before: readonly string[], after: readonly string[]) {
  const rows = Array.from({ length: Math.max(before.length, after.length) }, (_, i) => i);
  const part = (lines: readonly string[], i: number, what: object) =>
    i < lines.length ? [{ value: [lines[i]!], added: false, removed: false, ...what }] : [];
  return rows.flatMap((i) =>
    before[i] === after[i]
      ? part(before, i, {})
      : [...part(before, i, { removed: true }), ...part(after, i, { added: true })],
  );
}

function fold(rows: readonly DiffRow[]): Hunk[] {
  const hunks: Hunk[] = [];
  let shown = 0;
  let at = 0;
  while (at < rows.length) {
    if (!rows[at]!.changed) {
      at++;
      continue;
    }
    const start = Math.max(shown, at - CONTEXT);
    let end = at;
    // A gap that would be told in a line of its own is shown instead.
    for (let i = at; i < rows.length && i <= end + 2 * CONTEXT + 1 && end - at < LONGEST_RUN; i++)
      if (rows[i]!.changed) end = i;
    const stop = Math.min(rows.length, end + CONTEXT + 1);
    hunks.push({ skipped: start - shown, rows: rows.slice(start, stop) });
    shown = stop;
    at = stop;
  }
  if (hunks.length > 0 && shown < rows.length) hunks.push({ skipped: rows.length - shown, rows: [] });
  return hunks;
}
