/**
 * The login that hands out a ticket ("Generating API Ticket"): `/login` at an accounts host of Zoho with `FROM_AGENT`. A link for
 * people has no `FROM_AGENT`, so an address alone only counts together with the reply's or the login's own names.
 */
export const loginText =
  /FROM_AGENT|accounts\.(?:zoho\.[a-z.]+|baihui\.com)\/login|[?&]servicename=|LOGIN_ID=/;

/** Names of the login's parameters that hold a user's name or e-mail address, and of the one that holds the password. */
export const LOGIN_USER_NAMES: readonly string[] = ['LOGIN_ID', 'USERNAME'];
export const LOGIN_PASSWORD_NAMES: readonly string[] = ['PASSWORD'];

/** Names of the login's parameters that hold who logs in. */
export const LOGIN_NAMES: readonly string[] = [...LOGIN_USER_NAMES, ...LOGIN_PASSWORD_NAMES];

/** The parameter that tells a program's login from a link for people. */
export const LOGIN_AGENT = 'FROM_AGENT';

/** The parameter that names the service which the ticket is for. */
export const SERVICE_NAME = 'servicename';

/** Whether the value of `servicename` is Zoho CRM's, as far as it is known. */
export function isCrmService(name: string): boolean {
  return name === '' || /crm/i.test(name);
}

/** Whether an address at an accounts host gives a ticket up. */
export function isLogoutAddress(address: string): boolean {
  return /\/logout\b/i.test(address);
}

/** How code reads the reply to a login: lines `NAME=value`, `TICKET=` and `RESULT=` among them. */
export const REPLY_TEXT =
  /(?:^|\\[bsnrSW]|[^A-Za-z_$&?])(?:TICKET|RESULT|WARNING|CAUSE)(?:$|[=\\([^:])|^ticket=$/;

/** What an invalid or expired ticket is answered with ("Error messages"). */
export const TICKET_ERROR = /(?<![\d.])4834(?![\d.])/;

/** What code looks for in the reply to tell a login that went well from one that was refused. */
export const TICKET_GIVEN = /TICKET|RESULT\W*TRUE/i;
export const TICKET_REFUSED = /FALSE|CAUSE|INVALID|FAIL/i;
