import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { CALL, GOOD } from '../check/run.ts';
import { git } from '../files/workspace.ts';
import { makeProject, ROOT, run, snippet, stage } from './support.ts';

const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));
const [build, check] = action.runs.steps;

/** Runs the last step as GitHub's runner does. */
function runAction(folder: string, inputs: Readonly<Record<string, string>> = {}) {
  const values = Object.entries(check.env as Record<string, string>).map(([name, expression]) => {
    const [, input] = /^\$\{\{ inputs\.(\w+) \}\}$/.exec(expression)!;
    return `${name}=${inputs[input!] ?? action.inputs[input!].default}`;
  });
  const bash = ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', check.run];
  return run(folder, 'env', `GITHUB_ACTION_PATH=${ROOT}`, ...values, ...bash);
}

test('it is built where it lies, and no input becomes part of a script', () => {
  expect(build['working-directory']).toBe('${{ github.action_path }}');
  for (const { run: script } of [build, check]) expect(script).not.toContain('${{');
  const { since } = parse(snippet('on GitHub'))[0].with;
  expect(since).toBe('origin/${{ github.base_ref }}');
  expect(Object.keys(action.inputs)).toContain('since');
});

test('it marks the lines and fails', () => {
  const folder = makeProject({ 'a.js': `\n${CALL}` });
  expect(runAction(folder)).toMatchObject({
    status: 1,
    said: expect.stringMatching(/^::error file=a\.js,line=2,/),
  });
});

test('every input reaches the command', () => {
  const folder = makeProject({ 'a.js': CALL, 'src b/b.js': GOOD });
  expect(runAction(folder, { since: 'HEAD' })).toMatchObject({ status: 0 });
  expect(runAction(folder, { paths: '\nsrc b\n' })).toMatchObject({ status: 0 });
  expect(runAction(folder, { paths: 'a.js\nsrc b', sarif: 'out.sarif' })).toMatchObject({ status: 1 });
  expect(JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8')).runs[0].results).toHaveLength(1);
  run(folder, 'zoho-authtoken', 'check', '--baseline', 'known', '--update-baseline');
  expect(runAction(folder, { baseline: 'known', strict: 'true' })).toMatchObject({ status: 0, said: '' });
  expect(runAction(folder, { since: '$(touch evil)"; exit 0; "' })).toMatchObject({ status: 2 });
});

test('a new call in the commits of a branch', () => {
  const folder = makeProject({ 'a.js': CALL });
  git(folder, 'branch', 'base');
  stage(folder, { 'b.js': CALL });
  git(folder, 'commit', '--quiet', '--message', 'b');
  const { status, said } = runAction(folder, { since: 'base' });
  expect({ status, lines: said.trim().split('\n') }).toEqual({
    status: 1,
    lines: [expect.stringContaining('file=b.js')],
  });
});

test.each(action.runs.steps as { name: string; run: string; shell: string }[])(
  '$name: is a script that bash reads',
  ({ run: script, shell }) => {
    expect(shell).toBe('bash');
    expect(run(ROOT, 'bash', '-n', '-c', script)).toEqual({ status: 0, said: '' });
  },
);

test('each input has a description and a default, and is used', () => {
  const used = Object.values(check.env as Record<string, string>).join(' ');
  for (const [name, input] of Object.entries(action.inputs as Record<string, Record<string, string>>)) {
    expect(Object.keys(input).sort()).toEqual(['default', 'description']);
    expect(used).toContain(`inputs.${name} `);
  }
});
