import { describe, expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { git, makeFolder, makeRepository, writeFiles } from '../files/workspace.ts';
import { recordStreams } from './streams.ts';

const CALL =
  "fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + process.env.ZOHO_TICKET);\n";
/** The ticket is fetched with the login of each user. */
const BY_HAND = `exports.get = (user) =>
  login(user.name, user.password, (ticket) =>
    fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + process.env.K + '&ticket=' + ticket));
function login(name, password, done) {
  require('request').post(
    'https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true&LOGIN_ID=' + name + '&PASSWORD=' + password,
    (error, reply, body) => done(/TICKET=(.*)/.exec(body)[1]));
}
`;

async function run(cwd: string, ...argv: readonly string[]) {
  const streams = recordStreams(cwd, { isTerminal: true, width: 80 });
  const code = await main(argv, streams);
  return { code, out: streams.said.out(), err: streams.said.err() };
}

describe('migrate --quiet', () => {
  test('says nothing where all is done, and does it', async () => {
    const cwd = makeFolder({ 'a.js': CALL });
    expect(await run(cwd, 'migrate', '--quiet')).toEqual({ code: 0, out: '', err: '' });
    expect((await run(cwd, 'migrate', '-q')).out).toBe('');
  });

  test('tells hand work alone, and exits as it does without', async () => {
    const cwd = makeFolder({ 'a.js': CALL, 'b.js': BY_HAND });
    const loud = await run(cwd, 'migrate', '-n', '--strict');
    const quiet = await run(cwd, 'migrate', '-n', '--strict', '-q');
    expect([loud.code, quiet.code]).toEqual([1, 1]);
    expect(loud.out).toMatch(
      /tokens to generate, 1 of them for calls to rewrite by hand\n[\s\S]*\n1 call to rewrite by hand[\s\S]*Ticket code[\s\S]*Would rewrite/,
    );
    expect(quiet.out).toMatch(/^1 call to rewrite by hand\n\n {2}b\.js:3:\d+ [^\n]*(?:\n {4}[^\n]*)*\n$/);
  });

  test('other formats are as they are', async () => {
    const cwd = makeFolder({ 'a.js': CALL });
    const json = ['migrate', '-n', '--format', 'json'];
    expect(await run(cwd, ...json, '--quiet')).toEqual(await run(cwd, ...json));
    expect(await run(cwd, 'migrate', '--diff', '--quiet')).toEqual(await run(cwd, 'migrate', '--diff'));
  });
});

describe('check --quiet', () => {
  test('says nothing where it is clean', async () => {
    const cwd = makeFolder({ 'a.js': 'const a = 1;\n' });
    expect(await run(cwd, 'check', '-q')).toEqual({ code: 0, out: '', err: '' });
  });

  test('tells what blocks alone', async () => {
    const cwd = makeFolder({ 'a.js': CALL, 'zoho-authtoken.json': '{}' });
    const { code, out } = await run(cwd, 'check', '--quiet');
    expect(code).toBe(1);
    expect(out).toMatch(/^1 finding that blocks\n\n {2}a\.js:1:1 {2}\S[^\n]*(?:\n {12}[^\n]*)*\n$/);
  });

  test('tells what could not be told', async () => {
    const cwd = makeFolder({ 'a.js': `${CALL}(((` });
    const { code, out } = await run(cwd, 'check', '--quiet');
    expect(code).toBe(2);
    expect(out).toMatch(/^1 file not judged/);
  });

  test('tells of a baseline only what blocks', async () => {
    const cwd = makeRepository({ 'a.js': CALL });
    await run(cwd, 'check', '--baseline', 'b', '--update-baseline');
    writeFiles(cwd, { 'a.js': 'const a = 1;\n' });
    git(cwd, 'add', '--all');
    expect(await run(cwd, 'check', '--baseline', 'b', '--quiet')).toMatchObject({ code: 0, out: '' });
    const strict = await run(cwd, 'check', '--baseline', 'b', '--quiet', '--strict');
    expect(strict).toMatchObject({ code: 1, out: expect.stringMatching(/^1 entry of the baseline/) });
  });
});
