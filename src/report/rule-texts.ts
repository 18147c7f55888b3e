import type { RuleId, Severity } from '../model/finding.ts';

interface RuleText {
  readonly severity: Severity;
  readonly meaning: string;
  readonly whatToDo: string;
  /** Lines of code; empty where there is nothing to compare. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The catalogue that `explain` prints. */
export const RULE_TEXTS: Readonly<Record<RuleId, RuleText>> = {
  'deprecated-params': {
    severity: 'error',
    meaning:
      'A call of the Zoho CRM API carries `apikey` or `ticket`. Zoho discontinued both for the CRM on 3 October 2012; `authtoken` and `scope=crmapi` stand in their place.',
    whatToDo:
      '`migrate` rewrites the call where it can be shown to do the same as before. Where it would have to guess, it says what to do by hand.',
    before: [
      '`https://crm.zoho.com/crm/private/json/Leads/getMyRecords?newFormat=1&apikey=${key}&ticket=${ticket}`',
    ],
    after: [
      '`https://crm.zoho.com/crm/private/json/Leads/getMyRecords?newFormat=1&authtoken=${process.env.ZOHO_AUTHTOKEN}&scope=crmapi`',
    ],
  },
  'ticket-regeneration': {
    severity: 'warning',
    meaning:
      'Code logs in to Zoho to fetch a ticket, reads it out of the reply, keeps it for its seven days, fetches a new one by the clock or when it has run out (error 4834), logs out, or holds who logs in. Each such piece has a finding of its own; pieces of one login share a `mechanism`. An authtoken does not run out: it ends when it is deleted or its user is deactivated.',
    whatToDo:
      'A fetch that still runs before a migrated call can still fail and stop it: take the code out, with `migrate --remove-ticket-code` or by hand, and `migrate --annotate` puts a comment above each piece. What has `neededBy` must stay: another Zoho service sends its tickets, or code that is not seen may call it. Revoke the password that only the login used.',
    before: [
      'const reply = await get(`https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true&LOGIN_ID=${user}&PASSWORD=${password}`);',
      'const ticket = /TICKET=(.*)/.exec(reply)[1];',
    ],
    after: ['const authtoken = process.env.ZOHO_AUTHTOKEN;'],
  },
  'needs-token': {
    severity: 'note',
    meaning:
      'Migrated calls draw their token from here: an environment variable, a key of a configuration, a placeholder, a parameter.',
    whatToDo:
      'Open the link in the report while logged in to Zoho CRM as the user whose ticket was used, and put the token in this place. Zoho shows a token once: save it.',
    before: ['ZOHO_APIKEY=…', 'ZOHO_TICKET=…'],
    after: ['ZOHO_AUTHTOKEN=…'],
  },
  'client-side-token': {
    severity: 'warning',
    meaning:
      'The call is made by code that is sent to browsers. A token that stands there is public, and whoever reads it can read and change the CRM of its user.',
    whatToDo:
      'Move the call to a server that keeps the token, and let the page ask that server. Until then a placeholder stands in the place of the token.',
    before: [
      "$.get('https://crm.zoho.com/crm/private/json/Leads/getMyRecords', { apikey: key, ticket: ticket });",
    ],
    after: ["$.get('/leads');  // the server adds authtoken and scope=crmapi"],
  },
  'hardcoded-credential': {
    severity: 'warning',
    meaning:
      'An API key or a ticket is written into the source, or in clear into a document or settings beside it. Every copy holds it. (The password of a login that stands there is told with the tokens, under what to revoke.)',
    whatToDo:
      'Count it as known to others: revoke it if it still works, and keep the token that takes its place out of the source.',
    before: ["const API_KEY = '••••';"],
    after: ['const AUTHTOKEN = process.env.ZOHO_AUTHTOKEN;'],
  },
  unresolved: {
    severity: 'warning',
    meaning:
      'A parameter called `apikey` or `ticket` is sent, but not where to: no address of Zoho CRM is in reach. Other services use the same names, so nothing was rewritten.',
    whatToDo: 'See where the request goes. If it is Zoho CRM, rewrite it as below; if not, leave it.',
    before: ['send(address, { apikey: key, ticket: ticket });'],
    after: ["send(address, { authtoken: process.env.ZOHO_AUTHTOKEN, scope: 'crmapi' });"],
  },
  'other-zoho-service': {
    severity: 'note',
    meaning:
      'The call carries `apikey` or `ticket` to another Zoho service (Recruit, Creator, Reports, Support, …). Those have scopes of their own, and this migration leaves them alone. The host decides, not the path: `recruit.zoho.com/crm/private/…` is Recruit.',
    whatToDo: 'Nothing for the CRM. Ticket code that such a call still needs must stay.',
    before: [],
    after: [],
  },
  'left-over': {
    severity: 'note',
    meaning:
      'Something fed only the key or the ticket that is no longer sent: a variable, a parameter, an environment variable, a key of a configuration. It could not be removed, since code that was not seen may use it.',
    whatToDo: 'Remove it if nothing else needs it.',
    before: ['const ticket = readTicket();'],
    after: [],
  },
  'unused-ignore': {
    severity: 'warning',
    meaning:
      'A comment `zoho-authtoken-ignore[RULE]: reason` ignores nothing: there is no finding of that rule on its line or the next, the rule does not exist, or the reason is missing.',
    whatToDo: 'Remove the comment, or write what is missing.',
    before: ['// zoho-authtoken-ignore[deprecated-params]'],
    after: ['// zoho-authtoken-ignore[deprecated-params]: the proxy adds the token'],
  },
};

/** What a rule means, in its first sentence. */
export function summaryOf(rule: RuleId): string {
  const { meaning } = RULE_TEXTS[rule];
  return meaning.slice(0, meaning.indexOf('. ') + 1) || meaning;
}
