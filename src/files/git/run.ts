import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { Failure } from '../../model/failure.ts';

/** A repository is there, but git is not, or will not speak about it. */
export class GitCannotTell extends Failure {
  override readonly name = 'GitCannotTell';
}

// A scanned repository's configuration may name programs; none of these may be run, nor anything fetched.
const SAFE_OPTIONS = [
  '--no-optional-locks',
  '--literal-pathspecs',
  ...['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'protocol.allow=never'],
];
// Set inside hooks, or by whoever likes; they would bend what git says about the folder that is asked about, change
// what our arguments mean, or run programs.
const BENDING_VARIABLES = [
  ...['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR', 'GIT_NAMESPACE'],
  ...['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_INTERNAL_SUPER_PREFIX'],
  ...['GIT_GLOB_PATHSPECS', 'GIT_NOGLOB_PATHSPECS', 'GIT_ICASE_PATHSPECS', 'GIT_LITERAL_PATHSPECS'],
  ...['GIT_EXTERNAL_DIFF', 'GIT_DIFF_OPTS', 'GIT_TRACE', 'GIT_TRACE2', 'GIT_TRACE_SETUP'],
];

/** So much of an answer is made text at once. */
const PIECE = 64 * 1024;

export type Environment = Readonly<Record<string, string>>;
export type Answer =
  | { readonly ok: true; readonly output: Buffer; readonly warnings: string }
  | { readonly ok: false; readonly reason: string; readonly status?: number; readonly tooLong?: true };

export interface RunOptions {
  readonly environment?: Environment;
  readonly input?: string;
  /** A file that takes the output, of which the answer then holds nothing. */
  readonly into?: number;
  /** A longer answer is none. */
  readonly longest?: number;
}

/** Runs git in a folder: with no program that a repository names, and no network. */
export function runGit(folder: string, args: readonly string[], options: RunOptions = {}): Answer {
  const { environment = {}, input, into, longest = Number.POSITIVE_INFINITY } = options;
  const result = spawnSync('git', ['-C', folder, ...SAFE_OPTIONS, ...args], {
    // Not the scanned tree: Windows would prefer a git.exe that lies there.
    cwd: dirname(process.execPath),
    env: { ...cleanEnvironment(), ...environment },
    maxBuffer: longest,
    stdio: [input === undefined ? 'ignore' : 'pipe', into ?? 'pipe', 'pipe'],
    windowsHide: true,
    ...(input !== undefined && { input }),
  });
  if ((result.error as NodeJS.ErrnoException | undefined)?.code === 'ENOBUFS')
    return { ok: false, reason: 'the answer is too long', tooLong: true };
  if (result.error) return { ok: false, reason: whyNotRun(result.error) };
  const warnings = result.stderr.toString();
  const { status } = result;
  if (status !== 0)
    return {
      ok: false,
      reason: reasonIn(warnings) || `exit code ${status}`,
      ...(status !== null && { status }),
    };
  return { ok: true, output: result.stdout ?? Buffer.alloc(0), warnings };
}

/** What it means that git takes the folder of a repository for none. */
export function explainNone(reason: string, gitDirectory: string): string {
  return reason.startsWith('not a git repository')
    ? `${gitDirectory} is damaged: it is no repository to git`
    : reason;
}

function whyNotRun(error: NodeJS.ErrnoException): string {
  return error.code === 'ENOENT' ? 'git is not installed, or not on the PATH' : error.message;
}

/** What git says that matters to a person: its first line, without the pages about how it is used. */
function reasonIn(said: string): string {
  const [, owned] = /dubious ownership in repository at '(.*)'/.exec(said) ?? [];
  if (owned !== undefined)
    return `it belongs to somebody else, and git asks whether you trust it: git config --global --add safe.directory '${owned}'`;
  const [first = ''] = said.trim().split('\n');
  return first.replace(/^(?:fatal|error): /, '');
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C', GIT_NO_LAZY_FETCH: '1' };
  for (const name of BENDING_VARIABLES) delete environment[name];
  return environment;
}

/** The records of an answer that a NUL ends each. */
export function recordsOf(output: Buffer): string[] {
  return [...eachRecord(output)];
}

/** The same one by one, of which only some are there at once. */
export function* eachRecord(output: Buffer): Generator<string> {
  for (let start = 0; start < output.length; ) {
    const stop = output.indexOf(0, start + PIECE);
    const end = stop === -1 ? output.length : stop + 1;
    const records = output.toString('utf8', start, end).split('\0');
    // Behind the last NUL there is nothing, or a record that is not complete.
    for (let i = 0; i < records.length - 1; i++) yield records[i]!;
    start = end;
  }
}
