import { dirname, join, sep } from 'node:path';

/** What may be left out at the end of a specifier. */
const SOURCE_EXTENSIONS = ['.js', '.ts', '.tsx', '.jsx', '.mjs', '.cjs', '.mts', '.cts', '.json', '.es6'];
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
  const target = relativeTarget(from, specifier);
  return target === undefined ? undefined : filesFor(target).find(has);
}

/**
 * Where a relative specifier leads, which may be a file, a file without its extension, or a folder; undefined for
 * other specifiers.
 */
export function relativeTarget(from: string, specifier: string): string | undefined {
  if (!/^\.{1,2}(\/|$)/.test(specifier)) return undefined;
  const path = specifier.replace(/[?#].*$/, '');
  let folder = dirname(from);
  let at = 0;
  // Trees have many imports, and `join` takes its time.
  for (;;) {
    if (path.startsWith('./', at)) at += 2;
    else if (path.startsWith('../', at)) {
      folder = dirname(folder);
      at += 3;
    } else break;
  }
  const rest = path.slice(at);
  if (rest === '' || rest === '.' || /^\.\.?$|\/\/|\/\.|\/$/.test(rest))
    return join(folder, rest).replace(/(?<=.)[\\/]$/, '');
  return (folder.endsWith(sep) ? folder : folder + sep) + (sep === '/' ? rest : rest.replaceAll('/', sep));
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
    target,
    ...SOURCE_EXTENSIONS.map((extension) => target + extension),
    ...compiled,
    ...SOURCE_EXTENSIONS.map((extension) => join(target, 'index' + extension)),
  ];
}
