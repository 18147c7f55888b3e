import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { type Answer, type Environment, explainNone, GitCannotTell, type RunOptions, runGit } from './run.ts';

/** A repository with its work tree, as it is asked about its index and its commits. */
export interface Repository {
  /** The top of the work tree, which names are relative to. */
  readonly top: string;
  readonly gitDirectory: string;
  readonly environment: Environment;
}

/**
 * Finds the repository around a folder, and the index that a commit in progress uses: `commit -a` and `commit PATH`
 * have one of their own. Git itself is not asked where the top is: in a hook of a linked work tree it takes the folder
 * that it is asked in for the top.
 *
 * @throws GitCannotTell where there is none
 */
export function openRepository(folder: string, env: NodeJS.ProcessEnv = process.env): Repository {
  const chosen = chosenByHand(folder, env);
  if (chosen) return chosen;
  const top = findTop(folder);
  if (top === undefined)
    throw new GitCannotTell(
      `${folder} is in no git repository, and --staged and --since ask git; without them, check looks at the files`,
    );
  const gitDirectory = findGitDirectory(top);
  // Without the ceiling git would go on to a repository further up if this one is broken.
  const ceiling = { GIT_CEILING_DIRECTORIES: dirname(top) };
  return { top, gitDirectory, environment: { ...ceiling, ...indexOf(top, gitDirectory, env) } };
}

/** Asks git about a repository. @throws GitCannotTell with git's own reason */
export function askRepository(
  repository: Repository,
  args: readonly string[],
  options: Omit<RunOptions, 'environment'> = {},
): Buffer {
  const answer = tryRepository(repository, args, options);
  if (!answer.ok)
    throw new GitCannotTell(
      `git cannot tell what is in ${repository.top}: ${reasonOf(repository, answer.reason)}`,
    );
  return answer.output;
}

/** Where git takes a folder for no repository, what it says of other questions tells little. */
export function reasonOf(repository: Repository, said: string): string {
  const asked = tryRepository(repository, ['rev-parse', '--git-dir']);
  if (asked.ok) return said;
  return explainNone(asked.reason, repository.gitDirectory);
}

export function tryRepository(
  { top, environment }: Repository,
  args: readonly string[],
  options: Omit<RunOptions, 'environment'> = {},
): Answer {
  return runGit(top, args, { ...options, environment });
}

/** A repository that lies elsewhere than its work tree is named by both variables. */
function chosenByHand(folder: string, env: NodeJS.ProcessEnv): Repository | undefined {
  const { GIT_DIR, GIT_WORK_TREE } = env;
  if (!GIT_DIR || !GIT_WORK_TREE) return undefined;
  const [top, gitDirectory] = [resolve(folder, GIT_WORK_TREE), resolve(folder, GIT_DIR)];
  const environment = { GIT_DIR: gitDirectory, GIT_WORK_TREE: top, ...indexOf(top, gitDirectory, env) };
  return { top, gitDirectory, environment };
}

/** The top of the work tree that a folder lies in. */
export function findTop(folder: string, known = new Map<string, string | undefined>()): string | undefined {
  if (known.has(folder)) return known.get(folder);
  const parent = dirname(folder);
  const top = isTop(folder) ? folder : parent === folder ? undefined : findTop(parent, known);
  known.set(folder, top);
  return top;
}

function isTop(folder: string): boolean {
  const place = join(folder, '.git');
  // A linked work tree and a submodule have a file there. An empty `.git` folder is none, as for git itself.
  return existsSync(join(place, 'HEAD')) || statSync(place, { throwIfNoEntry: false })?.isFile() === true;
}

function findGitDirectory(top: string): string {
  const place = join(top, '.git');
  if (statSync(place).isDirectory()) return place;
  const [, named] = /^gitdir: (.*?)\r?\n?$/s.exec(readFileSync(place, 'utf8')) ?? [];
  if (named === undefined) throw new GitCannotTell(`${place} names no repository`);
  return isAbsolute(named) ? named : resolve(top, named);
}

/** The index that is asked for, unless it is that of another repository, in whose hook we run. */
function indexOf(top: string, gitDirectory: string, { GIT_INDEX_FILE }: NodeJS.ProcessEnv): Environment {
  if (!GIT_INDEX_FILE) return {};
  const index = resolve(top, GIT_INDEX_FILE);
  const place = dirname(index);
  // A relative name means nothing once the hook has gone into a submodule, where `.git` is a file.
  const isThere = statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
  const isOfAnother = existsSync(join(place, 'HEAD')) && realpathSync(place) !== realpathSync(gitDirectory);
  return isThere && !isOfAnother ? { GIT_INDEX_FILE: index } : {};
}
