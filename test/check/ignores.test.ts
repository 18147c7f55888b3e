import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { recordStreams } from '../commands/streams.ts';
import { makeFolder } from '../files/workspace.ts';
import { CALL, findingsOf, GOOD, runCheck } from './run.ts';

const IGNORED = { code: 0, findings: ['deprecated-params a.js:2 ignored'] };
const COMMENT = 'zoho-authtoken-ignore[deprecated-params]: the proxy adds the token';

describe('a comment that ignores a finding', () => {
  test.each([`// ${COMMENT}`, `/* ${COMMENT} */`, `/**${COMMENT}*/`, `   //${COMMENT}  `])(
    'on the line before: %s',
    async (comment) => {
      expect(await findingsOf(makeFolder({ 'a.js': `${comment}\n${CALL}` }))).toEqual(IGNORED);
    },
  );

  test('on the line itself', async () => {
    expect(await findingsOf(makeFolder({ 'a.js': `\n${CALL.trim()} // ${COMMENT}\n` }))).toEqual(IGNORED);
  });

  test('that ends before the code on its line speaks of that line alone, in its own words', async () => {
    const text = `/* ${COMMENT} */ ${CALL}${CALL}`;
    const { report, findings } = await runCheck(makeFolder({ 'a.js': text }));
    expect(findings).toEqual(['deprecated-params a.js:1 ignored', 'deprecated-params a.js:2 blocks']);
    expect(report.findings[0].ignored).toBe('the proxy adds the token');
  });

  test.each(['\r\n', '\r'])('with line ends %j', async (end) => {
    const text = `// ${COMMENT}\n${CALL}`.replaceAll('\n', end);
    expect(await findingsOf(makeFolder({ 'a.js': text }))).toEqual(IGNORED);
  });

  test('several in a row speak of the line below them', async () => {
    const text = `// zoho-authtoken-ignore[client-side-token]: behind a login\n// ${COMMENT}\n${CALL.replace('fetch', 'document.title = 1; fetch')}`;
    const { findings } = await findingsOf(makeFolder({ 'a.js': text }));
    expect(findings.filter((one) => !one.endsWith('ignored'))).toEqual([]);
    expect(findings).toContain('deprecated-params a.js:3 ignored');
  });

  test('names several rules', async () => {
    const text = `// ${COMMENT.replace('[', '[client-side-token, ')}\n${CALL.replace('fetch', 'document.title = 1; fetch')}`;
    const { findings } = await findingsOf(makeFolder({ 'a.js': text }));
    expect(findings.filter((one) => !one.endsWith('ignored'))).toEqual([]);
  });

  test.each([
    ['a.latte', `<?php // ${COMMENT}`],
    ['a.jl', `# ${COMMENT}`],
    ['a.b4a', `' ${COMMENT}`],
    ['a.sql', `-- ${COMMENT}`],
    ['a.html', `<!-- ${COMMENT} -->`],
    ['a.erb', `<%# ${COMMENT} %>`],
    ['a.lua', `--[[ ${COMMENT} ]]`],
    ['a.bat', `REM ${COMMENT}`],
    ['a.ini', `; ${COMMENT}`],
  ])('%s: %s', async (file, comment) => {
    const call = '"https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=1234&ticket=5678"\n';
    expect(await findingsOf(makeFolder({ [file]: `${comment}\n${call}` }))).toEqual({
      code: 0,
      findings: [`deprecated-params ${file}:2 ignored`],
    });
  });

  test('its reason is told, its secrets are not', async () => {
    const secret = '1a7ce5281e986fb3afd38440e1a7c556';
    const folder = makeFolder({ 'a.js': `// ${COMMENT} ticket=${secret}\n${CALL}` });
    const { out, report } = await runCheck(folder);
    expect(report.findings[0].ignored).toMatch(/^the proxy adds the token ticket=•+$/);
    expect(out).not.toContain(secret);
  });
});

describe('a comment that ignores nothing is a finding itself', () => {
  test.each([
    ['without a reason', '// zoho-authtoken-ignore[deprecated-params]', CALL, 'Gives no reason'],
    ['with an empty one', '/* zoho-authtoken-ignore[deprecated-params]: */', CALL, 'Gives no reason'],
    ['without a rule', '// zoho-authtoken-ignore: because', CALL, 'Says no rule'],
    [
      'of another rule',
      '// zoho-authtoken-ignore[unresolved]: because',
      CALL,
      'no finding of unresolved here',
    ],
    [
      'of a rule that does not exist',
      '// zoho-authtoken-ignore[deprecated-param]: because',
      CALL,
      "There is no rule 'deprecated-param' to ignore; did you mean 'deprecated-params'?",
    ],
    ['two lines above', `// ${COMMENT}\n`, CALL, 'Ignores nothing'],
    ['beside what was migrated', `// ${COMMENT}`, GOOD, 'Ignores nothing'],
    ['at the end of the line before', `const a = 1; // ${COMMENT}`, CALL, 'Ignores nothing'],
  ])('%s', async (_how, comment, call, message) => {
    const folder = makeFolder({ 'a.js': `${comment}\n${call}` });
    const { report, findings, code } = await runCheck(folder);
    expect(findings).toContain('unused-ignore a.js:1 passes');
    expect(code).toBe(call === GOOD ? 0 : 1);
    expect(
      report.findings.find(({ ruleId }: { ruleId: string }) => ruleId === 'unused-ignore').message,
    ).toContain(message);
    expect((await findingsOf(folder, '--strict')).code).toBe(1);
  });

  test('in a text that is no comment, it is nothing', async () => {
    expect(await findingsOf(makeFolder({ 'a.js': `const a = 'see ${COMMENT}';\n` }))).toEqual({
      code: 0,
      findings: [],
    });
    expect(await findingsOf(makeFolder({ 'README.md': `\n    // ${COMMENT}\n` }))).toEqual({
      code: 0,
      findings: [],
    });
  });

  test('where the file does not parse it is not told', async () => {
    const { findings } = await runCheck(makeFolder({ 'a.js': `// ${COMMENT}\n${CALL}) oh no (\n` }));
    expect(findings).toEqual([]);
  });
});

describe('migrate', () => {
  async function migrate(files: Record<string, string>) {
    const folder = makeFolder(files);
    const streams = recordStreams(folder);
    const code = await main(['migrate', '--strict', '--format', 'json'], streams);
    return {
      code,
      report: JSON.parse(streams.said.out()),
      read: (file: string) => readFileSync(join(folder, file), 'utf8'),
    };
  }

  test('does not rewrite an ignored call, and counts it', async () => {
    const text = `// ${COMMENT}\n${CALL}`;
    const { code, report, read } = await migrate({ 'a.js': text });
    expect(read('a.js')).toBe(text);
    expect({ code, summary: report.summary }).toMatchObject({
      code: 0,
      summary: { callSites: 1, rewritten: 0, byHand: 0, ignored: 1, tokensNeeded: 0 },
    });
    expect(report.findings).toMatchObject([{ standing: 'ignored', ignored: 'the proxy adds the token' }]);
  });

  test('leaves alone what an ignored call uses, too', async () => {
    const text = `const key = process.env.ZOHO_APIKEY;\nconst ticket = process.env.ZOHO_TICKET;\nconst at = 'https://crm.zoho.com/crm/private/json/Leads/';\n// ${COMMENT}\nfetch(at + 'getRecords?apikey=' + key + '&ticket=' + ticket);\nfetch(at + 'getFields?apikey=' + key + '&ticket=' + ticket);\n`;
    const { read, report } = await migrate({ 'a.js': text, '.env.example': 'ZOHO_APIKEY=\nZOHO_TICKET=\n' });
    expect(read('a.js')).toContain(
      'const key = process.env.ZOHO_APIKEY;\nconst ticket = process.env.ZOHO_TICKET;\n',
    );
    expect(read('a.js')).toContain("getRecords?apikey=' + key + '&ticket=' + ticket");
    // The other call reads a variable of its own.
    expect(read('.env.example')).toBe('ZOHO_APIKEY=\nZOHO_AUTHTOKEN=\nZOHO_TICKET=\n');
    expect(report.findings.map(({ standing }: { standing?: string }) => standing)).toContain('ignored');
  });

  test('reports a comment that ignores nothing', async () => {
    const { report } = await migrate({ 'a.js': `// ${COMMENT}\n${GOOD}` });
    expect(report.findings).toMatchObject([{ ruleId: 'unused-ignore', severity: 'warning' }]);
  });
});

describe('in what no parser reads', () => {
  const url = 'https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=1234&ticket=5678';
  const kinds: [string, string][] = [
    ['minified', `var a="${'x'.repeat(30_000)}";/* ${COMMENT} */get("${url}");`],
    ['minified, the comment far behind', `get("${url}");var a="${'x'.repeat(30_000)}";/* ${COMMENT} */`],
    ['oversized, on the line before', `${'const a = 1;\n'.repeat(450_000)}// ${COMMENT}\nget("${url}");\n`],
    [
      'oversized, on the line itself',
      `${'const a = 1;\r\n'.repeat(450_000)}get("${url}"); // ${COMMENT}\r\n`,
    ],
  ];

  test.each(kinds)('%s', async (_kind, text) => {
    const { code, findings } = await findingsOf(makeFolder({ 'a.js': text }));
    expect({ code, standings: findings.map((one) => one.split(' ').at(-1)) }).toEqual({
      code: 0,
      standings: ['ignored'],
    });
  });

  test.each(kinds)('%s: without a reason it does nothing', async (_kind, text) => {
    const { code } = await findingsOf(makeFolder({ 'a.js': text.replace(/: the proxy adds the token/, '') }));
    expect(code).toBe(1);
  });

  test('a comment on another line does nothing, and none in a string does', async () => {
    const filler = 'const a = 1;\n'.repeat(450_000);
    expect((await findingsOf(makeFolder({ 'a.js': `// ${COMMENT}\n${filler}get("${url}");\n` }))).code).toBe(
      1,
    );
    expect(
      (await findingsOf(makeFolder({ 'a.js': `${filler}get("${url}"); a("${COMMENT}");\n` }))).code,
    ).toBe(1);
  });
});
