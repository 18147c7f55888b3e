import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { askRepository, findTop, openRepository, tryRepository } from './repository.ts';
import { GitCannotTell, recordsOf } from './run.ts';

/** What git does with a file: whether it could ever come into a commit. */
export type Standing = 'outside' | 'ignored' | 'tracked' | 'not ignored';

/**
 * How git stands to a file (absolute path), which need not be there yet; its folder must.
 *
 * @throws GitCannotTell when the file lies in a repository and git does not answer
 */
export function standingInGit(file: string): Standing {
  // Git does not look beyond symbolic links.
  const place = join(realpathSync(dirname(file)), basename(file));
  if (findTop(dirname(place)) === undefined) return 'outside';
  const repository = openRepository(dirname(place), {});
  const name = relative(repository.top, place).replaceAll(sep, '/');
  if (askRepository(repository, ['ls-files', '-z', '--cached', '--', name]).length > 0) return 'tracked';
  // This one takes no literal names; behind `./` nothing has a meaning.
  const ask = ['--no-literal-pathspecs', 'check-ignore', '-z', '-v', '--stdin'];
  const answer = tryRepository(repository, ask, { input: `./${name}\0` });
  if (answer.ok) return isNegated(recordsOf(answer.output)) ? 'not ignored' : 'ignored';
  if (answer.status === 1) return 'not ignored';
  throw new GitCannotTell(`git cannot tell whether it ignores ${place}: ${answer.reason}`);
}

/** Older versions also name a pattern that takes a file back in. */
function isNegated([_source, _line, pattern]: readonly string[]): boolean {
  return pattern?.startsWith('!') === true;
}
