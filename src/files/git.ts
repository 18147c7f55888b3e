import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** What git lists below a folder; absolute paths. */
export interface GitListing {
  /** Tracked and untracked files; submodules and other repositories stand here as folders. */
  readonly files: readonly string[];
  /** Files that git ignores, and folders that it ignores whole. */
  readonly ignored: readonly string[];
  /** Folders that git had no permission to look into. */
  readonly unreadable: readonly string[];
}

/** A repository is there, but git is not, or will not speak about it. */
export class GitCannotTell extends Error {
  override readonly name = 'GitCannotTell';
}

// A scanned repository's configuration may name programs; none of these may be run, nor anything fetched.
const SAFE_OPTIONS = [
  '--no-optional-locks',
  '--literal-pathspecs',
  ...['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'protocol.allow=never'],
];
// Set inside hooks; they would bend what git says about the folder that is asked about.
const BENDING_VARIABLES = [
  ...['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR', 'GIT_NAMESPACE'],
  ...['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_INTERNAL_SUPER_PREFIX'],
  ...['GIT_GLOB_PATHSPECS', 'GIT_NOGLOB_PATHSPECS', 'GIT_ICASE_PATHSPECS', 'GIT_LITERAL_PATHSPECS'],
];
// Windows takes 32,767 characters a command line.
const ARGUMENT_CHARACTERS = 20_000;

/** Lists the files below a folder as git sees them, or undefined outside of git and where git does not work. */
export function listWithGit(folder: string): GitListing | undefined {
  const list = ['ls-files', '-z', '--others', '--exclude-standard'];
  const listed = runGit(folder, [...list, '--cached']);
  if (!listed.ok) return undefined;
  const ignored = runGit(folder, [...list, '--ignored', '--directory']);
  return {
    files: recordsOf(listed.output).map((name) => absolute(folder, name)),
    // git fails on a folder inside of an ignored one.
    ignored: ignored.ok ? recordsOf(ignored.output).map((name) => absolute(folder, name)) : [folder],
    unreadable: [...listed.warnings.matchAll(/could not open directory '(.+)'/g)].map(([, name]) =>
      absolute(folder, name!),
    ),
  };
}

/**
 * Which of these files (absolute paths) have a state that git could not bring back: staged or unstaged changes,
 * or no tracked version at all. Files outside of git are never among them.
 * Throws `GitCannotTell` when a file lies in a repository and git does not answer.
 */
export function uncommittedChanges(files: readonly string[]): Set<string> {
  const uncommitted = new Set<string>();
  for (const [root, members] of groupByRepository(files)) {
    const environment = withoutFilters(root);
    for (const batch of inBatches(members)) {
      const committed = committedAmong(root, batch, environment);
      for (const file of batch) if (!committed.has(nameIn(root, file))) uncommitted.add(file);
    }
  }
  return uncommitted;
}

function committedAmong(root: string, files: readonly string[], environment: Environment): Set<string> {
  const names = files.map((file) => nameIn(root, file));
  const committed = new Set<string>();
  // Another tag than H marks a conflict, or a file that git was told not to look at.
  for (const record of recordsOf(
    ask(root, ['ls-files', '-z', '-v', '--cached', '--', ...names], environment),
  )) {
    if (record.startsWith('H ')) committed.add(record.slice(2));
  }
  const status = [
    'status',
    '--porcelain=v1',
    '-z',
    '--untracked-files=no',
    '--no-renames',
    '--ignore-submodules=all',
  ];
  for (const record of recordsOf(ask(root, [...status, '--', ...names], environment))) {
    committed.delete(record.slice(3));
  }
  return committed;
}

/**
 * `status` runs the clean filters that attributes ask for. Those of the user's own configuration are theirs;
 * those which the repository brings along are switched off.
 */
function withoutFilters(root: string): Environment {
  const found = runGit(root, ['config', '-z', '--show-scope', '--name-only', '--get-regexp', '^filter\\.']);
  const records = found.ok ? recordsOf(found.output) : [];
  const environment: Record<string, string> = {};
  let count = Number(process.env.GIT_CONFIG_COUNT ?? 0);
  for (let at = 0; at + 1 < records.length; at += 2) {
    if (records[at] !== 'local' && records[at] !== 'worktree') continue;
    const name = records[at + 1]!;
    environment[`GIT_CONFIG_KEY_${count}`] = name;
    environment[`GIT_CONFIG_VALUE_${count}`] = name.endsWith('.required') ? 'false' : '';
    count++;
  }
  return { ...environment, GIT_CONFIG_COUNT: String(count) };
}

function groupByRepository(files: readonly string[]): Map<string, string[]> {
  const rootOf = new Map<string, string | undefined>();
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const root = findRepository(dirname(file), rootOf);
    if (root === undefined) continue;
    const members = groups.get(root);
    if (members) members.push(file);
    else groups.set(root, [file]);
  }
  return groups;
}

function findRepository(folder: string, known: Map<string, string | undefined>): string | undefined {
  if (known.has(folder)) return known.get(folder);
  const parent = dirname(folder);
  const root = isRepository(folder) ? folder : parent === folder ? undefined : findRepository(parent, known);
  known.set(folder, root);
  return root;
}

function isRepository(folder: string): boolean {
  const place = join(folder, '.git');
  // A linked work tree and a submodule have a file there. An empty `.git` folder is none, as for git itself.
  return existsSync(join(place, 'HEAD')) || statSync(place, { throwIfNoEntry: false })?.isFile() === true;
}

function* inBatches(files: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let characters = 0;
  for (const file of files) {
    if (batch.length > 0 && characters + file.length > ARGUMENT_CHARACTERS) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(file);
    characters += file.length + 3;
  }
  if (batch.length > 0) yield batch;
}

type Environment = Readonly<Record<string, string>>;
type Answer = { ok: true; output: Buffer; warnings: string } | { ok: false; reason: string };

function ask(root: string, args: readonly string[], environment: Environment): Buffer {
  // Without the ceiling git would go on to a repository further up if this one is broken.
  const answer = runGit(root, args, { ...environment, GIT_CEILING_DIRECTORIES: dirname(root) });
  if (!answer.ok) throw new GitCannotTell(`git cannot tell what is committed in ${root}: ${answer.reason}`);
  return answer.output;
}

function runGit(folder: string, args: readonly string[], environment: Environment = {}): Answer {
  const result = spawnSync('git', ['-C', folder, ...SAFE_OPTIONS, ...args], {
    // Not the scanned tree: Windows would prefer a git.exe that lies there.
    cwd: dirname(process.execPath),
    env: { ...cleanEnvironment(), ...environment },
    maxBuffer: Number.POSITIVE_INFINITY,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  if (result.error) return { ok: false, reason: result.error.message };
  const warnings = result.stderr.toString();
  if (result.status !== 0) return { ok: false, reason: warnings.trim() || `exit code ${result.status}` };
  return { ok: true, output: result.stdout, warnings };
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C', GIT_NO_LAZY_FETCH: '1' };
  for (const name of BENDING_VARIABLES) delete environment[name];
  return environment;
}

function recordsOf(output: Buffer): string[] {
  return output.toString('utf8').split('\0').slice(0, -1);
}

function absolute(folder: string, name: string): string {
  // join() also drops the slash behind a folder and turns slashes for Windows, but takes its time.
  return name.endsWith('/') || sep !== '/' ? join(folder, name, '.') : folder + sep + name;
}

function nameIn(root: string, file: string): string {
  return relative(root, file).replaceAll(sep, '/');
}
