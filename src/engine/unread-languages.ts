import { isScript } from '../languages/javascript/syntax/files.ts';
import { tellsOfThePast, textKindOf } from '../languages/text-files/kinds.ts';
import type { Skipped } from '../model/finding.ts';
import type { FrontEnds } from './front-ends/front-end.ts';
import type { Tree } from './tree.ts';

/** Records of changes, and what programs keep for themselves: what stands there is not sent. */
const NO_PROGRAM = /\.(?:lock|diff|patch|map|svg|snap)$/i;
const CALL = /crm\\?\/private|\bcrm\.(zoho|baihui)\./i;
const PARAMETER = /apikey|ticket/i;

const UNREAD = 'is in a language that is not read yet, and speaks of Zoho CRM';
const UNREAD_CODE =
  'is a template whose own code speaks of Zoho CRM, and that is not read: look for `apikey` and `ticket` in its tags';

/**
 * Files that name the parameters and an address of Zoho CRM in a language that no front end reads yet, or in the
 * code of a template: they must not pass for clean.
 */
export function unreadLanguages(tree: Tree, frontEnds: FrontEnds): Skipped[] {
  return tree.candidates.flatMap((file) => {
    if (isScript(file) || NO_PROGRAM.test(file) || tellsOfThePast(file) || isText(file)) return [];
    const text = tree.read(file) ?? '';
    if (!tree.namesParameters(file) || !CALL.test(text)) return [];
    const frontEnd = frontEnds.of(file);
    if (!frontEnd || frontEnd.isPartial === true)
      return [{ file, reason: frontEnds.missing(file) ?? UNREAD }];
    const unjudged = frontEnd.unjudgedIn?.(text) ?? '';
    return CALL.test(unjudged) && PARAMETER.test(unjudged) ? [{ file, reason: UNREAD_CODE }] : [];
  });
}

/** Whether a file holds no code: a text is read in full, or holds nothing of interest. */
function isText(file: string): boolean {
  const kind = textKindOf(file);
  return kind !== undefined && kind.isCode !== true;
}
