import { existsSync, lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Lines } from '../../files/git/changed-lines.ts';
import { findTop, openRepository } from '../../files/git/repository.ts';
import { readIndex, readSince } from '../../files/git/snapshot.ts';
import { scan } from '../../files/scan.ts';
import { readTexts } from '../../files/texts.ts';
import type { Ignored, ReadTexts } from '../config.ts';
import { readTree, type Tree } from '../tree.ts';
import { mayConcern } from './concern.ts';
import { openSnapshot } from './snapshot-scope.ts';

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
  judge(paths: readonly string[], ignored: Ignored): CheckScope;
}

/** @throws GitCannotTell where git is asked about what it does not know */
export function openSource(what: What, cwd: string): Source {
  if (what.kind === 'work-tree')
    return {
      top: findTop(cwd) ?? cwd,
      readTexts,
      judge: (paths, ignored) => openWorkTree(paths, cwd, ignored),
    };
  const repository = openRepository(cwd);
  const snapshot =
    what.kind === 'staged' ? readIndex(repository) : readSince(repository, what.since, what.until);
  return {
    top: repository.top,
    readTexts: snapshot.texts,
    judge: (paths, ignored) =>
      openSnapshot(repository, snapshot, { cwd, paths, ignored, wholeFiles: what.wholeFiles }),
  };
}

/** The files below (or at) some paths as they lie on the disk. */
function openWorkTree(paths: readonly string[], cwd: string, ignored: Ignored): CheckScope {
  const judged = readTree(paths.length === 0 ? ['.'] : paths, cwd, ignored);
  // Single files are understood by what they import, and by what imports them.
  const isPartOfMore = paths.some((path) => isFile(resolve(cwd, path)));
  let around: Tree | undefined;
  return {
    judged,
    has: existsSync,
    around() {
      around ??=
        isPartOfMore && mayConcern(judged.files, scan, isFile)
          ? readTree(['.', ...paths], cwd, ignored)
          : judged;
      return around;
    },
  };
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
