import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { git, makeRepository, writeFiles } from '../files/workspace.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The code that the README shows behind some words. */
export function snippet(words: string): string {
  const at = README.indexOf(words);
  const [, code] = /```\w+\n(.*?)```/s.exec(README.slice(at)) ?? [];
  if (at < 0 || code === undefined) throw new Error(`The README shows no code behind '${words}'`);
  return code;
}

export function isInstalled(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** A repository in which the command is installed as a package is. */
export function makeProject(files: Readonly<Record<string, string>>): string {
  const folder = makeRepository({
    '.gitignore': 'node_modules\n',
    'package.json': '{"private": true}\n',
    ...files,
  });
  writeExecutable(
    folder,
    'node_modules/.bin/zoho-authtoken',
    `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'dist/src/cli.js')}" "$@"\n`,
  );
  return folder;
}

export function writeExecutable(folder: string, name: string, text: string): void {
  writeFiles(folder, { [name]: text });
  chmodSync(join(folder, name), 0o755);
}

export function stage(folder: string, files: Readonly<Record<string, string>>): void {
  writeFiles(folder, files);
  git(folder, 'add', '--', ...Object.keys(files));
}

// Variables of a hook, of an npm command or of a CI that the tests themselves may run in.
const AROUND_US = /^(?:GIT_|npm_|CI$)/;

/** Runs a command as a person would from a shell of their own, tools of this repository on the path. */
export function run(folder: string, command: string, ...args: readonly string[]) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !AROUND_US.test(name)));
  env.PATH = [join(folder, 'node_modules/.bin'), env.PATH].join(delimiter);
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

export function commit(folder: string, ...args: readonly string[]) {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  return run(folder, 'git', ...who, 'commit', '--message', 'test', ...args);
}
