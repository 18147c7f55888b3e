import { dirname } from 'node:path';

/** The folder of a file and all above it, the nearest first. */
export function foldersAbove(file: string): string[] {
  const folders: string[] = [];
  for (let at = dirname(file), last = ''; at !== last; last = at, at = dirname(at)) folders.push(at);
  return folders;
}
