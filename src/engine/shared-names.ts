import { offeredNames, wordsOf } from '../languages/javascript/program/shared-names.ts';
import { isScript } from '../languages/javascript/syntax/files.ts';
import { foldersAbove } from '../tracing/folders.ts';
import type { ImportGraph } from './imports.ts';
import type { Tree } from './tree.ts';

/** Adds to a graph of imports which candidates use names that others of them offer without an import. */
export function linkByNames(graph: ImportGraph, tree: Tree, candidates: Iterable<string>): ImportGraph {
  const texts = new Map<string, string>();
  for (const file of withNeighbours([...candidates].filter(isScript))) {
    const text = tree.read(file);
    if (text !== undefined) texts.set(file, text);
  }
  const offers = new Offers(texts);
  const uses = new Map<string, string[]>();
  const users = new Map<string, string[]>();
  for (const [file, text] of texts) {
    for (const target of offers.nearest(file, text)) {
      uses.set(file, [...(uses.get(file) ?? []), target]);
      users.set(target, [...(users.get(target) ?? []), file]);
    }
  }
  return {
    resolve: graph.resolve,
    importsOf: (file) => [...graph.importsOf(file), ...(uses.get(file) ?? [])],
    importersOf: (file) => [...graph.importersOf(file), ...(users.get(file) ?? [])],
  };
}

/** The files that may share a scope with another one, as far as their places tell: one lies beside or below the other. */
function withNeighbours(files: readonly string[]): string[] {
  /** How many lie in a folder, and how many in it or below. */
  const beside = new Map<string, number>();
  const below = new Map<string, number>();
  for (const file of files) {
    const folders = foldersAbove(file);
    beside.set(folders[0]!, (beside.get(folders[0]!) ?? 0) + 1);
    for (const folder of folders) below.set(folder, (below.get(folder) ?? 0) + 1);
  }
  return files.filter((file) => {
    const [own, ...above] = foldersAbove(file);
    return below.get(own!)! > 1 || above.some((folder) => beside.has(folder));
  });
}

/**
 * Which files offer a name, by folder, as `mayShareScope` and `nearness` judge it: a file's own folder and those below
 * are equally near, then the folders above, from the inside out.
 */
class Offers {
  private readonly below = new Map<string, Map<string, string[]>>();
  private readonly beside = new Map<string, Map<string, string[]>>();

  constructor(texts: ReadonlyMap<string, string>) {
    for (const [file, text] of texts) {
      const folders = foldersAbove(file);
      for (const name of offeredNames(text)) {
        for (const folder of folders) add(this.below, name, folder, file);
        add(this.beside, name, folders[0]!, file);
      }
    }
  }

  /** The files that a script may have its names from: for each name, the nearest that offer it. */
  nearest(file: string, text: string): Set<string> {
    const folders = foldersAbove(file);
    const found = new Set<string>();
    for (const name of wordsOf(text))
      for (const other of this.nearestOf(name, file, folders)) found.add(other);
    return found;
  }

  private nearestOf(name: string, file: string, [own, ...above]: readonly string[]): readonly string[] {
    const below =
      this.below
        .get(name)
        ?.get(own!)
        ?.filter((other) => other !== file) ?? [];
    const beside = this.beside.get(name);
    if (below.length > 0 || !beside) return below;
    return beside.get(above.find((folder) => beside.has(folder)) ?? '') ?? [];
  }
}

function add(index: Map<string, Map<string, string[]>>, name: string, folder: string, file: string): void {
  const folders = index.get(name) ?? new Map<string, string[]>();
  index.set(name, folders);
  const files = folders.get(folder);
  if (files) files.push(file);
  else folders.set(folder, [file]);
}
