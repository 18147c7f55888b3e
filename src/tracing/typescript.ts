import { createRequire } from 'node:module';
import { basename, dirname, join, sep } from 'node:path';
import { foldersAbove } from './folders.ts';

/** The files that specifiers are resolved among. */
export interface ResolvableFiles {
  /** In any order. */
  readonly files: Iterable<string>;
  filesEndingWith(end: string): Iterable<string>;
  has(file: string): boolean;
  read(file: string): string | undefined;
}

type TypeScript = typeof import('ts-morph').ts;
type Options = import('ts-morph').ts.CompilerOptions;
type Host = import('ts-morph').ts.ModuleResolutionHost;

const CONFIGURATION = /^[jt]sconfig(\..+)?\.json$/;
const PACKAGE_NAME = /^(@[^/]+\/[^/]+|[^@./][^/]*)/;
/** What a package's source may be where its entry point is only built. */
const SOURCES = ['index', 'src/index', 'lib/index'].flatMap((stem) =>
  ['.ts', '.tsx', '.js', '.mjs', '.cjs'].map((extension) => stem + extension),
);

/** Tells what specifiers mean that are not relative. */
export interface AliasResolver {
  resolve(from: string, specifier: string): string | undefined;
  /**
   * Names of which one is a part of every specifier that means a file: its first part, its last, or the name of a
   * package; `#` stands for all that begin with it. `any`: it may be any specifier.
   */
  namesMeaning(file: string): readonly string[] | 'any';
}

/**
 * Resolves specifiers that are not relative: `paths` and `baseUrl`, `#imports`, workspaces and a package's own name.
 * TypeScript is asked, and loaded, only where the tree configures any of these for such a specifier.
 */
export function createAliasResolver(tree: ResolvableFiles): AliasResolver {
  const configurations = createConfigurations(tree);
  const answers = new Map<string, string | undefined>();
  let typescript: ReturnType<typeof createTypeScriptResolver> | undefined;
  return {
    resolve(from, specifier) {
      if (!configurations.mayMean(from, specifier)) return undefined;
      const key = `${dirname(from)}\0${specifier}`;
      if (!answers.has(key)) {
        typescript ??= createTypeScriptResolver(tree, configurations);
        answers.set(key, typescript(from, specifier));
      }
      return answers.get(key);
    },
    namesMeaning: configurations.namesMeaning,
  };
}

/** What the tree says about specifiers, found without TypeScript. */
interface Configurations {
  /** Whether a specifier in this file may mean a file of the tree. */
  mayMean(from: string, specifier: string): boolean;
  readonly namesMeaning: AliasResolver['namesMeaning'];
  /** The nearest `tsconfig.json` or `jsconfig.json` above a file. */
  configurationOf(from: string): string | undefined;
  /** The folder of a package of the tree. */
  folderOf(packageName: string): string | undefined;
}

function createConfigurations(tree: ResolvableFiles): Configurations {
  const documents = [...tree.filesEndingWith('.json')].sort();
  const mapped = documents.filter(
    (file) => CONFIGURATION.test(basename(file)) && /"(paths|baseUrl)"/.test(tree.read(file) ?? ''),
  );
  const packages = new Map<string, string>();
  /** Packages of which something may lie outside of their folders. */
  const reachingOut: string[] = [];
  const folders = new Set<string>();
  const withImports = new Set<string>();
  for (const file of documents) {
    if (basename(file) !== 'package.json') continue;
    const text = tree.read(file) ?? '';
    const { name, imports } = readPackage(text);
    folders.add(dirname(file));
    if (/"(?:\.\/)?\.\./.test(text))
      reachingOut.push(...(name === undefined ? [] : [name]), basename(dirname(file)));
    if (name !== undefined && !packages.has(name)) packages.set(name, dirname(file));
    if (imports) withImports.add(dirname(file));
  }
  const mappings = mapped.flatMap((file) => pathMappingsIn(tree.read(file) ?? ''));
  const prefixes = mappings.map(({ key }) => key.replace(/\*.*$/, ''));
  const namesOfMappings = mappings.map(namesOfMapping);
  const nameIn = new Map([...packages].map(([name, folder]) => [folder, name]));
  const names = mapped.length > 0 ? namesIn(tree.files) : new Set<string>();
  const configurationOf = (from: string) =>
    foldersAbove(from)
      .flatMap((folder) => [join(folder, 'tsconfig.json'), join(folder, 'jsconfig.json')])
      .find(tree.has);
  return {
    mayMean(from, specifier) {
      if (specifier.startsWith('#'))
        return withImports.size > 0 && foldersAbove(from).some((folder) => withImports.has(folder));
      if (specifier.startsWith('node:')) return false;
      const name = PACKAGE_NAME.exec(specifier)?.[0];
      if (name !== undefined && packages.has(name)) return true;
      if (mapped.length === 0) return false;
      return names.has(specifier.split('/')[0]!) || prefixes.some((prefix) => specifier.startsWith(prefix));
    },
    namesMeaning(file) {
      const above = foldersAbove(file);
      const names = above.flatMap((folder) => nameIn.get(folder) ?? []).concat(reachingOut);
      if (withImports.size > 0) names.push('#');
      if (mapped.length === 0) return names;
      if (namesOfMappings.includes('any')) return 'any';
      const stem = basename(file).replace(/\..*$/, '');
      if (stem === 'index') names.push(basename(dirname(file)));
      return [
        ...names,
        stem,
        ...namesOfMappings.flat(),
        // The main file of a folder.
        ...above.filter((folder) => folders.has(folder)).map((folder) => basename(folder)),
      ];
    },
    configurationOf,
    folderOf: (name) => packages.get(name),
  };
}

/** A key of `paths`, or of another array, and what stands in the array. */
interface PathMapping {
  readonly key: string;
  readonly values: string;
}

function pathMappingsIn(text: string): PathMapping[] {
  return [...text.matchAll(/"([^"\n]+)"\s*:\s*\[([^\]]*)/g)].map(([, key, values]) => ({
    key: key!,
    values: values!,
  }));
}

/** Names of which one is a part of what is mapped, if not the name of the file itself or of its folder. */
function namesOfMapping({ key, values }: PathMapping): readonly string[] | 'any' {
  const prefix = key.replace(/\*.*$/, '');
  const [first, second] = prefix.split('/');
  if (prefix === key || (key.startsWith('@') ? second !== undefined && prefix.split('/').length > 2 : false))
    return [key.startsWith('@') && second !== undefined ? `${first}/${second}` : first!];
  if (second !== undefined) return [first!];
  // `*` stands for the end of what is meant.
  return prefix === '' && !/\*[^"]/.test(values) ? [] : 'any';
}

/** What the keys of `paths` begin with, and every other key of an array. */
export function pathPrefixesIn(text: string): string[] {
  return [...text.matchAll(/"([^"\n]+)"\s*:\s*\[/g)].map((match) => match[1]!.replace(/\*.*$/, ''));
}

/** The names of all folders and, without extension, of all files: what a path from `baseUrl` may begin with. */
function namesIn(files: Iterable<string>): Set<string> {
  const names = new Set<string>();
  const folders = new Set<string>();
  for (const file of files) {
    names.add(basename(file).replace(/\..*$/, ''));
    folders.add(dirname(file));
  }
  for (const folder of folders) for (const name of folder.split(sep)) names.add(name);
  return names;
}

function readPackage(text: string): { name: string | undefined; imports: boolean } {
  try {
    const document: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const { name, imports } = (document ?? {}) as Record<string, unknown>;
    return {
      name: typeof name === 'string' ? name : undefined,
      imports: typeof imports === 'object' && imports !== null,
    };
  } catch {
    // A broken package.json configures nothing; whoever uses it will say so.
    return { name: undefined, imports: false };
  }
}

/** Asks TypeScript, which sees the files of the tree alone, its packages as if each were installed. */
function createTypeScriptResolver(
  tree: ResolvableFiles,
  configurations: Configurations,
): (from: string, specifier: string) => string | undefined {
  // As CommonJS it loads faster than through an import, and only when there is something to ask.
  const { ts } = createRequire(import.meta.url)('ts-morph') as typeof import('ts-morph');
  const folders = new Set<string>();
  for (const file of tree.files) for (const folder of foldersAbove(file)) folders.add(folder);
  const place = (path: string) => placeInTree(path, configurations);
  const host: Host = {
    fileExists: (path) => tree.has(place(path)),
    readFile: (path) => tree.read(place(path)),
    directoryExists: (path) =>
      basename(path) === 'node_modules' ||
      folders.has(place(path)) ||
      /node_modules[\\/]@[^\\/]+$/.test(path),
    realpath: place,
    useCaseSensitiveFileNames: true,
  };
  const options = new Map<string, Options>();
  const optionsFor = (from: string): Options => {
    const file = configurations.configurationOf(from) ?? '';
    const known = options.get(file) ?? readOptions(ts, file, host);
    options.set(file, known);
    return known;
  };
  return (from, specifier) => {
    for (const mode of [ts.ModuleKind.ESNext, ts.ModuleKind.CommonJS] as const) {
      const { resolvedModule } = ts.resolveModuleName(
        specifier,
        from,
        optionsFor(from),
        host,
        undefined,
        undefined,
        mode,
      );
      const file = resolvedModule && sourceOf(place(resolvedModule.resolvedFileName), tree);
      if (file !== undefined) return file;
    }
    return entryOfPackage(specifier, tree, configurations);
  };
}

function readOptions(ts: TypeScript, file: string, host: Host): Options {
  const fixed: Options = {
    allowJs: true,
    resolveJsonModule: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: ['node', 'development', 'source'],
  };
  if (file === '') return fixed;
  const { config } = ts.readConfigFile(file, host.readFile) as { config?: unknown };
  const parser = { ...host, useCaseSensitiveFileNames: true, readDirectory: () => [] };
  const { options } = ts.parseJsonConfigFileContent(config ?? {}, parser, dirname(file), undefined, file);
  const { paths, baseUrl, pathsBasePath } = options;
  return {
    ...fixed,
    ...(paths && { paths }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(pathsBasePath !== undefined && { pathsBasePath }),
  };
}

/** Where `…/node_modules/<name>/rest` lies when `<name>` is a package of the tree. */
function placeInTree(path: string, configurations: Configurations): string {
  const match = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)(.*)$/.exec(path);
  const folder = match && configurations.folderOf(match[1]!.replaceAll('\\', '/'));
  return folder === undefined || folder === null ? path : folder + match![2]!.replaceAll('/', sep);
}

/** A declaration stands for the script beside it. */
function sourceOf(file: string, tree: ResolvableFiles): string | undefined {
  const script = file.replace(/\.d\.([cm]?)ts$/, '.$1js');
  return tree.has(script) ? script : undefined;
}

/** What is published of a package is often built, and not in the tree. */
function entryOfPackage(
  specifier: string,
  tree: ResolvableFiles,
  configurations: Configurations,
): string | undefined {
  const name = PACKAGE_NAME.exec(specifier)?.[0];
  const folder = name === specifier ? configurations.folderOf(name) : undefined;
  return folder && SOURCES.map((source) => join(folder, source)).find(tree.has);
}
