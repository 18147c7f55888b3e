import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How programs of one language are started so that their requests come to the recorder. */
export interface Interpreter {
  /** The command, as it is found on the path. */
  readonly command: string;
  /** What stands before the program's file. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Puts files beside the program that a real installation would have there. */
  readonly prepare?: (app: string) => Promise<void>;
}

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const PHP: Interpreter = {
  command: 'php',
  args: settings({
    auto_prepend_file: at('php/prelude.php'),
    // What the prelude defines anew, and other ways into a network.
    disable_functions: [
      ...functionsOf('php/socket.php', 'php/curl.php'),
      'ftp_connect',
      'ftp_ssl_connect',
    ].join(),
    variables_order: 'EGPCS',
    error_reporting: '8191', // all but deprecations: the programs are older than they
    display_errors: 'stderr',
    html_errors: '0',
    log_errors: '0',
  }),
  // Programs load what they installed there; the libraries themselves are found by their names.
  prepare: async (app) => {
    await mkdir(join(app, 'vendor'), { recursive: true });
    await writeFile(join(app, 'vendor', 'autoload.php'), '', { flag: 'a' });
  },
};

function settings(values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => ['-d', `${name}=${value}`]);
}

function functionsOf(...files: readonly string[]): string[] {
  return files.flatMap((file) =>
    [...readFileSync(at(file), 'utf8').matchAll(/^function (\w+)\(/gm)].map(([, name]) => name!),
  );
}

const INTERPRETERS: Readonly<Record<string, Interpreter>> = {
  '.php': PHP,
  '.rb': {
    command: 'ruby',
    args: ['-I', at('ruby/'), '-r', at('ruby/prelude.rb')],
  },
  '.pl': {
    command: 'perl',
    args: ['-I', at('perl/'), '-MRecorder'],
    // Hashes in the same order at each run.
    env: { PERL_HASH_SEED: '0', PERL_PERTURB_KEYS: '0' },
  },
  '.sh': { command: 'bash', args: [] },
  '.py': {
    command: 'python3',
    args: ['-B'],
    env: { PYTHONPATH: at('python/'), PYTHONNOUSERSITE: '1' },
  },
};

/** What runs a program, by the ending of its entry; undefined for JavaScript, which node itself runs. */
export function interpreterOf(run: string | readonly string[]): Interpreter | undefined {
  return INTERPRETERS[extname([run].flat()[0] ?? '')];
}

/** The command that a program needs and this machine does not have. */
export function missingFor(run: string | readonly string[]): string | undefined {
  const command = interpreterOf(run)?.command;
  return command === undefined || hasCommand(command) ? undefined : command;
}

/** On the path before all others: what a program may start to send a request, as it is recorded. */
export const STAND_INS = at('shell/');

/** What starts a command where no network is, as far as this machine has such a place. */
export function withoutNetwork(): readonly string[] {
  const isolate = ['unshare', '--map-root-user', '--net', '--'];
  return hasCommand(isolate[0]!, [...isolate.slice(1), 'true']) ? isolate : [];
}

const KNOWN = new Map<string, boolean>();

/** True when a command is there and starts: a name on the path alone may be a stand-in for nothing. */
export function hasCommand(command: string, args: readonly string[] = ['--version']): boolean {
  const line = [command, ...args].join(' ');
  const known = KNOWN.get(line) ?? spawnSync(command, args, { input: '', stdio: 'pipe' }).status === 0;
  KNOWN.set(line, known);
  return known;
}
