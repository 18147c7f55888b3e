import { askRepository, type Repository } from './repository.ts';

/** Lines of a text, counted from 1; a line ends with a line feed. */
export interface Lines {
  has(line: number): boolean;
}

const ALL: Lines = { has: () => true };
const HUNK = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm;
const DIFF = [
  ...['diff', '--text', '--unified=0', '--inter-hunk-context=0', '--no-color'],
  ...['--no-ext-diff', '--no-textconv', '--end-of-options'],
];

/** The lines of a blob that none of the blobs `before` it has; all of them where there was none. */
export function changedLines(
  repository: Repository,
  before: readonly (string | undefined)[],
  after: string,
): Lines {
  const known = before
    .filter((blob) => blob !== undefined)
    .map((blob) => linesAdded(repository, blob, after));
  if (known.length === 0) return ALL;
  return { has: (line) => known.every((lines) => lines.has(line)) };
}

function linesAdded(repository: Repository, before: string, after: string): Lines {
  if (before === after) return new Set();
  const hunks = askRepository(repository, [...DIFF, before, after]).toString('latin1');
  const ranges = [...hunks.matchAll(HUNK)].map(([, start, count = '1']) => ({
    from: Number(start),
    to: Number(start) + Number(count),
  }));
  return { has: (line) => ranges.some(({ from, to }) => line >= from && line < to) };
}
