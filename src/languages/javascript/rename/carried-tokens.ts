import { nameOfEntry } from '../spell/entries.ts';
import type { Node } from '../syntax/ast.ts';
import { functionAround } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import type { EntrySite, JsSite } from '../values/values.ts';
import type { Spelled } from './rename-variables.ts';
import { type TokenFlow, tokenVariables } from './token-variables.ts';
import { isTakenAway } from './write-name.ts';

/** What the tokens of some bundles pass through once all their edits are made. */
export interface CarriedTokens extends TokenFlow<Spelled> {
  /** Whether edits take an identifier away. */
  isGone(identifier: Node, name: string): boolean;
}

/** Follows the tokens of all bundles back from where they are sent. */
export function carriedTokens(tracer: Tracer, spelled: readonly Spelled[]): CarriedTokens {
  const isGone = (identifier: Node, name: string) => {
    const module = tracer.moduleOf(identifier);
    return spelled.some(({ drafts }) => {
      const draft = drafts.get(module);
      return draft !== undefined && isTakenAway(draft, identifier, name);
    });
  };
  const flow = tokenVariables(
    tracer,
    sentBy(tracer, spelled),
    (read) => read.type === 'Identifier' && isGone(read, read.name),
  );
  return { ...flow, isGone };
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
