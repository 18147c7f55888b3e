import { describe, expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { TOOL } from '../../src/package.ts';
import { recordStreams } from './streams.ts';

async function run(...argv: readonly string[]) {
  const streams = recordStreams('/repo');
  const code = await main(argv, streams);
  return { code, out: streams.said.out(), err: streams.said.err() };
}

describe('usage errors exit with 2 and print nothing on standard output', () => {
  test.each<[readonly string[], string]>([
    [['bogus'], "no command 'bogus'"],
    [['migrate', '--bogus'], "no option '--bogus' of migrate"],
    [['migrate', '--dryrun'], "did you mean '--dry-run'?"],
    [['migrat'], "There is no command 'migrat'; did you mean 'migrate'?"],
    [['chekc'], "There is no command 'chekc'; did you mean 'check'?"],
    [['explian', 'unresolved'], "There is no command 'explian'; did you mean 'explain'?"],
    [['tokne', 'url'], "There is no command 'tokne'; did you mean 'token'?"],
    [['token', 'ulr'], "There is no command 'token ulr'; did you mean 'token url'?"],
    [['token', 'crate', '--print'], "There is no command 'token crate'; did you mean 'token create'?"],
    [['token', 'S3cretPw99'], 'zoho-authtoken: Say what to do: token url or token create\n'],
    [['token', 'S3cretPw99', '--print'], 'zoho-authtoken: Say what to do: token url or token create\n'],
    [['migrate', '--format'], '--format needs a value'],
    [['migrate', '--format', 'xml'], "no format 'xml'"],
    [['migrate', '--format', 'json='], '--format json= names no file'],
    [['migrate', '--format', 'json', '--format', 'text'], 'Two reports, json and text'],
    [['migrate', '--format', 'json', '--format', 'text=-'], 'Two reports, json and text'],
    [['migrate', '--diff', '--format', 'json', '--format', 'text'], 'Two reports, json and text'],
    [['migrate', '--token-env', 'A-B'], "not 'A-B'"],
    [['migrate', '--token-env'], 'token-env'],
    [['migrate', ''], 'A path is empty'],
    [['explain'], 'Say which rule'],
    [['explain', 'bogus\u001b[2J'], "no rule 'bogus\\x1b[2J'"],
    [['explain', 'unresolved', 'more'], 'more'],
  ])('%j', async (argv, message) => {
    const { code, out, err } = await run(...argv);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
    expect(err).toMatch(/^Try 'zoho-authtoken (?:migrate |explain |token )?--help'\.$/m);
  });
});

test('without a command, help is told in the place of an error', async () => {
  const { code, out, err } = await run();
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toBe((await run('--help')).out);
});

test.each([['--version'], ['-V'], ['--version', 'migrate']])('%s %s prints the version', async (...argv) => {
  expect(await run(...argv)).toEqual({ code: 0, out: `${TOOL.version}\n`, err: '' });
});

test('every line of help fits 80 columns, and a narrower terminal', async () => {
  for (const argv of [[], ['migrate'], ['check'], ['explain']]) {
    const { out } = await run('help', ...argv);
    expect(out).toBe((await run(...argv, '--help')).out);
    expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
    const streams = recordStreams('/repo', { width: 50 });
    await main([...argv, '--help'], streams);
    const lines = streams.said.out().split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(50);
  }
});

test('help names the commands and, of a command, its options', async () => {
  const { code, out } = await run('--help');
  expect(code).toBe(0);
  expect(out).toMatch(/migrate[\s\S]*explain/);
  const ofMigrate = (await run('migrate', '-h')).out;
  for (const option of [
    '--dry-run',
    '--diff',
    '--unsafe',
    '--token-env',
    '--display-name',
    '--allow-dirty',
    '--strict',
    '--format',
  ]) {
    expect(ofMigrate).toContain(option);
  }
});

test('explain prints the old and the new call', async () => {
  const { code, out, err } = await run('explain', 'deprecated-params');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/apikey=[\s\S]*authtoken=/);
});
