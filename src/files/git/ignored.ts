import { dirname, join, relative, sep } from 'node:path';
import { groupByRepository, inBatches } from './groups.ts';
import { recordsOf, runGit } from './run.ts';

/**
 * Which of these files (absolute paths) git ignores; what it tracks is never among them. Where git does not answer, none
 * is: more is looked at, nothing is missed.
 */
export function ignoredByGit(files: readonly string[]): Set<string> {
  const ignored = new Set<string>();
  for (const [root, members] of groupByRepository(files)) {
    const environment = { GIT_CEILING_DIRECTORIES: dirname(root) };
    for (const batch of inBatches(members)) {
      const names = batch.map((file) => relative(root, file).replaceAll(sep, '/'));
      const list = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--', ...names];
      const answer = runGit(root, list, { environment });
      if (answer.ok) for (const name of recordsOf(answer.output)) ignored.add(join(root, name));
    }
  }
  return ignored;
}
