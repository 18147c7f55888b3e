import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { recordStreams } from '../commands/streams.ts';
import { git, makeFolder, makeRepository, writeFiles } from '../files/workspace.ts';
import { secretsIn } from '../support/secrets.ts';
import { CALL, findingsOf, GOOD, runCheck } from './run.ts';

const OTHER = CALL.replace('getMyRecords', 'insertRecords');
const BASELINE = ['--baseline', 'baseline.txt'];

async function accept(folder: string): Promise<string> {
  const { code } = await runCheck(folder, ...BASELINE, '--update-baseline');
  expect(code).toBe(0);
  return readFileSync(join(folder, 'baseline.txt'), 'utf8');
}

const entries = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

async function accepted(files: Readonly<Record<string, string>>) {
  const folder = makeFolder(files);
  const text = await accept(folder);
  return { folder, text, check: (...argv: string[]) => runCheck(folder, ...BASELINE, ...argv) };
}

test('what was found is accepted, one sorted line each, and nothing else is told of it', async () => {
  const { text, check } = await accepted({ 'b.js': CALL + OTHER, 'a.js': CALL + CALL });
  const lines = entries(text);
  expect(lines).toHaveLength(4);
  expect(lines).toEqual(lines.toSorted());
  for (const line of lines) expect(line).toMatch(/^deprecated-params [0-9a-f]{16} [12] [ab]\.js$/);
  expect(await check()).toMatchObject({
    code: 0,
    findings: [
      'deprecated-params a.js:1 accepted',
      'deprecated-params a.js:2 accepted',
      'deprecated-params b.js:1 accepted',
      'deprecated-params b.js:2 accepted',
    ],
    report: { stale: [] },
  });
});

test('writing it again changes nothing', async () => {
  const { folder, text } = await accepted({ 'a.js': CALL });
  expect(await accept(folder)).toBe(text);
});

describe('moved code stays accepted', () => {
  test.each<[string, string]>([
    ['within a file', `// more\n\n\nfunction f() {\n    ${CALL}}\n`],
    ['laid out by a formatter', CALL.replaceAll(' + ', '\n    + ').replaceAll("'", '"')],
  ])('%s', async (_how, after) => {
    const { folder, check } = await accepted({ 'a.js': CALL });
    writeFiles(folder, { 'a.js': after });
    expect(await check()).toMatchObject({ code: 0, report: { stale: [] } });
  });

  test('when its file is renamed, or when it goes to another', async () => {
    const { folder, check } = await accepted({ 'a.js': CALL, 'b.js': GOOD });
    renameSync(join(folder, 'a.js'), join(folder, 'c.js'));
    expect(await check()).toMatchObject({ code: 0, findings: ['deprecated-params c.js:1 accepted'] });
    expect(entries(await accept(folder))).toEqual([expect.stringMatching(/ c\.js$/)]);
    writeFiles(folder, { 'c.js': GOOD, 'b.js': CALL });
    expect(await check()).toMatchObject({ code: 0, findings: ['deprecated-params b.js:1 accepted'] });
  });

  test('when what surrounds it changes, as the body of its callback', async () => {
    const call = (body: string) =>
      `request.get('https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=' + k + '&ticket=' + t, (e, r) => {\n  ${body}\n});\n`;
    const { folder, check } = await accepted({ 'a.js': call('console.log(1);') });
    writeFiles(folder, { 'a.js': call('if (e) throw e;\n  console.log(r.body);') });
    expect((await check()).code).toBe(0);
  });
});

describe('what is new blocks', () => {
  test('a second call of another kind', async () => {
    const { folder, check } = await accepted({ 'a.js': CALL });
    writeFiles(folder, { 'a.js': OTHER + CALL });
    expect(await check()).toMatchObject({
      code: 1,
      findings: ['deprecated-params a.js:1 blocks', 'deprecated-params a.js:2 accepted'],
    });
  });

  test('a copy, in the same file or in another', async () => {
    const { folder, check } = await accepted({ 'a.js': CALL });
    writeFiles(folder, { 'a.js': CALL + CALL });
    expect((await check()).findings).toEqual([
      'deprecated-params a.js:1 accepted',
      'deprecated-params a.js:2 blocks',
    ]);
    writeFiles(folder, { 'a.js': CALL, 'b.js': CALL });
    expect((await check()).findings).toEqual([
      'deprecated-params a.js:1 accepted',
      'deprecated-params b.js:1 blocks',
    ]);
    expect((await check('b.js')).findings).toEqual(['deprecated-params b.js:1 blocks']);
  });

  test.each([
    ['another method', OTHER],
    ['another host', CALL.replace('zoho.com', 'zoho.eu')],
    ['another key', CALL.replace('ZOHO_APIKEY', 'OTHER_KEY')],
    ['another client', CALL.replace('fetch', 'axios.get')],
  ])('%s in the place of an accepted call, whose entry is then stale', async (_what, after) => {
    const { folder, check } = await accepted({ 'a.js': CALL });
    writeFiles(folder, { 'a.js': after });
    expect(await check()).toMatchObject({
      code: 1,
      findings: ['deprecated-params a.js:1 blocks'],
      report: { stale: [{ ruleId: 'deprecated-params', file: 'a.js' }] },
    });
  });
});

describe('stale entries', () => {
  test('are reported, block with --strict, and are pruned', async () => {
    const { folder, check } = await accepted({ 'a.js': CALL, 'b.js': CALL });
    writeFiles(folder, { 'a.js': GOOD });
    expect(await check()).toMatchObject({ code: 0, report: { stale: [{ file: 'a.js' }] } });
    expect((await check('--strict')).code).toBe(1);
    const streams = recordStreams(folder);
    await main(['check', ...BASELINE], streams);
    expect(streams.said.out()).toContain('1 entry of the baseline that nothing answers to');
    expect(entries(await accept(folder))).toEqual([expect.stringMatching(/ b\.js$/)]);
    expect(await check('--strict')).toMatchObject({ code: 0, report: { stale: [] } });
  });

  test('what was not judged is not stale, and stays', async () => {
    const { folder, check, text } = await accepted({ 'a.js': CALL, 'src/b.js': OTHER });
    expect(await check('src')).toMatchObject({ code: 0, report: { stale: [] } });
    await runCheck(folder, ...BASELINE, '--update-baseline', 'src');
    expect(readFileSync(join(folder, 'baseline.txt'), 'utf8')).toBe(text);
  });
});

describe('of a commit', () => {
  function staged(files: Readonly<Record<string, string>>): string {
    return makeRepository(files);
  }

  test('old sins that a commit touches stay accepted; a copy of them does not', async () => {
    const folder = staged({ 'a.js': CALL, 'b.js': '' });
    await accept(folder);
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--message', 'baseline');
    writeFiles(folder, { 'a.js': `// moved\n  ${CALL}` });
    git(folder, 'add', 'a.js');
    expect(await findingsOf(folder, '--staged', ...BASELINE)).toEqual({
      code: 0,
      findings: ['deprecated-params a.js:2 accepted'],
    });
    writeFiles(folder, { 'a.js': `${CALL}\n\n${CALL}` });
    git(folder, 'add', 'a.js');
    expect((await findingsOf(folder, '--staged', ...BASELINE)).code).toBe(1);
    git(folder, 'checkout', '--quiet', 'HEAD', 'a.js');
    writeFiles(folder, { 'b.js': CALL });
    git(folder, 'add', 'b.js');
    expect((await findingsOf(folder, '--staged', ...BASELINE)).code).toBe(1);
  });

  test('a rename is followed', async () => {
    const folder = staged({ 'a.js': CALL });
    await accept(folder);
    git(folder, 'add', '--all');
    git(folder, 'mv', 'a.js', 'c.js');
    expect((await findingsOf(folder, '--staged', '--whole-files', ...BASELINE)).code).toBe(0);
  });

  test('the staged baseline counts', async () => {
    const folder = staged({ 'a.js': '' });
    writeFiles(folder, { 'a.js': CALL });
    git(folder, 'add', 'a.js');
    await accept(folder);
    const text = readFileSync(join(folder, 'baseline.txt'), 'utf8');
    writeFiles(folder, { 'baseline.txt': '' });
    git(folder, 'add', 'baseline.txt');
    writeFiles(folder, { 'baseline.txt': text });
    expect((await findingsOf(folder, '--staged', ...BASELINE)).code).toBe(1);
    git(folder, 'add', 'baseline.txt');
    expect((await findingsOf(folder, '--staged', ...BASELINE)).code).toBe(0);
  });
});

test('it holds no secret', async () => {
  const secret = '1a7ce5281e986fb3afd38440e1a7c556';
  const literal = `fetch('https://crm.zoho.com/crm/private/json/Leads/getFields?apikey=Hb7tQx2LwN_9vKdRz4sYpM1a$&ticket=${secret}');\n`;
  const { folder, text, check } = await accepted({
    'a.js': literal,
    'b.min.js': `var x="${'x'.repeat(30_000)}";${literal}`,
  });
  expect(entries(text).length).toBeGreaterThan(2);
  for (const one of secretsIn(folder)) expect(text).not.toContain(one);
  expect(text).not.toContain(secret);
  expect((await check('--strict')).code).toBe(0);
});

test.each([
  'with blank.js',
  ' a.js',
  '"a".js',
  'new\nline.js',
  'clé.js',
  '\u001b[31m.js',
  '#.js',
  'trailing .js ',
])('a file of the name %j', async (name) => {
  const folder = makeFolder({ [`src/${name}`]: CALL, [name]: OTHER });
  const text = await accept(folder);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  expect((await runCheck(folder, ...BASELINE, '--strict')).report.stale).toEqual([]);
});

describe('what is wrong', () => {
  test.each([
    [['--update-baseline'], 'needs --baseline FILE'],
    [['--baseline', 'nowhere.txt'], 'There is no baseline nowhere.txt'],
    [['--baseline='], 'takes the name of a file'],
    [[...BASELINE, '--update-baseline', '--staged'], 'not at a commit'],
    [[...BASELINE, '--update-baseline', '--since', 'HEAD'], 'not at a commit'],
    [['--baseline', 'conflict.txt'], 'conflict.txt:1 is no line of a baseline'],
  ])('%j', async (argv, message) => {
    const folder = makeFolder({ 'a.js': CALL, 'conflict.txt': '<<<<<<< ours\n' });
    expect(await runCheck(folder, ...argv)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });
});
