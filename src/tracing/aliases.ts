import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { foldersAbove } from './folders.ts';
import { resolveRelative } from './resolve.ts';
import { pathPrefixesIn } from './typescript.ts';

/** What is asked of the files around a script. */
export interface Around {
  has(file: string): boolean;
  /** The texts of those of some files that are there. */
  readTexts(files: readonly string[]): ReadonlyMap<string, string>;
}

/** How often a configuration may extend another. */
const EXTENDED = 5;

/**
 * Tells of specifiers that are not relative whether they may mean a file beside them, by the configurations above a
 * script alone: `paths` and `baseUrl`, `#imports`, workspaces, a package's own name. It never misses one that
 * `createAliasResolver`, which looks at the whole tree, finds through these.
 */
export function createAliasTest(around: Around): (from: string, specifier: string) => boolean {
  const known = new Map<string, Above>();
  return (from, specifier) => {
    if (isBuiltin(specifier) || /^(?:\.{1,2}(?:\/|$)|\/|\w+:)/.test(specifier)) return false;
    const folder = dirname(from);
    const above = known.get(folder) ?? readAbove(from, around);
    known.set(folder, above);
    if (specifier.startsWith('#')) return above.hasImports;
    return (
      above.hasWorkspaces ||
      above.names.some((name) => specifier === name || specifier.startsWith(`${name}/`)) ||
      above.prefixes.some((prefix) => specifier.startsWith(prefix)) ||
      above.bases.some(
        (base) => resolveRelative(join(base, 'any'), `./${specifier}`, around.has) !== undefined,
      )
    );
  };
}

/** What the configurations above a folder say. */
interface Above {
  readonly hasImports: boolean;
  readonly hasWorkspaces: boolean;
  readonly names: readonly string[];
  readonly prefixes: readonly string[];
  /** Folders that `baseUrl` names. */
  readonly bases: readonly string[];
}

function readAbove(from: string, around: Around): Above {
  const folders = foldersAbove(from);
  const inEach = (...names: string[]) => folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const texts = around.readTexts(
    inEach('package.json', 'pnpm-workspace.yaml', 'lerna.json', 'tsconfig.json', 'jsconfig.json'),
  );
  const manifests = [...texts].filter(([file]) => file.endsWith('package.json')).map(([, text]) => text);
  const configurations = withExtended(
    [...texts].filter(([file]) => /[jt]sconfig\.json$/.test(file)),
    around,
  );
  return {
    hasImports: manifests.some((text) => text.includes('"imports"')),
    hasWorkspaces:
      manifests.some((text) => /"workspaces"|"(?:workspace|file|link|portal):/.test(text)) ||
      [...texts.keys()].some((file) => /pnpm-workspace\.yaml$|lerna\.json$/.test(file)),
    names: manifests.flatMap((text) => /"name"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? []),
    prefixes: configurations.flatMap(([, text]) => (text.includes('"paths"') ? pathPrefixesIn(text) : [])),
    bases: configurations.flatMap(([file, text]) =>
      [...text.matchAll(/"baseUrl"\s*:\s*"([^"]*)"/g)].map(([, base]) => join(dirname(file), base!)),
    ),
  };
}

/** Configurations with those that they extend. What a package brings along speaks of no file of the tree. */
function withExtended(
  found: readonly (readonly [string, string])[],
  around: Around,
): (readonly [string, string])[] {
  const all = new Map(found);
  let level = found;
  for (let depth = 0; depth < EXTENDED && level.length > 0; depth++) {
    const wanted = level.flatMap(([file, text]) =>
      [...text.matchAll(/"extends"\s*:\s*(?:"[^"]*"|\[[^\]]*\])/g)]
        .flatMap(([list]) => [...list.matchAll(/"(\.[^"]*)"/g)])
        .map(([, name]) => join(dirname(file), name!.endsWith('.json') ? name! : `${name}.json`)),
    );
    level = [...around.readTexts(wanted.filter((file) => !all.has(file)))];
    for (const [file, text] of level) all.set(file, text);
  }
  return [...all];
}
