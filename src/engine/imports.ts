import { basename, dirname } from 'node:path';
import { relativeTarget, resolveRelative, withoutExtension } from '../tracing/resolve.ts';
import { createAliasResolver } from '../tracing/typescript.ts';
import type { Tree } from './tree.ts';

/** Which file of a tree a specifier means. */
export type Resolve = (from: string, specifier: string) => string | undefined;

/** Who imports whom among the scripts of a tree, as far as specifiers stand in their text. */
export interface ImportGraph {
  readonly resolve: Resolve;
  importsOf(file: string): readonly string[];
  importersOf(file: string): readonly string[];
}

/** An import as it is written. */
interface Import {
  readonly from: string;
  readonly specifier: string;
}

/** Reads the graph from what scripts import. Specifiers are resolved when somebody asks about what they may mean. */
export function readImports(tree: Tree): ImportGraph {
  const resolveAlias = createAliasResolver(tree);
  const resolve: Resolve = (from, specifier) =>
    specifier.startsWith('.') ? resolveRelative(from, specifier, tree.has) : resolveAlias(from, specifier);
  const written = new Map<string, string[]>();
  /** Relative imports by where they lead, without extension; the others by the file that they mean. */
  const importsOf = new Map<string, Import[]>();
  for (const [from, specifiers] of tree.specifiers()) {
    for (const specifier of specifiers) {
      const target = relativeTarget(from, specifier);
      const key = target === undefined ? resolveAlias(from, specifier) : withoutExtension(target);
      if (key === undefined) continue;
      add(written, from, specifier);
      add(importsOf, key, { from, specifier });
    }
  }
  return {
    resolve,
    importsOf: remember((file) => [
      ...new Set((written.get(file) ?? []).flatMap((specifier) => resolve(file, specifier) ?? [])),
    ]),
    importersOf: remember((file) => {
      const imports = keysOf(file).flatMap((key) => importsOf.get(key) ?? []);
      const meant = imports.filter(({ from, specifier }) => resolve(from, specifier) === file);
      return [...new Set(meant.map(({ from }) => from))];
    }),
  };
}

/** The keys under which imports of a file may stand. */
function keysOf(file: string): string[] {
  const key = withoutExtension(file);
  return basename(key) === 'index' ? [file, key, withoutExtension(dirname(file))] : [file, key];
}

function add<T>(index: Map<string, T[]>, key: string, value: T): void {
  const known = index.get(key);
  if (known) known.push(value);
  else index.set(key, [value]);
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
