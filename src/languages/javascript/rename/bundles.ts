import type { Edit } from '../../../model/edit.ts';
import { Draft } from '../spell/draft.ts';
import type { JsModule } from '../syntax/module.ts';

/** Edits that are made together, by module, and those of files that are no modules. */
export interface Bundle {
  readonly groups: readonly string[];
  readonly drafts: ReadonlyMap<JsModule, Draft>;
  readonly others: readonly Edit[];
}

/** Several bundles as one; undefined where two of their edits need the same characters. */
export function joinBundles(bundles: readonly Bundle[]): Bundle | undefined {
  const drafts = new Map<JsModule, Draft>();
  for (const bundle of bundles)
    for (const [module, draft] of bundle.drafts) {
      const joined = drafts.get(module) ?? new Draft(module);
      drafts.set(module, joined);
      const known = [...joined.edits];
      for (const edit of draft.edits) {
        if (known.some((other) => !isSame(edit, other) && needsTheSame(edit, other))) return undefined;
        joined.replace(edit.start, edit.end, edit.text);
      }
    }
  return {
    groups: bundles.flatMap(({ groups }) => groups),
    drafts,
    others: bundles.flatMap(({ others }) => others),
  };
}

/** All edits of a bundle. */
export function editsOf({ drafts, others }: Bundle): Edit[] {
  return [...[...drafts.values()].flatMap(({ edits }) => edits), ...others];
}

function isSame(a: Edit, b: Edit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

function needsTheSame(a: Edit, b: Edit): boolean {
  return (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end);
}
