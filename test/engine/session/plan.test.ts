import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../../src/engine/migrate.ts';
import { changesBy } from '../../../src/engine/session/session.ts';
import { makeFolder } from '../../files/workspace.ts';
import { loadCases, runnable, testPrograms } from '../../support/cases.ts';
import { compareRecordings, isMigrated } from '../../support/record/compare.ts';
import { type Recording, record } from '../../support/record/record.ts';
import { callOf, drive } from './sessions.ts';

const COMMENT = '// zoho-authtoken-ignore[deprecated-params]: it stays\n';

/** Programs whose calls have something in common. */
const SHARING: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a variable of the environment': {
    'a.js': callOf('Leads') + callOf('Cases'),
    'b.js': callOf('Contacts'),
    '.env.example': 'ZOHO_APIKEY=\nZOHO_TICKET=\n',
  },
  'a constant': {
    'a.js': `const API_KEY = 'abcdefghijklmnop1234$';\nconst TICKET = '0123456789abcdef0123456789abcdef';\n${callOf('Leads', 'API_KEY', 'TICKET')}${callOf('Cases', 'API_KEY', 'TICKET')}`,
  },
  'a document of settings': {
    'config.json':
      '{ "zoho": { "apikey": "abcdefghijklmnop1234$", "ticket": "0123456789abcdef0123456789abcdef" } }\n',
    'a.js': `const { zoho } = require('./config.json');\n${callOf('Leads', 'zoho.apikey', 'zoho.ticket')}`,
    'b.js': `const { zoho } = require('./config.json');\n${callOf('Cases', 'zoho.apikey', 'zoho.ticket')}`,
  },
  'an object of parameters': {
    'a.js': `const request = require('request');\nconst qs = { apikey: process.env.ZOHO_APIKEY, ticket: process.env.ZOHO_TICKET };\nrequest.get({ url: 'https://crm.zoho.com/crm/private/json/Leads/getRecords', qs });\nrequest.get({ url: 'https://crm.zoho.com/crm/private/json/Cases/getRecords', qs });\n`,
  },
  'keys of several users': {
    'a.js': callOf('Leads', 'process.env.FIRST_APIKEY', 'process.env.FIRST_TICKET'),
    'b.js': callOf('Cases', 'process.env.SECOND_APIKEY', 'process.env.SECOND_TICKET'),
  },
};

describe('what is left alone is planned around as if a comment said so', () => {
  test.each(Object.entries(SHARING))('%s', async (_what, files) => {
    const { session, plan } = await drive(files);
    const calls = plan.items.filter(({ canTake }) => canTake);
    expect(calls.length).toBeGreaterThan(1);
    for (const { key, finding } of calls) {
      const driven = await drive(session.options.cwd);
      await driven.choose(driven.plan.items.find((item) => item.key === key)!, 'leave');
      const name = finding.at.file.slice(session.options.cwd.length + 1);
      const text = files[name]!;
      const line = text.lastIndexOf('\n', finding.at.start) + 1;
      const commented = { ...files, [name]: text.slice(0, line) + COMMENT + text.slice(line) };
      const folder = makeFolder(commented);
      await migrate({ paths: ['.'], cwd: folder, write: true });
      const there = await drive(folder);
      for (const file of Object.keys(files))
        expect(driven.after(file), file).toBe(there.onDisk(file).replace(COMMENT, ''));
    }
  });
});

test('taking everything is what a run without questions does', async () => {
  for (const files of Object.values(SHARING)) {
    const driven = await drive(files);
    for (const item of driven.plan.items)
      driven.choices.set(item.key, { kind: item.canTake ? 'take' : 'pass' });
    driven.settle();
    const folder = makeFolder(files);
    await migrate({ paths: ['.'], cwd: folder, write: true });
    const there = await drive(folder);
    for (const file of Object.keys(files)) expect(driven.onDisk(file), file).toBe(there.onDisk(file));
  }
});

describe('the diff of an item', () => {
  test('is its own call, and what it shares, in all files', async () => {
    const { session, item } = await drive(SHARING['a variable of the environment']!);
    const shown = changesBy(session, item('a.js', 1).edits);
    expect(shown.map(({ file }) => file.slice(session.options.cwd.length + 1))).toEqual([
      '.env.example',
      'a.js',
    ]);
    const [settings, script] = shown;
    expect(settings!.after).toContain('ZOHO_AUTHTOKEN=');
    expect(script!.after).toContain(callOf('Leads'));
    expect(script!.after).not.toContain(callOf('Cases'));
  });

  test('all of them together are all that is planned', async () => {
    for (const files of Object.values(SHARING)) {
      const { plan } = await drive(files);
      const shown = new Set(plan.items.flatMap(({ edits }) => edits.map((edit) => JSON.stringify(edit))));
      const planned = [...plan.selection.edits.values()].flat().map((edit) => JSON.stringify(edit));
      expect(new Set(planned)).toEqual(shown);
    }
  });
});

/** Each call of a program that is left alone sends what it did; the rest sends what the migration promises. */
describe('a program of which one call was skipped', () => {
  const cases = runnable(loadCases()).filter(
    ({ expect: wanted, name, browser, requests = 0 }) =>
      wanted === 'rewritten' &&
      !browser &&
      requests > 1 &&
      /^(?:values|configuration|parameter-sets|wrappers|php|python|ruby)\//.test(name),
  );

  // Each is run once for every call: a part of them must do.
  testPrograms(
    cases.filter((_, i) => i % 6 === 0),
    async (fixture) => {
      const { plan } = await drive(fixture.input, { write: false });
      const calls = plan.items.filter(({ canTake }) => canTake);
      const before = await record(fixture.input, fixture);
      for (const { key } of calls) {
        const driven = await drive(fixture.input, { write: false });
        await driven.choose(driven.plan.items.find((item) => item.key === key)!, 'leave');
        const folder = await mkdtemp(join(tmpdir(), 'session-'));
        try {
          await cp(fixture.input, folder, { recursive: true });
          for (const file of driven.plan.selection.edits.keys()) {
            const name = file.slice(fixture.input.length + 1);
            await writeFile(join(folder, name), driven.after(name));
          }
          expect(differencesApart(before, await record(folder, fixture), fixture.env ?? {}), key).toEqual([]);
        } finally {
          await rm(folder, { recursive: true });
        }
      }
    },
  );
});

/** What is sent in the old way must be what was sent; the rest is compared as ever. */
function differencesApart(
  before: Recording,
  after: Recording,
  env: Readonly<Record<string, string>>,
): string[] {
  const stays = (at: number) => after.requests[at] !== undefined && isMigrated(after.requests[at]);
  const untouched = before.requests.filter((_, at) => stays(at));
  const left = after.requests.filter((_, at) => stays(at));
  const same =
    JSON.stringify(untouched) === JSON.stringify(left)
      ? []
      : ['a call that was skipped sends something else'];
  const rest = ({ requests, ...others }: Recording): Recording => ({
    ...others,
    requests: requests.filter((_, at) => !stays(at)),
  });
  return [...same, ...compareRecordings(rest(before), rest(after), { outside: Object.values(env) })];
}
