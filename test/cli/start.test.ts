import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { CALL } from '../check/run.ts';
import { makeFolder } from '../files/workspace.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COMPILED = `compiled/${process.version}-${process.platform}-${process.arch}`;
const keepsItself = 'enableCompileCache' in nodeModule;

/** The command as it is installed. */
function install(): string {
  const folder = makeFolder();
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return join(folder, 'dist');
}

function check(dist: string) {
  const cwd = makeFolder({ 'a.js': CALL });
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(dist, 'src/cli.js'), 'check'], {
    cwd,
    encoding: 'utf8',
  });
  return { status, finds: stdout.includes('a.js:1:1'), stderr };
}

const RIGHT = { status: 1, finds: true, stderr: '' };

describe('what was compiled before', () => {
  test.skipIf(keepsItself)('is what this version of Node takes (skipped where Node keeps it itself)', () => {
    const names = readdirSync(join(ROOT, 'dist', COMPILED));
    expect(names).toEqual(expect.arrayContaining(['core.js', 'analyse-safely.js', 'parser.js']));
    const core = readFileSync(join(ROOT, 'dist/chunks/core.js'), 'utf8');
    const cachedData = readFileSync(join(ROOT, 'dist', COMPILED, 'core.js'));
    expect(new Script(nodeModule.wrap(core), { cachedData }).cachedDataRejected).toBe(false);
  });

  test.runIf(keepsItself)('is kept by Node after a run (skipped where it does not)', () => {
    const dist = install();
    rmSync(join(dist, 'compiled'), { recursive: true, force: true });
    expect([check(dist), existsSync(join(dist, 'compiled')), check(dist)]).toEqual([RIGHT, true, RIGHT]);
  });

  test('is not needed', () => {
    const dist = install();
    rmSync(join(dist, 'compiled'), { recursive: true, force: true });
    expect(check(dist)).toEqual(RIGHT);
  });

  test.skipIf(keepsItself).each<[string, (bytes: Buffer) => Buffer]>([
    ['is of another V8', (bytes) => Buffer.concat([Buffer.alloc(64, 7), bytes.subarray(64)])],
    ['was cut off', (bytes) => bytes.subarray(0, bytes.length >> 1)],
    ['is empty', () => Buffer.alloc(0)],
  ])('is left alone where it %s', (_what, spoil) => {
    const dist = install();
    for (const name of readdirSync(join(dist, COMPILED))) {
      const file = join(dist, COMPILED, name);
      writeFileSync(file, spoil(readFileSync(file)));
    }
    expect(check(dist)).toEqual(RIGHT);
  });
});
