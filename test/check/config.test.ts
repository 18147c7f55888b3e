import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { recordStreams } from '../commands/streams.ts';
import { git, makeFolder, makeRepository, writeFiles } from '../files/workspace.ts';
import { CALL, findingsOf, GOOD, runCheck } from './run.ts';

const schema = JSON.parse(readFileSync(new URL('../../schema/config.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

const WHITE = CALL.replace('crm.zoho.com', 'crm.example.com');
const BLOCKS = { code: 1, findings: ['deprecated-params a.js:1 blocks'] };
const CLEAN = { code: 0, findings: [] };

function config(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

describe('what it says', () => {
  test('hosts of white-labelled installations', async () => {
    expect(await findingsOf(makeFolder({ 'a.js': WHITE }))).toEqual(CLEAN);
    const files = { 'a.js': WHITE, 'zoho-authtoken.json': config({ hosts: ['CRM.example.com'] }) };
    expect(await findingsOf(makeFolder(files))).toEqual(BLOCKS);
  });

  test('files that are not looked at, named ones neither', async () => {
    const folder = makeFolder({
      'a.js': CALL,
      'old/b.js': CALL,
      'zoho-authtoken.json': config({ ignore: ['old/'] }),
    });
    expect(await findingsOf(folder)).toEqual(BLOCKS);
    expect(await findingsOf(folder, 'old/b.js')).toEqual(CLEAN);
    expect((await runCheck(folder, 'old')).report.summary.leftOut).toEqual({ excluded: 1 });
  });

  test('patterns are relative to it, wherever the command is run', async () => {
    const folder = makeRepository({
      'old/b.js': CALL,
      'sub/old/c.js': CALL,
      'sub/a.js': '',
      'zoho-authtoken.json': config({ ignore: ['/old/'] }),
    });
    expect(await findingsOf(folder)).toEqual({
      code: 1,
      findings: ['deprecated-params sub/old/c.js:1 blocks'],
    });
    expect(await findingsOf(join(folder, 'sub'))).toEqual({
      code: 1,
      findings: ['deprecated-params old/c.js:1 blocks'],
    });
    expect(await findingsOf(join(folder, 'sub'), '../old')).toEqual(CLEAN);
  });

  test('the name to generate tokens under', async () => {
    const folder = makeFolder({ 'a.js': CALL, 'zoho-authtoken.json': config({ displayName: 'our shop' }) });
    const { report } = await runCheck(folder);
    expect(report.tokens).toMatchObject([
      { displayName: 'our shop', generateUrl: expect.stringMatching(/DISPLAY_NAME=our%20shop$/) },
    ]);
    const streams = recordStreams(folder);
    await main(['migrate', '-n', '--display-name', 'other', '--format', 'json'], streams);
    expect(JSON.parse(streams.said.out()).tokens).toMatchObject([{ displayName: 'other' }]);
  });

  test('the name of the token, for migrate', async () => {
    const literal =
      "request.get('https://crm.zoho.com/crm/private/json/Leads/getFields?apikey=abc1&ticket=def2');\n";
    const folder = makeFolder({ 'a.js': literal, 'zoho-authtoken.json': config({ tokenName: 'CRM_TOKEN' }) });
    expect(await main(['migrate', '--token-env', 'OTHER', '-n'], recordStreams(folder))).toBe(0);
    expect(await main(['migrate'], recordStreams(folder))).toBe(0);
    expect(readFileSync(join(folder, 'a.js'), 'utf8')).toContain('process.env.CRM_TOKEN');
  });

  test('in package.json', async () => {
    const manifest = config({ name: 'x', 'zoho-authtoken': { hosts: ['crm.example.com'] } });
    expect(await findingsOf(makeFolder({ 'a.js': WHITE, 'package.json': manifest }))).toEqual(BLOCKS);
    const both = makeFolder({ 'a.js': WHITE, 'package.json': manifest, 'zoho-authtoken.json': '{}' });
    expect(await runCheck(both)).toMatchObject({
      code: 2,
      err: expect.stringContaining('both configure it'),
    });
  });

  test('the nearest counts', async () => {
    const folder = makeRepository({
      'zoho-authtoken.json': config({ hosts: ['crm.example.com'] }),
      'sub/zoho-authtoken.json': '\ufeff{}',
      'sub/a.js': WHITE,
    });
    expect(await findingsOf(join(folder, 'sub'))).toEqual(CLEAN);
  });

  test('outside of git, folders above are not asked', async () => {
    const folder = makeFolder({ 'zoho-authtoken.json': 'nonsense', 'sub/a.js': GOOD });
    expect(await findingsOf(join(folder, 'sub'))).toEqual(CLEAN);
  });

  test('with --staged, the staged one counts', async () => {
    const folder = makeRepository({ 'zoho-authtoken.json': config({ hosts: ['crm.example.com'] }) });
    writeFiles(folder, { 'a.js': WHITE, 'zoho-authtoken.json': '{}' });
    git(folder, 'add', 'a.js');
    expect(await findingsOf(folder, '--staged')).toEqual(BLOCKS);
    git(folder, 'add', '.');
    expect(await findingsOf(folder, '--staged')).toEqual(CLEAN);
    git(folder, 'commit', '--quiet', '--message', 'a');
    writeFiles(folder, { 'zoho-authtoken.json': config({ hosts: ['crm.example.com'] }) });
    expect(await findingsOf(folder, '--since', 'HEAD^')).toEqual(CLEAN);
  });
});

describe('what is wrong is refused, by the schema too', () => {
  test.each<[unknown, string]>([
    [{ host: [] }, "there is no key 'host'; did you mean 'hosts'?"],
    [{ ignored: [] }, "there is no key 'ignored'; did you mean 'ignore'?"],
    [{ toknName: 'A' }, "there is no key 'toknName'; did you mean 'tokenName'?"],
    [{ somethingElse: 1 }, "there is no key 'somethingElse'\n"],
    [{ constructor: 1 }, "there is no key 'constructor'"],
    [{ hosts: 'crm.example.com' }, "'hosts' must be a list of host names"],
    [{ hosts: ['https://crm.example.com/'] }, "'hosts' must be a list of host names"],
    [{ hosts: [1] }, "'hosts' must be a list of host names"],
    [{ tokenName: 'a b' }, "'tokenName' must be the name of an environment variable"],
    [{ ignore: [''] }, "'ignore' must be a list of patterns"],
    [{ ignore: null }, "'ignore' must be a list of patterns"],
    [[], 'must be an object'],
    [null, 'must be an object'],
  ])('%j', async (value, message) => {
    const folder = makeFolder({ 'a.js': CALL, 'zoho-authtoken.json': config(value) });
    const { code, err, out } = await runCheck(folder);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(validate(value)).toBe(false);
  });

  test.each([
    {},
    { $schema: './x.json' },
    { hosts: ['crm.example.com:8443'], tokenName: 'A_1', ignore: ['*.min.js', '!a'] },
  ])('but not %j', async (value) => {
    expect(await findingsOf(makeFolder({ 'zoho-authtoken.json': config(value) }))).toEqual(CLEAN);
    expect(validate(value)).toBe(true);
  });

  test('what is no JSON is not quoted', async () => {
    const secret = '1a7ce5281e986fb3afd38440e1a7c556';
    const { code, err } = await runCheck(makeFolder({ 'zoho-authtoken.json': `{"x": ${secret}` }));
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringContaining(' is not JSON'),
    });
    expect(err).not.toContain(secret);
  });
});
