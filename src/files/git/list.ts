import { join, sep } from 'node:path';
import { eachRecord, recordsOf, runGit } from './run.ts';

/** Takes what git lists while more is still being asked for. */
export interface Listed {
  /** What git tracks, as the absolute name of its folder, with a separator at its end, and its own. */
  tracked(folder: string, name: string): void;
  /** What it tracks and was told not to check out, or does not track; absolute. */
  other(path: string): void;
}

/** What git does not list below a folder; absolute paths. */
export interface GitUnlisted {
  /** Files that git ignores, and folders that it ignores whole. */
  readonly ignored: readonly string[];
  /** Folders that git had no permission to look into. */
  readonly unreadable: readonly string[];
}

/**
 * Lists the files below a folder as git sees them, the tracked ones first, which git knows at once: what lies there now may
 * be something else. Submodules and other repositories are among them. Undefined outside of git and where git does not
 * work.
 */
export function listWithGit(folder: string, listed: Listed): GitUnlisted | undefined {
  const tracked = runGit(folder, ['ls-files', '-z', '-t', '--cached']);
  if (!tracked.ok) return undefined;
  tellTracked(folder, tracked.output, listed);
  const list = ['ls-files', '-z', '--others', '--exclude-standard'];
  const untracked = runGit(folder, list);
  if (!untracked.ok) return undefined;
  for (const name of eachRecord(untracked.output)) listed.other(absolute(folder, name));
  const ignored = runGit(folder, [...list, '--ignored', '--directory']);
  return {
    // git fails on a folder inside of an ignored one.
    ignored: ignored.ok ? recordsOf(ignored.output).map((name) => absolute(folder, name)) : [folder],
    unreadable: [...untracked.warnings.matchAll(/could not open directory '(.+)'/g)].map(([, name]) =>
      absolute(folder, name!),
    ),
  };
}

/** Each record has a tag before the name: `S` where a file is not checked out. */
function tellTracked(folder: string, output: Buffer, listed: Listed): void {
  const start = folder.endsWith(sep) ? folder : folder + sep;
  let place = '';
  let absolutePlace = start;
  let before = '';
  for (const record of eachRecord(output)) {
    // What is in conflict is listed for each side.
    if (record === before) continue;
    before = record;
    if (record.startsWith('S')) {
      listed.other(absolute(folder, record.slice(2)));
      continue;
    }
    const end = record.lastIndexOf('/') + 1;
    // Mostly a file lies beside the one before it.
    if (end !== place.length + 2 || !record.startsWith(place, 2)) {
      place = record.slice(2, Math.max(end, 2));
      absolutePlace = start + (sep === '/' ? place : place.replaceAll('/', sep));
    }
    listed.tracked(absolutePlace, record.slice(Math.max(end, 2)));
  }
}

function absolute(folder: string, name: string): string {
  // join() also drops the slash behind a folder and turns slashes for Windows, but takes its time.
  return name.endsWith('/') || sep !== '/' ? join(folder, name, '.') : folder + sep + name;
}
