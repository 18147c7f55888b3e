import { dirname, join } from 'node:path';
import type { Tree } from './tree.ts';

/** How the file of a `main` may be spelled in the sources. */
const SPELLINGS = ['', '.js', '.ts', '.mjs', '.cjs', '.mts', '.cts', '/index.js', '/index.ts'];

/** What a `package.json` says, as far as it is asked for. */
interface Manifest {
  readonly private?: unknown;
  readonly main?: unknown;
  readonly module?: unknown;
}

/** Tells whether a file is what other packages import: the main file of a package that is not private. */
export function entriesOf(tree: Tree): (file: string) => boolean {
  const entries = new Map<string, ReadonlySet<string>>();
  return (file) => {
    const manifest = manifestAbove(tree, file);
    if (manifest === undefined) return false;
    const known = entries.get(manifest) ?? mainFiles(tree, manifest);
    entries.set(manifest, known);
    return known.has(file);
  };
}

function manifestAbove(tree: Tree, file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (tree.has(manifest)) return manifest;
    if (dirname(folder) === folder) return undefined;
  }
}

function mainFiles(tree: Tree, manifest: string): ReadonlySet<string> {
  const told = read(tree, manifest);
  if (told.private === true) return new Set();
  const mains = [told.main ?? 'index', told.module].filter((main) => typeof main === 'string');
  // What is built is seldom kept: its source is.
  const places = mains.flatMap((main) => [
    main,
    main.replace(/^(?:\.\/)?(?:dist|build|lib|out)\//, 'src/').replace(/\.[cm]?js$/, ''),
  ]);
  const files = places.flatMap((place) =>
    SPELLINGS.map((spelling) => join(dirname(manifest), place + spelling)),
  );
  return new Set(files.filter((file) => tree.has(file)));
}

function read(tree: Tree, manifest: string): Manifest {
  try {
    const told: unknown = JSON.parse(tree.read(manifest) ?? '{}');
    return typeof told === 'object' && told !== null ? told : {};
  } catch (error) {
    // A manifest that is no JSON makes no package.
    if (error instanceof SyntaxError) return { private: true };
    throw error;
  }
}
