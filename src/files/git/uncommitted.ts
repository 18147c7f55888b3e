import { dirname, join, relative, sep } from 'node:path';
import { groupByRepository, inBatches } from './groups.ts';
import { type Environment, explainNone, GitCannotTell, recordsOf, runGit } from './run.ts';

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

function ask(root: string, args: readonly string[], environment: Environment): Buffer {
  // Without the ceiling git would go on to a repository further up if this one is broken.
  const answer = runGit(root, args, {
    environment: { ...environment, GIT_CEILING_DIRECTORIES: dirname(root) },
  });
  if (!answer.ok)
    throw new GitCannotTell(
      `git cannot tell what is committed in ${root}: ${explainNone(answer.reason, join(root, '.git'))}. With --allow-dirty it is not asked`,
    );
  return answer.output;
}

function nameIn(root: string, file: string): string {
  return relative(root, file).replaceAll(sep, '/');
}
