import type { Change } from '../../../model/change.ts';
import { environmentMentions } from '../program/environment-names.ts';
import { Draft } from '../spell/draft.ts';
import { endOf, startOf } from '../syntax/ast.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import { type Bundle, joinBundles } from './bundles.ts';
import { carriedTokens } from './carried-tokens.ts';
import { isFixed } from './fixed-names.ts';
import { GivenNames } from './free-names.ts';
import { mentionsOf, writeName } from './write-name.ts';

/** The name that speaks of the token in the place of one that speaks of key or ticket. */
export type TokenNameFor = (name: string) => string | undefined;

type Wish = Extract<Change, { kind: 'name-token' }>;

/** Edits that are made together, with what they were made for, and the values that are tokens once they are made. */
export interface Spelled extends Bundle {
  readonly changes: readonly Change[];
  readonly wishes: readonly Wish[];
}

/**
 * Renames the constants, locals and parameters that hold nothing but tokens once all changes are made. Bundles whose
 * tokens pass through one variable become one; where a name cannot be changed safely it stays.
 */
export function renameVariables(
  tracer: Tracer,
  spelled: readonly Spelled[],
  tokenNameFor: TokenNameFor,
): readonly Bundle[] {
  const { variables } = carriedTokens(tracer, spelled);
  if (variables.size === 0) return spelled;
  const bundleOf = new Map<Spelled, Bundle>(spelled.map((one) => [one, one]));
  const names = new GivenNames();
  for (const [binding, wishers] of variables) {
    const to = tokenNameFor(binding.name);
    if (to === undefined || isFixed(tracer, binding)) continue;
    const module = tracer.moduleOf(binding.declaration);
    if (!names.isFree(module, binding, to)) continue;
    const touching = spelled.filter(({ drafts }) => touches(drafts.get(module), binding));
    const concerned = [...new Set([...wishers, ...touching].map((one) => bundleOf.get(one)!))];
    const joined = joinBundles(concerned);
    if (!joined) continue;
    const draft = joined.drafts.get(module) ?? new Draft(module);
    if (keepsStep(draft, binding) || !writeName(draft, binding, to)) continue;
    names.add(module, binding, to);
    const bundle = { ...joined, drafts: new Map([...joined.drafts, [module, draft]]) };
    for (const [one, known] of bundleOf) if (concerned.includes(known)) bundleOf.set(one, bundle);
  }
  return [...new Set(bundleOf.values())];
}

/** A variable that is called as the environment variable beside it goes where that goes, and stays where that stays. */
function keepsStep({ module, edits }: Draft, { name }: Binding): boolean {
  return environmentMentions(module).some(
    ({ name: other, node }) =>
      other === name && !edits.some(({ start, end }) => start < endOf(node) && startOf(node) < end),
  );
}

/** Whether edits take something away that means a variable, or write beside it. */
function touches(draft: Draft | undefined, binding: Binding): boolean {
  if (!draft) return false;
  const mentions = mentionsOf(binding).map((mention) => mention.start ?? 0);
  return draft.edits.some(({ start, end }) => mentions.some((at) => start <= at && at <= end));
}
