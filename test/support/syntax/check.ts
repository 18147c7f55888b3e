import { spawn } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasCommand, interpreterOf } from '../record/interpreters.ts';

/** Who can tell whether files of a language are well-formed. */
export interface Checker {
  readonly language: string;
  readonly endings: readonly string[];
  /** The command, as it is found on the path; none where nothing in Debian's packages reads the language. */
  readonly command?: string;
  /** What to run for files at absolute paths; run once for each file where `one` is set. */
  readonly args: (files: readonly string[]) => readonly string[];
  readonly one?: boolean;
  /** The stream on which the errors are, where the other tells something else. */
  readonly on?: 'stderr';
  /** How to ask the command whether it starts, when not by `--version`. */
  readonly probe?: readonly string[];
}

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const CHECKERS: readonly Checker[] = [
  {
    language: 'PHP',
    endings: ['.php', '.phtml', '.inc'],
    command: 'php',
    one: true,
    args: (files) => ['-d', 'display_errors=stderr', '-d', 'log_errors=0', '-l', ...files],
    on: 'stderr',
  },
  {
    language: 'Ruby',
    endings: ['.rb', '.rake'],
    command: 'ruby',
    args: (files) => [at('compile.rb'), ...files],
  },
  {
    language: 'Python',
    endings: ['.py'],
    command: 'python3',
    args: (files) => ['-W', 'ignore', at('compile.py'), ...files],
  },
  {
    language: 'Perl',
    endings: ['.pl', '.pm', '.cgi'],
    command: 'perl',
    one: true,
    args: (files) => [...interpreterOf('main.pl')!.args, '-I', '.', '-I', 'lib', '-c', ...files],
  },
  {
    language: 'Java',
    endings: ['.java'],
    command: 'java',
    probe: ['--describe-module', 'jdk.compiler'], // a runtime alone has none
    args: (files) => [at('ParseOnly.java'), ...files],
  },
  {
    language: 'C#',
    endings: ['.cs'],
    command: 'mcs',
    one: true, // it takes several for one program, in which each name is defined once
    args: (files) => ['--parse', '-warn:0', '-codepage:28591', ...files],
  },
  { language: 'Visual Basic', endings: ['.vb'], args: () => [] },
  {
    language: 'Go',
    endings: ['.go'],
    command: 'gofmt',
    args: (files) => ['-e', '-l', ...files],
    on: 'stderr',
    probe: ['-d'],
  },
  {
    language: 'shell',
    endings: ['.sh', '.bash'],
    command: 'bash',
    one: true,
    args: (files) => ['-n', ...files],
  },
];

/** What checks the files of this name, if anything does. */
export function checkerOf(file: string): Checker | undefined {
  return CHECKERS.find(({ endings }) => endings.includes(extname(file).toLowerCase()));
}

/** Why a checker cannot be asked here. */
export function lacking({ command, probe }: Checker): string | undefined {
  if (command === undefined) return 'Debian packages no compiler of it';
  return hasCommand(command, probe) ? undefined : `${command} is missing`;
}

/** A file to be checked, and the folder in which its program lives. */
export interface Source {
  readonly dir: string;
  /** Relative to `dir`. */
  readonly file: string;
}

/** All errors in files of one language, each with the path of its file; an empty text when there are none. */
export async function checkSyntax(checker: Checker, sources: readonly Source[]): Promise<string> {
  const { command, args, one, on } = checker;
  if (command === undefined || sources.length === 0) return '';
  const paths = sources.map(({ dir, file }) => `${dir}/${file}`);
  const calls = one
    ? sources.map(({ dir }, index) => ({ cwd: dir, files: [paths[index]!] }))
    : [{ cwd: sources[0]!.dir, files: paths }];
  const said = await inLanes(calls, async ({ cwd, files }) => {
    const ended = await run(command, args(files), cwd);
    const told = on === undefined ? ended.stdout + ended.stderr : ended.stderr;
    // Perl tells good news, too; who fails without a word tells something all the same.
    const errors = told.replaceAll(/^.* syntax OK\n/gm, '');
    return errors || ended.exitCode === 0 ? errors : `${files.join(' ')}: exit code ${ended.exitCode}\n`;
  });
  return said.join('');
}

const LANES = 4;

/** What `work` makes of each item, a few at a time, in their order. */
async function inLanes<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}

function run(command: string, args: readonly string[], cwd: string) {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  return new Promise<{ stdout: string; stderr: string; exitCode: number | null }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ ...said, exitCode }));
  });
}
