import { expect, test } from 'vitest';
import { migrate } from '../../src/engine/migrate.ts';
import { makeFolder } from '../files/workspace.ts';

// What fed only the ticket and could not be removed is told, and nothing else is.

const TICKET = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const call = (ticket: string) =>
  `fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + ${ticket});\n`;

async function leftOversIn(files: Record<string, string>): Promise<string[]> {
  const dir = makeFolder(files);
  const { findings } = await migrate({ paths: [dir], cwd: dir, write: false });
  return findings.flatMap(({ ruleId, at, severity }) => {
    const name = files[at.file.slice(dir.length + 1)]!.slice(at.start, at.end);
    return ruleId === 'left-over' ? [`${at.file.slice(dir.length + 1)} ${name} ${severity}`] : [];
  });
}

test('a variable that is made by a call', async () => {
  expect(await leftOversIn({ 'a.js': `const ticket = read();\n${call('ticket')}` })).toEqual([
    'a.js ticket note',
  ]);
});

test('a parameter', async () => {
  const files = {
    'a.js': `function leads(ticket) {\n  ${call('ticket')}}\nleads(process.env.ZOHO_TICKET);\n`,
  };
  expect(await leftOversIn(files)).toEqual(['a.js ticket note']);
});

test('an environment variable that something else names, but no script reads', async () => {
  const files = { 'a.js': call('process.env.ZOHO_TICKET'), 'run.sh': 'ZOHO_TICKET=x node a.js\n' };
  expect(await leftOversIn(files)).toEqual(['run.sh ZOHO_TICKET note']);
});

test('names that tests and documents for people still say, once a file', async () => {
  const files = {
    'a.js': call('process.env.ZOHO_TICKET'),
    'README.md': 'Set ZOHO_APIKEY and\nZOHO_TICKET. ZOHO_TICKET is fetched weekly.\n',
    'CHANGELOG.md': 'ZOHO_TICKET came.\n',
    'test/a.test.js': "process.env.ZOHO_TICKET = 'x';\nrequire('../a');\n",
    'docs/other.md': 'ZOHO_TICKETS and OLD_ZOHO_TICKET are others.\n',
  };
  expect(await leftOversIn(files)).toEqual(['README.md ZOHO_APIKEY note', 'test/a.test.js ZOHO_TICKET note']);
  const php = files['a.js']
    .replace('fetch(', '<?php\nfile_get_contents(')
    .replaceAll(' + ', ' . ')
    .replaceAll(/process\.env\.(\w+)/g, "getenv('$1')");
  expect(await leftOversIn({ 'a.php': php, 'README.md': 'Set ZOHO_TICKET.\n' })).toEqual([
    'README.md ZOHO_TICKET note',
  ]);
});

test('none that a script reads', async () => {
  const other = 'if (!process.env.ZOHO_TICKET) process.exit(1);\n';
  const files = { 'a.js': call('process.env.ZOHO_TICKET'), 'b.js': other, '.env': 'ZOHO_TICKET=x\n' };
  expect(await leftOversIn(files)).toEqual([]);
  expect(await leftOversIn({ ...files, 'README.md': 'Set ZOHO_TICKET.\n' })).toEqual([]);
});

const CONFIG = `{ "zoho": { "ticket": "${TICKET}" } }\n`;
const READ = `const { zoho } = require('./config.json');\n`;

test('a key of a document that is handed on whole', async () => {
  const files = { 'a.js': `${READ}console.log(zoho);\n${call('zoho.ticket')}`, 'config.json': CONFIG };
  expect(await leftOversIn(files)).toEqual(['config.json "ticket" note']);
});

test('none that other code reads, and none that is removed', async () => {
  const files = { 'a.js': READ + call('zoho.ticket'), 'config.json': CONFIG };
  const withOther = { ...files, 'a.js': `${READ}console.log(zoho.ticket);\n${call('zoho.ticket')}` };
  expect(await leftOversIn(withOther)).toEqual([]);
  expect(await leftOversIn(files)).toEqual(['a.js zoho note']);
});
