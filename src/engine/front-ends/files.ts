import { isScript } from '../../languages/javascript/syntax/files.ts';
import { languageOf } from '../../languages/registry.ts';
import { textKindOf } from '../../languages/text-files/kinds.ts';
import type { Tree } from '../tree.ts';

/** Whether a front end is made for a file, by its name: one of those that look at each file by itself. */
export function isReadAlone(file: string): boolean {
  return !isScript(file) && (languageOf(file) !== undefined || textKindOf(file) !== undefined);
}

/** The files of a tree that may hold a call, and that are understood one by one. */
export function filesReadAlone(tree: Tree): string[] {
  return tree.candidates.filter(
    (file) => isReadAlone(file) && tree.namesParameters(file) && tree.maySpeakOfZoho(file),
  );
}
