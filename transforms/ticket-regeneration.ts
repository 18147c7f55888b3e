import { asTransform } from '../src/engine/transform.ts';
import type { Severity } from '../src/model/finding.ts';
import type { Parameter } from '../src/model/parameters.ts';
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
  const isKept = servesOthersOnly(context);
  const logins = context.requests.filter((request) => isTicketLogin(request, context.hosts));
  const logouts = context.judged.filter(({ judgement }) => judgement === 'login');
  return reportOnly([
    ...logins.map((request) =>
      findingAtRequest(request, isKept(request.at.file) ? tell('note', KEPT) : tell('warning', LOGIN)),
    ),
    ...logouts.map(({ variant }) => findingAt(variant, tell('warning', LOGOUT))),
  ]);
}

function tell(severity: Severity, message: string) {
  return { ruleId: 'ticket-regeneration', severity, message } as const;
}

/** Tells whether a file's login hands its ticket to other Zoho services alone. */
function servesOthersOnly(context: RuleContext): (file: string) => boolean {
  const tickets = (wanted: Judgement) =>
    context.judged
      .filter(({ judgement }) => judgement === wanted)
      .flatMap(({ variant }) => variant.parameters.filter(({ name }) => name === TICKET));
  const [forCrm, forOthers] = [tickets('migrate'), tickets('other-service')];
  if (forOthers.length === 0) return () => false;
  if (forCrm.length === 0) return () => true;
  const [crmFiles, otherFiles] = [fetchersOf(forCrm), fetchersOf(forOthers)];
  return (file) => otherFiles.has(file) && !crmFiles.has(file);
}

/** The files whose logins hand out the values of some tickets. */
function fetchersOf(tickets: readonly Parameter[]): ReadonlySet<string> {
  const origins = tickets.flatMap((ticket) => readCredential(ticket).origins);
  return new Set(origins.filter(({ kind }) => kind === 'ticket-request').map(({ site }) => site.at.file));
}

export default asTransform(rule);
