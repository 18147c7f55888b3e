/**
 * How many tokens an account is known to allow at one time.
 *
 * Zoho has published no number for authtokens: only that there is one for each account ("Each Zoho account has a limit on
 * token generation", crmoz.com, "How to get an authorization token in Zoho CRM", 2019), and that past it the answer is
 * `CAUSE=EXCEEDED_MAXIMUM_ALLOWED_AUTHTOKENS` until one is removed under Active Authtokens. This is the number that Zoho
 * gives for the refresh tokens of OAuth, which took the place of authtokens in the same accounts: 20 a user
 * (zoho.com/projects/help/rest-api/faq/oauth.html; help.zoho.com, "Kaizen #43 - Tokens and Limitations").
 */
export const KNOWN_TOKEN_LIMIT = 20;

/** What Zoho answers where an account holds as many tokens as it may. */
export const LIMIT_REACHED = 'EXCEEDED_MAXIMUM_ALLOWED_AUTHTOKENS';
