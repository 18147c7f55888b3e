import { expect, test } from 'vitest';
import { generateUrl } from '../../src/zoho/token-generation.ts';

test.each([
  ['crm.zoho.com', 'accounts.zoho.com'],
  ['crmsandbox.zoho.com', 'accounts.zoho.com'],
  ['crm.zoho.eu', 'accounts.zoho.eu'],
  ['crm.zoho.com.cn', 'accounts.zoho.com.cn'],
  ['crm.zoho.in', 'accounts.zoho.in'],
  ['crm.zoho.com.au', 'accounts.zoho.com.au'],
  ['crm.zoho.jp', 'accounts.zoho.jp'],
  ['crm.baihui.com', 'i.baihui.com'],
  ['CRM.Zoho.EU:443', 'accounts.zoho.eu'],
  ['crm.example.org', 'accounts.zoho.com'],
  ['notzoho.eu', 'accounts.zoho.com'],
  [undefined, 'accounts.zoho.com'],
])('%s', (host, accounts) => {
  expect(generateUrl({ host, displayName: 'app' })).toBe(
    `https://${accounts}/apiauthtoken/create?SCOPE=ZohoCRM/crmapi&DISPLAY_NAME=app`,
  );
});

test.each(['@scope/näme & more', 'a=b#c?d', '日本', "it's"])('the name %s arrives', (displayName) => {
  const { searchParams } = new URL(generateUrl({ displayName }));
  expect([...searchParams]).toEqual([
    ['SCOPE', 'ZohoCRM/crmapi'],
    ['DISPLAY_NAME', displayName],
  ]);
});

test('half a surrogate pair is no reason to fail', () => {
  expect(generateUrl({ displayName: 'a\ud800' })).toContain('DISPLAY_NAME=a%EF%BF%BD');
});
