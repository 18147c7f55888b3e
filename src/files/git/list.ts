import { join, sep } from 'node:path';
import { recordsOf, runGit } from './run.ts';

/** What git does not list below a folder; absolute paths. */
export interface GitUnlisted {
  /** Files that git ignores, and folders that it ignores whole. */
  readonly ignored: readonly string[];
  /** Folders that git had no permission to look into. */
  readonly unreadable: readonly string[];
}

/**
 * Lists the files below a folder as git sees them, the tracked ones first, which git knows at once. Submodules and other
 * repositories are among them as folders. Undefined outside of git and where git does not work.
 */
export function listWithGit(folder: string, onFile: (file: string) => void): GitUnlisted | undefined {
  const tracked = runGit(folder, ['ls-files', '-z', '--cached']);
  if (!tracked.ok) return undefined;
  for (const name of recordsOf(tracked.output)) onFile(absolute(folder, name));
  const list = ['ls-files', '-z', '--others', '--exclude-standard'];
  const untracked = runGit(folder, list);
  if (!untracked.ok) return undefined;
  for (const name of recordsOf(untracked.output)) onFile(absolute(folder, name));
  const ignored = runGit(folder, [...list, '--ignored', '--directory']);
  return {
    // git fails on a folder inside of an ignored one.
    ignored: ignored.ok ? recordsOf(ignored.output).map((name) => absolute(folder, name)) : [folder],
    unreadable: [...untracked.warnings.matchAll(/could not open directory '(.+)'/g)].map(([, name]) =>
      absolute(folder, name!),
    ),
  };
}

function absolute(folder: string, name: string): string {
  // join() also drops the slash behind a folder and turns slashes for Windows, but takes its time.
  return name.endsWith('/') || sep !== '/' ? join(folder, name, '.') : folder + sep + name;
}
