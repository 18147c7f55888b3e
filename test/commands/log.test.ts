import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createLog } from '../../src/commands/log.ts';
import { main } from '../../src/main.ts';
import { makeFolder } from '../files/workspace.ts';
import { recordStreams } from './streams.ts';

const CALL =
  "fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + process.env.ZOHO_TICKET);\n";

async function run(cwd: string, ...argv: readonly string[]) {
  const streams = recordStreams(cwd);
  const code = await main(argv, streams);
  return { code, out: streams.said.out(), err: streams.said.err() };
}

/** A tree of which something is left out for every reason that needs no special file. */
function makeTree(): string {
  const cwd = makeFolder({
    'zoho-authtoken.json': '{ "ignore": ["legacy/"] }',
    '.gitignore': 'build/\n',
    'a.js': CALL,
    'b.php':
      '<?php file_get_contents("https://crm.zoho.com/crm/private/json/Leads/x?apikey=$a&ticket=$b");\n',
    'build/c.js': CALL,
    'legacy/d.js': CALL,
    'node_modules/e/index.js': CALL,
    'logo.png': 'no text',
    'data.txt': `\0${CALL}`,
  });
  mkdirSync(join(cwd, 'empty'));
  return cwd;
}

/** The rows of a table of the log, without the blanks between their columns. */
function rowsBelow(err: string, title: string): string[] {
  const lines = err.split('\n');
  const start = lines.findIndex((line) => line.startsWith(title));
  expect(start, `${title} in:\n${err}`).toBeGreaterThan(-1);
  const end = lines.findIndex((line, i) => i > start && line === '');
  return lines.slice(start + 1, end).map((line) => line.trim().replace(/ {2,}/g, ' | '));
}

describe.each([['migrate', '-n'], ['check']])('%s --verbose', (...argv) => {
  test('names what was left out, each with its reason, and the configuration', async () => {
    const { err } = await run(makeTree(), ...argv, '--verbose');
    expect(err).toMatch(/^zoho-authtoken \S+, Node v\S+, \S+ \S+\nConfiguration: zoho-authtoken\.json\n/);
    expect(rowsBelow(err, 'Left out by rule')).toEqual([
      'build | ignored',
      'data.txt | binary',
      'legacy/d.js | excluded',
      'logo.png | binary',
      'node_modules | vendored',
    ]);
  });

  test('tells where time went: stages in order, languages apart, and the slowest files', async () => {
    const { err } = await run(makeTree(), ...argv, '--verbose');
    const stages = rowsBelow(err, 'Time: ');
    expect(stages.map((row) => row.replace(/\d[\d,]* ms/, 'ms'))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^looking for files \| ms/),
        expect.stringMatching(/^looking at their bytes \| ms \| \d+ files$/),
        'reading JavaScript | ms | 1 file',
        'reading PHP | ms | 1 file',
        expect.stringMatching(/^judging calls \| ms/),
        'reporting | ms',
      ]),
    );
    expect(rowsBelow(err, 'Slowest files').map((row) => row.split(' | ')[0])).toEqual(
      expect.arrayContaining(['a.js', 'b.php']),
    );
  });

  test('the report is the same, byte for byte', async () => {
    const cwd = makeTree();
    const json = [...argv, '--format', 'json'];
    const plain = await run(cwd, ...json);
    expect((await run(cwd, ...json, '--verbose')).out).toBe(plain.out);
    expect(plain.err).toBe('');
  });
});

test('what was staged is told of, too', async () => {
  const { git, makeRepository, writeFiles } = await import('../files/workspace.ts');
  const cwd = makeRepository({});
  writeFiles(cwd, { 'vendor/a.js': CALL, 'b.txt': `\0${CALL}` });
  git(cwd, 'add', '--all');
  const { err } = await run(cwd, 'check', '--staged', '--verbose');
  expect(err).toContain('Configuration: none\n');
  expect(rowsBelow(err, 'Left out by rule')).toEqual(['b.txt | binary', 'vendor/a.js | vendored']);
});

test('a run that fails tells what is known', async () => {
  const { code, out, err } = await run(makeTree(), 'migrate', 'nope', '--verbose');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(
    /^zoho-authtoken \S+, Node[\s\S]*Time: [\s\S]*There is no file or folder 'nope'\n[\s\S]*$/,
  );
});

test('time belongs to what was said last, and counts of one stage add up', () => {
  let time = 0;
  const log = createLog(() => time);
  const at = (milliseconds: number, ...what: Parameters<typeof log.at>) => {
    log.at(...what);
    time += milliseconds;
  };
  at(10, 'find', 0);
  at(5, 'look', 0, 1200);
  at(100, 'parse', 0, 2, '/r/a.js', 'JavaScript');
  at(30, 'trace', 1, 2, '/r/a.js');
  at(50, 'parse', 1, 2, '/r/b.ts', 'TypeScript');
  at(1000, 'verify', 0, 1, '/r/\u001b[2J');
  const told = log.tell('/r', [{ file: '/r/c.js', reason: 'apikey=secret1 is there' }]);
  expect(rowsBelow(told, 'Time: 1,195 ms')).toEqual([
    'looking for files | 10 ms',
    'looking at their bytes | 5 ms | 1,200 files',
    'reading JavaScript | 100 ms | 1 file',
    'following values in scripts | 30 ms | 1 file',
    'reading TypeScript | 50 ms | 1 file',
    'verifying | 1,000 ms | 1 file',
  ]);
  expect(rowsBelow(told, 'Slowest files')[1]).toBe('a.js | 130 ms');
  expect(told).not.toContain('\u001b');
  expect(told).not.toContain('secret1');
});
