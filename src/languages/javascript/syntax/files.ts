/** Files that the JavaScript front end reads. */
export function isScript(file: string): boolean {
  return /\.(?:[cm]?[jt]sx?|es6|gs)$/i.test(file) && !/\.d\.[cm]?ts$/i.test(file);
}

/** Files whose values scripts import. */
export function isData(file: string): boolean {
  return /\.json$/i.test(file);
}

const SPECIFIER =
  /(?:\brequire\s*\(\s*|\bfrom\s*|\bimport\s*\(?\s*|\bread(?:File|Json|JSON)(?:Sync)?\s*\([^'"`]{0,60})['"`]([^'"`\n]{1,300})['"`]/g;

/** The specifiers that a script may import, found in its text without parsing it. */
export function specifiersIn(text: string): string[] {
  return [...new Set([...text.matchAll(SPECIFIER)].map((match) => match[1]!))];
}
