import { afterEach, expect, test, vi } from 'vitest';
import { main } from '../../src/main.ts';
import { recordStreams } from '../commands/streams.ts';
import { makeFolder } from '../files/workspace.ts';

// Whoever runs the tests as root may read everything; so the system says no in its place.
const locked = vi.hoisted(() => ({ from: Number.POSITIVE_INFINITY, opened: 0 }));
vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof import('node:fs')>();
  const openSync: typeof fs.openSync = (path, ...options) => {
    if (String(path).includes('locked') && ++locked.opened >= locked.from)
      throw Object.assign(new Error(`EACCES: permission denied, open '${path}'`), { code: 'EACCES' });
    return fs.openSync(path, ...options);
  };
  return { ...fs, openSync, default: { ...fs, openSync } };
});

afterEach(() => {
  locked.from = Number.POSITIVE_INFINITY;
  locked.opened = 0;
});

const CALL = `fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + process.env.ZOHO_TICKET);\n`;

async function migrate(folder: string, ...options: readonly string[]) {
  const streams = recordStreams(folder);
  const code = await main(['migrate', '--format', 'json', ...options], streams);
  return { code, report: JSON.parse(streams.said.out()), err: streams.said.err() };
}

test.each([
  ['when it is looked for', 1],
  ['when its text is asked for', 2],
])(
  'a file that cannot be read %s is listed once, the others are migrated, and it is a failure',
  async (_when, from) => {
    const folder = makeFolder({ 'a.js': CALL, 'locked.js': CALL });
    locked.from = from;
    const { code, report, err } = await migrate(folder);
    expect(report.skipped).toEqual([
      { file: 'locked.js', reason: 'cannot be read: permission denied (EACCES)' },
    ]);
    expect(report.summary).toMatchObject({ rewritten: 1, filesChanged: 1 });
    expect(err).toContain('  locked.js: cannot be read: permission denied (EACCES)\n');
    expect(code).toBe(2);
  },
);

test('a configuration document that cannot be read is listed once', async () => {
  const folder = makeFolder({
    'a.js': `import './b';\nimport '@/c';\n${CALL}`,
    'locked/package.json': '{"name": "c"}',
  });
  locked.from = 1;
  const { code, report } = await migrate(folder, '--strict');
  expect(report.skipped).toEqual([
    { file: 'locked/package.json', reason: 'cannot be read: permission denied (EACCES)' },
  ]);
  expect(code).toBe(2);
});

test('without it the same tree is no failure', async () => {
  const folder = makeFolder({ 'a.js': CALL, 'locked.js': CALL });
  expect(await migrate(folder)).toMatchObject({ code: 0, err: '', report: { skipped: [] } });
  expect(locked.opened).toBeGreaterThan(1);
});
