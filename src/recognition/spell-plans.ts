import { distinct, nodeOf } from '../model/change-key.ts';
import type { Edit } from '../model/edit.ts';
import type { Finding } from '../model/finding.ts';
import { groupPlans } from './groups.ts';
import type { Plan } from './plan.ts';
import type { Refusal } from './plan-calls.ts';
import type { RuleContext } from './rule.ts';

/** A plan with the edits of all that must be changed together with it. */
export interface SpelledPlan {
  readonly plan: Plan;
  readonly group: string;
  readonly edits: Finding['fix'];
}

/** Spells all plans; a group with a part that cannot be spelled is refused whole. */
export function spellPlans(
  plans: readonly Plan[],
  context: RuleContext,
): { accepted: SpelledPlan[]; refused: Refusal[] } {
  const groups = groupPlans(plans);
  const refused: Refusal[] = [];
  for (;;) {
    const changes = new Map(
      [...groups].map(([name, members]) => [
        name,
        distinct(members.flatMap((plan) => plan.changes.map(({ change }) => change))),
      ]),
    );
    const spelled = context.speller.spell(changes);
    const failed = [...spelled].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    if (failed.length === 0) {
      const accepted = [...groups].flatMap(([group, members]) => {
        const added = members.flatMap((plan) => plan.added);
        const lines = added.flatMap(({ name, beside }) => context.settingBeside(name, beside));
        const own = spelled.get(group) as readonly Edit[];
        const edits = {
          safety: 'safe' as const,
          group,
          edits: lines.length > 0 ? eachOnce([...own, ...lines]) : own,
        };
        return members.map((plan) => ({ plan, group, edits }));
      });
      return { accepted, refused };
    }
    for (const [name, reason] of failed) {
      for (const plan of groups.get(name) ?? []) refused.push({ variant: plan.variant, reason });
      groups.delete(name);
    }
  }
}

/** Several calls of a group may ask for the same line. */
function eachOnce(edits: readonly Edit[]): Edit[] {
  return [...new Map(edits.map((edit) => [`${nodeOf(edit)} ${edit.text}`, edit])).values()];
}
