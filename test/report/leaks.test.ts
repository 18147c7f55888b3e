import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { RULE_IDS } from '../../src/model/finding.ts';
import { FORMATS } from '../../src/report/formats.ts';
import { recordStreams } from '../commands/streams.ts';
import { makeFolder } from '../files/workspace.ts';
import { loadCases } from '../support/cases.ts';
import { secretsIn } from '../support/secrets.ts';
import { checkerOf } from '../support/syntax/check.ts';

// Promise 6: no secret leaves the file it stands in, whatever is printed.

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const THEMES = readdirSync(FIXTURES);
const TREES = [
  ...loadCases().map(({ name, input }) => ({ name, folder: input })),
  { name: 'legacy-app', folder: join(FIXTURES, 'legacy-app') },
]
  .map(({ name, folder }) => ({ name, folder, secrets: secretsIn(folder) }))
  .filter(({ secrets }) => secrets.size > 0);

/** All that a command prints, on both streams and into report files. */
async function printed(cwd: string, ...argv: readonly string[]): Promise<string> {
  const streams = recordStreams(cwd);
  const folder = makeFolder();
  await main(
    argv.map((argument) => argument.replace('=REPORT', `=${join(folder, 'report')}`)),
    streams,
  );
  const written = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  return [streams.said.out(), streams.said.err(), ...written].join('\n');
}

function leaked(secrets: Iterable<string>, text: string): string[] {
  const shown = text.includes('</html>') ? text + wordsOf(text) : text;
  return [...secrets].filter((secret) => shown.includes(secret));
}

/** What a page shows: marks within a line of code must not keep a secret from being found. */
function wordsOf(page: string): string {
  const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return page.replace(/<[^>]*>/g, '').replace(/&(#39|\w+);/g, (_, name: string) => names[name] ?? '');
}

const REPORTS = ['--format', 'text=REPORT', '--format', 'html=REPORT.html', '--format', 'json'];

test('there are secrets to be leaked', () => {
  expect(TREES.length).toBeGreaterThan(100);
  expect(new Set(TREES.flatMap(({ secrets }) => [...secrets])).size).toBeGreaterThan(220);
  expect(new Set(TREES.map(({ name }) => name.split('/')[0])).size).toBeGreaterThan(7);
});

test('the diff shows them, as the user asked', async () => {
  const { folder, secrets } = TREES.find(({ name }) => name === 'text-forms/literal-whole')!;
  expect(leaked(secrets, await printed(folder, 'migrate', '--diff'))).not.toEqual([]);
});

describe('no report of one fixture holds a secret', () => {
  test.each(TREES)('$name', async ({ folder, secrets }) => {
    const text = await printed(folder, 'migrate', '-n', ...REPORTS);
    expect(text).toContain('"schemaVersion": 1');
    expect(text).toContain('</html>');
    expect(leaked(secrets, text), text).toEqual([]);
  });
});

describe('nor does any of a whole theme', () => {
  test.each(THEMES)('%s, with --unsafe and the values of the environment in its documents', async (theme) => {
    const folder = join(FIXTURES, theme);
    const text = await printed(folder, 'migrate', '-n', '--unsafe', '--annotate', '--strict', ...REPORTS);
    expect(leaked(secretsIn(folder), text), text).toEqual([]);
  });

  test.each(THEMES)('%s, checked, in every format', async (theme) => {
    const folder = join(FIXTURES, theme);
    const secrets = secretsIn(folder);
    const out = makeFolder();
    const names = Object.keys(FORMATS).filter((name) => name !== 'diff');
    const formats = names.flatMap((name) => ['--format', `${name}=${join(out, name)}`]);
    const said = [
      await printed(folder, 'check', ...formats),
      await printed(folder, 'check', '--baseline', join(out, 'baseline'), '--update-baseline'),
    ].join('');
    for (const name of [...names, 'baseline']) {
      const text = readFileSync(join(out, name), 'utf8');
      expect(text.length).toBeGreaterThan(10);
      expect(leaked(secrets, text + said), `${name}: ${text}`).toEqual([]);
    }
  });

  const withCode = THEMES.filter((theme) => sourcesIn(join(FIXTURES, theme)).length > 0);

  test.each(withCode)('%s, when nothing of it parses', async (theme) => {
    const folder = makeFolder();
    cpSync(join(FIXTURES, theme), folder, { recursive: true });
    const sources = sourcesIn(folder);
    for (const file of sources) writeFileSync(file, breakOff(file, readFileSync(file)));
    const text = await printed(folder, 'migrate', '-n', ...REPORTS);
    if (sources.some((file) => SCRIPT.test(file))) expect(text).toContain('cannot be parsed');
    expect(leaked(secretsIn(folder), text), text).toEqual([]);
  });
});

describe('nor does what says why it could not be done', () => {
  const secret = '1a7ce5281e986fb3afd38440e1a7c556';
  test.each([
    [['migrate', `x.js?ticket=${secret}`]],
    [['migrate', '--format', `ticket=${secret}`]],
    [['migrate', '--token-env', `apikey=${secret}`]],
    [['migrate', `--ticket=${secret}`]],
    [['explain', secret]],
    [['migrate', '--format', `json=/nowhere/ticket=${secret}`]],
  ])('%j', async (argv) => {
    const text = await printed(makeFolder(), ...argv);
    expect(text).toContain('zoho-authtoken: ');
    expect(leaked([secret], text)).toEqual([]);
  });

  test.each(RULE_IDS)('explain %s shows examples alone', async (rule) => {
    const text = await printed(makeFolder(), 'explain', rule);
    expect(
      leaked(
        TREES.flatMap(({ secrets }) => [...secrets]),
        text,
      ),
    ).toEqual([]);
  });
});

const SCRIPT = /\.[cm]?[jt]s$/;

/** The files that are written in a programming language. */
function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => SCRIPT.test(name) || checkerOf(name) !== undefined)
    .map((name) => join(folder, name));
}

/** The parser stumbles over a secret itself: a file goes on behind its first one, without a quote. */
function breakOff(file: string, bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const [secret] = /[0-9a-f]{32}|[\w-]{12,}\$(?=['"`])/.exec(text) ?? ['x'];
  const open = /\.(?:php|phtml|inc)$/.test(file) ? '<?php' : ''; // the file may end with text
  return Buffer.from(`${text}\n${open}) ${secret} ${secret}(\n`, 'latin1');
}
