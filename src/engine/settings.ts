import { environmentMentions, hasUnknownMention } from '../languages/javascript/program/environment-names.ts';
import type { SettingsSpeller } from '../languages/javascript/spell/speller.ts';
import { isScript } from '../languages/javascript/syntax/files.ts';
import type { JsModule } from '../languages/javascript/syntax/module.ts';
import type { FindSetting } from '../languages/javascript/unused/settings.ts';
import { addToDotenv, isDotenv, removeFromDotenv, renameInDotenv } from '../languages/settings/dotenv.ts';
import { isForPeople } from '../languages/text-files/kinds.ts';
import type { Edit, SourceRange } from '../model/edit.ts';
import { isProgram } from './front-ends/files.ts';
import { type FrontEnds, NO_FRONT_ENDS } from './front-ends/front-end.ts';
import type { Tree } from './tree.ts';

/** The environment variables of a tree: who names them, and how they are renamed outside of scripts. */
export interface Settings {
  readonly takenNames: ReadonlySet<string>;
  seesAllOf(name: string): boolean;
  /** Where `.env` files set a variable. */
  placesOf(name: string): readonly SourceRange[];
  /** The edits that set a variable wherever `.env` files set another one. */
  beside(name: string, other: string): readonly Edit[];
  /** Where files other than scripts and documents for people name a variable, and none of these edits lies. */
  namedWithout(edits: readonly Edit[], name: string): readonly SourceRange[];
  readonly spell: SettingsSpeller;
  readonly find: FindSetting;
}

/**
 * Looks at how scripts, `.env` files and everything else of a tree name environment variables.
 *
 * @param load parses a script of the tree
 * @param named how the scripts that were traced name variables: outright, and put together at run time
 */
export function settingsOf(
  tree: Tree,
  read: (file: string) => string | undefined,
  load: (file: string) => JsModule | undefined,
  { takenNames, builtNames }: { takenNames: ReadonlySet<string>; builtNames: readonly RegExp[] },
  frontEnds: FrontEnds = NO_FRONT_ENDS,
): Settings {
  const seen = new Map<string, boolean>();
  const naming = new Map<string, readonly string[]>();
  const mentioning = (name: string) => {
    const files = naming.get(name) ?? filesNaming(tree, read, name);
    naming.set(name, files);
    return files;
  };
  const readsOf = (file: string, name: string) => frontEnds.of(file)?.readsOf?.(read(file) ?? '', file, name);
  const seesAllOf = (name: string) => {
    const known =
      seen.get(name) ??
      (!builtNames.some((shape) => shape.test(name)) &&
        !isMixed(mentioning(name)) &&
        mentioning(name).every(
          (file) =>
            readsOf(file, name) !== undefined ||
            isUnderstood(file, isScript(file) ? load(file) : undefined, name),
        ));
    seen.set(name, known);
    return known;
  };
  return {
    takenNames,
    seesAllOf,
    placesOf: (name) =>
      mentioning(name)
        .filter(isDotenv)
        .flatMap((file) => placesIn(file, read(file) ?? '', name)),
    beside: (name, other) =>
      mentioning(other)
        .filter(isDotenv)
        .flatMap((file) => addToDotenv(file, read(file) ?? '', other, name) ?? []),
    namedWithout: (edits, name) =>
      mentioning(name)
        .filter((file) => !isScript(file) && !isProgram(file) && !isForPeople(file))
        .filter((file) => !edits.some((edit) => edit.file === file))
        .flatMap((file) => placesIn(file, read(file) ?? '', name)),
    spell: (name, to) =>
      mentioning(name).flatMap((file) => [
        ...(isDotenv(file) ? renameInDotenv(file, read(file) ?? '', name, to) : []),
        ...(readsOf(file, name) ?? []).map(({ start, end }) => ({ file, start, end, text: to })),
      ]),
    find(name) {
      const files = mentioning(name);
      const settings = files.filter((file) => !isScript(file) && !isForPeople(file));
      if (settings.length === 0) return undefined;
      const removals = settings.map((file) => removeFromDotenv(file, read(file) ?? '', name));
      const modules = files.filter(isScript).flatMap((file) => load(file) ?? []);
      const isRemovable = seesAllOf(name) && !removals.includes(undefined);
      return {
        mentions: modules.flatMap((module) =>
          environmentMentions(module)
            .filter((mention) => mention.name === name)
            .map(({ node }) => ({ module, node })),
        ),
        removal: isRemovable ? removals.flatMap((edits) => edits ?? []) : undefined,
        places: settings.some((file) => isProgram(file) && !onlySets(read(file) ?? '', name))
          ? []
          : settings.flatMap((file) => placesIn(file, read(file) ?? '', name)),
      };
    },
  };
}

function filesNaming(tree: Tree, read: (file: string) => string | undefined, name: string): string[] {
  const word = wordOf(name);
  return tree.names.holding(name).filter((file) => (read(file) ?? '').search(word) !== -1);
}

/** Whether a program sets a variable for others, and does not read it: `NAME=value command`. */
function onlySets(text: string, name: string): boolean {
  return [...text.matchAll(wordOf(name))].every(({ index }) =>
    /^=(?!=)/.test(text.slice(index + name.length)),
  );
}

/** Scripts and code of other languages are spelled apart. */
function isMixed(files: readonly string[]): boolean {
  return files.some(isScript) && files.some(isProgram);
}

function wordOf(name: string): RegExp {
  // Shell writes a dollar sign before it.
  return new RegExp(`(?<!\\w)${name}(?![\\w$])`, 'g');
}

/** Documents for people are no use of a variable; anything else must be understood. */
function isUnderstood(file: string, module: JsModule | undefined, name: string): boolean {
  if (module) return !hasUnknownMention(module, name);
  return isDotenv(file) || isForPeople(file);
}

function placesIn(file: string, text: string, name: string): SourceRange[] {
  const [first] = text.matchAll(wordOf(name));
  return first ? [{ file, start: first.index, end: first.index + name.length }] : [];
}
