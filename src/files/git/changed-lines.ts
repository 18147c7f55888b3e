import { askRepository, type Repository } from './repository.ts';

/** Lines of a text, counted from 1; a line ends with a line feed. */
export interface Lines {
  has(line: number): boolean;
}

const ALL: Lines = { has: () => true };
const HUNK = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm;
const DIFF = [
  ...['diff', '--text', '--unified=0', '--inter-hunk-context=0', '--no-color'],
  ...['--no-ext-diff', '--no-textconv'],
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

/**
 * The lines that a comparison adds to some files, by the ids of both blobs (`before..after`): one question for many
 * files. What a file was called does not matter, and a file that it does not tell is asked about alone.
 *
 * @param compared what git is to compare
 */
export function linesAddedTogether(
  repository: Repository,
  compared: readonly string[],
  files: readonly string[],
): ReadonlyMap<string, Lines> {
  const options = [...DIFF, '--full-index', '--no-renames', '--no-relative', ...compared];
  const patch = askRepository(repository, [...options, '--', ...files]).toString('latin1');
  // Lines of content have a sign before them.
  const sections = patch.split(/^diff --git /m).slice(1);
  return new Map(
    sections.flatMap((section) => {
      const [, before, after] = /^index ([0-9a-f]{40,64})\.\.([0-9a-f]{40,64})/m.exec(section) ?? [];
      return before === undefined ? [] : [[`${before}..${after}`, linesIn(section)] as const];
    }),
  );
}

function linesAdded(repository: Repository, before: string, after: string): Lines {
  if (before === after) return new Set();
  const pair = [...DIFF, '--end-of-options', before, after];
  return linesIn(askRepository(repository, pair).toString('latin1'));
}

function linesIn(hunks: string): Lines {
  const ranges = [...hunks.matchAll(HUNK)].map(([, start, count = '1']) => ({
    from: Number(start),
    to: Number(start) + Number(count),
  }));
  return { has: (line) => ranges.some(({ from, to }) => line >= from && line < to) };
}
