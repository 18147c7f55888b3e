import { expect, test } from 'vitest';
import { migrate } from '../../src/engine/migrate.ts';
import { viewResult } from '../../src/report/view.ts';
import { makeFolder } from '../files/workspace.ts';

// What stands in clear in a text is known to whoever has a copy of it, as what stands in code is.

const LEADS = 'https://crm.zoho.com/crm/private/json/Leads/getMyRecords';
const KEY = 'k7Qwe9rTy2aa';
const TICKET = 'tK8wordABC12';

async function told(file: string, text: string) {
  const result = await migrate({
    paths: ['.'],
    cwd: makeFolder({ [file]: text }),
    write: false,
    displayName: 'a',
  });
  const { findings, tokens, revoke } = viewResult(result);
  const warnings = findings.filter(({ finding }) => finding.ruleId === 'hardcoded-credential');
  const revocations = [...tokens.flatMap((token) => token.revoke), ...revoke];
  return { warnings: warnings.map(({ message }) => message), revoke: revocations.map((each) => each.text) };
}

const url = (key: string, ticket: string) => `${LEADS}?apikey=${key}&ticket=${ticket}`;

const TEXTS: readonly (readonly [file: string, text: (url: string) => string])[] = [
  ['crontab', (at) => `0 3 * * * curl '${at}' > /dev/null\n`],
  ['job.yml', (at) => `jobs:\n  leads: ${at}\n`],
  ['docs.md', (at) => `Call it:\n\n    curl '${at}'\n`],
  ['Dockerfile', (at) => `FROM node\nRUN curl '${at}'\n`],
  ['app.properties', (at) => `leads=${at}\n`],
  ['seed.sql', (at) => `INSERT INTO urls VALUES ('${at}');\n`],
  ['leads.http', (at) => `GET ${at}\n`],
  ['old.js', (at) => `// was: ${at}\nconst zoho = 1;\n`],
  ['old.lua', (at) => `-- was: ${at}\n`],
];

test.each(TEXTS)('%s: a key and a ticket are told and to be revoked, masked', async (file, text) => {
  const { warnings, revoke } = await told(file, text(url(KEY, TICKET)));
  expect(warnings).toEqual([expect.stringMatching(/^An API key and a ticket of Zoho CRM are written here/)]);
  expect(revoke).toEqual([
    expect.stringMatching(`^the API key •••• in ${file}:\\d`),
    expect.stringMatching(`^the ticket •••• in ${file}:\\d`),
  ]);
  expect(JSON.stringify({ warnings, revoke })).not.toMatch(/k7Q|tK8/);
});

test.each(TEXTS)('%s: placeholders are none', async (file, text) => {
  for (const [key, ticket] of [
    ['YOUR_API_KEY', 'xxxxx'],
    ['<apikey>', '{ticket}'],
    ['{apikey}', 'your-ticket-here'],
    ['$KEY', '${TICKET}'],
    ['%s', '...'],
  ] as const)
    expect(await told(file, text(url(key, ticket))), key).toEqual({ warnings: [], revoke: [] });
});

test.each(['abc', 'somekey', 'APIKEY', 'API_KEY_1', 'abcdef123', 'sample-key-12345'])(
  'in a document for people, %s is an example',
  async (key) => {
    expect(await told('docs.md', `    curl '${url(key, key)}'\n`)).toEqual({ warnings: [], revoke: [] });
  },
);
