import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CALL, GOOD } from '../check/run.ts';
import { writeFiles } from '../files/workspace.ts';
import { commit, isInstalled, makeProject, ROOT, run, snippet, stage, writeExecutable } from './support.ts';

// What the README shows is tried as it stands there.

const HOOKS: Readonly<Record<string, (folder: string) => void>> = {
  'a plain hook': (folder) =>
    writeExecutable(folder, '.git/hooks/pre-commit', snippet('in `.git/hooks/pre-commit`')),
  husky(folder) {
    const bin = join(ROOT, 'node_modules/husky/bin.js');
    expect(run(folder, process.execPath, bin)).toMatchObject({ status: 0 });
    writeFiles(folder, { '.husky/pre-commit': snippet('in `.husky/pre-commit`') });
  },
  lefthook(folder) {
    writeFiles(folder, { 'lefthook.yml': snippet('in `lefthook.yml`') });
    expect(run(folder, 'lefthook', 'install')).toMatchObject({ status: 0 });
  },
  'lint-staged'(folder) {
    stage(folder, { 'package.json': snippet('with lint-staged') });
    const bin = join(ROOT, 'node_modules/lint-staged/bin/lint-staged.js');
    writeExecutable(folder, '.git/hooks/pre-commit', `#!/bin/sh\nexec "${process.execPath}" "${bin}"\n`);
  },
};

describe.each(Object.entries(HOOKS))('%s', (name, install) => {
  test.skipIf(name === 'lefthook' && !isInstalled('lefthook'))(
    'stops a commit that brings a call, and lets another through',
    { timeout: 120_000 },
    () => {
      const folder = makeProject({ 'a.js': '' });
      install(folder);
      stage(folder, { 'a.js': CALL, 'clé b.js': GOOD });
      expect(commit(folder)).toMatchObject({ status: 1, said: expect.stringContaining('a.js:1:1') });
      stage(folder, { 'a.js': GOOD });
      expect(commit(folder)).toMatchObject({ status: 0 });
    },
  );
});

test.each(['a plain hook', 'husky'])(
  '%s judges what is staged, not what lies there',
  { timeout: 120_000 },
  (name) => {
    const folder = makeProject({ 'a.js': '' });
    HOOKS[name]!(folder);
    stage(folder, { 'a.js': CALL });
    writeFiles(folder, { 'a.js': GOOD });
    expect(commit(folder)).toMatchObject({ status: 1 });
  },
);
