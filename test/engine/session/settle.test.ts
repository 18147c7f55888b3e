import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DirtyFiles } from '../../../src/engine/errors.ts';
import { finish, onlyWritten, planToStop } from '../../../src/engine/session/finish.ts';
import { planAround } from '../../../src/engine/session/session.ts';
import { contradicted } from '../../../src/engine/session/settle.ts';
import { ChangedMeanwhile } from '../../../src/files/write.ts';
import { makeRepository } from '../../files/workspace.ts';
import { callOf, type Driven, drive } from './sessions.ts';

/** Two files that have nothing in common, and a third that shares a variable with the first. */
const APART = {
  'a.js':
    callOf('Leads', 'process.env.A_APIKEY', 'process.env.A_TICKET') +
    callOf('Cases', 'process.env.A_APIKEY', 'process.env.A_TICKET'),
  'b.js': callOf('Contacts', "'abcdefghijklmnop1234$'", "'0123456789abcdef0123456789abcdef'"),
};
const SHARED = {
  'a.js': callOf('Leads'),
  'b.js': callOf('Cases'),
  '.env.example': 'ZOHO_APIKEY=\nZOHO_TICKET=\n',
};

const MIGRATED = /\?authtoken=.*&scope=crmapi/;

async function takeAll(driven: Driven, file: string): Promise<void> {
  for (const item of driven.plan.items.filter(({ finding }) => finding.at.file === join(driven.folder, file)))
    await driven.choose(item, item.canTake ? 'take' : 'pass');
}

describe('a file is written when all of it is decided', () => {
  test('not before', async () => {
    const driven = await drive({ 'a.js': APART['a.js'] });
    await driven.choose(driven.item('a.js', 0), 'take');
    expect(driven.settle()).toEqual([]);
    expect(driven.onDisk('a.js')).toBe(APART['a.js']);
    await driven.choose(driven.item('a.js', 1), 'leave');
    expect(driven.settle()).toEqual(['a.js']);
    expect(driven.onDisk('a.js')).toMatch(MIGRATED);
    expect(driven.onDisk('a.js')).toContain(callOf('Cases', 'process.env.A_APIKEY', 'process.env.A_TICKET'));
    expect(driven.settle()).toEqual([]);
  });

  test('together with every file that belongs together with it', async () => {
    const driven = await drive(SHARED);
    await takeAll(driven, 'a.js');
    expect(driven.settle()).toEqual([]);
    await takeAll(driven, 'b.js');
    expect(driven.settle()).toEqual(['.env.example', 'a.js', 'b.js']);
    expect(driven.onDisk('.env.example')).toContain('ZOHO_AUTHTOKEN=');
  });

  test('unless it might still come out otherwise, which the name of a second token shows', async () => {
    const driven = await drive({
      'a.js': callOf('Leads', "'abcdefghijklmnop1234$'", "'0123456789abcdef0123456789abcdef'"),
      'b.js': callOf('Cases', "'ponmlkjihgfedcba4321$'", "'fedcba9876543210fedcba9876543210'"),
    });
    expect(driven.after('b.js')).toContain('ZOHO_AUTHTOKEN_2');
    await takeAll(driven, 'b.js');
    expect(driven.settle()).toEqual([]);
    await takeAll(driven, 'a.js');
    expect(driven.settle()).toEqual(['a.js', 'b.js']);
  });

  test('a dry run writes nothing, and knows what it would have', async () => {
    const driven = await drive(SHARED, { write: false });
    await takeAll(driven, 'a.js');
    await takeAll(driven, 'b.js');
    expect(driven.settle()).toEqual(['.env.example', 'a.js', 'b.js']);
    for (const [file, text] of Object.entries(SHARED)) expect(driven.onDisk(file)).toBe(text);
    expect(finish(driven.session, driven.plan, driven.choices)).toMatchObject({
      dryRun: true,
      changed: { length: 3 },
    });
  });

  test('what was changed by somebody else meanwhile stays, and so does all that belongs to it', async () => {
    const driven = await drive(SHARED);
    writeFileSync(join(driven.folder, 'b.js'), '// mine\n');
    await takeAll(driven, 'a.js');
    await takeAll(driven, 'b.js');
    expect(() => driven.settle()).toThrow(ChangedMeanwhile);
    expect(driven.onDisk('a.js')).toBe(SHARED['a.js']);
    expect(driven.onDisk('.env.example')).toBe(SHARED['.env.example']);
    expect(readdirSync(driven.folder).sort()).toEqual(['.env.example', 'a.js', 'b.js']);
  });
});

test('what is written is held against later decisions', async () => {
  const driven = await drive(APART);
  await takeAll(driven, 'a.js');
  expect(driven.settle()).toEqual(['a.js']);
  await takeAll(driven, 'b.js');
  expect(driven.settle()).toEqual(['b.js']);
  const left = new Map([...driven.choices, [driven.item('a.js').key, { kind: 'leave' }] as const]);
  expect(contradicted(driven.session, driven.plan)).toEqual([]);
  expect(contradicted(driven.session, planAround(driven.session, left))).toContain(
    join(driven.folder, 'a.js'),
  );
});

describe('files with uncommitted changes', () => {
  test('are refused before anything is asked', async () => {
    const folder = makeRepository(SHARED);
    writeFileSync(join(folder, '.env.example'), `${SHARED['.env.example']}OTHER=\n`);
    await expect(drive(folder)).rejects.toThrow(DirtyFiles);
    expect((await drive(folder, { allowDirty: true })).plan.items).toHaveLength(2);
    expect((await drive(folder, { write: false })).plan.items).toHaveLength(2);
  });

  test('get no comment', async () => {
    const byHand = "send('https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=%s&ticket=%s');\n";
    const folder = makeRepository({ 'a.js': byHand });
    writeFileSync(join(folder, 'a.js'), `${byHand}\n`);
    const driven = await drive(folder);
    const item = driven.plan.items.find(({ canTake }) => !canTake);
    expect(item).toBeDefined();
    expect(await driven.ignore(item!)).toBe('the file has uncommitted changes');
  });
});

describe('stopping', () => {
  async function stop(driven: Driven) {
    const { plan, choices } = planToStop(driven.session, driven.plan, driven.choices);
    driven.plan = plan;
    driven.choices.clear();
    for (const [key, choice] of choices) driven.choices.set(key, choice);
    return driven.settle();
  }

  test('leaves the file in hand untouched, and writes those that are done', async () => {
    const files = { ...APART, 'c.js': callOf('Leads', 'process.env.C_APIKEY', 'process.env.C_TICKET') };
    const driven = await drive(files);
    await takeAll(driven, 'b.js');
    await driven.choose(driven.item('a.js', 0), 'take');
    expect(await stop(driven)).toEqual(['b.js']);
    expect(driven.onDisk('a.js')).toBe(files['a.js']);
    expect(driven.onDisk('c.js')).toBe(files['c.js']);
    expect(driven.onDisk('b.js')).toMatch(MIGRATED);
  });

  test('plans what is done around the rest: a variable that the rest reads stays, with the new one beside it', async () => {
    const driven = await drive(SHARED);
    await takeAll(driven, 'a.js');
    expect(await stop(driven)).toEqual(['.env.example', 'a.js']);
    expect(driven.onDisk('a.js')).toMatch(MIGRATED);
    expect(driven.onDisk('b.js')).toBe(SHARED['b.js']);
    expect(driven.onDisk('.env.example')).toBe('ZOHO_APIKEY=\nZOHO_AUTHTOKEN=\nZOHO_TICKET=\n');
  });

  test('takes nothing that would change the file in hand', async () => {
    const files = {
      'a.js': `const { KEY, TICKET } = require('./keys');\n${callOf('Leads', 'KEY', 'TICKET')}`,
      'keys.js': `exports.KEY = 'abcdefghijklmnop1234$';\nexports.TICKET = '0123456789abcdef0123456789abcdef';\n${callOf('Cases', 'exports.KEY', 'exports.TICKET')}`,
    };
    const driven = await drive(files);
    expect(driven.after('keys.js')).not.toBe(files['keys.js']);
    await takeAll(driven, 'a.js');
    await stop(driven);
    expect(driven.onDisk('keys.js')).toBe(files['keys.js']);
    expect(driven.onDisk('a.js')).not.toContain('undefined');
  });

  test('the report tells who decided what', async () => {
    const driven = await drive({
      ...APART,
      'c.js': callOf('Leads', 'process.env.C_APIKEY', 'process.env.C_TICKET'),
    });
    await driven.choose(driven.item('a.js', 0), 'take');
    await driven.choose(driven.item('a.js', 1), 'leave');
    await takeAll(driven, 'b.js');
    await stop(driven);
    const { findings, changed } = finish(driven.session, driven.plan, driven.choices);
    const calls = findings.filter(({ ruleId }) => ruleId === 'deprecated-params');
    expect(calls.map(({ applied, refusal }) => [applied, refusal])).toEqual([
      [true, undefined],
      [false, 'skipped by you'],
      [true, undefined],
      [false, 'the session was stopped before it was written'],
    ]);
    expect(changed.map(({ file }) => file.slice(driven.folder.length + 1)).sort()).toEqual(['a.js', 'b.js']);
    for (const { file, after } of changed)
      expect(driven.onDisk(file.slice(driven.folder.length + 1))).toBe(after);
  });

  test('giving up keeps what is written and no more', async () => {
    const driven = await drive(APART);
    await takeAll(driven, 'a.js');
    const kept = onlyWritten(driven.session, driven.plan, driven.choices);
    const result = finish(driven.session, planAround(driven.session, kept), kept);
    expect(result.changed).toEqual([]);
    expect(result.findings.filter(({ applied }) => applied)).toEqual([]);
    expect(existsSync(join(driven.folder, 'a.js'))).toBe(true);
  });
});
