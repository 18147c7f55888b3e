import type { TokenReference } from '../model/change.ts';
import { isSent } from '../model/request.ts';
import { replaceSpan, Unspellable } from '../model/text-changes.ts';
import { API_KEY, AUTH_TOKEN, TICKET } from '../zoho/parameters.ts';
import { isTokenSure } from './company.ts';
import { type Credential, carrierOf, identityOf, pairOf } from './credentials.ts';
import { type Pairing, pairCalls } from './pairing.ts';
import { isCredential, isSlot, renamePlaceholder } from './placeholders.ts';
import { type Plan, type PlannedChange, planVariant, type TokenPlan } from './plan.ts';
import type { Refusal } from './plan-calls.ts';
import { TokenNames } from './token-names.ts';
import type { Variant } from './variants.ts';

/**
 * Plans URLs that are shown and not sent by code: in a comment, in settings, in a recording. Values for people are
 * placeholders: one stays, speaking of the token where it spoke of the key, and what is a real key or ticket becomes
 * one. Where a program reads the text, a value that it puts in by its name keeps that name.
 *
 * @param tokenName what the program's token is called
 * @param staying what is not to be changed, whatever it shows
 */
export function planShown(
  variants: readonly Variant[],
  tokenName: string,
  staying: readonly Variant[],
): { plans: readonly Plan[]; refusals: readonly Refusal[] } {
  const pairings = pairCalls(
    variants.filter(({ request }) => isSent(request)),
    () => undefined,
  );
  const nameFor = createNames(tokenName, [...pairings.values()]);
  const outcomes = variants.map((variant): Plan | Refusal => {
    const pairing = pairings.get(variant) ?? pairingOf(variant);
    const reason = reasonAgainst(variant, pairing);
    if (reason !== undefined) return { variant, reason };
    try {
      return planOne(variant, pairing.carrier!, nameFor);
    } catch (error) {
      if (!(error instanceof Unspellable)) throw error;
      return { variant, reason: error.message };
    }
  });
  return settleWholes(outcomes, staying);
}

/** What belongs to a whole of which a part stays, stays too. */
function settleWholes(
  outcomes: readonly (Plan | Refusal)[],
  left: readonly Variant[],
): { plans: Plan[]; refusals: Refusal[] } {
  const refusals = outcomes.filter((outcome): outcome is Refusal => !('changes' in outcome));
  const parts = [...refusals.map(({ variant }) => variant), ...left];
  const staying = new Set(parts.flatMap(({ request }) => request.whole ?? []));
  const plans = outcomes.filter((outcome): outcome is Plan => 'changes' in outcome);
  const isStaying = ({ variant: { request } }: Plan) =>
    request.whole !== undefined && staying.has(request.whole);
  const held = plans
    .filter(isStaying)
    .map(({ variant }) => ({ variant, reason: 'it belongs to a request of which another part stays' }));
  return { plans: plans.filter((plan) => !isStaying(plan)), refusals: [...refusals, ...held] };
}

function pairingOf(variant: Variant): Pairing {
  const pair = pairOf(variant.parameters);
  return { pair, carrier: carrierOf(pair) };
}

function reasonAgainst(variant: Variant, { pair, carrier }: Pairing): string | undefined {
  const { request, parameters } = variant;
  if (!carrier) return 'it has neither key nor ticket';
  if (request.hindrance !== undefined) return request.hindrance;
  const credentials = [pair.key, pair.ticket].filter((one) => one !== undefined);
  if (credentials.some(({ value }) => value.kind === 'mixed'))
    return 'the value is put together from several parts';
  const hasToken = parameters.some(({ name }) => name === AUTH_TOKEN);
  if (hasToken && !isTokenSure(variant)) return 'a token is sent beside it, but not in every case';
  if (!isSent(request)) return undefined;
  if (credentials.some((credential) => isSlot(textOf(credential))))
    return 'the value is put into its place by code that could not be followed';
  if (request.readBy !== 'settings') return undefined;
  if (credentials.some((credential) => textOf(credential) === ''))
    return 'the value is put behind it by code that could not be followed';
  if (credentials.length < 2 && !hasToken)
    return `code that could not be followed may put \`${carrier.parameter.name === API_KEY ? TICKET : API_KEY}\` behind it`;
  return undefined;
}

/** What stands in the place of a value, as far as it is known. */
function textOf({ value, origins }: Credential): string | undefined {
  if (value.kind === 'literal') return value.text;
  return origins.find(({ kind }) => kind === 'literal')?.name;
}

/** One name for people; otherwise one for each user, whom a ticket tells alone where it was seen beside a key. */
function createNames(tokenName: string, pairings: readonly Pairing[]) {
  const names = new TokenNames(tokenName, new Set());
  const keys = new Map(
    pairings.flatMap(({ pair: { key, ticket }, carrier }) =>
      key && ticket && carrier === key ? [[identityOf(ticket), identityOf(key)] as const] : [],
    ),
  );
  return (credential: Credential, isForPeople: boolean): TokenReference => {
    const identity = identityOf(credential);
    return isForPeople ? { name: tokenName } : names.for(keys.get(identity) ?? identity, undefined);
  };
}

function planOne(
  variant: Variant,
  carrier: Credential,
  nameFor: (credential: Credential, isForPeople: boolean) => TokenReference,
): Plan {
  const { readBy } = variant.request;
  const isForPeople = readBy === undefined;
  const tokenOf = (credential: Credential): TokenPlan => {
    const text = textOf(credential);
    const defined = isForPeople ? [] : credential.origins.filter(({ kind }) => kind === 'configuration');
    return {
      births: defined.map((origin) => ({ origin, by: nameFor(credential, isForPeople) })),
      renames: [],
      namesFollow: defined.length > 0,
      atCall:
        text !== undefined && isCredential(text, variant.request)
          ? nameFor(credential, isForPeople)
          : undefined,
    };
  };
  const plan = planVariant(variant, carrier, tokenOf, 'behind-token');
  // What a recording writes for a value is put in by name when it is played.
  if (!plan.carrier || readBy === 'recording') return plan;
  const carriers = [plan.carrier, ...plan.twins];
  const placeholders = carriers.filter(
    (credential) => !isCredential(textOf(credential) ?? '', variant.request),
  );
  return { ...plan, changes: placeholders.reduce(renameCarrier, plan.changes) };
}

/** Lets a placeholder speak of the token. */
function renameCarrier(changes: readonly PlannedChange[], credential: Credential): readonly PlannedChange[] {
  const { parameter } = credential;
  const text = textOf(credential) ?? '';
  const renamed = renamePlaceholder(text);
  if (parameter.name === AUTH_TOKEN || renamed === text) return changes;
  if (parameter.kind === 'text')
    return [...changes, ...replaceSpan(parameter.flat, parameter.valueStart, parameter.valueEnd, renamed)];
  return changes.map((planned) =>
    planned.change.kind === 'rename-entry' && planned.change.entry === parameter.entry
      ? { change: { ...planned.change, kind: 'replace-entry', name: planned.change.to, value: renamed } }
      : planned,
  );
}
