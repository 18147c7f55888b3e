import { isScript } from '../languages/javascript/syntax/files.ts';
import { tellsOfThePast, textKindOf } from '../languages/text-files/kinds.ts';
import type { Skipped } from '../model/finding.ts';
import type { FrontEnds } from './front-ends/front-end.ts';
import type { Tree } from './tree.ts';

/** Records of changes, and what programs keep for themselves: what stands there is not sent. */
const NO_PROGRAM = /\.(?:lock|diff|patch|map|svg|snap)$/i;
const CALL = /crm\\?\/private|\bcrm\.(zoho|baihui)\./i;

/**
 * Files that name the parameters and an address of Zoho CRM in a language that no front end reads yet: they must not
 * pass for clean.
 */
export function unreadLanguages(tree: Tree, frontEnds: FrontEnds): Skipped[] {
  return tree.candidates.flatMap((file) => {
    if (isScript(file) || NO_PROGRAM.test(file) || tellsOfThePast(file) || isText(file)) return [];
    if (!tree.namesParameters(file) || !CALL.test(tree.read(file) ?? '')) return [];
    const frontEnd = frontEnds.of(file);
    if (frontEnd && frontEnd.isPartial !== true) return [];
    const reason = frontEnds.missing(file) ?? 'is in a language that is not read yet, and speaks of Zoho CRM';
    return [{ file, reason }];
  });
}

/** Whether a file holds no code: a text is read in full, or holds nothing of interest. */
function isText(file: string): boolean {
  const kind = textKindOf(file);
  return kind !== undefined && kind.isCode !== true;
}
