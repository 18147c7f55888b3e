/**
 * Names that scripts hand each other without an import: the globals of a page or of an Apps Script project, and what
 * Angular injects. Found in the text, without parsing.
 */

const IMPORTS = /^[ \t]*(?:import\b[^(]|export\b)|\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/m;
/** A script that asks for a module system takes it or leaves it. */
const ASKS_FOR_MODULES = /\btypeof\s+(?:module|exports|require|define)\b/;
const DECLARED = /^(?:var|let|const|function\s*\*?|async\s+function|class)\s+([A-Za-z_$][\w$]*)/gm;
const ASSIGNED = /^([A-Za-z_$][\w$]*)\s*=(?!=)/gm;
const ON_GLOBAL = /\b(?:window|self|globalThis|top|this|root|w|win)\.([A-Za-z_$][\w$]*)\s*=(?!=)/g;
const INJECTED = /\.\s*(?:constant|value|factory|service|provider)\s*\(\s*['"]([\w$.-]+)['"]/g;

/** Whether a script runs in a scope that it may share with others: it is no module. */
export function isPlainScript(text: string): boolean {
  return !IMPORTS.test(text) || ASKS_FOR_MODULES.test(text);
}

/** The names that a script may give to others. */
export function offeredNames(text: string): Set<string> {
  const patterns = isPlainScript(text) ? [DECLARED, ASSIGNED, ON_GLOBAL, INJECTED] : [INJECTED];
  return new Set(patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!)));
}

/** Every word of a script that may be a name, in strings and comments too. */
export function wordsOf(text: string): Set<string> {
  return new Set(text.match(/[A-Za-z_$][\w$]*/g));
}

/**
 * Whether two scripts may be loaded together, as far as their places tell: one lies beside or below the other.
 */
export function mayShareScope(a: string, b: string): boolean {
  const [one, other] = [folderOf(a), folderOf(b)];
  return one.startsWith(other) || other.startsWith(one);
}

/** How many characters of their folders two files share: of several that offer a name, the nearest is meant. */
export function nearness(a: string, b: string): number {
  const [one, other] = [folderOf(a), folderOf(b)];
  let shared = 0;
  for (let i = 0; i < one.length && one[i] === other[i]; i++) if (one[i] === '/') shared = i;
  return shared;
}

function folderOf(file: string): string {
  return file.replaceAll('\\', '/').replace(/[^/]*$/, '');
}
