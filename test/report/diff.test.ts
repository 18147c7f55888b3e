import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChangedFile, Encoding } from '../../src/model/migration.ts';
import { renderDiff } from '../../src/report/diff.ts';
import { render } from '../../src/report/formats.ts';
import { resultOf } from './results.ts';

interface Case {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly encoding?: Encoding;
}

let top: string;
beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'zoho-authtoken-diff-'));
  git(['init', '-q', '.']);
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

/** Runs git away from the settings of whoever runs the tests. */
function git(args: readonly string[], cwd = top, input?: Buffer): Buffer {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: dirname(top),
  };
  delete (env as NodeJS.ProcessEnv).GIT_DIR;
  delete (env as NodeJS.ProcessEnv).GIT_INDEX_FILE;
  return execFileSync('git', args, { cwd, env, input: input ?? Buffer.alloc(0), stdio: 'pipe' });
}

function toBytes(text: string, encoding: Encoding): Buffer {
  return encoding === 'utf16be' ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, encoding);
}

function changedFiles(cases: readonly Case[]): readonly ChangedFile[] {
  return cases.map(({ name, before, after, encoding = 'utf8' }) => ({
    file: join(top, name),
    before,
    after,
    encoding,
  }));
}

/** Writes the old files, applies the patch in `folder`, and compares the new files as bytes. */
function applyAndCompare(cases: readonly Case[], folder = '.') {
  for (const { name, before, encoding = 'utf8' } of cases) {
    mkdirSync(dirname(join(top, name)), { recursive: true });
    writeFileSync(join(top, name), toBytes(before, encoding));
  }
  const patch = renderDiff(resultOf({ root: join(top, folder), changed: changedFiles(cases) }), top);
  git(['apply', '--whitespace=nowarn'], join(top, folder), patch);
  for (const { name, after, encoding = 'utf8' } of cases) {
    expect(readFileSync(join(top, name)), name).toEqual(toBytes(after, encoding));
  }
  return patch;
}

const far = Array.from({ length: 40 }, (_, i) => `line ${i}\n`).join('');

/** What git adds for itself: the blobs of a file, the function around a hunk. */
function dropHints(patch: string): string {
  return patch.replace(/^index .*\n/gm, '').replace(/^(@@ .* @@) .*$/gm, '$1');
}

/** git leaves out a count of 1. */
function spellCounts(patch: string): string {
  return patch.replace(/^@@ .* @@$/gm, (header) => header.replace(/,1(?= )/g, ''));
}

/** git orders by bytes of the name, quoted or not. */
function filesOf(patch: string): readonly string[] {
  return patch.split(/^(?=diff )/m).sort();
}

describe('git apply takes the patch', () => {
  test.each<Case>([
    { name: 'lf.js', before: 'a\nb\nc\n', after: 'a\nB\nc\n' },
    { name: 'crlf.js', before: 'a\r\nb\r\nc\r\n', after: 'a\r\nB\r\nc\r\n' },
    { name: 'mixed.js', before: 'a\r\nb\nc\rd\r\n', after: 'a\r\nB\nc\rd\r\n' },
    { name: 'cr.js', before: 'a\rb\rc', after: 'a\rB\rc' },
    { name: 'bom.js', before: '\ufeffa\nb\n', after: '\ufeffA\nb\n' },
    { name: 'no-final-newline.js', before: 'a\nb', after: 'a\nB' },
    { name: 'no-final-newline-above.js', before: 'a\nb', after: 'A\nb' },
    { name: 'final-newline-added.js', before: 'a', after: 'a\n' },
    { name: 'final-newline-removed.js', before: 'a\r\n', after: 'a' },
    { name: 'emptied.js', before: 'a\n', after: '' },
    { name: 'several.js', before: `x\n${far}x\n${far}x\n`, after: `y\n${far}z\n${far}\n` },
    { name: 'lines-removed.js', before: `${far}x\nx\nx\n${far}`, after: `${far}y\n${far}` },
    { name: 'minus.js', before: '-- a\n++ b\n', after: '-- A\n++ b\n' },
    { name: 'separators.js', before: 'a\u2028b\u0085\nc\fd\n', after: 'a\u2028B\u0085\nc\fd\n' },
    { name: 'latin1.js', before: 'é\nb\xff\n', after: 'é\nB\xff\n', encoding: 'latin1' },
    { name: 'utf16le.js', before: '\ufeffa\r\nbĊ\r\n', after: '\ufeffa\r\nBĊ\r\n', encoding: 'utf16le' },
    { name: 'utf16be.js', before: '\ufeffa\nb\n', after: '\ufeffa\nB\n', encoding: 'utf16be' },
    { name: 'a blank.js', before: 'a\n', after: 'b\n' },
    { name: ' leading and trailing ', before: 'a\n', after: 'b\n' },
    { name: 'a\ttab.js', before: 'a\n', after: 'b\n' },
    { name: 'a\nnewline.js', before: 'a\n', after: 'b\n' },
    { name: 'a "quote" and \\backslash.js', before: 'a\n', after: 'b\n' },
    { name: 'clé 日本 😀.js', before: 'a\n', after: 'b\n' },
    { name: 'deep/er b/a/x.js', before: 'a\n', after: 'b\n' },
  ])('$name', (example) => {
    applyAndCompare([example]);
  });

  test('several files at once, in the order of their names', () => {
    const patch = applyAndCompare([
      { name: 'two.js', before: 'a', after: 'b' },
      { name: 'one.js', before: 'é\n', after: 'ë\n', encoding: 'latin1' },
    ]);
    expect(patch.toString('latin1').match(/^diff .*$/gm)).toEqual([
      'diff --git a/one.js b/one.js',
      'diff --git a/two.js b/two.js',
    ]);
  });

  test('from a folder below the top of the repository, where a folder has the same name again', () => {
    applyAndCompare(
      [
        { name: 'src/x.js', before: 'a\n', after: 'b\n' },
        { name: 'src/src/x.js', before: 'a\n', after: 'c\n' },
      ],
      'src',
    );
  });

  test('it is what git itself would say', () => {
    const cases: readonly Case[] = [
      { name: 'same/plain.js', before: `x\n${far}x`, after: `y\n${far}y` },
      { name: 'same/a blank.js', before: 'a\r\nb\r\n', after: 'a\r\nc\r\n' },
      { name: 'same/clé "x".js', before: 'a\n', after: 'b\n' },
    ];
    const write = (pick: (example: Case) => string) => {
      for (const example of cases) writeFileSync(join(top, example.name), pick(example));
    };
    mkdirSync(join(top, 'same'));
    write((example) => example.before);
    git(['add', 'same']);
    write((example) => example.after);
    const said = git(['diff', '--no-color', 'same']).toString();
    const ours = renderDiff(resultOf({ root: top, changed: changedFiles(cases) })).toString();
    expect(filesOf(spellCounts(ours))).toEqual(filesOf(dropHints(said)));
  });

  test('of random edits', { timeout: 120_000 }, () => {
    const line = fc.constantFrom('a\n', 'b\r\n', 'c\n', '\n', 'é\n', 'd\r', '\\ No newline at end of file\n');
    const text = fc
      .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom('', 'end'))
      .map(([lines, end]) => lines.join('') + end);
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after && before !== '');
        applyAndCompare([{ name: 'random.js', before, after }]);
      }),
      { numRuns: 60 },
    );
  });
});

test('a file that did not change is not in the patch', () => {
  expect(
    renderDiff(resultOf({ changed: [{ file: '/repo/a', encoding: 'utf8', before: 'a', after: 'a' }] })),
  ).toHaveLength(0);
});

test('on a terminal a patch is coloured, and what a terminal would obey is spelled out; in a pipe it is as it is', async () => {
  const changed = [
    { file: '/repo/a.js', encoding: 'utf8' as const, before: '\told\u001b[2J\r\n', after: '\tnew é\r\n' },
  ];
  const result = resultOf({ root: '/repo', changed });
  const plain = String(await render('diff', result, { color: true }));
  expect(plain).toContain('-\told\u001b[2J\r\n+\tnew é\r\n');
  expect(plain).not.toContain('\u001b[3');
  const shown = String(await render('diff', result, { color: true, isShown: true }));
  expect(shown).toContain('\u001b[31m-\told\\x1b[2J\\r\u001b[39m\n\u001b[32m+\tnew é\\r\u001b[39m\n');
  expect(shown).toContain('\u001b[1mdiff --git a/a.js b/a.js\u001b[22m\n');
  const uncoloured = String(await render('diff', result, { color: false, isShown: true }));
  expect(uncoloured).toContain('-\told\\x1b[2J\\r\n+\tnew é\\r\n');
  expect(uncoloured).not.toContain('\u001b');
});
