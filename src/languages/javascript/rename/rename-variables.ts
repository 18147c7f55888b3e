import type { Change } from '../../../model/change.ts';
import { environmentMentions } from '../program/environment-names.ts';
import { Draft } from '../spell/draft.ts';
import { nameOfEntry } from '../spell/entries.ts';
import { endOf, type Node, startOf } from '../syntax/ast.ts';
import { functionAround } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import type { EntrySite, JsSite } from '../values/values.ts';
import { type Bundle, joinBundles } from './bundles.ts';
import { isFixed } from './fixed-names.ts';
import { GivenNames } from './free-names.ts';
import { tokenVariables } from './token-variables.ts';
import { isTakenAway, mentionsOf, writeName } from './write-name.ts';

/** The name that speaks of the token in the place of one that speaks of key or ticket. */
export type TokenNameFor = (name: string) => string | undefined;

type Wish = Extract<Change, { kind: 'name-token' }>;

/** Edits that are made together, with the values that are tokens once they are made. */
export interface Spelled extends Bundle {
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
  const sent = sentBy(tracer, spelled);
  if (sent.size === 0) return spelled;
  const bundleOf = new Map<Spelled, Bundle>(spelled.map((one) => [one, one]));
  const isGone = (identifier: Node, name: string) => {
    const module = tracer.moduleOf(identifier);
    return spelled.some(({ drafts }) => {
      const draft = drafts.get(module);
      return draft !== undefined && isTakenAway(draft, identifier, name);
    });
  };
  const variables = tokenVariables(
    tracer,
    sent,
    (read) => read.type === 'Identifier' && isGone(read, read.name),
  );
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

/** The expressions that are sent as tokens, and whose wish that is. */
function sentBy(tracer: Tracer, spelled: readonly Spelled[]): Map<Node, Set<Spelled>> {
  const sent = new Map<Node, Set<Spelled>>();
  for (const one of spelled)
    for (const { site, holder } of one.wishes) {
      const { type, node } = site as JsSite;
      if (type === 'literal' || (holder && !standsByItsName(tracer, node, holder.site as EntrySite)))
        continue;
      sent.set(node, (sent.get(node) ?? new Set()).add(one));
    }
  return sent;
}

/** Whether a value stands where its entry is named; a helper that is handed both puts in other values too. */
function standsByItsName(tracer: Tracer, value: Node, entry: EntrySite): boolean {
  const name = nameOfEntry(entry);
  if (!name || entry.kind === 'helper') return false;
  const isWritten =
    name.type === 'StringLiteral' ||
    (name.type === 'Identifier' && tracer.moduleOf(name).scopes.bindingOf(name) === undefined);
  const [module, other] = [tracer.moduleOf(value), tracer.moduleOf(name)];
  return isWritten && module === other && functionAround(module, value) === functionAround(other, name);
}
