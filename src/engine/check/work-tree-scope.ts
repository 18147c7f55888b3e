import { existsSync, lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { findTop } from '../../files/git/repository.ts';
import { scan } from '../../files/scan.ts';
import { readTexts } from '../../files/texts.ts';
import type { Watch } from '../../model/watch.ts';
import type { Ignored } from '../config.ts';
import { readTree } from '../read-tree.ts';
import type { Tree } from '../tree.ts';
import { mayConcern } from './concern.ts';
import type { CheckScope, Source } from './scope.ts';

/** Files as they lie on the disk. */
export function openWorkTree(cwd: string): Source {
  return {
    top: findTop(cwd) ?? cwd,
    readTexts,
    judge: (paths, ignored, watch) => judge(paths, cwd, ignored, watch),
  };
}

function judge(paths: readonly string[], cwd: string, ignored: Ignored, watch: Watch): CheckScope {
  const judged = readTree(paths.length === 0 ? ['.'] : paths, cwd, ignored, { ignoredStay: true, watch });
  // Single files are understood by what they import, and by what imports them.
  const isPartOfMore = paths.some((path) => isFile(resolve(cwd, path)));
  let around: Tree | undefined;
  return {
    judged,
    has: existsSync,
    around() {
      around ??=
        isPartOfMore && mayConcern(judged.files, scan, { has: isFile, readTexts })
          ? readTree(['.', ...paths], cwd, ignored, { ignoredStay: true, watch: { at: watch.at } })
          : judged;
      return around;
    },
  };
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
