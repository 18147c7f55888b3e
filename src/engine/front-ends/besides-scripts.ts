import { basename, extname } from 'node:path';
import { isData, isScript } from '../../languages/javascript/syntax/files.ts';
import type { SourceRange } from '../../model/edit.ts';
import type { Request } from '../../model/request.ts';
import { readCredential } from '../../recognition/credentials.ts';
import type { Judged } from '../../recognition/judgement.ts';
import { placesOf } from '../../recognition/places.ts';
import type { Tree } from '../tree.ts';

/**
 * The requests that other files show, without those in documents that scripts read: there the scripts tell what becomes
 * of the values.
 *
 * @param judged what the scripts send
 */
export function besidesScripts(
  requests: readonly Request[],
  judged: readonly Judged[],
  tree: Tree,
): readonly Request[] {
  if (!requests.some(({ at }) => isData(at.file))) return requests;
  const taken = judged
    .flatMap(({ variant }) => [
      ...placesOf(variant),
      ...variant.parameters.flatMap((parameter) =>
        readCredential(parameter).origins.map(({ site }) => site.at),
      ),
    ])
    .filter(({ file }) => isData(file));
  return requests.filter(
    ({ at, stray }) =>
      !isData(at.file) ||
      !(taken.some((place) => overlaps(place, at)) || (stray && isSaidByScripts(tree, at.file))),
  );
}

function overlaps(a: SourceRange, b: SourceRange): boolean {
  return a.file === b.file && a.start < b.end && b.start < a.end;
}

/** Whether a script may load a document: it says its name, which may end before the ending. */
function isSaidByScripts(tree: Tree, file: string): boolean {
  return tree.holding(basename(file, extname(file)), []).some(isScript);
}
