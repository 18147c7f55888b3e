import { chmodSync, linkSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { recordStreams } from '../commands/streams.ts';
import { git, makeFolder, makeRepository, writeFiles } from '../files/workspace.ts';

const CALL = `fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + process.env.ZOHO_TICKET);\n`;
const FILES = { 'a.js': CALL, 'b.js': CALL, 'c.js': CALL };

async function migrate(folder: string, ...options: readonly string[]) {
  const streams = recordStreams(folder);
  const code = await main(['migrate', ...options], streams);
  return { code, out: streams.said.out(), err: streams.said.err() };
}

function contentOf(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name !== '.git');
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

test.each<[string, (folder: string) => void]>([
  ['is read-only', (folder) => chmodSync(join(folder, 'b.js'), 0o444)],
  ['has several names', (folder) => linkSync(join(folder, 'b.js'), join(folder, 'b.txt'))],
])(
  'one file that cannot be written (%s): 2, told, and every file is whole and old',
  async (reason, prepare) => {
    const folder = makeFolder(FILES);
    prepare(folder);
    const before = contentOf(folder);
    const { code, out, err } = await migrate(folder);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(new RegExp(`^zoho-authtoken: b\\.(?:js|txt) ${reason}.*so that nothing was changed`));
    expect(contentOf(folder)).toEqual(before);
  },
);

test.each([['-n'], ['--diff']])('%s does not mind: nothing is to be written', async (option) => {
  const folder = makeFolder(FILES);
  chmodSync(join(folder, 'b.js'), 0o444);
  expect(await migrate(folder, option)).toMatchObject({ code: 0, err: '' });
  expect(contentOf(folder)).toEqual(FILES);
});

test('uncommitted changes of one file: 2, named, and nothing is written; with --allow-dirty all is', async () => {
  const folder = makeRepository(FILES);
  writeFiles(folder, { 'b.js': CALL + CALL, 'untouched.js': 'const a = 1;\n' });
  const before = contentOf(folder);
  const { code, out, err } = await migrate(folder);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(':\n  b.js\nCommit them first');
  expect(contentOf(folder)).toEqual(before);
  expect(await migrate(folder, '--allow-dirty')).toMatchObject({ code: 0, err: '' });
  expect(git(folder, 'diff', '--name-only').trim().split('\n')).toEqual(['a.js', 'b.js', 'c.js']);
});

test('uncommitted changes of a file that would not be changed are no matter', async () => {
  const folder = makeRepository({ ...FILES, 'other.js': 'const a = 1;\n' });
  writeFiles(folder, { 'other.js': 'const a = 2;\n' });
  expect(await migrate(folder)).toMatchObject({ code: 0, err: '' });
});
