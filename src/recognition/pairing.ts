import type { Parameter } from '../model/parameters.ts';
import { TICKET } from '../zoho/parameters.ts';
import { type Credential, carrierOf, identityOf, Natures, type Pair, pairOf } from './credentials.ts';
import type { Fetched } from './ticket-code/fetched.ts';
import type { Variant } from './variants.ts';

/** The deprecated pair of a request, and which of the two hands its flow to the token. */
export interface Pairing {
  readonly pair: Pair;
  readonly carrier: Credential | undefined;
}

/** Pairs the credentials of all calls: natures are agreed on where calls share code, and keys of several users are seen. */
export function pairCalls(
  calls: readonly Variant[],
  fetched: (ticket: Parameter) => Fetched | undefined,
): Map<Variant, Pairing> {
  const pairs = new Map(calls.map((variant) => [variant, withFetched(variant, fetched)]));
  const natures = new Natures();
  for (const { key, ticket } of pairs.values())
    for (const credential of [key, ticket]) if (credential) natures.add(credential);
  const agreed = new Map(
    [...pairs].map(([variant, { key, ticket }]): [Variant, Pair] => [
      variant,
      { key: key && natures.agreed(key), ticket: ticket && natures.agreed(ticket) },
    ]),
  );
  const shared = keysOfSeveralUsers([...agreed.values()]);
  return new Map(
    [...agreed].map(([variant, pair]) => [
      variant,
      { pair, carrier: shared.has(identityOf(pair.key)) && pair.ticket ? pair.ticket : carrierOf(pair) },
    ]),
  );
}

/** What comes from a login through a store, a callback or a list is seen by the code around it alone. */
function withFetched({ parameters }: Variant, fetched: (ticket: Parameter) => Fetched | undefined): Pair {
  const pair = pairOf(parameters);
  const { key, ticket } = pair;
  if (!ticket || ticket.nature === 'fixed') return pair;
  const ways = new Set(parameters.filter(({ name }) => name === TICKET).map(fetched));
  if (ways.has('login')) return { key, ticket: { ...ticket, nature: 'login', fetched: true } };
  if (ways.has('fixed')) return { key, ticket: { ...ticket, nature: 'fixed', fetched: true } };
  return ways.has('perhaps') ? { key, ticket: { ...ticket, mayBeFetched: true } } : pair;
}

/** Keys that are sent with more than one fixed ticket: the ticket, not the key, tells their users apart. */
function keysOfSeveralUsers(pairs: readonly Pair[]): Set<string> {
  const tickets = new Map<string, Set<string>>();
  for (const { key, ticket } of pairs) {
    if (key?.nature !== 'fixed' || ticket?.nature !== 'fixed') continue;
    const known = tickets.get(identityOf(key)) ?? new Set();
    tickets.set(identityOf(key), known.add(identityOf(ticket)));
  }
  return new Set([...tickets].filter(([, users]) => users.size > 1).map(([key]) => key));
}
