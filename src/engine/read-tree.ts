import { discover } from '../files/discover.ts';
import { readPieces } from '../files/pieces.ts';
import { scan } from '../files/scan.ts';
import type { Ignored } from './config.ts';
import { UsageError } from './errors.ts';
import { SightingRun } from './sighting/sight-all.ts';
import { createTree, type Tree } from './tree.ts';

/**
 * Discovers and scans the files under some paths.
 *
 * @throws UsageError when a path does not exist
 */
export function readTree(
  paths: readonly string[],
  cwd: string,
  ignored?: Ignored,
  { ignoredStay = false }: { readonly ignoredStay?: boolean } = {},
): Tree {
  const run = new SightingRun();
  try {
    const discovery = discover(paths, {
      cwd,
      ignoredStay,
      ...(ignored && { extraIgnores: ignored.patterns, ignoreFolder: ignored.folder }),
      onBatch: (files) => run.add(files),
    });
    if (discovery.missing.length > 0)
      throw new UsageError(`No such file or folder: ${discovery.missing.join(', ')}`);
    const sighting = run.finish();
    discovery.files.drop(sighting.absent);
    return createTree({ ...discovery, sighting, scan, readPieces });
  } finally {
    run.stop();
  }
}
