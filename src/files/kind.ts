import { lstatSync } from 'node:fs';

/** What a path leads to, no link followed. */
export type Kind = 'file' | 'folder' | 'link' | 'other' | 'gone';

export function kindOf(path: string): Kind {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (!stats) return 'gone';
    if (stats.isFile()) return 'file';
    if (stats.isDirectory()) return 'folder';
    return stats.isSymbolicLink() ? 'link' : 'other';
  } catch (error) {
    // Another trouble is left to reading it, which will say what is wrong.
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? 'gone' : 'file';
  }
}

/** Why what a list of files names is not read, if it is no regular file. */
export function reasonByKind(
  kind: Kind,
): 'symbolic link' | 'another repository' | 'not a regular file' | undefined {
  if (kind === 'link') return 'symbolic link';
  // git lists a folder only where another repository begins.
  if (kind === 'folder') return 'another repository';
  return kind === 'other' ? 'not a regular file' : undefined;
}

/** Whether a file is not there. A name that is not UTF-8 cannot be looked up: reading it will say so. */
export function isGone(file: string, kind: Kind): boolean {
  return kind === 'gone' && !file.includes('\ufffd');
}
