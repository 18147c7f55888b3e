import { environmentMentions, hasUnknownMention } from '../languages/javascript/environment-names.ts';
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

/** Looks at how scripts, `.env` files and everything else of a tree name environment variables. */
export function settingsOf(tree: Tree, read: (file: string) => string | undefined, modules: readonly JsModule[]): Settings {
  const byFile = new Map(modules.map((module) => [module.file, module]));
  const seen = new Map<string, boolean>();
  const mentioning = (name: string) => filesNaming(tree, read, name);
  return {
    takenNames: new Set(modules.flatMap((module) => environmentMentions(module).map((mention) => mention.name))),
    seesAllOf(name) {
      const known = seen.get(name) ?? mentioning(name).every((file) => isUnderstood(file, byFile.get(file), name));
      seen.set(name, known);
      return known;
    },
    spell: (name, to) => mentioning(name).filter(isDotenv).flatMap((file) => renameInDotenv(file, read(file) ?? '', name, to)),
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
