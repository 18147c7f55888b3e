import { basename, extname } from 'node:path';
import { isData, isScript } from '../../languages/javascript/syntax/files.ts';
import { overlaps } from '../../model/edit.ts';
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
  const left = requests.filter(({ at }) => !isData(at.file) || !taken.some((place) => overlaps(place, at)));
  const strayIn = new Set(left.flatMap(({ at, stray }) => (stray && isData(at.file) ? [at.file] : [])));
  const said = saidByScripts(tree, [...strayIn]);
  return left.filter(({ at, stray }) => !(stray && said.has(at.file)));
}

/**
 * The documents that a script may load: it says their name, which may end before the ending. All of them are asked
 * about together, since each question may take a look at every file.
 */
function saidByScripts(tree: Tree, documents: readonly string[]): Set<string> {
  const nameOf = (file: string) => basename(file, extname(file));
  const said = tree.names.heldBy(documents.map(nameOf), isScript);
  return new Set(documents.filter((file) => said.has(nameOf(file))));
}
