/** Files that the JavaScript front end reads. */
export function isScript(file: string): boolean {
  return /\.(?:[cm]?[jt]sx?|es6|gs)$/i.test(file) && !/\.d\.[cm]?ts$/i.test(file);
}

/** Files whose values scripts import. */
export function isData(file: string): boolean {
  return /\.json$/i.test(file);
}

/** A call that reads a file, with its quoted arguments. */
const READ_CALL =
  /\bread(?:File|Json|JSON)(?:Sync)?\s*\([^'"`]{0,60}((?:['"`][^'"`\n]{1,300}['"`][,\s]{0,9}){1,9})/;
const READ_CALL_FIRST = new RegExp(`^${READ_CALL.source}`);
const SPECIFIER = new RegExp(
  /(?:\brequire\s*\(\s*|\bfrom\s*|\bimport\s*\(?\s*)['"`]([^'"`\n]{1,300})['"`]/.source +
    `|${READ_CALL.source}`,
  'g',
);

/** The specifiers that a script may import, and the files that it may read, found in its text without parsing it. */
export function specifiersIn(text: string): string[] {
  return [
    ...new Set([...text.matchAll(SPECIFIER)].flatMap((match) => match[1] ?? pathRead(match[2]!) ?? [])),
  ];
}

/** The file that the call reads with which a text begins. */
export function fileReadBy(call: string): string | undefined {
  const quoted = READ_CALL_FIRST.exec(call)?.[1];
  return quoted === undefined ? undefined : pathRead(quoted);
}

/**
 * `'..', 'settings.json', 'utf8'` of a call that reads a file, as a specifier: what stands alone starts from here. What
 * has no extension names no file that matters: mostly it is an encoding.
 */
function pathRead(quoted: string): string | undefined {
  const parts = [...quoted.matchAll(/['"`]([^'"`\n]+)['"`]/g)].map((match) => match[1]!);
  const name = parts.findIndex((part) => /[^./\\]\.\w+$/.test(part));
  if (name === -1) return undefined;
  const path = parts.slice(0, name + 1).join('/');
  return path.startsWith('.') ? path : path.replace(/^\/?/, './');
}
