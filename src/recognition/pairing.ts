import type { Parameter } from '../model/parameters.ts';
import { API_KEY, AUTH_TOKEN, TICKET } from '../zoho/parameters.ts';
import { isSure } from './company.ts';
import { type Credential, carrierOf, identityOf, Natures, type Pair, pairOf, slotOf } from './credentials.ts';
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
  const sharedKeys = sharedBySeveral('key', 'ticket', [...agreed.values()]);
  const sharedTickets = sharedBySeveral('ticket', 'key', [...agreed.values()]);
  const loneTickets = new Set(
    [...agreed].flatMap(([{ parameters }, { key, ticket }]) =>
      ticket && !key && !parameters.some(({ name }) => name === AUTH_TOKEN) ? [slotOf(ticket.parameter)] : [],
    ),
  );
  return new Map(
    [...agreed].map(([variant, pair]): [Variant, Pairing] => {
      const { key, ticket } = pair;
      if (sharedKeys.has(identityOf(key)) && ticket) return [variant, { pair, carrier: ticket }];
      const isBetter =
        ticket && !sharedTickets.has(identityOf(ticket)) && isSentMore(pair, variant, loneTickets);
      return [variant, { pair, carrier: isBetter ? ticket : carrierOf(pair) }];
    }),
  );
}

/** Whether a fixed ticket goes out in cases in which the fixed key beside it does not: then the ticket shows where. */
function isSentMore({ key, ticket }: Pair, variant: Variant, loneTickets: ReadonlySet<string>): boolean {
  if (key?.nature !== 'fixed' || ticket?.nature !== 'fixed') return false;
  const isSometimesAlone = loneTickets.has(slotOf(ticket.parameter)) || !isSure(API_KEY, TICKET, variant);
  return isSometimesAlone && isSure(TICKET, API_KEY, variant);
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

/**
 * The fixed credentials of one kind that are sent with more than one of the other: a key with several tickets does not
 * tell its users apart, the tickets do.
 */
function sharedBySeveral(kind: keyof Pair, others: keyof Pair, pairs: readonly Pair[]): Set<string> {
  const beside = new Map<string, Set<string>>();
  for (const { [kind]: one, [others]: other } of pairs) {
    if (one?.nature !== 'fixed' || other?.nature !== 'fixed') continue;
    const known = beside.get(identityOf(one)) ?? new Set();
    beside.set(identityOf(one), known.add(identityOf(other)));
  }
  return new Set([...beside].filter(([, found]) => found.size > 1).map(([one]) => one));
}
