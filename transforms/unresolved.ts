import { asTransform } from '../src/engine/transform.ts';
import type { Finding } from '../src/model/finding.ts';
import { slotOf } from '../src/recognition/credentials.ts';
import { addressesOf, findingAt, hostsIn, nameParameters, reportOnly } from '../src/recognition/findings.ts';
import type { Rule, RuleContext, RuleOutcome } from '../src/recognition/rule.ts';
import type { Variant } from '../src/recognition/variants.ts';
import { isDeprecated } from '../src/zoho/parameters.ts';

/** Warns of requests that may be Zoho CRM's or not, and says what a person has to find out. */
export const rule: Rule = { id: 'unresolved', check };

function check({ judged }: RuleContext): RuleOutcome {
  const known = new Set(
    judged.flatMap(({ variant, judgement }) => (judgement === 'migrate' ? slotsOf(variant) : [])),
  );
  const doubtful = judged.filter(
    ({ variant, judgement }) => judgement === 'unresolved' && !isKnown(variant, known),
  );
  return reportOnly(doubtful.map(({ variant }) => explain(variant)));
}

/** Whether what a call of unknown address is given goes to Zoho CRM elsewhere: a client's defaults, options on their way. */
function isKnown(variant: Variant, known: ReadonlySet<string>): boolean {
  return variant.verdict === 'unknown' && slotsOf(variant).every((slot) => known.has(slot));
}

function slotsOf({ parameters }: Variant): string[] {
  return parameters.filter(({ name }) => isDeprecated(name)).map(slotOf);
}

function explain(variant: Variant): Finding {
  const message = variant.request.stray
    ? tellStray(variant)
    : variant.verdict === 'mixed'
      ? tellMixed(variant)
      : tellUnknown(variant);
  return findingAt(variant, { ruleId: 'unresolved', severity: 'warning', message });
}

function tellMixed(variant: Variant): string {
  const hosts = hostsIn(addressesOf(variant)).join(' and ');
  const names = nameParameters(variant);
  return `Sends ${names} to several services (${hosts}) through the same code. Not rewritten: give the calls of Zoho CRM code of their own with \`authtoken\` and \`scope=crmapi\`, and leave the others.`;
}

function tellStray(variant: Variant): string {
  return `Holds ${nameParameters(variant)}, and what sends them was not found. Not rewritten: see where they go; if it is Zoho CRM, hand on \`authtoken\` and \`scope=crmapi\` in their place.`;
}

function tellUnknown(variant: Variant): string {
  const names = nameParameters(variant);
  return `Sends ${names}, and no address of Zoho CRM is in reach. Not rewritten: see where the request goes; if it is Zoho CRM, send \`authtoken\` and \`scope=crmapi\` in their place.`;
}

export default asTransform(rule);
