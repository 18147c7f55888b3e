import { findComponents } from './components.ts';
import { entriesOf } from './entries.ts';
import type { Tree } from './tree.ts';

/**
 * Tells which files may have users that are not in the tree: what a package gives to others, and what no file of the
 * tree imports.
 */
export function publicFiles(tree: Tree): (file: string) => boolean {
  const { importersOf } = findComponents(tree);
  const isEntry = entriesOf(tree);
  return (file) => isEntry(file) || importersOf(file).length === 0;
}
