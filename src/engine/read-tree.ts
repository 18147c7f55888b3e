import { discover } from '../files/discover.ts';
import { readPieces } from '../files/pieces.ts';
import { scan } from '../files/scan.ts';
import { Failure } from '../model/failure.ts';
import { UNWATCHED, type Watch } from '../model/watch.ts';
import { escapeControls } from '../report/escape.ts';
import type { Ignored } from './config.ts';
import { SightingRun } from './sighting/sight-all.ts';
import { createTree, type Tree } from './tree.ts';

/**
 * Discovers and scans the files under some paths.
 *
 * @throws Failure when a path does not exist
 */
export function readTree(
  paths: readonly string[],
  cwd: string,
  ignored?: Ignored,
  { ignoredStay = false, watch = UNWATCHED }: { readonly ignoredStay?: boolean; readonly watch?: Watch } = {},
): Tree {
  watch.at('find', 0);
  const run = new SightingRun(watch);
  try {
    const discovery = discover(paths, {
      cwd,
      ignoredStay,
      ...(ignored && { extraIgnores: ignored.patterns, ignoreFolder: ignored.folder }),
      onBatch: (files, found) => run.add(files, found),
      onLeftOut: watch.leaveOut,
    });
    if (discovery.missing.length > 0) throw new Failure(describeMissing(discovery.missing));
    const sighting = run.finish();
    discovery.files.drop(sighting.absent);
    return createTree({ ...discovery, sighting, scan, readPieces });
  } finally {
    run.stop();
  }
}

/** Names may be made of anything, so that they are told apart and on one line. */
function describeMissing(paths: readonly string[]): string {
  const names = paths.map((path) => `'${escapeControls(path)}'`).join(', ');
  if (paths.includes('-')) return `There is no file or folder ${names}: standard input is not read`;
  if (paths.some((path) => /[*?[{]/.test(path)))
    return `There is no file or folder ${names}: paths are taken as they stand, and the shell found no match; name a folder instead`;
  return `There is no file or folder ${names}`;
}
