import { join, sep } from 'node:path';
import { recordsOf, runGit } from './run.ts';

/** What git lists below a folder; absolute paths. */
export interface GitListing {
  /** Tracked and untracked files; submodules and other repositories stand here as folders. */
  readonly files: readonly string[];
  /** Files that git ignores, and folders that it ignores whole. */
  readonly ignored: readonly string[];
  /** Folders that git had no permission to look into. */
  readonly unreadable: readonly string[];
}

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

function absolute(folder: string, name: string): string {
  // join() also drops the slash behind a folder and turns slashes for Windows, but takes its time.
  return name.endsWith('/') || sep !== '/' ? join(folder, name, '.') : folder + sep + name;
}
