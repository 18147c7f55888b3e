import { relative, sep } from 'node:path';
import type { Ignore } from 'ignore';
import { BINARY_EXTENSIONS } from './binary-extensions.ts';

/** Why a file, or a folder with all that is in it, is not scanned: rules that are about its name or its kind. */
export type LeftOutReason =
  | 'binary'
  | 'vendored'
  | 'ignored'
  | 'excluded'
  | 'symbolic link'
  | 'another repository'
  | 'not a regular file';

export const FOLDERS_LEFT_OUT = new Map<string, LeftOutReason>([
  ['node_modules', 'vendored'],
  ['bower_components', 'vendored'],
  ['vendor', 'vendored'],
  ['.git', 'ignored'],
]);

/** Why a file is left out for the folders that it lies in; a path below the folder from which on such rules hold. */
export function reasonByFolders(path: string): LeftOutReason | undefined {
  const folders = path.split(sep).slice(0, -1);
  return folders.map((folder) => FOLDERS_LEFT_OUT.get(folder)).find((reason) => reason !== undefined);
}

/** Why a file of a folder, which ends with a separator, is left out for its name. */
export function reasonByName(
  excludes: Ignore | undefined,
  base: string,
  folder: string,
  file: string,
): LeftOutReason | undefined {
  if (excludes) {
    const name = relative(base, folder + file).replaceAll(sep, '/');
    // What lies outside of the folder that the patterns belong to is not their business.
    if (!name.startsWith('../') && excludes.ignores(name)) return 'excluded';
  }
  const dot = file.lastIndexOf('.');
  return dot > 0 && BINARY_EXTENSIONS.has(file.slice(dot).toLowerCase()) ? 'binary' : undefined;
}

/** Tells what was left out, once all is found. */
export function tellReasons(
  leftOut: ReadonlyMap<string, LeftOutReason>,
  onLeftOut: ((path: string, reason: string) => void) | undefined,
): void {
  if (onLeftOut) for (const [path, reason] of leftOut) onLeftOut(path, reason);
}

export function countReasons(leftOut: ReadonlyMap<string, LeftOutReason>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const reason of [...leftOut.values()].sort()) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
