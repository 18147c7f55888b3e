import { relative, sep } from 'node:path';

/** A file as reports name it: relative to `root`, with `/`; outside of it with `../`. */
export function showPath(root: string, file: string): string {
  const path = relative(root, file);
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
