import { asTransform } from '../src/engine/transform.ts';
import type { Change } from '../src/model/change.ts';
import { keyOf, nodeOf } from '../src/model/change-key.ts';
import type { Finding, TokenNeed } from '../src/model/finding.ts';
import { Unspellable } from '../src/model/text-changes.ts';
import { findConflicts } from '../src/recognition/conflicts.ts';
import { type Credential, keyOfOrigin, type Pair, readCredential } from '../src/recognition/credentials.ts';
import { groupPlans } from '../src/recognition/groups.ts';
import { isTokenSure } from '../src/recognition/left-overs.ts';
import { pairCalls } from '../src/recognition/pairing.ts';
import { type Placement, type Plan, planVariant } from '../src/recognition/plan.ts';
import type { Rule, RuleContext, RuleOutcome } from '../src/recognition/rule.ts';
import { planShown } from '../src/recognition/shown.ts';
import { TokenNames } from '../src/recognition/token-names.ts';
import { needsOf } from '../src/recognition/token-needs.ts';
import { planRenames, planToken } from '../src/recognition/tokens.ts';
import type { Variant } from '../src/recognition/variants.ts';
import { readEndpoint } from '../src/zoho/endpoints.ts';
import { AUTH_TOKEN, isDeprecated } from '../src/zoho/parameters.ts';

const CALLS = 'Calls Zoho CRM with an API key or ticket.';
const SHOWS = 'Shows a call of Zoho CRM with an API key or ticket.';

/** A call that will not be rewritten, and why. */
interface Refusal {
  readonly variant: Variant;
  readonly reason: string;
}

/** Rewrites calls of Zoho CRM from `apikey` and `ticket` to `authtoken` and `scope=crmapi`. */
export const rule: Rule = { id: 'deprecated-params', check };

function check(context: RuleContext): RuleOutcome {
  const ours = context.judged
    .filter(({ judgement }) => judgement === 'migrate')
    .map(({ variant }) => variant);
  const calls = ours.filter(({ request }) => !request.shown);
  const shown = planShown(
    ours.filter(({ request }) => request.shown),
    context.tokenName,
  );
  const bystanders = context.judged
    .filter(({ judgement, variant }) => judgement !== 'migrate' && variant.verdict !== 'unknown')
    .map(({ variant }) => variant);
  const { plans, refusals } = planCalls(calls, bystanders, context);
  const { accepted, refused } = spellPlans([...plans, ...shown], context);
  return report(accepted, [...refusals, ...refused]);
}

/** Plans each call; where the usual placement is in conflict, tries to change the parameters where they stand. */
function planCalls(
  calls: readonly Variant[],
  bystanders: readonly Variant[],
  context: RuleContext,
): { plans: Plan[]; refusals: Refusal[] } {
  const names = new TokenNames(context.tokenName, context.takenNames);
  const surroundings = { names, kept: birthsOf(bystanders), seesAllOf: context.seesAllOf };
  const pairings = pairCalls(calls);
  // A variable keeps as much of its name as it can, whatever was found before it.
  for (const { carrier } of pairings.values()) if (carrier) planRenames(carrier, surroundings);
  const attempt = (variant: Variant, placement: Placement): Plan | Refusal => {
    const { pair, carrier } = pairings.get(variant)!;
    const reason = carrier && reasonAgainst(variant, pair, carrier);
    if (!carrier || reason) return { variant, reason: reason ?? 'it has neither key nor ticket' };
    try {
      return planVariant(variant, carrier, planToken(carrier, surroundings), placement);
    } catch (error) {
      if (!(error instanceof Unspellable)) throw error;
      return { variant, reason: error.message };
    }
  };
  const first = calls.map((variant) => attempt(variant, 'behind-token'));
  const doubtful = new Set(
    [...findConflicts(first.filter(isPlan), bystanders).keys()].map((plan) => plan.variant),
  );
  const second = first.map((outcome) =>
    doubtful.has(outcome.variant) || !isPlan(outcome) ? inPlace(outcome, attempt) : outcome,
  );
  return settle(second, bystanders);
}

function inPlace(
  outcome: Plan | Refusal,
  attempt: (variant: Variant, placement: Placement) => Plan | Refusal,
): Plan | Refusal {
  const other = attempt(outcome.variant, 'in-place');
  return isPlan(other) ? other : outcome;
}

/** Drops plans in conflict until the rest agree: one that is dropped stands against those it shared code with. */
function settle(
  outcomes: readonly (Plan | Refusal)[],
  bystanders: readonly Variant[],
): { plans: Plan[]; refusals: Refusal[] } {
  let plans = outcomes.filter(isPlan);
  const refusals = outcomes.filter((outcome): outcome is Refusal => !isPlan(outcome));
  for (;;) {
    const conflicts = findConflicts(plans, [...bystanders, ...refusals.map((refusal) => refusal.variant)]);
    if (conflicts.size === 0) return { plans, refusals };
    for (const [plan, reason] of conflicts) refusals.push({ variant: plan.variant, reason });
    plans = plans.filter((plan) => !conflicts.has(plan));
  }
}

function isPlan(outcome: Plan | Refusal): outcome is Plan {
  return 'changes' in outcome;
}

/** Where the credentials of requests that stay are born. */
function birthsOf(variants: readonly Variant[]): Set<string> {
  const parameters = variants.flatMap((variant) =>
    variant.parameters.filter((parameter) => isDeprecated(parameter.name)),
  );
  return new Set(
    parameters.flatMap((parameter) =>
      readCredential(parameter).origins.flatMap((origin) => [
        nodeOf(origin.site.at),
        ...(origin.kind === 'environment' ? [keyOfOrigin(origin)] : []),
      ]),
    ),
  );
}

function reasonAgainst(variant: Variant, pair: Pair, carrier: Credential): string | undefined {
  if (variant.parameters.some((parameter) => parameter.name === AUTH_TOKEN))
    return isTokenSure(variant.parameters)
      ? undefined
      : 'a token is sent beside it, but not in every case in which the pair is';
  if (pair.ticket?.nature === 'login')
    return "the ticket is fetched with the login of each user: the caller must supply that user's token";
  if (carrier.value.kind === 'literal' && isPlaceholder(carrier.value.text))
    return 'the value is put into its place by code that could not be followed';
  if (carrier.value.kind === 'mixed') return 'the value is put together from several parts';
  return undefined;
}

/** A slot of some template: `{apikey}`, `%s`, `<key>`, `:key`. */
function isPlaceholder(text: string): boolean {
  return /^(?:[{<[:%@#].*|\$\{.*|__\w+__)$/.test(text) || text === '';
}

/** Spells all plans; a group with a part that cannot be spelled is refused whole. */
function spellPlans(
  plans: readonly Plan[],
  context: RuleContext,
): { accepted: { plan: Plan; group: string; edits: Finding['fix'] }[]; refused: Refusal[] } {
  const groups = groupPlans(plans);
  const refused: Refusal[] = [];
  for (;;) {
    const changes = new Map(
      [...groups].map(([name, members]) => [
        name,
        distinct(members.flatMap((plan) => plan.changes.map(({ change }) => change))),
      ]),
    );
    const spelled = context.speller.spell(changes);
    const failed = [...spelled].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    if (failed.length === 0) {
      const accepted = [...groups].flatMap(([group, members]) =>
        members.map((plan) => ({
          plan,
          group,
          edits: { safety: 'safe' as const, group, edits: spelled.get(group) as never },
        })),
      );
      return { accepted, refused };
    }
    for (const [name, reason] of failed) {
      for (const plan of groups.get(name) ?? []) refused.push({ variant: plan.variant, reason });
      groups.delete(name);
    }
  }
}

function distinct(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [keyOf(change), change])).values()];
}

function report(
  accepted: readonly { plan: Plan; edits: Finding['fix'] }[],
  refusals: readonly Refusal[],
): RuleOutcome {
  const findings = new Map<string, Finding>();
  for (const { variant, reason } of refusals)
    findings.set(nodeOf(variant.request.at), {
      ...findingOf(variant, `Not rewritten: ${reason}.`),
      fix: { safety: 'by-hand', group: nodeOf(variant.request.at), edits: [] },
    });
  for (const { plan, edits } of accepted) {
    const place = nodeOf(plan.variant.request.at);
    if (!findings.has(place) && edits)
      findings.set(place, {
        ...findingOf(plan.variant, plan.variant.request.shown ? SHOWS : CALLS),
        fix: edits,
      });
  }
  const tokens: TokenNeed[] = needsOf(
    accepted.map(({ plan }) => plan).filter(({ variant }) => !variant.request.shown),
  );
  return { findings: [...findings.values()], tokens };
}

function findingOf(variant: Variant, message: string): Finding {
  return {
    ruleId: 'deprecated-params',
    severity: 'error',
    message,
    at: variant.request.at,
    ...(variant.request.symbol !== undefined && { symbol: variant.request.symbol }),
    endpoint: readEndpoint(variant.address),
  };
}

export default asTransform(rule);
