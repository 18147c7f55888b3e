import { isScript } from '../languages/javascript/syntax/files.ts';
import { resolveRelative } from '../tracing/resolve.ts';
import { createAliasResolver } from '../tracing/typescript.ts';
import { INTERNAL, keyOfName, keysOfFile } from './sighting/keys.ts';
import type { Tree } from './tree.ts';

/** Which file of a tree a specifier means. */
export type Resolve = (from: string, specifier: string) => string | undefined;

/** Who imports whom among the scripts of a tree, as far as specifiers stand in their text. */
export interface ImportGraph {
  readonly resolve: Resolve;
  importsOf(file: string): readonly string[];
  importersOf(file: string): readonly string[];
}

/**
 * Reads the graph from what scripts import, as far as somebody asks: only scripts that may mean a file are read for who
 * imports it.
 */
export function readImports(tree: Tree): ImportGraph {
  const alias = createAliasResolver(tree);
  const resolve: Resolve = (from, specifier) =>
    specifier.startsWith('.') ? resolveRelative(from, specifier, tree.has) : alias.resolve(from, specifier);
  const written = new Map<string, readonly string[]>();
  const read = (files: readonly string[]) => {
    const unread = files.filter((file) => isScript(file) && !written.has(file));
    const found = tree.specifiersOf(unread);
    for (const file of unread) written.set(file, found.get(file) ?? []);
  };
  const importsOf = remember((file) => {
    read([file]);
    return [...new Set((written.get(file) ?? []).flatMap((specifier) => resolve(file, specifier) ?? []))];
  });
  /** What else than its path may mean a file. */
  const namersOf = (file: string) => {
    const names = alias.namesMeaning(file);
    if (names === 'any') return [...tree.files].filter(isScript).sort();
    const keys = names.map((name) => (name === '#' ? INTERNAL : keyOfName(name)));
    return tree.scriptsNaming([...keysOfFile(file), ...keys]);
  };
  return {
    resolve,
    importsOf,
    importersOf: remember((file) => {
      const namers = namersOf(file);
      read(namers);
      return namers.filter((namer) => importsOf(namer).includes(file));
    }),
  };
}

function remember<T>(answer: (file: string) => T): (file: string) => T {
  const answers = new Map<string, T>();
  return (file) => {
    const known = answers.get(file);
    if (known !== undefined) return known;
    const fresh = answer(file);
    answers.set(file, fresh);
    return fresh;
  };
}
