import { describe, expect, it } from 'vitest';
import { rule as clientSideToken } from '../../transforms/client-side-token.ts';
import { rule as hardcodedCredential } from '../../transforms/hardcoded-credential.ts';
import { rule as otherZohoService } from '../../transforms/other-zoho-service.ts';
import { rule as ticketRegeneration } from '../../transforms/ticket-regeneration.ts';
import { rule as unresolved } from '../../transforms/unresolved.ts';
import { check } from './check.ts';

const KEY = 'kQ3f8Zb1LmN0pRsTuVwXyZ$';
const TICKET = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const CRM = 'https://crm.zoho.com/crm/private/json/Leads/getRecords';
const PAIR = 'apikey=${process.env.KEY}&ticket=${process.env.TICKET}';

describe('other-zoho-service', () => {
  it('notes a call of Recruit and never edits it', () => {
    const found = check(otherZohoService, {
      'a.js': `fetch(\`https://recruit.zoho.com/ats/private/xml/Candidates/getRecords?${PAIR}\`)`,
    });
    expect(found).toMatchObject([{ ruleId: 'other-zoho-service', severity: 'note' }]);
    expect(found[0]?.message).toContain('recruit.zoho.com');
    expect(found[0]).not.toHaveProperty('fix');
  });

  it('knows the service by what its module speaks of', () => {
    const found = check(otherZohoService, {
      'a.js': `const all = { one: 'https://sheet.zoho.com/api/private/xml/books' };
        for (const base of Object.values(all)) fetch(base + \`?${PAIR}\`);`,
    });
    expect(found).toHaveLength(1);
  });

  it.each([
    ['a call of the CRM', `fetch(\`${CRM}?${PAIR}\`)`],
    ['another company', 'fetch(`https://uts-ws.nlm.nih.gov/rest/search?apikey=${key}&ticket=${ticket}`)'],
    [
      'a comment',
      `// https://recruit.zoho.com/crm/private/xml/A/getRecords?apikey=x&ticket=y\nconst zoho = 1;`,
    ],
  ])('is silent about %s', (_what, source) => {
    expect(check(otherZohoService, { 'a.js': source })).toEqual([]);
  });
});

describe('unresolved', () => {
  it('warns of a name alone with no endpoint in reach, in code that speaks of Zoho', () => {
    const found = check(unresolved, {
      'a.js': 'fetch(process.env.BASE + "?ticket=" + process.env.ZOHO_TICKET)',
    });
    expect(found).toMatchObject([{ ruleId: 'unresolved', severity: 'warning' }]);
    expect(found[0]?.message).toContain('`ticket`');
    expect(found[0]?.message).not.toContain('`apikey`');
  });

  it('names the services that one piece of code calls', () => {
    const found = check(unresolved, {
      'a.js': `fetch(process.env.A ? 'https://crm.zoho.com/crm/private/xml/Leads/getRecords' : 'https://recruit.zoho.com/ats/private/xml/Leads/getRecords', { method: 'POST', body: \`${PAIR}\` });`,
    });
    const mixed = found.filter(({ message }) => message.includes('recruit.zoho.com'));
    expect(mixed).toHaveLength(1);
    expect(mixed[0]?.message).toContain('crm.zoho.com and recruit.zoho.com');
  });

  it.each([
    ['a help desk', 'fetch(base + "/issues?ticket=" + number)'],
    ['UMLS', 'fetch("https://uts-ws.nlm.nih.gov/rest?apikey=" + apikey + "&ticket=" + ticket)'],
    ['CAS', 'fetch(cas + "/serviceValidate?service=" + me + "&ticket=" + ticket)'],
    ['WeChat', 'fetch("https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=" + ticket)'],
    ['prose', 'console.log("see https://www.zoho.com/crm/help why ticket= is gone")'],
    ['a call that is rewritten', `fetch(\`${CRM}?${PAIR}\`)`],
  ])('is silent about %s', (_what, source) => {
    expect(check(unresolved, { 'a.js': source })).toEqual([]);
  });
});

describe('client-side-token', () => {
  const inPage = `$.get('${CRM}', { apikey: $('#key').val(), ticket: $('#ticket').val() });`;

  it('warns of a call in a page', () => {
    expect(check(clientSideToken, { 'a.js': inPage })).toMatchObject([
      { ruleId: 'client-side-token', severity: 'warning', endpoint: { host: 'crm.zoho.com' } },
    ]);
  });

  it.each([
    ['a server', `const https = require('https'); https.get(\`${CRM}?${PAIR}\`);`],
    ['Recruit in a page', inPage.replace('crm.zoho.com/crm', 'recruit.zoho.com/ats')],
  ])('is silent about %s', (_what, source) => {
    expect(check(clientSideToken, { 'a.js': source })).toEqual([]);
  });
});

describe('hardcoded-credential', () => {
  it('points at each literal once and tells nothing of it', () => {
    const found = check(hardcodedCredential, {
      'a.js': `const key = '${KEY}';
        const ticket = '${TICKET}';
        fetch(\`${CRM}?apikey=\${key}&ticket=\${ticket}\`);
        fetch(\`${CRM}?fromIndex=2&apikey=\${key}&ticket=\${ticket}\`);`,
    });
    expect(found.map(({ text }) => text).sort()).toEqual([`'${TICKET}'`, `'${KEY}'`].sort());
    for (const { message } of found) {
      expect(message).not.toContain(KEY.slice(0, 6));
      expect(message).not.toContain(TICKET.slice(0, 6));
    }
  });

  it('finds them in a whole URL, and in the configuration that code reads', () => {
    const found = check(hardcodedCredential, {
      'a.js': `fetch('${CRM}?apikey=${KEY}&ticket=${TICKET}');`,
      'b.js': `const { zoho } = require('./config.json'); fetch(\`${CRM}?apikey=\${zoho.apikey}&ticket=\${zoho.ticket}\`);`,
      'config.json': `{ "zoho": { "apikey": "${KEY}", "ticket": "" } }`,
    });
    expect(found.map(({ at, message }) => [at.file, message.slice(0, 23)])).toEqual([
      ['/app/a.js', 'An API key and a ticket'],
      ['/app/config.json', 'An API key of Zoho CRM '],
    ]);
  });

  it('finds real ones in comments, and takes placeholders for what they are', () => {
    const comment = (key: string) => `// ${CRM}?apikey=${key}&ticket=yyyy\nconst zoho = 1;`;
    expect(check(hardcodedCredential, { 'a.js': comment(KEY) })).toHaveLength(1);
    expect(check(hardcodedCredential, { 'a.js': comment('YOUR_API_KEY') })).toEqual([]);
  });

  it.each([
    ['the environment', `fetch(\`${CRM}?${PAIR}\`)`],
    ['a placeholder', `fetch('${CRM}?apikey=YOUR_API_KEY&ticket=xxxx')`],
    [
      'Recruit',
      `fetch('https://recruit.zoho.com/ats/private/xml/A/getRecords?apikey=${KEY}&ticket=${TICKET}')`,
    ],
  ])('is silent about %s', (_what, source) => {
    expect(check(hardcodedCredential, { 'a.js': source })).toEqual([]);
  });
});

describe('ticket-regeneration', () => {
  const login = (service: string) =>
    `async function renew() { return fetch('https://accounts.zoho.com/login?servicename=${service}&FROM_AGENT=true&LOGIN_ID=' + process.env.USER_ID + '&PASSWORD=' + process.env.PASSWORD); }`;

  it('warns of a login and of the logout, with the function around it', () => {
    const found = check(ticketRegeneration, {
      'a.js': `${login('ZohoCRM')} async function leave(ticket) { await fetch('https://accounts.zoho.com/logout?FROM_AGENT=true&ticket=' + ticket); } renew().then(leave);`,
    });
    expect(found.map(({ symbol, ticketCode }) => [ticketCode?.part, symbol])).toEqual([
      ['login', 'renew'],
      ['account', 'USER_ID'],
      ['account', 'PASSWORD'],
      ['logout', 'leave'],
      ['schedule', undefined],
    ]);
    expect(new Set(found.map(({ ticketCode }) => ticketCode?.mechanism))).toEqual(new Set(['renew']));
    expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['warning']));
  });

  it('finds a login whose parameters are a set', () => {
    const found = check(ticketRegeneration, {
      'a.js': `axios.get('https://accounts.zoho.com/login', { params: { servicename: 'Zoho' + product, FROM_AGENT: true, LOGIN_ID: user, PASSWORD: password } });`,
    });
    expect(found).toHaveLength(1);
  });

  it('only notes a login whose ticket another service needs', () => {
    const found = check(ticketRegeneration, {
      'a.js': `${login('ZohoCRM')} renew().then((ticket) => fetch('https://recruit.zoho.com/ats/private/xml/A/getRecords?ticket=' + ticket));`,
    });
    expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['note']));
    const neededBy = found.map(({ ticketCode }) => ticketCode?.neededBy);
    expect(neededBy).toEqual(found.map(() => expect.stringContaining('recruit.zoho.com')));
  });

  it('names who calls a piece, and the calls that wait for the login', () => {
    const found = check(ticketRegeneration, {
      'a.js': `${login('ZohoCRM')} async function leads() { const ticket = await renew(); return fetch(\`${CRM}?apikey=\${process.env.KEY}&ticket=\${ticket}\`); }`,
    });
    const renew = found.find(({ ticketCode }) => ticketCode?.part === 'login')?.ticketCode;
    expect(renew?.callers.map(({ symbol }) => symbol)).toEqual(['leads']);
    expect(renew?.waiting).toHaveLength(1);
  });

  it.each([
    ['a login of Recruit', login('ZohoRecruit')],
    ['a link for people', `open('https://accounts.zoho.com/login?servicename=ZohoCRM&serviceurl=' + home)`],
    ['agents of somebody else', `fetch('https://bots.example.org/login?FROM_AGENT=true&LOGIN_ID=' + id)`],
    ['agents in other case', `fetch('https://accounts.zoho.com/login?from_agent=true&LOGIN_ID=' + id)`],
  ])('is silent about %s', (_what, source) => {
    expect(check(ticketRegeneration, { 'a.js': source })).toEqual([]);
  });
});
