import { isData, isScript } from '../languages/javascript/syntax/files.ts';
import { isDotenv } from '../languages/settings/dotenv.ts';
import type { Skipped } from '../model/finding.ts';
import type { FrontEnds } from './front-ends/front-end.ts';
import type { Tree } from './tree.ts';

/** Documents for people, data and records of changes: what stands there is not sent. */
const NO_PROGRAM = /\.(md|markdown|txt|rst|adoc|csv|tsv|log|lock|diff|patch|map|ya?ml|xml|svg|snap)$/i;
const CALL = /crm\\?\/private|\bcrm\.(zoho|baihui)\./i;

/**
 * Files that name the parameters and an address of Zoho CRM in a language that no front end reads yet: they must not
 * pass for clean.
 */
export function unreadLanguages(tree: Tree, frontEnds: FrontEnds): Skipped[] {
  return tree.candidates.flatMap((file) => {
    if (isScript(file) || isData(file) || isDotenv(file) || NO_PROGRAM.test(file)) return [];
    if (!tree.namesParameters(file) || !CALL.test(tree.read(file) ?? '')) return [];
    if (frontEnds.of(file)) return [];
    const reason = frontEnds.missing(file) ?? 'is in a language that is not read yet, and speaks of Zoho CRM';
    return [{ file, reason }];
  });
}
