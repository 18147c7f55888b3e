import { isScript } from '../languages/javascript/files.ts';
import { mayShareScope, nearness, offeredNames, wordsOf } from '../languages/javascript/shared-names.ts';
import type { ImportGraph } from './imports.ts';
import type { Tree } from './tree.ts';

/** Adds to a graph of imports which candidates use names that others of them offer without an import. */
export function linkByNames(graph: ImportGraph, tree: Tree, candidates: Iterable<string>): ImportGraph {
  const texts = new Map<string, string>();
  for (const file of candidates) {
    const text = isScript(file) ? tree.read(file) : undefined;
    if (text !== undefined) texts.set(file, text);
  }
  const offers = new Map<string, string[]>();
  for (const [file, text] of texts)
    for (const name of offeredNames(text)) offers.set(name, [...(offers.get(name) ?? []), file]);
  const uses = new Map<string, string[]>();
  const users = new Map<string, string[]>();
  for (const [file, text] of texts) {
    for (const target of offerersFor(file, text, offers)) {
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

/** The files that a script may have its names from: for each name, the nearest that offer it. */
function offerersFor(
  file: string,
  text: string,
  offers: ReadonlyMap<string, readonly string[]>,
): Set<string> {
  const found = new Set<string>();
  for (const word of wordsOf(text)) {
    const others = (offers.get(word) ?? []).filter((other) => other !== file && mayShareScope(file, other));
    const nearest = Math.max(...others.map((other) => nearness(file, other)));
    for (const other of others) if (nearness(file, other) === nearest) found.add(other);
  }
  return found;
}
