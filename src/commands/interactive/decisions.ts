import type { Choice, Choices } from '../../engine/session/choices.ts';
import type { Item } from '../../engine/session/items.ts';
import type { Plan } from '../../engine/session/session.ts';
import type { Decided, State } from './state.ts';

export const TAKE: Choice = { kind: 'take' };
export const LEAVE: Choice = { kind: 'leave' };
export const PASS: Choice = { kind: 'pass' };

/** Everything of a file that is not decided, from the item in hand on and before it. */
export function restOfFile({ plan, choices }: State, { finding }: Item, choice: Choice): [string, Choice][] {
  return plan.items
    .filter((item) => item.finding.at.file === finding.at.file && !choices.has(item.key))
    .map((item) => [item.key, item.canTake ? choice : PASS]);
}

export function skipping({ canTake }: Item): Choice {
  return canTake ? LEAVE : PASS;
}

/** Keys of what is taken before and after, or could be, and is not the same in both plans. */
export function changedBetween({ plan, choices }: Pick<State, 'plan' | 'choices'>, next: Decided): string[] {
  const before = new Map(plan.items.map((item) => [item.key, item]));
  const after = new Map(next.plan.items.map((item) => [item.key, item]));
  return [...choices].flatMap(([key, { kind }]) =>
    kind === 'take' && looksOf(before.get(key)) !== looksOf(after.get(key)) ? [key] : [],
  );
}

function looksOf(item: Item | undefined): string {
  return item ? `${item.canTake} ${item.looks}` : '';
}

/** Choices that an item's edits allow: what cannot be taken any more, or can be again, is decided anew. */
export function withPossible({ items }: Plan, choices: Choices): Choices {
  const odd = items.filter(({ key, canTake }) => choices.get(key)?.kind === (canTake ? 'pass' : 'take'));
  return without(
    choices,
    odd.map(({ key }) => key),
  );
}

export function without(choices: Choices, keys: readonly string[]): Choices {
  return new Map([...choices].filter(([key]) => !keys.includes(key)));
}

/** Whether all that stands in the file of an item is decided. */
export function isInDoneFile({ plan, choices }: State, key: string): boolean {
  const file = plan.items.find((item) => item.key === key)?.finding.at.file;
  return plan.items.every((item) => item.finding.at.file !== file || choices.has(item.key));
}
