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
