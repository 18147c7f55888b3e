import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { CALL, GOOD } from '../check/run.ts';
import { git, writeFiles } from '../files/workspace.ts';
import { isInstalled, makeProject, ROOT, run, snippet, stage } from './support.ts';

// The real framework, and a clean clone of this repository as it was committed last.

const canRun = isInstalled('pre-commit') && existsSync(join(ROOT, '.git'));

describe.skipIf(!canRun)('pre-commit (skipped where it is not installed)', () => {
  let home: string;
  let tool: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'pre-commit-home-'));
    tool = join(home, 'tool');
    git(home, 'clone', '--quiet', ROOT, tool);
    process.env.PRE_COMMIT_HOME = home;
    const folder = project({});
    const { status, said } = run(folder, 'pre-commit', 'install-hooks');
    expect({ status, said }).toMatchObject({ status: 0 });
  }, 600_000);
  afterAll(() => {
    delete process.env.PRE_COMMIT_HOME;
    rmSync(home, { recursive: true, force: true });
  });

  /** With the snippet of the README, both hooks, and a file that has its old call. */
  function project(files: Readonly<Record<string, string>>): string {
    const config = parse(snippet('in `.pre-commit-config.yaml`'));
    config.repos[0].repo = tool;
    config.repos[0].rev = git(tool, 'rev-parse', 'HEAD').trim();
    expect(config.repos[0].hooks).toEqual([{ id: 'zoho-authtoken-staged' }]);
    config.repos[0].hooks.push({ id: 'zoho-authtoken' });
    return makeProject({
      '.pre-commit-config.yaml': stringify(config),
      'old.js': `${CALL}\n\n\nconst a = 1;\n`,
      'good.js': GOOD,
      ...files,
    });
  }

  const result = (folder: string, hook: string, ...args: readonly string[]) =>
    run(folder, 'pre-commit', 'run', hook, ...args).status;
  const bothOf = (folder: string, ...args: readonly string[]) => ({
    whole: result(folder, 'zoho-authtoken', ...args),
    staged: result(folder, 'zoho-authtoken-staged', ...args),
  });

  test('staged: one judges whole files, the other the lines that change', { timeout: 120_000 }, () => {
    const folder = project({});
    stage(folder, { 'good.js': `${GOOD}// more\n` });
    expect(bothOf(folder)).toEqual({ whole: 0, staged: 0 });
    stage(folder, { 'old.js': `${CALL}\n\n\nconst a = 2;\n` });
    expect(bothOf(folder)).toEqual({ whole: 1, staged: 0 });
    stage(folder, { 'new file.js': CALL });
    writeFiles(folder, { 'new file.js': GOOD });
    expect(bothOf(folder)).toEqual({ whole: 1, staged: 1 });
  });

  test('--all-files and --files: no false all-clear', { timeout: 120_000 }, () => {
    const folder = project({});
    expect(bothOf(folder, '--all-files')).toEqual({ whole: 1, staged: 1 });
    expect(bothOf(folder, '--files', 'old.js')).toEqual({ whole: 1, staged: 1 });
    expect(bothOf(folder, '--files', 'good.js')).toEqual({ whole: 0, staged: 0 });
  });

  test('--from-ref and --to-ref', { timeout: 120_000 }, () => {
    const folder = project({});
    const range = ['--from-ref', 'HEAD^', '--to-ref', 'HEAD'];
    const record = (files: Readonly<Record<string, string>>) => {
      stage(folder, files);
      git(folder, 'commit', '--quiet', '--no-verify', '--message', 'more');
    };
    record({ 'old.js': `${CALL}\n\n\nconst a = 2;\n` });
    expect(bothOf(folder, ...range)).toEqual({ whole: 1, staged: 0 });
    record({ 'new.js': CALL });
    expect(bothOf(folder, ...range)).toEqual({ whole: 1, staged: 1 });
    record({ 'new.js': GOOD });
    expect(bothOf(folder, ...range)).toEqual({ whole: 0, staged: 0 });
  });
});
