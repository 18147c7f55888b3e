import { expect, test } from 'vitest';
import { tokenNameFor, tokenNameForVariable } from '../../src/recognition/token-names.ts';

test.each([
  ['apikey', 'authtoken'],
  ['apiKey', 'authToken'],
  ['api_key', 'authtoken'],
  ['ApiKey', 'AuthToken'],
  ['ZOHO_API_KEY', 'ZOHO_AUTHTOKEN'],
  ['ZOHO_KEY', 'ZOHO_AUTHTOKEN'],
  ['zoho-api-key', 'zoho-authtoken'],
  ['zohoKey', 'zohoAuthToken'],
  ['zohoAPIKey', 'zohoAuthToken'],
  ['zohoapikey', 'zohoauthtoken'],
  ['crm_ticket', 'crm_authtoken'],
  ['userTicket', 'userAuthToken'],
  ['authTicket', 'authToken'],
  ['AUTH_TICKET', 'AUTHTOKEN'],
])('the name %s of a key or ticket becomes %s', (name, expected) => {
  expect(tokenNameFor(name)).toBe(expected);
});

test.each(['host', 'keyboard', 'monkey', 'authtoken', 'tokenKey'])('the name %s stays', (name) => {
  expect(tokenNameFor(name)).toBeUndefined();
});

test.each(['key', '_key', 'tickets', 'apiKeys', 'ticketId', 'TICKET_URL', 'apikeyAndTicket'])(
  'a variable called %s stays',
  (name) => {
    expect(tokenNameForVariable(name)).toBeUndefined();
  },
);

test.each([
  ['apikey', 'authtoken'],
  ['API_KEY', 'AUTHTOKEN'],
  ['crmKey', 'crmAuthToken'],
  ['_ticket', '_authtoken'],
])('a variable called %s becomes %s', (name, expected) => {
  expect(tokenNameForVariable(name)).toBe(expected);
});
