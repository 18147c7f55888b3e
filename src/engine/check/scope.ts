import type { Lines } from '../../files/git/changed-lines.ts';
import type { Watch } from '../../model/watch.ts';
import type { Ignored, ReadTexts } from '../config.ts';
import type { Tree } from '../tree.ts';

/** What is judged, and what has to be known for that. */
export interface CheckScope {
  /** The files that are judged. */
  readonly judged: Tree;
  /** These and the files around them, read where tracing may need it. */
  around(): Tree;
  /** Whether a file is there, judged or not. */
  has(file: string): boolean;
  /** The lines of a file that the commit adds or changes; undefined where all of them count. */
  readonly changedLines?: (file: string) => Lines;
}

/** What is judged: files on the disk, what is staged, or what a range of commits changes. */
export type What =
  | { readonly kind: 'work-tree' }
  | { readonly kind: 'staged'; readonly wholeFiles: boolean }
  | { readonly kind: 'since'; readonly since: string; readonly until?: string; readonly wholeFiles: boolean };

/** Where files are read from. */
export interface Source {
  /** The folder up to which a configuration is looked for. */
  readonly top: string;
  readonly readTexts: ReadTexts;
  /** What is to be judged of it; no path means everything. */
  judge(paths: readonly string[], ignored: Ignored, watch: Watch): CheckScope;
}

/**
 * Only what is needed for this kind is loaded.
 *
 * @throws GitCannotTell where git is asked about what it does not know
 */
export async function openSource(what: What, cwd: string): Promise<Source> {
  if (what.kind === 'work-tree') return (await import('./work-tree-scope.ts')).openWorkTree(cwd);
  return (await import('./snapshot-scope.ts')).openSnapshot(what, cwd);
}
