import { describe, expect, test } from 'vitest';
import { migrate, told } from '../../src/engine/migrate.ts';
import { prepare, understand } from '../../src/engine/prepare.ts';
import { verify } from '../../src/engine/verify.ts';
import type { Finding } from '../../src/model/finding.ts';
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

describe('in other languages', () => {
  const url = (method: string) => `https://crm.zoho.com/crm/private/json/Leads/${method}`;
  const RUBY = `require 'net/http'
KEYS = load_table
TICKET = KEYS.fetch(:ticket)
ticket = KEYS['ticket']
puts Net::HTTP.get(URI("${url('getRecords')}?apikey=#{KEYS['apikey']}&ticket=#{TICKET}"))
puts Net::HTTP.get(URI("${url('getFields')}?apikey=#{KEYS['apikey']}&ticket=#{ticket}"))
`;
  const PHP = `<?php
$row = mysql_fetch_assoc(mysql_query('SELECT apikey, ticket FROM zoho'));
$ticket = read_row($row);
define('TICKET', $row['ticket']);
echo file_get_contents("${url('getRecords')}?apikey={$row['apikey']}&ticket=$ticket");
echo file_get_contents("${url('getFields')}?apikey={$row['apikey']}&ticket=" . TICKET);
`;
  const PYTHON = `import urllib2
row = load()
TICKET = row['ticket']
urllib2.urlopen('${url('getRecords')}?apikey=' + row['apikey'] + '&ticket=' + TICKET)
`;

  test.each([
    ['a.rb', RUBY, ["a.rb ticket = KEYS['ticket'] note"]],
    ['a.php', PHP, ['a.php $ticket = read_row($row) note']],
    ['a.py', PYTHON, []],
  ])('what is taken from a table at run time and is not removed: %s', async (file, text, expected) => {
    expect(await leftOversIn({ [file]: text })).toEqual(expected);
  });

  test('also where another file says the name', async () => {
    const files = { 'a.py': PYTHON, 'b.py': 'from a import TICKET\n' };
    expect(await leftOversIn(files)).toEqual(["a.py TICKET = row['ticket'] note"]);
  });

  test('a read that raises where the variable is missing, once its only user draws on another one', async () => {
    const call = (before: string) => `require 'net/http'
key = ENV.fetch('ZOHO_APIKEY')
ticket = ENV.fetch('ZOHO_TICKET')
${before}puts Net::HTTP.get(URI("${url('getRecords')}?apikey=#{key}&ticket=#{ticket}"))
`;
    const files = { 'a.rb': call(''), 'b.rb': call('# zoho-authtoken-ignore[deprecated-params]: later\n') };
    expect(await leftOversIn(files)).toEqual([
      "a.rb key = ENV.fetch('ZOHO_APIKEY') note",
      "a.rb ticket = ENV.fetch('ZOHO_TICKET') note",
    ]);
  });

  test('a variable that code of another language reads is none', async () => {
    const files = {
      'a.js': call('process.env.ZOHO_TICKET'),
      'b.py': "import os\nprint(os.environ['ZOHO_TICKET'])\n",
      '.env': 'ZOHO_TICKET=x\n',
    };
    expect(await leftOversIn(files)).toEqual([]);
  });
});

test('where a change is refused, what the others leave behind is told', async () => {
  const file = `const ticket = read();\n${call('ticket')}`;
  const dir = makeFolder({ 'a.js': file, 'b.js': file.replace('ZOHO_APIKEY', 'OTHER_APIKEY') });
  const prepared = await prepare({ paths: [dir], cwd: dir, write: false });
  const whole = await understand(prepared, prepared.settings, false);
  const group = whole.analysis.findings.find(({ at, fix }) => fix && at.file.endsWith('b.js'))!.fix!.group;
  const selection = verify(prepared.tree, whole.analysis, prepared.settings, false, new Map([[group, 'no']]));
  const filesLeft = (findings: readonly Finding[]) =>
    findings.filter(({ ruleId }) => ruleId === 'left-over').map(({ at }) => at.file.slice(dir.length + 1));
  expect(filesLeft(told(whole.analysis, whole.selection))).toEqual(['a.js', 'b.js']);
  expect(filesLeft(told(whole.analysis, selection))).toEqual(['a.js']);
});
