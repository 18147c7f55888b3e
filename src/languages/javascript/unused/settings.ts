import type { Edit, SourceRange } from '../../../model/edit.ts';
import { environmentMentions } from '../program/environment-names.ts';
import { type Bundle, joinBundles } from '../rename/bundles.ts';
import type { Node } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import { isGoneFrom, takersOf } from './gone.ts';

/** A place where a script names an environment variable. */
interface SettingMention {
  readonly module: JsModule;
  readonly node: Node;
}

/** What the tree knows of an environment variable that code may stop to read. */
interface SettingUses {
  /** Every place where a script names it. */
  readonly mentions: readonly SettingMention[];
  /** The edits that take it out of the files that set it; undefined where not every use of it is seen. */
  readonly removal: readonly Edit[] | undefined;
  /** Where files other than scripts and documents for people name it. */
  readonly places: readonly SourceRange[];
}

/** Looks for the uses of an environment variable; undefined where no file but scripts names it. */
export type FindSetting = (name: string) => SettingUses | undefined;

/** Takes environment variables that no script reads any more out of the files that set them. */
export function dropSettings(bundles: readonly Bundle[], find: FindSetting): readonly Bundle[] {
  let current = bundles;
  for (const name of namesTakenAway(bundles)) {
    const uses = find(name);
    const takers = uses?.removal && takersOf(current, uses.mentions);
    const joined = takers && joinBundles([...takers]);
    if (!joined) continue;
    const merged: Bundle = {
      ...joined,
      others: [...joined.others, ...(uses?.removal ?? [])],
    };
    current = [...current.filter((one) => !takers.includes(one)), merged];
  }
  return current;
}

function namesTakenAway(bundles: readonly Bundle[]): Set<string> {
  const drafts = bundles.flatMap((one) => [...one.drafts.values()]);
  return new Set(
    drafts.flatMap((draft) =>
      environmentMentions(draft.module).flatMap(({ name, node }) => (isGoneFrom(draft, node) ? [name] : [])),
    ),
  );
}
