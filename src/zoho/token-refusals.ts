/** Where tokens are seen, removed and regenerated ("Using Authentication Token", Manage Auth Tokens). */
export const ACTIVE_TOKENS = 'Zoho Accounts > Settings > Active Authtokens';

const WRONG_USER =
  'Check the user name or e-mail address, and the data centre: each has its own users (--region).';
const WRONG_PASSWORD =
  'Check the password. With two-factor authentication it must be an application-specific one (Zoho Accounts > Two Factor Authentication > Manage Application Specific Passwords). Several wrong ones in a row may lock the account.';
const TWO_FACTOR =
  'The account has two-factor authentication, or signs in through another service: make an application-specific password (Zoho Accounts > Two Factor Authentication > Manage Application Specific Passwords) and use that one here.';
const NOT_ACTIVE = 'The user was deactivated: ask the administrator of the account to activate it.';
const LOCKED_OUT =
  'Do not try again now. Log in with a browser, as a person, and solve the picture that Zoho shows; or wait until tomorrow.';
const FORBIDDEN_PLACE =
  'The account lets only some network addresses in: run this from one of them, or ask the administrator to allow this one.';
const LATER = 'The fault is at Zoho: try once more later, or generate the token in the browser.';
const TOO_OFTEN = 'Too many requests came in too short a time: wait some hours before the next one.';
const STOPPED =
  'This request is not served any more as it was documented: generate the token in the browser, if tokens are issued at all.';

/**
 * What to do about each `CAUSE=` that a refused request for a token is known to answer with. Documented is
 * ACCOUNT_REGISTRATION_NOT_CONFIRMED alone ("Using Authentication Token"). The others of the first group are those that
 * clients react to: Zoho's own (ZohoCRM_Client_Library of 2016, ManageEngine MDM's AssistAuthTokenAPIManager, the SDK of
 * Zoho Creator) and others (Gravity Forms Zoho CRM). Those of the second are error codes of the framework that Zoho's
 * accounts server is built with (com.adventnet.iam.security.IAMSecurityException), which concern a login.
 */
export const REFUSALS: ReadonlyMap<string, string> = new Map([
  [
    'ACCOUNT_REGISTRATION_NOT_CONFIRMED',
    'The e-mail address of the account was never confirmed: follow the link in the mail that Zoho sent on registration (it can be sent again from the profile in Zoho Accounts), then try again.',
  ],
  ['WEB_LOGIN_REQUIRED', TWO_FACTOR],
  [
    'EXCEEDED_MAXIMUM_ALLOWED_AUTHTOKENS',
    `The account holds as many tokens as it may: remove one that nothing uses any more (${ACTIVE_TOKENS}), then try again.`,
  ],
  ['NO_SUCH_USER', WRONG_USER],
  ['INVALID_PASSWORD', WRONG_PASSWORD],
  ['INVALID_CREDENTIALS', `${WRONG_USER} ${WRONG_PASSWORD}`],
  ['USER_NOT_ACTIVE', NOT_ACTIVE],
  ['REMOTE_SERVER_ERROR', LATER],
  [
    'API_REQUEST_BLOCKED',
    'Zoho blocks requests of this account: ask its administrator, or the support of Zoho.',
  ],
  ['IP_NOT_ALLOWED', FORBIDDEN_PLACE],

  ['ACCOUNT_DOES_NOT_EXIST', WRONG_USER],
  ['ACCOUNT_NOT_ACTIVE', NOT_ACTIVE],
  ['AUTHENTICATION_FAILED', `${WRONG_USER} ${WRONG_PASSWORD}`],
  [
    'PASSWORD_EXPIRED',
    'The password has expired: log in with a browser, choose a new one, then try again with that.',
  ],
  ['HIP_REQUIRED', LOCKED_OUT],
  ['CAPTCHA_VERIFICATION_FAILED', LOCKED_OUT],
  ['REMOTE_IP_LOCKED', LOCKED_OUT],
  ['BLOCK_LISTED_IP', FORBIDDEN_PLACE],
  ['TRUSTED_IP_ACCESS_ONLY', FORBIDDEN_PLACE],
  ['URL_THROTTLES_LIMIT_EXCEEDED', TOO_OFTEN],
  ['URL_LIVE_THROTTLES_LIMIT_EXCEEDED', TOO_OFTEN],
  ['URL_ROLLING_THROTTLES_LIMIT_EXCEEDED', TOO_OFTEN],
  ['URL_FIXED_THROTTLES_LIMIT_EXCEEDED', TOO_OFTEN],
  ['INVALID_SCOPE', STOPPED],
  ['INVALID_METHOD', STOPPED],
  ['URL_RULE_NOT_CONFIGURED', STOPPED],
]);

/** What to do about a refusal that names no cause: Zoho's own client takes it for a wrong user or password. */
export const REFUSED_SILENTLY = `${WRONG_USER} ${WRONG_PASSWORD}`;
