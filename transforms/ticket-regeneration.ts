import { readCredential } from '../src/recognition/credentials.ts';
import { findingAt, findingAtRequest, reportOnly } from '../src/recognition/findings.ts';
import type { Judgement } from '../src/recognition/judgement.ts';
import { isTicketLogin } from '../src/recognition/logins.ts';
import type { Rule, RuleContext, RuleOutcome } from '../src/recognition/rule.ts';
import { TICKET } from '../src/zoho/parameters.ts';

/** Warns of code that logs in to Zoho for a ticket, or logs out with one. */
export const rule: Rule = { id: 'ticket-regeneration', check };

const LOGIN =
  'Logs in to Zoho for a ticket, which a token makes needless. Remove it once no call needs the ticket; until then, a login that fails must not fail the call.';
const KEPT =
  'Logs in to Zoho for a ticket that calls of another Zoho service send. Keep it as long as they need it.';
const LOGOUT = 'Logs out of Zoho with a ticket. Remove it together with the login.';

function check(context: RuleContext): RuleOutcome {
  const forOthers = fetchersFor('other-service', context);
  const forCrm = fetchersFor('migrate', context);
  const logins = context.requests.filter((request) => isTicketLogin(request, context.hosts));
  const logouts = context.judged.filter(({ judgement }) => judgement === 'login');
  return reportOnly([
    ...logins.map((request) => {
      const { file } = request.at;
      if (forOthers.has(file) && !forCrm.has(file))
        return findingAtRequest(request, { ruleId: 'ticket-regeneration', severity: 'note', message: KEPT });
      return findingAtRequest(request, {
        ruleId: 'ticket-regeneration',
        severity: 'warning',
        message: LOGIN,
      });
    }),
    ...logouts.map(({ variant }) =>
      findingAt(variant, { ruleId: 'ticket-regeneration', severity: 'warning', message: LOGOUT }),
    ),
  ]);
}

/** The files whose logins hand out the tickets of the requests that were judged so. */
function fetchersFor(wanted: Judgement, { judged }: RuleContext): ReadonlySet<string> {
  const tickets = judged
    .filter(({ judgement }) => judgement === wanted)
    .flatMap(({ variant }) => variant.parameters.filter(({ name }) => name === TICKET));
  const origins = tickets.flatMap((ticket) => readCredential(ticket).origins);
  return new Set(origins.filter(({ kind }) => kind === 'ticket-request').map(({ site }) => site.at.file));
}
