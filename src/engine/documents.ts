import { basename, dirname } from 'node:path';
import type { DocumentSurroundings, KeyChange } from '../languages/javascript/documents/surroundings.ts';
import { isScript, specifiersIn } from '../languages/javascript/syntax/files.ts';
import { changeInDocument, type DocumentUse, useOfKey } from '../languages/settings/documents.ts';
import { isDotenv } from '../languages/settings/dotenv.ts';
import { isForPeople, tellsOfThePast } from '../languages/text-files/kinds.ts';
import type { Edit } from '../model/edit.ts';
import { namePattern } from '../model/patterns.ts';
import { looksReal, renamePlaceholder } from '../recognition/placeholders.ts';
import type { ImportGraph, Resolve } from './imports.ts';
import { keyOfName } from './sighting/keys.ts';
import type { Tree } from './tree.ts';

/** Loads files by paths that are made at run time, or by packages that look for configuration themselves. */
const LOADS_BY_ITSELF =
  /\b(?:require|import|readFile(?:Sync)?|readJson(?:Sync)?|readdir(?:Sync)?)\s*\(\s*(?!['"`])|['"](?:config|nconf|convict|rc|cosmiconfig)['"]/;
const EXAMPLE = /(?:^|[._-])(?:example|sample|dist|template|tmpl|default|defaults)(?:[._-]|$)/i;

type Read = (file: string) => string | undefined;

/** Looks at how the files of a tree speak of its JSON documents and their keys. */
export function documentsOf(
  tree: Tree,
  read: Read,
  { importersOf, resolve }: Pick<ImportGraph, 'importersOf' | 'resolve'>,
): DocumentSurroundings {
  return {
    importersOf,
    follow(change, isTraced) {
      const isMeant = (file: string) => meansDocument(file, read(file) ?? '', change.document, resolve);
      if (isNamedByOthers(tree, read, change, (file) => isTraced(file) || !isMeant(file))) return undefined;
      const edits: Edit[] = [];
      for (const file of filesSaying(tree, read, change.name)) {
        if (file === change.document || (isScript(file) && isTraced(file))) continue;
        const text = read(file) ?? '';
        if (isExampleOf(file, change.document)) {
          const own = changeInDocument(file, text, change, placeholder);
          if (!own || isNamedByScripts(tree, read, file)) return undefined;
          edits.push(...own);
        } else if (!isUnconcerned(file, text, change, isTraced)) return undefined;
      }
      return edits;
    },
  };
}

/** What stands for the token where a key or a note for people stood. */
function placeholder(value: string, to: string): string {
  if (looksReal(value)) return `YOUR_${to.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase()}`;
  return renamePlaceholder(value);
}

/** Whether the document is loaded by code that nothing is known of, as far as its name is written there. */
function isNamedByOthers(
  tree: Tree,
  read: Read,
  { document }: KeyChange,
  isKnown: (file: string) => boolean,
): boolean {
  if (isNamedByScripts(tree, read, document, isKnown)) return true;
  // The package looks for its files in a folder of its own name.
  if (basename(dirname(document)) !== 'config') return false;
  const importing = tree.specifiersOf(tree.scriptsNaming([keyOfName('config')]));
  return [...importing.values()].some((specifiers) => specifiers.includes('config'));
}

/** Whether a script that says the name of a document may mean that one: it imports no other one of the name. */
function meansDocument(file: string, text: string, document: string, resolve: Resolve): boolean {
  const name = basename(document);
  const others = specifiersIn(text).filter((specifier) => {
    const target = specifier.includes(name) ? resolve(file, specifier) : undefined;
    return target !== undefined && target !== document;
  });
  return others.reduce((rest, specifier) => rest.replaceAll(specifier, ''), text).includes(name);
}

/** Whether a script says the name of a document, besides those that are known. */
function isNamedByScripts(
  tree: Tree,
  read: Read,
  document: string,
  isKnown: (script: string) => boolean = () => false,
): boolean {
  const name = basename(document);
  const says = createWordTest(read, name);
  return tree.names.someHolding(name, (file) => isScript(file) && says(file) && !isKnown(file));
}

function filesSaying(tree: Tree, read: Read, name: string): string[] {
  return tree.names.holding(name).filter(createWordTest(read, name));
}

function createWordTest(read: Read, name: string): (file: string) => boolean {
  const word = namePattern(name);
  return (file) => word.test(read(file) ?? '');
}

/** `config.example.json`, `config.json.dist` and `example.config.json` beside `config.json`. */
function isExampleOf(file: string, document: string): boolean {
  const bare = (path: string) =>
    basename(path)
      .replace(EXAMPLE, '.')
      .split(/[._-]/)
      .filter((part) => part !== '')
      .join('.');
  return dirname(file) === dirname(document) && EXAMPLE.test(basename(file)) && bare(file) === bare(document);
}

/** Whether what a file says is something else than the key of the document. */
function isUnconcerned(
  file: string,
  text: string,
  change: KeyChange,
  isTraced: (file: string) => boolean,
): boolean {
  if (isScript(file)) return !LOADS_BY_ITSELF.test(text);
  if (isDotenv(file)) return !new RegExp(`^\\s*(?:export\\s+)?${change.name}\\s*=`, 'm').test(text);
  if (isForPeople(file) || tellsOfThePast(file))
    return !text.includes(basename(change.document)) && !isQuoted(text, change.name);
  if (!file.endsWith('.json')) return false;
  const use: DocumentUse = useOfKey(text, change);
  return use === 'none' || (isTraced(file) && use !== 'unreadable');
}

/** A document for people that shows the key as one. */
function isQuoted(text: string, name: string): boolean {
  return text.includes(`"${name}"`) || text.includes(`.${name}`);
}
