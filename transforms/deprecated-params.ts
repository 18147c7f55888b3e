import { asTransform } from '../src/engine/transform.ts';
import { nodeOf } from '../src/model/change-key.ts';
import type { Finding } from '../src/model/finding.ts';
import { isSent } from '../src/model/request.ts';
import { placesOf } from '../src/recognition/places.ts';
import type { Plan } from '../src/recognition/plan.ts';
import { planCalls, type Refusal } from '../src/recognition/plan-calls.ts';
import type { Rule, RuleContext, RuleOutcome } from '../src/recognition/rule.ts';
import { planShown } from '../src/recognition/shown.ts';
import { type SpelledPlan, spellPlans } from '../src/recognition/spell-plans.ts';
import { needsOf } from '../src/recognition/token-needs.ts';
import type { Variant } from '../src/recognition/variants.ts';
import { readEndpoint } from '../src/zoho/endpoints.ts';

const CALLS = 'Calls Zoho CRM with an API key or ticket.';
const IGNORED = 'a comment says to ignore it';
const SHOWS = 'Shows a call of Zoho CRM with an API key or ticket.';

/** Rewrites calls of Zoho CRM from `apikey` and `ticket` to `authtoken` and `scope=crmapi`. */
export const rule: Rule = { id: 'deprecated-params', check };

function check(context: RuleContext): RuleOutcome {
  const ours = context.judged
    .filter(({ judgement }) => judgement === 'migrate')
    .map(({ variant }) => variant);
  const isIgnored = ({ request }: Variant) => context.isIgnored(rule.id, request.at);
  const isLeftAlone = ({ request }: Variant) => context.isLeftAlone?.(request.at) === true;
  const ignored = ours.filter(isIgnored);
  const left = ours.filter((variant) => !isIgnored(variant) && isLeftAlone(variant));
  const going = ours.filter((variant) => !isIgnored(variant) && !isLeftAlone(variant));
  const staying = [...ignored, ...left];
  const calls = going.filter(({ request }) => !request.shown);
  const shown = planShown(
    going.filter(({ request }) => request.shown),
    context.tokenName,
    staying.filter(({ request }) => request.shown),
  );
  const others = context.judged
    .filter(({ judgement, variant }) => judgement !== 'migrate' && variant.verdict !== 'unknown')
    .map(({ variant }) => variant);
  // What stays goes on as it is: nothing that it uses may change.
  const bystanders = [...others, ...staying.filter(({ request }) => !request.shown)];
  const { accepted, refusals } = settle(calls, shown.plans, bystanders, context);
  const refused = [...refusals, ...shown.refusals];
  const tokens = needsOf(
    accepted.filter(({ plan }) => isSent(plan.variant.request)),
    [...refused.map(({ variant }) => variant), ...left].filter(({ request }) => isSent(request)),
    (context.sending ?? []).filter(({ request }) => isSent(request)),
    context,
  );
  const staysIgnored = ignored.map((variant) => ({ variant, reason: IGNORED }));
  return { findings: report(accepted, [...refused, ...staysIgnored], left), tokens };
}

/** What is refused stays as it is: then the rest is planned anew, so that it takes nothing from what stays. */
function settle(
  calls: readonly Variant[],
  shown: readonly Plan[],
  bystanders: readonly Variant[],
  context: RuleContext,
): { accepted: readonly SpelledPlan[]; refusals: readonly Refusal[] } {
  const staying = new Map<Variant, Refusal>();
  for (;;) {
    const going = calls.filter((variant) => !staying.has(variant));
    const { plans, refusals } = planCalls(going, [...bystanders, ...staying.keys()], context);
    const { accepted, refused } = spellPlans([...plans, ...shown], context);
    const fresh = [...refusals, ...refused].filter(({ variant }) => !staying.has(variant));
    for (const refusal of fresh) staying.set(refusal.variant, refusal);
    // Each round leaves fewer calls, so that this ends.
    if (fresh.length === 0) return { accepted, refusals: [...staying.values()] };
  }
}

function report(
  accepted: readonly SpelledPlan[],
  refusals: readonly Refusal[],
  left: readonly Variant[],
): Finding[] {
  const findings = new Map<string, Finding>();
  const keep = (variant: Variant, message: string) =>
    findings.set(nodeOf(variant.request.at), {
      ...findingOf(variant, message),
      fix: { safety: 'by-hand', group: nodeOf(variant.request.at), edits: [] },
    });
  for (const { variant, reason } of refusals) keep(variant, `Not rewritten: ${reason}.`);
  for (const variant of left) keep(variant, isSent(variant.request) ? CALLS : SHOWS);
  for (const { plan, group, edits } of accepted) {
    // What is refused at a place must not hide what is rewritten there.
    const place = `${nodeOf(plan.variant.request.at)} ${group}`;
    if (!findings.has(place) && edits)
      findings.set(place, {
        ...findingOf(plan.variant, isSent(plan.variant.request) ? CALLS : SHOWS),
        fix: edits,
      });
  }
  return [...findings.values()];
}

function findingOf(variant: Variant, message: string): Finding {
  return {
    ruleId: 'deprecated-params',
    severity: 'error',
    message,
    at: variant.request.at,
    ...(variant.request.symbol !== undefined && { symbol: variant.request.symbol }),
    endpoint: readEndpoint(variant.address),
    places: placesOf(variant),
  };
}

export default asTransform(rule);
