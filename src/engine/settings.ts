import { hasUnknownMention } from '../languages/javascript/program/environment-names.ts';
import type { SettingsSpeller } from '../languages/javascript/spell/speller.ts';
import { isScript } from '../languages/javascript/syntax/files.ts';
import type { JsModule } from '../languages/javascript/syntax/module.ts';
import { isDotenv, renameInDotenv } from '../languages/settings/dotenv.ts';
import type { Tree } from './tree.ts';

/** The environment variables of a tree: who names them, and how they are renamed outside of scripts. */
export interface Settings {
  readonly takenNames: ReadonlySet<string>;
  seesAllOf(name: string): boolean;
  /** Says which variables will be asked about, so that the files are gone through once for all of them. */
  expect(names: Iterable<string>): void;
  readonly spell: SettingsSpeller;
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
): Settings {
  const seen = new Map<string, boolean>();
  const expected = new Set<string>();
  const mentioning = (name: string) => filesNaming(tree, read, name, expected);
  return {
    takenNames,
    expect(names) {
      for (const name of names) expected.add(name);
    },
    seesAllOf(name) {
      const known =
        seen.get(name) ??
        (takenNames.has(name) &&
          !builtNames.some((shape) => shape.test(name)) &&
          mentioning(name).every((file) =>
            isUnderstood(file, isScript(file) ? load(file) : undefined, name),
          ));
      seen.set(name, known);
      return known;
    },
    spell: (name, to) =>
      mentioning(name)
        .filter(isDotenv)
        .flatMap((file) => renameInDotenv(file, read(file) ?? '', name, to)),
  };
}

function filesNaming(
  tree: Tree,
  read: (file: string) => string | undefined,
  name: string,
  expected: ReadonlySet<string>,
): string[] {
  const word = new RegExp(`(?<![\\w$])${name}(?![\\w$])`);
  return tree.holding(name, expected).filter((file) => word.test(read(file) ?? ''));
}

/** Documents for people are no use of a variable; anything else must be understood. */
function isUnderstood(file: string, module: JsModule | undefined, name: string): boolean {
  if (module) return !hasUnknownMention(module, name);
  return isDotenv(file) || /\.(md|markdown|txt|rst|adoc)$/i.test(file);
}
