import { createRequire } from 'node:module';
import { extname } from 'node:path';

type TypeScript = typeof import('ts-morph').ts;
export type TsNode = import('ts-morph').ts.Node;
export type TsType = import('ts-morph').ts.Type;
type TsChecker = import('ts-morph').ts.TypeChecker;
type TsSourceFile = import('ts-morph').ts.SourceFile;

/** The files that are asked about together, and what their specifiers mean. */
export interface TypedSources {
  readonly files: readonly { readonly file: string; readonly text: string }[];
  resolve(from: string, specifier: string): string | undefined;
}

/** What TypeScript makes of some files. */
export interface TypedProgram {
  readonly ts: TypeScript;
  readonly checker: TsChecker;
  /** The given files alone: no library, no installed package. */
  readonly sources: readonly { readonly file: string; readonly tree: TsSourceFile; readonly shift: number }[];
}

/** What most programs take for granted and no installed declarations tell here. */
const AMBIENT = `
declare var process: { env: { [name: string]: string | undefined }; [name: string]: any };
declare var require: any;
declare var module: any;
declare var exports: any;
declare var Buffer: any;
`;
/** Where ts-morph keeps the declarations of the standard library. */
const LIBRARY = '/node_modules/typescript/lib';
const AMBIENT_FILE = '/zoho-authtoken-ambient.d.ts';

/** Loads TypeScript, and has it understand the files in memory: nothing is read from disk. */
export function createTypedProgram({ files, resolve }: TypedSources): TypedProgram {
  const { ts, options, library } = loadTypeScript();
  const given = new Map(files.map(({ file }) => [pathOf(file), file]));
  const texts = new Map([
    ...files.map(({ file, text }) => [pathOf(file), text] as const),
    [AMBIENT_FILE, AMBIENT],
  ]);
  const resolveIn = (from: string, name: string) => {
    const file = resolve(given.get(from) ?? from, name);
    return file !== undefined && given.has(pathOf(file))
      ? { resolvedFileName: pathOf(file), extension: extname(file) as import('ts-morph').ts.Extension }
      : undefined;
  };
  const program = ts.createProgram({
    rootNames: [...texts.keys()],
    options,
    host: {
      getSourceFile(path, languageVersion) {
        const text = texts.get(path);
        return text === undefined
          ? library.get(path)
          : ts.createSourceFile(path, text, languageVersion, true);
      },
      fileExists: (path) => texts.has(path) || library.has(path),
      readFile: (path) => texts.get(path) ?? library.get(path)?.text,
      resolveModuleNames: (names, from) => names.map((name) => resolveIn(from, name)),
      getDefaultLibFileName: () => `${LIBRARY}/lib.es2022.d.ts`,
      getDefaultLibLocation: () => LIBRARY,
      getCurrentDirectory: () => '/',
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      writeFile() {},
    },
  });
  return {
    ts,
    checker: program.getTypeChecker(),
    sources: files.flatMap(({ file, text }) => {
      const tree = program.getSourceFile(pathOf(file));
      // Positions of TypeScript do not count a byte order mark.
      return tree ? [{ file, tree, shift: text.startsWith('\uFEFF') ? 1 : 0 }] : [];
    }),
  };
}

interface Loaded {
  readonly ts: TypeScript;
  readonly options: import('ts-morph').ts.CompilerOptions;
  /** The standard library by path, parsed once for all programs of a run. */
  readonly library: ReadonlyMap<string, TsSourceFile>;
}

let loaded: Loaded | undefined;

/** As CommonJS it loads faster than through an import, and only when there is something to ask. */
function loadTypeScript(): Loaded {
  if (loaded) return loaded;
  const { Project, ts } = createRequire(import.meta.url)('ts-morph') as typeof import('ts-morph');
  const options = {
    strict: true,
    allowJs: true,
    resolveJsonModule: true,
    esModuleInterop: true,
    experimentalDecorators: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.Preserve,
    types: [],
  };
  // ts-morph brings the library along, in memory; a program of no file would not ask for it.
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: options });
  project.createSourceFile(AMBIENT_FILE, AMBIENT);
  const files = project.getProgram().compilerObject.getSourceFiles();
  loaded = { ts, options, library: new Map(files.map((file) => [file.fileName, file])) };
  return loaded;
}

/** The path of a file in memory: rooted, with slashes. */
function pathOf(file: string): string {
  const path = file.replaceAll('\\', '/');
  return path.startsWith('/') ? path : `/${path}`;
}
