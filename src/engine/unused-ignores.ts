import type { IgnoreComment } from '../languages/text/ignore-comments.ts';
import { isForPeople } from '../languages/text-files/kinds.ts';
import { type Finding, RULE_IDS, type Skipped } from '../model/finding.ts';
import { FileIgnores } from './ignores.ts';
import { suggest } from './nearest.ts';
import type { Tree } from './tree.ts';

/**
 * Findings about comments that ignore nothing, or say no reason.
 *
 * @param isRead whether a file is of a kind that was judged
 * @param findings all that was found, ignored or not
 * @param failed files that were not understood: there it cannot be told
 */
export function unusedIgnores(
  tree: Tree,
  isRead: (file: string) => boolean,
  findings: readonly Finding[],
  failed: readonly Skipped[],
): Finding[] {
  const others = new Set(failed.map(({ file }) => file));
  return (
    tree.candidates
      // A document tells people how such a comment is written.
      .filter((file) => tree.mayHoldIgnores(file) && isRead(file) && !others.has(file) && !isForPeople(file))
      .flatMap((file) => unusedIn(file, tree.read(file) ?? '', findings))
  );
}

function unusedIn(file: string, text: string, findings: readonly Finding[]): Finding[] {
  const ignores = new FileIgnores(text);
  const used = new Set(
    findings
      .filter(({ at }) => at.file === file)
      .flatMap(({ ruleId, at }) => {
        const comment = ignores.at(ruleId, at.start);
        return comment ? [keyOf(comment, ruleId)] : [];
      }),
  );
  return ignores.comments.flatMap((comment): Finding[] => {
    const message = whatIsWrong(comment, (rule) => used.has(keyOf(comment, rule)));
    const { start, end } = comment;
    return message === undefined
      ? []
      : [{ ruleId: 'unused-ignore', severity: 'warning', message, at: { file, start, end } }];
  });
}

function keyOf({ start }: IgnoreComment, rule: string): string {
  return `${start} ${rule}`;
}

function whatIsWrong(comment: IgnoreComment, isUsed: (rule: string) => boolean): string | undefined {
  const { rules = [], reason } = comment;
  const stated = rules.filter((rule) => rule !== '');
  if (stated.length === 0)
    return 'Says no rule, and so ignores nothing: write the rule in brackets behind it.';
  const unknown = stated.find((rule) => !RULE_IDS.some((id) => id === rule));
  if (unknown !== undefined)
    return `There is no rule '${unknown}' to ignore${suggest(unknown, RULE_IDS) || '.'}`;
  if (reason === '')
    return 'Gives no reason, and so ignores nothing: write a colon and the reason behind it.';
  const idle = stated.filter((rule) => !isUsed(rule));
  return idle.length === 0 ? undefined : `Ignores nothing: there is no finding of ${idle.join(', ')} here.`;
}
