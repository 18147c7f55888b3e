import { hasUnknownMention } from '../languages/javascript/environment-names.ts';
import { isScript } from '../languages/javascript/files.ts';
import type { JsModule } from '../languages/javascript/module.ts';
import type { SettingsSpeller } from '../languages/javascript/speller.ts';
import { isDotenv, renameInDotenv } from '../languages/settings/dotenv.ts';
import type { Tree } from './tree.ts';

/** The environment variables of a tree: who names them, and how they are renamed outside of scripts. */
export interface Settings {
  readonly takenNames: ReadonlySet<string>;
  seesAllOf(name: string): boolean;
  readonly spell: SettingsSpeller;
}

/**
 * Looks at how scripts, `.env` files and everything else of a tree name environment variables.
 *
 * @param load parses a script of the tree
 */
export function settingsOf(
  tree: Tree,
  read: (file: string) => string | undefined,
  load: (file: string) => JsModule | undefined,
  takenNames: ReadonlySet<string>,
): Settings {
  const seen = new Map<string, boolean>();
  const mentioning = (name: string) => filesNaming(tree, read, name);
  return {
    takenNames,
    seesAllOf(name) {
      const known =
        seen.get(name) ??
        mentioning(name).every((file) => isUnderstood(file, isScript(file) ? load(file) : undefined, name));
      seen.set(name, known);
      return known;
    },
    spell: (name, to) =>
      mentioning(name)
        .filter(isDotenv)
        .flatMap((file) => renameInDotenv(file, read(file) ?? '', name, to)),
  };
}

/** Only what holds a parameter's name or Zoho's has been scanned for; any other name needs a look at every file. */
function filesNaming(tree: Tree, read: (file: string) => string | undefined, name: string): string[] {
  const files = /apikey|ticket|zoho/i.test(name) ? tree.candidates : tree.files;
  const word = new RegExp(`(?<![\\w$])${name}(?![\\w$])`);
  return tree.holding(files, [name]).filter((file) => word.test(read(file) ?? ''));
}

/** Documents for people are no use of a variable; anything else must be understood. */
function isUnderstood(file: string, module: JsModule | undefined, name: string): boolean {
  if (module) return !hasUnknownMention(module, name);
  return isDotenv(file) || /\.(md|markdown|txt|rst|adoc)$/i.test(file);
}
