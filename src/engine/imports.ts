import { decode, hasUtf16Mark } from '../files/decode.ts';
import { isScript, specifiersIn } from '../languages/javascript/syntax/files.ts';
import { resolveRelative } from '../tracing/resolve.ts';
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

const NONE: readonly string[] = [];
const ASCII = /^[\0-\x7f]*$/;

/** Reads every script's specifiers, without parsing. */
export function readImports(tree: Tree): ImportGraph {
  const resolve = createResolver(tree);
  const imports = new Map<string, readonly string[]>();
  const importers = new Map<string, string[]>();
  tree.each(tree.files.filter(isScript), (file, bytes) => {
    const targets = [...new Set(specifiersOf(bytes).flatMap((specifier) => resolve(file, specifier) ?? []))];
    if (targets.length === 0) return;
    imports.set(file, targets);
    for (const target of targets) {
      const known = importers.get(target);
      if (known) known.push(file);
      else importers.set(target, [file]);
    }
  });
  return {
    resolve,
    importsOf: (file) => imports.get(file) ?? NONE,
    importersOf: (file) => importers.get(file) ?? NONE,
  };
}

/** Relative specifiers are resolved by their syntax; the rest only where the tree configures what they mean. */
function createResolver(tree: Tree): Resolve {
  const resolveAlias = createAliasResolver(tree);
  return (from, specifier) =>
    specifier.startsWith('.') ? resolveRelative(from, specifier, tree.has) : resolveAlias(from, specifier);
}

/** Latin-1 is quick to decode, and finds every specifier; those that are more than ASCII are decoded properly. */
function specifiersOf(bytes: Buffer): string[] {
  if (hasUtf16Mark(bytes)) return specifiersIn(decode(bytes).text);
  return specifiersIn(bytes.toString('latin1')).map((specifier) =>
    ASCII.test(specifier) ? specifier : decode(Buffer.from(specifier, 'latin1')).text,
  );
}
