import type { Tree } from '../tree.ts';
import { filesReadAlone } from './files.ts';
import { type FrontEnds, NO_FRONT_ENDS } from './front-end.ts';

/** The front ends that the files of a tree need; nothing is loaded where there are none. */
export async function frontEndsFor(tree: Tree): Promise<FrontEnds> {
  const files = filesReadAlone(tree);
  if (files.length === 0) return NO_FRONT_ENDS;
  const { loadFrontEnds } = await import('./load.ts');
  return loadFrontEnds(files);
}
