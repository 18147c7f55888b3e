import { nodeOf } from '../model/change-key.ts';
import { setsIn } from '../model/flatten.ts';
import { Unspellable } from '../model/text-changes.ts';
import { API_KEY, AUTH_TOKEN, TICKET } from '../zoho/parameters.ts';
import { isSure, isTokenSure } from './company.ts';
import { findConflicts } from './conflicts.ts';
import { type Credential, keyOfOrigin, type Pair } from './credentials.ts';
import { drawnBy, findUntold, isFilledIn, reasonOfPages } from './filled-in.ts';
import { pairCalls } from './pairing.ts';
import { type Placement, type Plan, planVariant } from './plan.ts';
import type { RuleContext } from './rule.ts';
import { TokenNames } from './token-names.ts';
import { filledToken, planRenames, planToken } from './tokens.ts';
import type { Variant } from './variants.ts';

/** A call that will not be rewritten, and why. */
export interface Refusal {
  readonly variant: Variant;
  readonly reason: string;
}

/** Plans each call; where the usual placement is in conflict, tries the others. */
export function planCalls(
  calls: readonly Variant[],
  bystanders: readonly Variant[],
  context: RuleContext,
): { plans: Plan[]; refusals: Refusal[] } {
  const names = new TokenNames(context.tokenName, context.takenNames);
  const surroundings = { names, kept: birthsOf(bystanders), seesAllOf: context.seesAllOf };
  const pairings = pairCalls(calls, (ticket) => context.ticketCode.fetched(ticket));
  // A variable keeps as much of its name as it can, whatever was found before it.
  for (const { carrier } of pairings.values()) if (carrier) planRenames(carrier, surroundings);
  const attempt = (variant: Variant, placement: Placement): Plan | Refusal => {
    const { pair, carrier } = pairings.get(variant)!;
    const reason =
      carrier && (reasonAgainst(variant, pair, carrier) ?? reasonOfPages(carrier.origins, bystanders));
    if (!carrier || reason) return { variant, reason: reason ?? 'it has neither key nor ticket' };
    try {
      return planVariant(
        variant,
        carrier,
        (credential) =>
          isFilledIn(variant, credential)
            ? filledToken(context.tokenName)
            : planToken(credential, pair, surroundings),
        placement,
      );
    } catch (error) {
      if (!(error instanceof Unspellable)) throw error;
      return { variant, reason: error.message };
    }
  };
  let outcomes: readonly (Plan | Refusal)[] = calls.map((variant) => attempt(variant, 'behind-token'));
  for (const placement of ['in-place', 'put-in'] as const)
    outcomes = retry(outcomes, bystanders, (variant) => attempt(variant, placement));
  return settle(outcomes, bystanders);
}

/** Plans in another way what cannot be done so, or not together, and all that this then stands against. */
function retry(
  outcomes: readonly (Plan | Refusal)[],
  bystanders: readonly Variant[],
  attempt: (variant: Variant) => Plan | Refusal,
): readonly (Plan | Refusal)[] {
  const tried = new Set<Variant>();
  let current = outcomes;
  for (;;) {
    const conflicts = findConflicts(current.filter(isPlan), bystanders);
    const doubtful = new Set([...conflicts].flatMap(([plan, { against }]) => [plan.variant, against]));
    const fresh = current.filter(
      (outcome) => (!isPlan(outcome) || doubtful.has(outcome.variant)) && !tried.has(outcome.variant),
    );
    if (fresh.length === 0) return current;
    for (const { variant } of fresh) tried.add(variant);
    current = current.map((outcome) => {
      const other = fresh.includes(outcome) ? attempt(outcome.variant) : outcome;
      return isPlan(other) ? other : outcome;
    });
  }
}

/** Drops plans in conflict until the rest agree: one that is dropped stands against those it shared code with. */
function settle(
  outcomes: readonly (Plan | Refusal)[],
  bystanders: readonly Variant[],
): { plans: Plan[]; refusals: Refusal[] } {
  let plans = outcomes.filter(isPlan);
  const refusals = outcomes.filter((outcome): outcome is Refusal => !isPlan(outcome));
  for (;;) {
    const staying = [...bystanders, ...refusals.map((refusal) => refusal.variant)];
    const conflicts = findConflicts(plans, staying);
    const untold = findUntold(plans, staying);
    if (conflicts.size === 0 && untold.size === 0) return { plans, refusals };
    for (const [plan, { reason }] of conflicts) refusals.push({ variant: plan.variant, reason });
    for (const [plan, reason] of untold)
      if (!conflicts.has(plan)) refusals.push({ variant: plan.variant, reason });
    plans = plans.filter((plan) => !conflicts.has(plan) && !untold.has(plan));
  }
}

function isPlan(outcome: Plan | Refusal): outcome is Plan {
  return 'changes' in outcome;
}

/** Where the credentials of requests that stay are born. */
function birthsOf(variants: readonly Variant[]): Set<string> {
  return new Set(
    variants
      .flatMap(drawnBy)
      .flatMap((origin) => [
        nodeOf(origin.site.at),
        ...(origin.kind === 'environment' ? [keyOfOrigin(origin)] : []),
      ]),
  );
}

function reasonAgainst(variant: Variant, pair: Pair, carrier: Credential): string | undefined {
  if (variant.parameters.some((parameter) => parameter.name === AUTH_TOKEN))
    return isTokenSure(variant)
      ? undefined
      : 'a token is sent beside it, but not in every case in which the pair is';
  const { name } = carrier.parameter;
  const other = name === API_KEY ? TICKET : API_KEY;
  if (!(pair.key && pair.ticket) && maySendUnnamed(variant, other))
    return `a parameter whose name is not known until it is sent may be the \`${other}\``;
  if (!isSure(name, other, variant)) return `\`${name}\` is not sent in every case in which \`${other}\` is`;
  if (pair.ticket?.nature === 'login')
    return "the ticket is fetched with the login of each user: the caller must supply that user's token";
  if (carrier.mayBeFetched && carrier.nature === 'varies')
    return 'the ticket may be one that other code here fetches: see where it comes from, and hand on a token';
  if (carrier.value.kind === 'literal' && (carrier.value.replaced || isPlaceholder(carrier.value.text)))
    return 'the value is put into its place by code that could not be followed';
  if (pair.key?.value.kind === 'mixed' || pair.ticket?.value.kind === 'mixed')
    return 'the value is put together from several parts';
  return undefined;
}

/** Whether a value goes out under a name that is not known, and comes from what is called after a parameter. */
function maySendUnnamed({ request, flats }: Variant, parameter: string): boolean {
  const values = [...request.sets, ...flats.flatMap(setsIn)].flatMap(({ unnamed = [] }) => unnamed);
  const looksLike = parameter === API_KEY ? /key/i : /ticket/i;
  return values.some((value) =>
    value.origins().some(({ kind, name }) => kind !== 'literal' && looksLike.test(name)),
  );
}

/** A slot of some template: `{apikey}`, `%s`, `<key>`, `:key`. */
function isPlaceholder(text: string): boolean {
  return /^(?:[{<[:%@#].*|\$\{.*|__\w+__)$/.test(text) || text === '';
}
