import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { scan } from '../../files/scan.ts';
import { readTree, type Tree } from '../tree.ts';
import { mayConcern } from './concern.ts';

/** What is judged, and what has to be known for that. */
export interface CheckScope {
  /** The files that are judged. */
  readonly judged: Tree;
  /** These and the files around them, read where tracing may need it. */
  around(): Tree;
  /** Lines of a file that the commit adds or changes, counted from 1; undefined where all of them count. */
  readonly changedLines?: (file: string) => Lines;
}

interface Lines {
  has(line: number): boolean;
}

/** The files below (or at) some paths as they lie on the disk. */
export function openWorkTree(paths: readonly string[], cwd: string, ignore: readonly string[]): CheckScope {
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
