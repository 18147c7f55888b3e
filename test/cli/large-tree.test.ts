import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makeFolder } from '../files/workspace.ts';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
/** Enough that the command takes a second thread for the first look at them. */
const FOLDERS = 100;
const FILES = 45;

/** A call in one folder, its key in another one far away, and between them sources that speak of nothing. */
function makeTree(): Record<string, string> {
  const tree: Record<string, string> = {};
  for (let folder = 0; folder < FOLDERS; folder++) {
    for (let file = 0; file < FILES; file++)
      tree[`f${folder}/m${file}.js`] = `exports.value = require('./m${(file + 1) % FILES}').value;\n`;
    const far = `f${FOLDERS - 1 - folder}`;
    tree[`f${folder}/key.js`] = `exports.value = process.env.KEY_${folder};\n`;
    tree[`f${folder}/call.js`] =
      `const key = require('../${far}/key').value;\n` +
      "fetch('https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=' + key + '&ticket=' + process.env.T);\n";
  }
  return tree;
}

test('what is left out is named, whichever thread saw it', () => {
  const files = Object.fromEntries(
    Array.from({ length: FOLDERS * FILES }, (_, i) => [
      `f${i % FOLDERS}/${i}.txt`,
      i % 100 === 0 ? '\0\0\0\0text' : 'text',
    ]),
  );
  const { status, stderr } = spawnSync(process.execPath, [CLI, 'check', '--verbose'], {
    cwd: makeFolder(files),
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  const named = [...stderr.matchAll(/^ {2}(\S+) +binary$/gm)].map(([, name]) => name!);
  const binary = Object.keys(files).filter((name) => files[name]!.startsWith('\0'));
  expect(named).toEqual(binary.sort());
});

test('every file of a large tree is looked at, and every import followed', () => {
  const tree = makeTree();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, 'migrate', '--dry-run', '--format', 'json'],
    {
      cwd: makeFolder(tree),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { summary, tokens, skipped } = JSON.parse(stdout);
  expect(skipped).toEqual([]);
  expect(summary).toMatchObject({
    filesScanned: Object.keys(tree).length,
    callSites: FOLDERS,
    rewritten: FOLDERS,
  });
  // Each call has its own key, which is born in the other file.
  const files = tokens.map(({ source }: { source: { file: string } }) => source.file);
  expect(new Set(files)).toEqual(
    new Set(Array.from({ length: FOLDERS }, (_, folder) => `f${folder}/key.js`)),
  );
});
