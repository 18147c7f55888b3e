import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const MANIFEST = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const OLD =
  'const { apikey, ticket } = process.env;\nfetch(`https://crm.zoho.com/crm/private/json/Leads/getMyRecords?apikey=${apikey}&ticket=${ticket}`);\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zoho-authtoken-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(argv: readonly string[], shell?: string) {
  const env = { ...process.env, FORCE_COLOR: '1' };
  const options = { cwd: folder, env, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = shell
    ? spawnSync('bash', ['-c', shell, CLI, process.execPath, CLI, ...argv], options)
    : spawnSync(process.execPath, [CLI, ...argv], options);
  return { status, stdout, stderr };
}

test('the build is there', () => {
  expect(existsSync(CLI), 'run `npm run build` first').toBe(true);
});

test('--version', () => {
  expect(run(['--version'])).toEqual({ status: 0, stdout: `${MANIFEST.version}\n`, stderr: '' });
});

test('explain', () => {
  expect(run(['explain', 'needs-token'])).toMatchObject({ status: 0, stderr: '' });
});

test('a usage error', () => {
  expect(run(['migrate', '--bogus'])).toMatchObject({ status: 2, stdout: '' });
});

test('a reader that goes away early is no failure', () => {
  const { status, stderr } = run(['--help'], 'set -o pipefail; "$@" | true');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test.runIf(existsSync('/dev/full'))('a report that cannot be printed is a failure', () => {
  expect(run(['--help'], '"$@" > /dev/full')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('ENOSPC'),
  });
});

test('migrate finds nothing in an empty folder, without colour', () => {
  expect(run(['migrate'])).toEqual({
    status: 0,
    stdout: 'No Zoho CRM call with an API key or ticket in 0 files.\n',
    stderr: '',
  });
});

test('migrate rewrites, and a second run changes nothing', () => {
  const file = join(folder, 'a.js');
  writeFileSync(file, OLD);
  expect(run(['migrate', '--strict'])).toMatchObject({ status: 0, stderr: '' });
  const migrated = readFileSync(file, 'utf8');
  expect(migrated).toMatch(/\?authtoken=.*&scope=crmapi/);
  expect(migrated).not.toMatch(/[?&](?:apikey|ticket)=/);
  expect(run(['migrate']).stdout).toMatch(/^No Zoho CRM call /);
  expect(readFileSync(file, 'utf8')).toBe(migrated);
});

test('git apply makes of --diff what migrate would have written', () => {
  writeFileSync(join(folder, 'a.js'), OLD);
  cpSync(join(folder, 'a.js'), join(folder, 'b.js'));
  const { status, stdout, stderr } = run(['migrate', '--diff', 'a.js']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readFileSync(join(folder, 'a.js'), 'utf8')).toBe(OLD);
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() };
  const applied = spawnSync('git', ['apply'], { cwd: folder, env, input: stdout, encoding: 'utf8' });
  expect(applied).toMatchObject({ status: 0, stderr: '' });
  run(['migrate', 'b.js']);
  expect(readFileSync(join(folder, 'a.js'))).toEqual(readFileSync(join(folder, 'b.js')));
});
