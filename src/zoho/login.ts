/**
 * The login that hands out a ticket ("Generating API Ticket"): `/login` at an accounts host of Zoho with `FROM_AGENT`. A link for
 * people has no `FROM_AGENT`, so an address alone only counts together with the reply's or the login's own names.
 */
export const loginText = /FROM_AGENT|accounts\.(?:zoho\.[a-z.]+|baihui\.com)\/login|[?&]servicename=|LOGIN_ID=/;

/** Names of the login's parameters that hold who logs in. */
export const LOGIN_NAMES: readonly string[] = ['LOGIN_ID', 'PASSWORD', 'USERNAME'];
