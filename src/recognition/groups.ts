import { keyOf, touchOf } from '../model/change-key.ts';
import type { Plan } from './plan.ts';

/** Puts plans that touch the same syntax into one group: they are applied all or none. */
export function groupPlans(plans: readonly Plan[]): Map<string, Plan[]> {
  const parent = plans.map((_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root]!;
    parent[i] = root;
    return root;
  };
  const firstWith = new Map<unknown, number>();
  const join = (i: number, what: unknown) => {
    const other = firstWith.get(what);
    if (other === undefined) firstWith.set(what, i);
    else parent[find(i)] = find(other);
  };
  plans.forEach((plan, i) => {
    const { whole } = plan.variant.request;
    if (whole) join(i, whole);
    for (const { change } of plan.changes) {
      // A wish: it must not tie calls to each other that could not be changed together.
      if (change.kind === 'name-token') continue;
      for (const key of [keyOf(change), touchOf(change).node]) join(i, key);
    }
  });
  const groups = new Map<string, Plan[]>();
  plans.forEach((plan, i) => {
    const first = plans[find(i)]!.variant.request.at;
    const name = `${first.file}:${first.start}`;
    groups.set(name, [...(groups.get(name) ?? []), plan]);
  });
  return groups;
}
