import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { recordStreams } from '../commands/streams.ts';
import { makeFolder, writeFiles } from '../files/workspace.ts';

// Promise 5: never a false all-clear.

const CALL = `fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + process.env.ZOHO_TICKET);\n`;

async function migrate(folder: string, ...options: readonly string[]) {
  const streams = recordStreams(folder);
  const code = await main(['migrate', '--format', 'json', ...options], streams);
  return { code, report: JSON.parse(streams.said.out()) };
}

async function check(folder: string, ...options: readonly string[]) {
  const streams = recordStreams(folder);
  const code = await main(['check', '--format', 'json', ...options], streams);
  return { code, out: streams.said.out() };
}

describe('what holds the parameters and is not judged', () => {
  const kinds: [string, string | Buffer, string][] = [
    ['does not parse', `${CALL}\nif (`, 'cannot be parsed: '],
    ['is minified', `var a="${'x'.repeat(30_000)}";${CALL}`, 'minified or generated'],
    ['is larger than 5 MB', `${'const a = 1;\n'.repeat(450_000)}${CALL}`, 'larger than 5 MB'],
    ['is UTF-16 without a mark', Buffer.from(CALL, 'utf16le'), 'UTF-16 without a byte order mark'],
  ];

  test.each(kinds)(
    'because it %s: is listed, stays, and blocks --strict; the rest is migrated',
    async (_why, content, reason) => {
      const folder = makeFolder({ 'a.js': CALL, 'left.js': content });
      const { code, report } = await migrate(folder, '--strict');
      expect(report.skipped).toEqual([{ file: 'left.js', reason: expect.stringContaining(reason) }]);
      expect(report.summary).toMatchObject({ filesScanned: 2, filesChanged: 1, skipped: 1 });
      expect(readFileSync(join(folder, 'left.js')).equals(Buffer.from(content))).toBe(true);
      expect(code).toBe(1);
      expect((await migrate(folder)).code).toBe(0);
    },
  );
});

test('what is left out by rule is counted by its reason', async () => {
  const folder = makeFolder({
    '.gitignore': 'old/\n',
    'old/a.js': CALL,
    'node_modules/b/c.js': CALL,
    'd.png': 'x',
    'e.js': `\0${CALL}`,
  });
  const { code, report } = await migrate(folder, '--strict');
  expect(report.summary.leftOut).toEqual({ binary: 2, ignored: 1, vendored: 1 });
  expect(report.skipped).toEqual([]);
  expect(code).toBe(0);
});

/** A call in a program that takes twice as long with each line more. */
const ENDLESS = `${Array.from({ length: 13 }, (_, i) => `function f${i}(k, t) { f${i + 1}(k + 'a', t); f${i + 1}(k + 'b', t); f${i + 1}(k, t + 'c'); }\n`).join('')}
function f13(apikey, ticket) {
  fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + apikey + '&ticket=' + ticket);
}
f0(process.env.A, process.env.B);
`;
const ENDLESS_PHP = `<?php
${Array.from({ length: 13 }, (_, i) => `function f${i}($k, $t) { f${i + 1}($k . 'a', $t); f${i + 1}($k . 'b', $t); f${i + 1}($k, $t . 'c'); }\n`).join('')}
function f13($apikey, $ticket) {
  file_get_contents('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' . $apikey . '&ticket=' . $ticket);
}
f0(getenv('A'), getenv('B'));
`;
/** What TypeScript's grammar lets the parser read in two ways, thirty times in one another. */
const NESTED = `${CALL}x = ${'f<(a='.repeat(30)}1${')'.repeat(30)};\n`;

describe('what takes too long', () => {
  const kinds: [string, string, string, string, number][] = [
    ['follow', 'slow.js', ENDLESS, 'out of time: its values would take too long to follow', 2],
    ['follow', 'slow.php', ENDLESS_PHP, 'out of time: its values would take too long to follow', 2],
    ['parse', 'slow.ts', NESTED, 'out of time: it would take too long to parse', 1],
  ];

  test.each(kinds)(
    'to %s is listed as out of time, the same in each run; the rest is judged',
    async (_what, file, text, reason, strictCode) => {
      const folder = makeFolder({ [file]: text });
      const first = await check(folder);
      expect(first.code).toBe(2);
      expect(JSON.parse(first.out).skipped).toEqual([{ file, reason }]);
      expect(await check(folder)).toEqual(first);
      writeFiles(folder, { 'a.js': CALL });
      expect((await check(folder)).code).toBe(1);
      const { code, report } = await migrate(folder, '--strict');
      expect(report.skipped).toEqual([{ file, reason }]);
      expect(report.summary.filesChanged).toBe(1);
      expect(code).toBe(strictCode);
    },
    // Each of five runs spends all that it may.
    240_000,
  );

  test('blocks a file that is judged alone and only leads there', async () => {
    const folder = makeFolder({
      'slow.js': `${ENDLESS}exports.send = f0;\n`,
      'a.js': "require('./slow').send('a', 'b');\n",
    });
    const { code, out } = await check(folder, 'a.js');
    expect({ code, skipped: JSON.parse(out).skipped }).toMatchObject({
      code: 2,
      skipped: [{ file: 'a.js' }],
    });
  });
});

test('a comment zoho-authtoken-ignore[RULE]: reason settles a finding; without use or reason it is reported', async () => {
  const ignore = (reason: string) => `// zoho-authtoken-ignore[deprecated-params]${reason}\n`;
  const folder = makeFolder({
    'settled.js': `${ignore(': the proxy adds the token')}${CALL}`,
    'no-reason.js': `${ignore('')}${CALL}`,
    'no-use.js': `${ignore(': the proxy adds the token')}const apikey = 1;\n`,
  });
  const { report } = await migrate(folder);
  const told = report.findings
    .filter(({ ruleId }: { ruleId: string }) => /deprecated-params|unused-ignore/.test(ruleId))
    .map(({ ruleId, file, standing }: Record<string, string>) =>
      `${ruleId} ${file} ${standing ?? ''}`.trim(),
    );
  expect(told.sort()).toEqual([
    'deprecated-params no-reason.js',
    'deprecated-params settled.js ignored',
    'unused-ignore no-reason.js',
    'unused-ignore no-use.js',
  ]);
  expect(report.summary.filesChanged).toBe(1);
});
