import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import { migrate } from '../../src/engine/migrate.ts';
import { main } from '../../src/main.ts';
import { recordStreams } from '../commands/streams.ts';
import { git, makeFolder, makeRepository, writeFiles } from '../files/workspace.ts';
import { CALL, findingsOf, GOOD, runCheck } from './run.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

describe('exit codes', () => {
  test('0: nothing is found, and everything was read', async () => {
    expect(await findingsOf(makeFolder({ 'a.js': GOOD }))).toEqual({ code: 0, findings: [] });
    expect(await findingsOf(makeFolder())).toEqual({ code: 0, findings: [] });
  });

  test('1: a call that sends the old parameters', async () => {
    const folder = makeFolder({ 'a.js': `// leads\n${CALL}` });
    expect(await findingsOf(folder)).toEqual({ code: 1, findings: ['deprecated-params a.js:2 blocks'] });
  });

  test('a warning passes, and blocks with --strict', async () => {
    const files = {
      'a.js':
        'send(zohoAddress, { apikey: key, ticket: ticket });\nrequest.get(where(), { qs: { apikey: k, ticket: zohoTicket } });\n',
    };
    const folder = makeFolder(files);
    const lenient = await findingsOf(folder);
    expect(lenient.code).toBe(0);
    expect(new Set(lenient.findings.map((one) => one.replace(/:\d/, '')))).toEqual(
      new Set(['unresolved a.js passes']),
    );
    const strict = await findingsOf(folder, '--strict');
    expect(strict).toEqual({
      code: 1,
      findings: lenient.findings.map((one) => one.replace('passes', 'blocks')),
    });
  });

  test('a note never blocks', async () => {
    const folder = makeFolder({ 'a.js': CALL.replace('crm.zoho', 'recruit.zoho') });
    expect(await findingsOf(folder, '--strict')).toEqual({
      code: 0,
      findings: ['other-zoho-service a.js:1 passes'],
    });
  });

  test('2: what should have been read and does not parse', async () => {
    const folder = makeFolder({ 'a.js': `${CALL}) oh no (\n` });
    expect(await runCheck(folder)).toMatchObject({
      code: 2,
      findings: [],
      skipped: [expect.stringContaining('a.js: cannot be parsed')],
      err: expect.stringContaining('a.js: cannot be parsed'),
    });
  });

  test('a finding alone makes 1 already', async () => {
    const folder = makeFolder({ 'a.js': `${CALL}) oh no (\n`, 'b.js': CALL });
    expect(await runCheck(folder)).toMatchObject({ code: 1, skipped: [expect.stringContaining('a.js')] });
  });

  test.skipIf(process.getuid?.() === 0)('2: what cannot be read', async () => {
    const folder = makeFolder({ 'a.js': GOOD });
    chmodSync(join(folder, 'a.js'), 0);
    expect(await runCheck(folder)).toMatchObject({
      code: 2,
      skipped: ['a.js: cannot be read: permission denied (EACCES)'],
    });
  });

  test.each([[['--bogus']], [['nowhere.js']], [['']], [['--format', 'yaml']], [['--format', 'diff']]])(
    '2: %j',
    async (argv) => {
      expect(await runCheck(makeFolder(), ...argv)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringMatching(/^zoho-authtoken: /),
      });
    },
  );
});

test('nothing is written', async () => {
  const folder = makeFolder({ 'a.js': CALL, '.env.example': 'ZOHO_APIKEY=\n' });
  await runCheck(folder);
  expect(readdirSync(folder).sort()).toEqual(['.env.example', 'a.js']);
});

test.each(readdirSync(FIXTURES))('what migrate finds in %s, check finds', async (theme) => {
  const cwd = join(FIXTURES, theme);
  const [found, checked] = [
    await migrate({ paths: ['.'], cwd, write: false }),
    await check({ paths: ['.'], cwd }),
  ];
  const places = ({ findings }: { findings: (typeof found)['findings'] }) =>
    [
      ...new Set(
        findings
          // What edits would leave over is told by who makes them.
          .filter(({ ruleId }) => ruleId !== 'needs-token' && ruleId !== 'left-over')
          .map(({ ruleId, at }) => `${ruleId} ${at.file} ${at.start}`),
      ),
    ].sort();
  // Only the text of what no parser reads tells more.
  const parsed = new Set(found.skipped.map(({ file }) => file));
  const known = new Set(places(found));
  const isKnown = (finding: (typeof found)['findings'][number]) =>
    places({ findings: [finding] }).every((place) => known.has(place));
  const told = {
    findings: checked.findings.filter((finding) => !parsed.has(finding.at.file) || isKnown(finding)),
  };
  expect(places(told)).toEqual(places(found));
});

describe('a file that is named alone', () => {
  const FILES = {
    'lib/zoho.js':
      "exports.address = 'https://crm.zoho.com/crm/private/json/';\nexports.auth = { apikey: process.env.K, ticket: process.env.T };\n",
    'leads.js':
      "const { address, auth } = require('./lib/zoho');\nrequire('request').get({ url: address + 'Leads/getRecords', qs: auth });\n",
    'other.js': CALL,
  };

  test('is understood by what it imports; others are not judged', async () => {
    const folder = makeFolder(FILES);
    const whole = await findingsOf(folder);
    expect(whole.findings).toEqual([
      'deprecated-params leads.js:2 blocks',
      'deprecated-params other.js:1 blocks',
    ]);
    expect(await findingsOf(folder, 'leads.js')).toEqual({
      code: 1,
      findings: ['deprecated-params leads.js:2 blocks'],
    });
    // The parameters that the call sends stand here.
    expect(await findingsOf(folder, 'lib/zoho.js')).toEqual({
      code: 1,
      findings: ['deprecated-params leads.js:2 blocks'],
    });
  });

  test('even where its own text names nothing', async () => {
    const folder = makeFolder({
      'lib/z.js': FILES['lib/zoho.js'],
      'leads.js': FILES['leads.js'].replace('lib/zoho', 'lib/z'),
    });
    expect((await findingsOf(folder, 'leads.js')).findings).toEqual(['deprecated-params leads.js:2 blocks']);
  });

  test('and by what imports it', async () => {
    const folder = makeFolder({
      'send.js':
        "module.exports = (path, qs) => require('request').get({ url: 'https://crm.zoho.com/crm/private/' + path, qs });\n",
      'leads.js':
        "require('./send')('json/Leads/getRecords', { apikey: process.env.K, ticket: process.env.T });\n",
    });
    const { findings } = await findingsOf(folder);
    const [file] = /\w+\.js/.exec(findings[0]!)!;
    expect(findings).toHaveLength(1);
    expect((await findingsOf(folder, file)).findings).toEqual(findings);
  });
});

describe('what no parser reads is judged as text', () => {
  const PADDING = `var x="${'x'.repeat(30_000)}";`;

  test('a minified file', async () => {
    const folder = makeFolder({ 'a.min.js': `${PADDING}\n${PADDING}${CALL}` });
    const { report, ...result } = await runCheck(folder);
    expect(result).toMatchObject({ code: 1, skipped: [], findings: ['deprecated-params a.min.js:2 blocks'] });
    expect(report.findings[0].range.start).toMatchObject({ column: PADDING.length + 8 });
  });

  test('a bundle whose parts stand apart', async () => {
    const text = `${PADDING}var h="https://crm.zoho.com/crm/private/json/";send(h+m,{apikey:k,ticket:t})`;
    const { findings, code } = await runCheck(makeFolder({ 'a.js': text }));
    expect({ findings, code }).toEqual({ code: 1, findings: ['deprecated-params a.js:1 blocks'] });
  });

  test('one that was migrated, or speaks of other tickets, is clean', async () => {
    const folder = makeFolder({
      'a.js': `${PADDING}${GOOD}`,
      'b.js': `${PADDING}var ticketId=1;fetch("https://crm.zoho.com/crm/v2/Leads?x="+ticketId)`,
    });
    expect(await runCheck(folder)).toMatchObject({ code: 0, findings: [], skipped: [] });
  });

  test('a large file, wherever the call stands', async () => {
    const lines = 'const a = 1;\n'.repeat(450_000);
    const folder = makeFolder({ 'a.js': `\ufeff${lines}  ${CALL}${lines}` });
    const { report, ...result } = await runCheck(folder);
    expect(result).toMatchObject({
      code: 1,
      skipped: [],
      findings: ['deprecated-params a.js:450001 blocks'],
    });
    expect(report.findings[0].range.start).toMatchObject({ column: 10 });
  });

  test.each([4096, 12_288, 16_384, 1024 * 1024])(
    'a call across offset %i is found once, and whole',
    async (edge) => {
      const start = 'x '.repeat(edge / 2 - 20);
      const text = `${start}${CALL.trim()}${' y'.repeat(20_000)}`;
      const { report } = await runCheck(makeFolder({ 'a.js': text }));
      expect(report.findings).toHaveLength(1);
      const { start: from, end: to } = report.findings[0].range;
      expect(text.slice(from.offset, to.offset)).toMatch(/^https:.*ZOHO_TICKET$/);
    },
  );

  test('another language', async () => {
    const php =
      "<?php file_get_contents('https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=' . $key . '&ticket=' . $ticket);\n";
    expect(await runCheck(makeFolder({ 'a.php': php }))).toMatchObject({
      code: 1,
      findings: ['deprecated-params a.php:1 blocks'],
      skipped: [],
    });
  });

  test('where text alone does not tell, another language is listed as not read', async () => {
    const lua = "u = 'https://crm.zoho.com/crm/private/json/Leads' u = u .. '?api' .. 'key=' ticketing = 1\n";
    const { code, skipped } = await runCheck(makeFolder({ 'a.lua': lua }));
    expect({ code, skipped }).toEqual({
      code: 2,
      skipped: ['a.lua: is in a language that is not read yet, and speaks of Zoho CRM'],
    });
  });
});

test('the report for people', async () => {
  const folder = makeFolder({ 'a.js': CALL, 'b.js': 'if (x) send(zoho(), { apikey: a, ticket: b });\n' });
  const streams = recordStreams(folder);
  expect(await main(['check'], streams)).toBe(1);
  expect(streams.said.out()).toMatchInlineSnapshot(`
    "1 token will be needed in place of keys and tickets: \`zoho-authtoken token url\` tells for whom, where each goes, and how to get it.

    1 finding that blocks

      a.js:1:1  Calls Zoho CRM with an API key or ticket. (deprecated-params)

    1 warning

      b.js:1:8  Sends \`apikey\` and \`ticket\`, and no address of Zoho CRM is in reach. Not rewritten: see where the request goes; if it is Zoho CRM, send \`authtoken\` and \`scope=crmapi\` in their place. (unresolved)

    \`zoho-authtoken migrate\` rewrites calls; \`zoho-authtoken explain RULE\` says more.
    "
  `);
  writeFiles(folder, { 'a.js': GOOD, 'b.js': '' });
  const clean = recordStreams(folder);
  expect(await main(['check'], clean)).toBe(0);
  expect(clean.said.out()).toBe('No Zoho CRM call with an API key or ticket in 2 files.\n');
});

describe('the tokens that what is found will need', () => {
  const ENV = { '.env.example': 'ZOHO_APIKEY=\nZOHO_TICKET=\n' };

  test('are told as migrate names them, with whose they are', async () => {
    const { report } = await runCheck(makeFolder({ 'a.js': CALL, ...ENV }));
    expect(report.tokens).toMatchObject([
      {
        source: {
          name: 'ZOHO_AUTHTOKEN',
          formerName: 'ZOHO_APIKEY',
          setIn: [{ file: '.env.example', line: 1 }],
        },
        user: { description: 'the user whose ticket ZOHO_TICKET was', perUser: false },
        callSites: [{ file: 'a.js', line: 1 }],
      },
    ]);
  });

  test('are those of calls that count, not of what a commit leaves as it was', async () => {
    const other = CALL.replace('ZOHO_APIKEY', 'OTHER_APIKEY');
    const folder = makeRepository({ 'a.js': CALL, 'b.js': '' });
    writeFiles(folder, { 'b.js': other });
    git(folder, 'add', '--all');
    const { report } = await runCheck(folder, '--staged');
    expect(report.tokens).toMatchObject([{ source: { formerName: 'OTHER_APIKEY' } }]);
  });

  test('are counted alone in the text, before the findings', async () => {
    const streams = recordStreams(makeFolder({ 'a.js': CALL, ...ENV }));
    await main(['check'], streams);
    expect(streams.said.out()).toMatch(
      /^1 token will be needed in place of keys and tickets: `zoho-authtoken token url`.*\n\n1 finding that blocks\n/,
    );
  });

  test('are none where nothing is found', async () => {
    const { report } = await runCheck(makeFolder({ 'a.js': GOOD }));
    expect(report).toMatchObject({ tokens: [], revoke: [], notes: [] });
  });
});

describe('a file that is named and ignored', () => {
  const FILES = { '.gitignore': 'out.js\nbuild/\n', 'a.js': GOOD, 'out.js': CALL, 'build/b.js': CALL };

  test.each([
    ['in a repository', makeRepository],
    ['outside of git', makeFolder],
  ])('%s is left out, and counted', async (_where, make) => {
    const folder = make(FILES);
    const { code, findings, report } = await runCheck(folder, 'a.js', 'out.js', 'build/b.js');
    expect({ code, findings, leftOut: report.summary.leftOut }).toEqual({
      code: 0,
      findings: [],
      leftOut: { ignored: 2 },
    });
  });

  test('is judged where git tracks it all the same', async () => {
    const folder = makeRepository(FILES);
    git(folder, 'add', '--force', 'out.js');
    expect((await runCheck(folder, 'out.js', 'build/b.js')).findings).toEqual([
      'deprecated-params out.js:1 blocks',
    ]);
  });
});

describe('what would mend a call is told to reviewdog, and nothing else changes', () => {
  const URL = 'https://crm.zoho.com/crm/private/json/Leads/getFields?apikey=';
  const KEY = '9f3c1d7ab2e84f60c5d1e9a7b3f20468';
  const calls: [string, string, string][] = [
    ['a.js', `fetch('${URL}' + process.env.ZOHO_TOKEN + '&ticket=' + t);\n`, 'authtoken='],
    ['a.js', `fetch('${URL}${KEY}&ticket=' + process.env.T);\n`, 'process.env.CRM_TOKEN'],
    [
      'a.php',
      `<?php\n$url = "${URL}${KEY}&ticket=" . getenv('T');\nfile_get_contents($url);\n`,
      'getenv("CRM_TOKEN")',
    ],
    ['a.py', `requests.get("${URL}${KEY}&ticket=" + os.environ["T"])\n`, 'os.environ["CRM_TOKEN"]'],
  ];
  test.each(calls)('%s: %s', async (name, text, expected) => {
    const folder = makeFolder({ [name]: text, 'zoho-authtoken.json': '{ "tokenName": "CRM_TOKEN" }' });
    const streams = recordStreams(folder);
    expect(await main(['check', '--format', 'rdjsonl'], streams)).toBe(1);
    const reported = streams.said
      .out()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ code }) => code.value === 'deprecated-params');
    expect(reported).toHaveLength(1);
    const [{ suggestions }] = reported;
    expect(suggestions).toHaveLength(1);
    expect(suggestions[0].text).toContain(expected);
    expect(suggestions[0].text).toContain('scope=crmapi');
  });
});

describe('a script that is judged alone, and reaches Zoho by another name of a file', () => {
  const CRM = "export const BASE = 'https://crm.zoho.com/crm/private/json/Leads/getRecords?api' + 'key=';\n";
  const script = (name: string) =>
    `import { BASE } from '${name}';\nfetch(BASE + process.env.A + '&tic' + 'ket=' + process.env.B);\n`;
  const kinds: [string, string, Readonly<Record<string, string>>][] = [
    ['paths', '@/crm', { 'tsconfig.json': '{"compilerOptions": {"paths": {"@/*": ["./lib/*"]}}}' }],
    ['baseUrl', 'lib/crm', { 'tsconfig.json': '{"compilerOptions": {"baseUrl": "."}}' }],
    [
      'a configuration that is extended',
      '@/crm',
      {
        'tsconfig.json': '{"extends": "./tsconfig.base"}',
        'tsconfig.base.json': '{"compilerOptions": {"paths": {"@/*": ["./lib/*"]}}}',
      },
    ],
    ['imports', '#crm', { 'package.json': '{"name": "a", "imports": {"#crm": "./lib/crm.ts"}}' }],
    ['its own name', 'shop/lib/crm', { 'package.json': '{"name": "shop"}' }],
    [
      'a workspace',
      '@shop/crm',
      {
        'package.json': '{"name": "shop", "workspaces": ["packages/*"]}',
        'packages/crm/package.json': '{"name": "@shop/crm", "main": "index.ts"}',
        'packages/crm/index.ts': CRM,
      },
    ],
  ];

  test.each(kinds)('%s: is found as in the whole tree', async (_kind, name, files) => {
    const folder = makeRepository({ 'lib/crm.ts': CRM, ...files });
    writeFiles(folder, { 'src/a.ts': script(name) });
    git(folder, 'add', '--all');
    const whole = (await findingsOf(folder)).findings.filter((one) => one.includes('src/a.ts'));
    expect(whole).not.toEqual([]);
    expect((await findingsOf(folder, 'src/a.ts')).findings).toEqual(whole);
    expect((await findingsOf(folder, '--staged')).findings).toEqual(whole);
  });
});
