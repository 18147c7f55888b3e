import { describe, expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { makeFolder } from '../files/workspace.ts';
import { recordStreams } from './streams.ts';

const CALL = (host: string) =>
  `require('request').get('https://${host}/crm/private/json/Leads/getFields?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + process.env.ZOHO_TICKET);\n`;

async function run(files: Readonly<Record<string, string>>, ...argv: readonly string[]) {
  const streams = recordStreams(makeFolder(files));
  const code = await main(['token', 'url', ...argv], streams);
  return { code, out: streams.said.out(), err: streams.said.err() };
}

const link = (accounts: string, name: string) =>
  `https://${accounts}/apiauthtoken/create?SCOPE=ZohoCRM/crmapi&DISPLAY_NAME=${name}`;

describe('for the plan of the folder', () => {
  test('it tells where, for whom, the link, and then the steps, a line each', async () => {
    const { code, out, err } = await run({
      'a.js': CALL('crm.zoho.eu'),
      'package.json': '{"name": "@shop/crm"}',
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatchInlineSnapshot(`
      "ZOHO_AUTHTOKEN in the environment
        for the user whose ticket ZOHO_TICKET was
        https://accounts.zoho.eu/apiauthtoken/create?SCOPE=ZohoCRM/crmapi&DISPLAY_NAME=%40shop%2Fcrm

      1. Log in to Zoho CRM as the user whom the token is for.
      2. Open the link in the same browser, and let Zoho generate the token.
      3. Save the token at once: Zoho shows it this one time.
      4. Put it into its place, and into no file that git keeps.
      5. What is no longer needed is removed in Zoho Accounts, under Active Authtokens.

      Zoho stopped issuing authtokens between 30 September and 30 November 2020, by data centre, and retired them by 31 May 2021 in favour of OAuth 2.0.
      "
    `);
  });

  test.each([
    [['--display-name', 'my shop'], {}, link('accounts.zoho.com', 'my%20shop')],
    [['--region', 'jp'], { 'package.json': '{"name": "shop"}' }, link('accounts.zoho.jp', 'shop')],
    [[], { 'zoho-authtoken.json': '{"displayName": "told"}' }, link('accounts.zoho.com', 'told')],
    [
      [],
      { 'package.json': '{"name": "a", "zoho-authtoken": {"displayName": "b"}}' },
      link('accounts.zoho.com', 'b'),
    ],
  ])('%j', async (argv, files, expected) => {
    const { out } = await run({ 'a.js': CALL('crm.zoho.com'), ...files }, ...argv);
    expect(out.split('\n').map((line) => line.trim())).toContain(expected);
  });

  test('once the code is migrated, it tells where the calls have their tokens from', async () => {
    const folder = makeFolder({
      'a.js': CALL('crm.zoho.eu'),
      'b.js': CALL('crm.zoho.eu'),
      'lib/client.php':
        "<?php\nclass Crm { function __construct($key, $ticket) { $this->key = $key; $this->ticket = $ticket; }\n function leads() { return file_get_contents('https://crm.zoho.eu/crm/private/xml/Leads/getRecords?apikey=' . $this->key . '&ticket=' . $this->ticket); } }\n",
      '.env.example': 'ZOHO_APIKEY=\nZOHO_TICKET=\n',
    });
    const streams = recordStreams(folder);
    expect(await main(['migrate'], streams)).toBe(0);
    const url = recordStreams(folder);
    expect(await main(['token', 'url'], url)).toBe(0);
    expect(url.said.out()).toMatch(
      /^ZOHO_AUTHTOKEN in the environment, set in \.env\.example:1\n {2}for the user that its calls act as\n {2}https:\/\/accounts\.zoho\.eu\//,
    );
    expect(url.said.out()).toMatch(
      /\n\$key, the 1st argument of new Crm\(…\), at lib\/client\.php:2, which its callers hand in\n {2}for each user that its calls act as, one token for each\n/,
    );
    expect(url.said.out().match(/accounts\.zoho\.eu/g)).toHaveLength(2);
  });

  test.each([
    ['authtoken=YOUR_ZOHO_AUTHTOKEN&scope=crmapi', 'the placeholder YOUR_ZOHO_AUTHTOKEN in a.js:1'],
    [
      'authtoken=0f1e2d3c4b5a69788796a5b4c3d2e1f0&scope=crmapi',
      'the token that is written in a.js:1: keep it out of the source',
    ],
    ["authtoken=' + require('./config.json').zoho.token + '&scope=crmapi", 'token in config.json:1'],
    [
      "authtoken=' + process.env.ZOHO_AUTHTOKEN + '&scope=crmapi&apikey=' + process.env.K + '",
      'ZOHO_AUTHTOKEN in the environment',
    ],
  ])('a token that is sent: %s', async (query, expected) => {
    const { out } = await run({
      'a.js': `require('request').get('https://crm.zoho.com/crm/private/json/Leads/getFields?${query}', done);\n`,
      'config.json': '{ "zoho": { "token": "YOUR_TOKEN" } }\n',
    });
    expect(out.split('\n')[0]).toBe(expected);
    expect(out).not.toContain('0f1e2d3c');
  });

  test('calls of other services that take an authtoken are none of its', async () => {
    const other =
      "fetch('https://recruit.zoho.com/ats/private/json/Candidates/getRecords?authtoken=' + process.env.T + '&scope=recruitapi');\n";
    expect((await run({ 'a.js': other })).out).toMatch(/^No call here sends/);
  });

  test('where no token is needed, it says so, and what else can be done', async () => {
    const { code, out } = await run({ 'a.js': '' });
    expect(code).toBe(0);
    expect(out).toMatch(/^No call here sends an API key or ticket, or a token of Zoho CRM\./);
    expect(out).toContain('`zoho-authtoken token url NAME`');
  });

  test('calls that must be rewritten by hand have links, too', async () => {
    const byHand = `const request = require('request');
function login(user, password, done) {
  request.post('https://accounts.zoho.com/login', { form: { servicename: 'ZohoCRM', FROM_AGENT: true, LOGIN_ID: user, PASSWORD: password } }, (e, r, body) => done(/TICKET=(.*)/.exec(body)[1]));
}
exports.leads = (user, password) => login(user, password, (ticket) =>
  request.get('https://crm.zoho.com/crm/private/json/Leads/getFields?apikey=' + process.env.K + '&ticket=' + ticket));
`;
    const { code, out } = await run({ 'a.js': byHand });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^handed in to the call at a\.js:6, in place of the login of each user \(its calls are to be rewritten by hand\)\n/,
    );
  });

  test('it changes nothing', async () => {
    const folder = makeFolder({ 'a.js': CALL('crm.zoho.com') });
    const streams = recordStreams(folder);
    await main(['token', 'url'], streams);
    await main(['token', 'url'], streams);
    expect(streams.said.out().match(/accounts\.zoho\.com\/apiauthtoken/g)).toHaveLength(2);
  });
});

describe('for names that are given', () => {
  test('a link each, encoded as Zoho does, and nothing is looked for', async () => {
    const { code, out } = await run(
      { 'a.js': CALL('crm.zoho.com') },
      'checkemail',
      'a/b & c',
      '--region',
      'cn',
    );
    expect(code).toBe(0);
    expect(out).toContain(`checkemail\n  ${link('accounts.zoho.com.cn', 'checkemail')}\n`);
    expect(out).toContain(`a/b & c\n  ${link('accounts.zoho.com.cn', 'a%2Fb%20%26%20c')}\n`);
    expect(out).not.toContain('ZOHO_AUTHTOKEN');
  });

  test('a name may look like an option, and like a control character', async () => {
    expect((await run({}, '--', '-x')).out).toContain(link('accounts.zoho.com', '-x'));
    expect((await run({}, 'a\u001b[2J')).out).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
  });
});

describe('usage', () => {
  test.each<[readonly string[], RegExp]>([
    [['x', '--region', 'ue'], /There is no region 'ue'\. Regions: eu, .*com\.cn/],
    [['x', '--region', 'con'], /Regions: com, /],
    [['x', '--region'], /region/],
    [[''], /A name is empty/],
    [['--display-name', ''], /A name is empty/],
    [['x', '--display-name', 'y'], /--display-name names the tokens of the plan/],
    [['--bogus'], /bogus/],
  ])('%j', async (argv, message) => {
    const { code, out, err } = await run({}, ...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  test('token alone says what there is', async () => {
    const streams = recordStreams(makeFolder({}));
    expect(await main(['token'], streams)).toBe(2);
    expect(streams.said.err()).toContain('token url');
  });
});
