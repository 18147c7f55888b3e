import { nodeOf } from '../model/change-key.ts';
import { API_KEY, AUTH_TOKEN, TICKET } from '../zoho/parameters.ts';
import { type Credential, identityOf, keyOfOrigin, ownOrigins, withOrigins } from './credentials.ts';
import { pairCalls } from './pairing.ts';
import { isSlot } from './placeholders.ts';
import type { Plan, Sending } from './plan.ts';
import type { RuleContext } from './rule.ts';
import { TokenNames } from './token-names.ts';
import { flowOf, type Supply } from './token-sources.ts';
import type { Variant } from './variants.ts';

/** A call that a person must rewrite, with where its token is to come from. */
interface SuppliedByHand {
  readonly plan: Sending;
  readonly sources: readonly Supply[];
  /** True where it needs a token of each user that logs in. */
  readonly isOfEach: boolean;
}

interface Supplied {
  readonly plan: Plan;
  readonly sources: readonly Supply[];
}

/**
 * Proposes for calls that a person must rewrite where their tokens come from: from where rewritten calls with the same
 * credential draw theirs, else from a new variable of the environment, or along the way of the old value.
 *
 * @param rewritten what rewritten calls draw on
 */
export function supplyByHand(
  calls: readonly Variant[],
  rewritten: readonly Supplied[],
  { tokenName, takenNames, ticketCode }: Pick<RuleContext, 'tokenName' | 'takenNames' | 'ticketCode'>,
): SuppliedByHand[] {
  if (calls.length === 0) return [];
  const drawn = rewritten.flatMap(({ sources }) => sources.map(({ source }) => source.name));
  const names = new TokenNames(tokenName, new Set([...takenNames, ...drawn]));
  const all = [...rewritten.map(({ plan }) => plan.variant), ...calls];
  const pairings = pairCalls(all, (ticket) => ticketCode.fetched(ticket));
  const supplied = calls.flatMap((variant): SuppliedByHand[] => {
    const { pair, carrier: found } = pairings.get(variant)!;
    const hasToken = variant.parameters.some(({ name }) => name === AUTH_TOKEN);
    if (!found || hasToken) return [];
    const carrier = withoutOther(found);
    const other = found === pair.key ? pair.ticket : pair.key;
    const isOfEach = pair.ticket?.nature === 'login';
    const sources = isOfEach
      ? [atCall(variant, 'login')]
      : sourcesOf(variant, carrier, other && withoutOther(other), rewritten, names);
    return [{ plan: { variant, carrier }, sources, isOfEach }];
  });
  return supplied.map((one) => {
    const key = besideKey(one, supplied);
    return key ? { ...one, sources: key.sources.map(({ source }) => ({ source, birth: undefined })) } : one;
  });
}

function withoutOther(credential: Credential): Credential {
  const own = ownOrigins(credential.parameter.name, credential.origins);
  return own.length < credential.origins.length ? withOrigins(credential, own) : credential;
}

/** The way in which a call that sends a ticket alone sends the key: it needs one token, not two. */
function besideKey(
  { plan: { variant, carrier } }: SuppliedByHand,
  all: readonly SuppliedByHand[],
): SuppliedByHand | undefined {
  if (carrier?.parameter.name !== TICKET || variant.parameters.some(({ name }) => name === API_KEY))
    return undefined;
  return all.find(
    ({ plan }) =>
      plan.carrier?.parameter.name === API_KEY &&
      nodeOf(plan.variant.request.at) === nodeOf(variant.request.at),
  );
}

function sourcesOf(
  variant: Variant,
  carrier: Credential,
  other: Credential | undefined,
  rewritten: readonly Supplied[],
  names: TokenNames,
): readonly Supply[] {
  const { value, nature, fetched, origins } = carrier;
  if (value.kind === 'literal' && (value.replaced || value.text === '' || isSlot(value.text)))
    return [atCall(variant, 'value')];
  const identity = identityOf(carrier);
  const same = rewritten.find(
    ({ plan }) =>
      nature === 'fixed' && plan.carrier?.nature === 'fixed' && identityOf(plan.carrier) === identity,
  );
  if (same && same.sources.length > 0) return same.sources;
  if (variant.request.withoutEnvironment) return [atCall(variant, 'value')];
  const { at } = variant.request;
  // What cannot be told from the other one of the pair tells nothing of several users either.
  const isMixed = origins.some(({ site }) =>
    other?.origins.some((beside) => nodeOf(beside.site.at) === nodeOf(site.at)),
  );
  const isOne = isMixed || value.kind !== 'value' || (nature === 'fixed' && fetched === true);
  if (isOne)
    return [
      { source: { kind: 'environment', name: names.for(identity, undefined).name, at }, birth: undefined },
    ];
  return origins
    .filter(({ kind, name }) => kind !== 'literal' || name !== '')
    .map((birth): Supply => {
      const { kind, name, site, isComposed, hint } = birth;
      const key = keyOfOrigin(birth);
      if (kind === 'environment' && !isComposed && name !== '')
        return {
          source: { kind, name: names.forVariable(name) ?? names.for(key, undefined).name, at: site.at },
          birth,
        };
      if (kind === 'environment' && name === '') return atCall(variant, 'value');
      if (kind === 'literal' || kind === 'ticket-request')
        return { source: { kind: 'environment', name: names.for(key, hint).name, at: site.at }, birth };
      return flowOf(birth);
    });
}

/** Where nothing else can be told: the call itself. */
function atCall({ request: { at } }: Variant, instead: 'login' | 'value'): Supply {
  return { source: { kind: 'unknown', name: '', at, instead }, birth: undefined };
}
