import { asTransform } from '../src/engine/transform.ts';
import { findingAt, reportOnly } from '../src/recognition/findings.ts';
import type { Rule, RuleContext, RuleOutcome } from '../src/recognition/rule.ts';

/** Warns of calls of Zoho CRM in code that is sent to browsers: their token would be public. */
export const rule: Rule = { id: 'client-side-token', check };

const MESSAGE =
  'This call is made by code for browsers: everybody who loads the page can read its token. Move the call behind a server that keeps the token.';

function check({ judged }: RuleContext): RuleOutcome {
  const calls = judged.filter(
    ({ judgement, variant }) => judgement === 'migrate' && variant.request.clientSide,
  );
  return reportOnly(
    calls.map(({ variant }) =>
      findingAt(variant, { ruleId: 'client-side-token', severity: 'warning', message: MESSAGE }),
    ),
  );
}

export default asTransform(rule);
