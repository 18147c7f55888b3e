import { dirname, join } from 'node:path';

const EXTENSIONS = ['', '.js', '.ts', '.tsx', '.jsx', '.mjs', '.cjs', '.mts', '.cts', '.json', '.es6'];
/** TypeScript's sources are imported by the name of what they compile to. */
const COMPILED: readonly [RegExp, readonly string[]][] = [
  [/\.js$/, ['.ts', '.tsx', '.jsx']],
  [/\.mjs$/, ['.mts']],
  [/\.cjs$/, ['.cts']],
  [/\.jsx$/, ['.tsx']],
];

/** Finds the file of the tree that a relative specifier means; undefined for packages and for what is not there. */
export function resolveRelative(
  from: string,
  specifier: string,
  has: (file: string) => boolean,
): string | undefined {
  if (!/^\.{1,2}(\/|$)/.test(specifier)) return undefined;
  const target = join(dirname(from), specifier.replace(/[?#].*$/, ''));
  return filesFor(target).find(has);
}

/** Finds the declarations that a relative specifier means where no source is there for it. */
export function resolveDeclarations(
  from: string,
  specifier: string,
  has: (file: string) => boolean,
): string | undefined {
  if (!/^\.{1,2}(\/|$)/.test(specifier)) return undefined;
  const target = join(dirname(from), specifier.replace(/\.[cm]?js$/, ''));
  return [`${target}.d.ts`, `${target}.d.mts`, `${target}.d.cts`, join(target, 'index.d.ts')].find(has);
}

function filesFor(target: string): string[] {
  const compiled = COMPILED.flatMap(([pattern, sources]) =>
    pattern.test(target) ? sources.map((source) => target.replace(pattern, source)) : [],
  );
  return [
    ...EXTENSIONS.map((extension) => target + extension),
    ...compiled,
    ...EXTENSIONS.slice(1).map((extension) => join(target, 'index' + extension)),
  ];
}
