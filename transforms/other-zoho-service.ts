import { asTransform } from '../src/engine/transform.ts';
import { findingAt, hostsIn, nameParameters, reportOnly } from '../src/recognition/findings.ts';
import type { Rule, RuleContext, RuleOutcome } from '../src/recognition/rule.ts';

/** Notes calls of other Zoho services that carry the pair: they have scopes of their own and stay as they are. */
export const rule: Rule = { id: 'other-zoho-service', check };

function check({ judged }: RuleContext): RuleOutcome {
  const calls = judged.filter(({ judgement }) => judgement === 'other-service');
  return reportOnly(
    calls.map(({ variant }) => {
      const [host] = hostsIn([variant.address]);
      const service = host === undefined ? 'another Zoho service' : `another Zoho service (${host})`;
      const message = `Sends ${nameParameters(variant)} to ${service}: not Zoho CRM, left as it is.`;
      return findingAt(variant, { ruleId: 'other-zoho-service', severity: 'note', message });
    }),
  );
}

export default asTransform(rule);
