import { expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { recordStreams } from '../commands/streams.ts';
import { makeFolder } from '../files/workspace.ts';

// Who set a variable outside of the repository must hear of its new name.

const CALL = (key: string) =>
  `fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + ${key} + '&ticket=' + process.env.ZOHO_TICKET);\n`;

async function report(files: Record<string, string>, format: string) {
  const streams = recordStreams(makeFolder(files));
  await main(['migrate', '--dry-run', '--format', format], streams);
  return streams.said.out();
}

async function sourcesIn(files: Record<string, string>) {
  const { tokens } = JSON.parse(await report(files, 'json'));
  return tokens.map(({ source }: { source: { name: string; formerName?: string } }) => [
    source.name,
    source.formerName,
  ]);
}

test('a variable that gets a new name is reported with its old one', async () => {
  const files = {
    'a.js': CALL('process.env.ZOHO_APIKEY'),
    '.gitignore': '.env\n',
    '.env': 'ZOHO_APIKEY=x\n',
  };
  expect(await sourcesIn(files)).toEqual([['ZOHO_AUTHTOKEN', 'ZOHO_APIKEY']]);
  const text = await report(files, 'text');
  expect(text).toMatch(/ZOHO_AUTHTOKEN in the environment\n +was +ZOHO_APIKEY\n +for /);
  expect(text).toContain('Set the new name wherever the old one is set');
});

test('so is one with a default', async () => {
  const files = { 'a.js': CALL("(process.env.ZOHO_APIKEY || 'Hb7tQx2LwN_9vKdRz4sYpM1ae')") };
  expect(await sourcesIn(files)).toEqual([['ZOHO_AUTHTOKEN', 'ZOHO_APIKEY']]);
});

test('one that keeps its name is not', async () => {
  const files = { 'a.js': CALL('process.env.ZOHO_APIKEY'), 'run.sh': 'ZOHO_APIKEY=x node a.js\n' };
  expect(await sourcesIn(files)).toEqual([['ZOHO_APIKEY', undefined]]);
  expect(await report(files, 'text')).not.toMatch(/^ +was /m);
});

test('nor is one whose name is put together while the program runs', async () => {
  const files = {
    'a.js': `const keyOf = (site) => process.env[site + '_APIKEY'];\n${CALL("keyOf('NORTH')")}`,
    '.env': 'NORTH_APIKEY=x\n',
  };
  expect(await sourcesIn(files)).toEqual([['NORTH_APIKEY', undefined]]);
});

test('so is a setting of a document whose name is sent', async () => {
  const files = {
    'a.js':
      "const fs = require('fs');\nconst { query } = JSON.parse(fs.readFileSync('zoho.json', 'utf8'));\n" +
      "fetch('https://crm.zoho.com/crm/private/json/Leads/getRecords?' + new URLSearchParams(query));\n",
    'zoho.json':
      '{ "query": { "apikey": "Hb7tQx2LwN_9vKdRz4sYpM1ae", "ticket": "0c95e7b2d1a84f36b7e0c4d8a9312f65" } }\n',
  };
  expect(await sourcesIn(files)).toEqual([['authtoken', 'apikey']]);
  expect(await report(files, 'text')).toMatch(/authtoken in zoho\.json:1\n +was +apikey\n/);
});

const CONFIG =
  '{ "zoho": { "apikey": "Hb7tQx2LwN_9vKdRz4sYpM1ae$", "ticket": "0f1e2d3c4b5a69788796a5b4c3d2e1f0" } }\n';
const READER = `const { zoho } = require('./config.json');\nfetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + zoho.apikey + '&ticket=' + zoho.ticket);\n`;

test('a key of a document that gets a new name is reported with its old one', async () => {
  const files = { 'a.js': READER, 'config.json': CONFIG };
  expect(await sourcesIn(files)).toEqual([['authtoken', 'apikey']]);
  const text = await report(files, 'text');
  expect(text).toMatch(/authtoken in config\.json:1\n +was +apikey\n +for /);
  expect(text).toContain('Set the new name wherever the old one is set');
});

test('a key that keeps its name is not', async () => {
  const files = { 'a.js': `${READER}console.log(zoho);\n`, 'config.json': CONFIG };
  expect(await sourcesIn(files)).toEqual([['apikey', undefined]]);
});
