import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '../../src/engine/migrate.ts';
import { makeFolder } from '../files/workspace.ts';

const IGNORE = '// zoho-authtoken-ignore[ticket-regeneration]: the help desk calls it by hand\n';
const LOGIN = `async function getTicket() {
  const reply = await fetch('https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true&LOGIN_ID=' + process.env.WHO);
  return /TICKET=(.*)/.exec(await reply.text())[1];
}
`;
const CALL = `async function leads() {
  const ticket = await getTicket();
  return fetch('https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + ticket);
}
leads();
`;

async function takeOut(source: string): Promise<string> {
  const cwd = makeFolder({ 'app.js': source });
  await migrate({ paths: ['.'], cwd, write: true, removeTicketCode: true });
  return readFileSync(join(cwd, 'app.js'), 'utf8');
}

test('ticket code goes with the wait for it', async () => {
  expect(await takeOut(LOGIN + CALL)).toBe(`async function leads() {
  return fetch('https://crm.zoho.com/crm/private/json/Leads/getRecords?authtoken=' + process.env.ZOHO_AUTHTOKEN + '&scope=crmapi');
}
leads();
`);
});

test('a piece that a comment says to ignore stays', async () => {
  const left = await takeOut(IGNORE + LOGIN + CALL);
  expect(left).toContain(IGNORE + LOGIN);
});

test.each([
  "require('./ticket.json')",
  "fs.existsSync('./ticket.json') ? JSON.parse(fs.readFileSync('./ticket.json', 'utf8')) : {}",
])('a cache that begins with what a file holds stays, and that is the reason: %s', async (begin) => {
  const source = `const fs = require('fs');
const request = require('request');
let cache = ${begin};
function getTicket(done) {
  if (cache.expires > Date.now()) return done(cache.ticket);
  request.post('https://accounts.zoho.com/login', { form: { servicename: 'ZohoCRM', FROM_AGENT: true, LOGIN_ID: process.env.WHO } }, (e, r, body) => {
    cache = { ticket: /TICKET=(.*)/.exec(body)[1], expires: Date.now() + 6 * 86400000 };
    fs.writeFileSync('./ticket.json', JSON.stringify(cache));
    done(cache.ticket);
  });
}
getTicket((ticket) => {
  request.get('https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + ticket, () => {});
});
`;
  const cwd = makeFolder({
    'app.js': source,
    'ticket.json': '{"ticket":"0f1e2d3c4b5a69788796a5b4c3d2e1f0","expires":1}',
  });
  const { findings } = await migrate({ paths: ['.'], cwd, write: false, removeTicketCode: true });
  const reasons = findings.flatMap(({ ticketCode, refusal }) =>
    ticketCode?.part === 'login' ? [refusal] : [],
  );
  expect(reasons).toEqual([
    'it keeps the ticket in `cache`, which begins with what a file holds: see whether that is the ticket alone',
  ]);
});
