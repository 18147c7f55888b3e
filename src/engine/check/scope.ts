import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Lines } from '../../files/git/changed-lines.ts';
import { openRepository } from '../../files/git/repository.ts';
import { readIndex, readSince } from '../../files/git/snapshot.ts';
import { scan } from '../../files/scan.ts';
import { readTree, type Tree } from '../tree.ts';
import { mayConcern } from './concern.ts';
import { openSnapshot } from './snapshot-scope.ts';

/** What is judged, and what has to be known for that. */
export interface CheckScope {
  /** The files that are judged. */
  readonly judged: Tree;
  /** These and the files around them, read where tracing may need it. */
  around(): Tree;
  /** The lines of a file that the commit adds or changes; undefined where all of them count. */
  readonly changedLines?: (file: string) => Lines;
}

/** What is judged: files on the disk, what is staged, or what a range of commits changes. */
export type What =
  | { readonly kind: 'work-tree' }
  | { readonly kind: 'staged'; readonly wholeFiles: boolean }
  | { readonly kind: 'since'; readonly since: string; readonly until?: string; readonly wholeFiles: boolean };

export interface ScopeOptions {
  readonly what?: What;
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly ignore?: readonly string[];
}

export function openScope({
  what = { kind: 'work-tree' },
  paths,
  cwd,
  ignore = [],
}: ScopeOptions): CheckScope {
  if (what.kind === 'work-tree') return openWorkTree(paths.length === 0 ? ['.'] : paths, cwd, ignore);
  const repository = openRepository(cwd);
  const snapshot =
    what.kind === 'staged' ? readIndex(repository) : readSince(repository, what.since, what.until);
  return openSnapshot(repository, snapshot, { cwd, paths, ignore, wholeFiles: what.wholeFiles });
}

/** The files below (or at) some paths as they lie on the disk. */
function openWorkTree(paths: readonly string[], cwd: string, ignore: readonly string[]): CheckScope {
  const judged = readTree(paths, cwd, ignore);
  // Single files are understood by what they import, and by what imports them.
  const isPartOfMore = paths.some((path) => isFile(resolve(cwd, path)));
  return {
    judged,
    around: () =>
      isPartOfMore && mayConcern(judged.files, scan, isFile)
        ? readTree(['.', ...paths], cwd, ignore)
        : judged,
  };
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
