import { constants } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import createIgnore, { type Ignore } from 'ignore';
import type { Skipped } from '../model/finding.ts';
import { FileList, type OnBatch, splitPath } from './file-list.ts';
import { ignoredByGit } from './git/ignored.ts';
import { findTop } from './git/repository.ts';
import { isGone, type Kind, kindOf, reasonByKind } from './kind.ts';
import {
  countReasons,
  FOLDERS_LEFT_OUT,
  type LeftOutReason,
  reasonByFolders,
  reasonByName,
  tellReasons,
} from './left-out.ts';
import { visitFolder } from './walk.ts';

export interface DiscoverOptions {
  /** The working directory, absolute: paths and `extraIgnores` are relative to it. */
  readonly cwd: string;
  /** Patterns in the syntax of `.gitignore`; they hold for files named explicitly too. */
  readonly extraIgnores?: readonly string[];
  /** The folder that these are relative to, if it is not the working directory. */
  readonly ignoreFolder?: string;
  /** Is told the files that will be among the `files`, while others are still being looked for. */
  readonly onBatch?: OnBatch;
  /** Is told what is left out by rule, once all is found; a folder that is left out whole once. */
  readonly onLeftOut?: ((path: string, reason: string) => void) | undefined;
  /** True: what is ignored stays so where it is named. */
  readonly ignoredStay?: boolean;
}

export interface Discovery {
  /** Absolute paths, each once. */
  readonly files: FileList;
  /** How many files were left out by rule; a folder that is left out whole counts once. */
  readonly leftOut: Record<string, number>;
  /** Paths, as they were given, that do not exist. */
  readonly missing: string[];
  /** Folders that should have been looked into and could not. */
  readonly skipped: Skipped[];
}

interface Search {
  readonly excludes: Ignore | undefined;
  readonly ignoreFolder: string | undefined;
  readonly files: FileList;
  /** Where several paths may lead to the same file: those that were taken. */
  readonly taken: Set<string> | undefined;
  readonly leftOut: Map<string, LeftOutReason>;
  readonly missing: string[];
  readonly skipped: Map<string, Skipped>;
  /** What is known of folders, by base and folder. */
  readonly areas: Map<string, Map<string, LeftOut | undefined>>;
}

interface LeftOut {
  readonly path: string;
  readonly reason: LeftOutReason;
}

/** So many folders are kept in mind. */
const MOST_KNOWN = 1000;
const READING_FOLLOWS_LINKS = constants.O_NOFOLLOW === undefined;

/**
 * Which files of a snapshot are to be scanned, by their names alone; the others are counted. `base` is the folder below
 * which rules about folder names hold.
 */
export function discoverNamed(
  files: readonly string[],
  base: string,
  {
    extraIgnores,
    ignoreFolder,
    onLeftOut,
  }: Pick<DiscoverOptions, 'extraIgnores' | 'ignoreFolder' | 'onLeftOut'>,
): Pick<Discovery, 'leftOut'> & { readonly files: readonly string[] } {
  const excludes = extraIgnores?.length ? createIgnore().add(extraIgnores) : undefined;
  const leftOut = new Map<string, LeftOutReason>();
  const kept = files.filter((file) => {
    const path = relative(base, file);
    const reason = reasonByFolders(path) ?? reasonByName(excludes, ignoreFolder ?? base, ...splitPath(file));
    if (reason) leftOut.set(file, reason);
    return reason === undefined;
  });
  tellReasons(leftOut, onLeftOut);
  return { files: kept.sort(), leftOut: countReasons(leftOut) };
}

/**
 * Finds the files to scan below (or at) the given paths: in a git repository what it tracks or would track,
 * elsewhere everything that `.gitignore` files do not leave out. A file that is named itself is taken even if
 * it is ignored, unless `ignoredStay` is asked for. Symbolic links are never followed.
 */
export function discover(paths: readonly string[], options: DiscoverOptions): Discovery {
  const search: Search = {
    excludes: options.extraIgnores?.length ? createIgnore().add(options.extraIgnores) : undefined,
    ignoreFolder: options.ignoreFolder,
    files: new FileList(options.onBatch),
    taken: paths.length > 1 ? new Set() : undefined,
    leftOut: new Map(),
    missing: [],
    skipped: new Map(),
    areas: new Map(),
  };
  const cwd = resolve(options.cwd);
  const ignored = options.ignoredStay ? ignoredAmong(paths, cwd) : new Set<string>();
  for (const path of paths) {
    const file = resolve(cwd, path);
    if (ignored.has(file)) leaveOutIgnored(search, baseOf(cwd, file, 'file'), file);
    else lookAt(search, path, cwd);
  }
  search.files.end();
  tellReasons(search.leftOut, options.onLeftOut);
  return {
    files: search.files,
    leftOut: countReasons(search.leftOut),
    missing: search.missing,
    skipped: [...search.skipped.values()].sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

function lookAt(search: Search, path: string, cwd: string): void {
  const named = resolve(cwd, path);
  const kind = kindOf(named);
  if (kind === 'gone') {
    search.missing.push(path);
    return;
  }
  const base = baseOf(cwd, named, kind);
  if (kind !== 'folder') {
    takeFile(search, base, named, kind);
    return;
  }
  if (!mayEnter(search, base, named)) return;
  const unlisted = visitFolder(named, base, {
    enter: (folder) => {
      const reason = FOLDERS_LEFT_OUT.get(basename(folder));
      if (reason) search.leftOut.set(folder, reason);
      return reason === undefined;
    },
    file: (place, name) => takeOrLeave(search, base, place, name),
    tracked: (place, name) => takeTracked(search, base, place, name),
    other: (other) => takeFile(search, base, other, kindOf(other)),
  });
  for (const ignored of unlisted.ignored) leaveOutIgnored(search, base, ignored);
  for (const skipped of unlisted.skipped) search.skipped.set(skipped.file, skipped);
}

/**
 * Rules about folder names hold below the working directory, or else below what is named: a project is not vendored
 * because it lies in somebody's folder `vendor`.
 */
function baseOf(cwd: string, named: string, kind: Kind): string {
  if (isWithin(cwd, named)) return cwd;
  return kind === 'folder' ? named : dirname(named);
}

/** Goes into no folder, and takes nothing. */
const NONE = { enter: () => false, file() {}, tracked() {}, other() {} };

/** The files among some paths that git or, outside of it, a `.gitignore` file leaves out. */
function ignoredAmong(paths: readonly string[], cwd: string): Set<string> {
  const files = paths.map((path) => resolve(cwd, path)).filter((path) => kindOf(path) === 'file');
  const outside = files.filter((file) => findTop(dirname(file)) === undefined);
  const listed = [...new Set(outside.map((file) => dirname(file)))].flatMap(
    (folder) => visitFolder(folder, isWithin(cwd, folder) ? cwd : folder, NONE).ignored,
  );
  const ignored = new Set(listed);
  const byRules = outside.filter((file) => ignored.has(file) || isBelowAny(file, ignored));
  return new Set([...ignoredByGit(files), ...byRules]);
}

function isBelowAny(file: string, folders: ReadonlySet<string>): boolean {
  const parent = dirname(file);
  return parent !== file && (folders.has(parent) || isBelowAny(parent, folders));
}

function takeFile(search: Search, base: string, file: string, kind: Kind): void {
  const above = judgeFolder(search, base, kind === 'folder' ? file : dirnameOf(file));
  const reason = reasonByKind(kind);
  if (above) search.leftOut.set(above.path, above.reason);
  else if (reason) search.leftOut.set(file, reason);
  else takeOrLeave(search, base, ...splitPath(file), kind);
}

/** Takes what git says to be a file: reading it will say so if it is none. */
function takeTracked(search: Search, base: string, folder: string, name: string): void {
  const file = folder + name;
  const isLeftOut =
    READING_FOLLOWS_LINKS ||
    judgeFolder(search, base, dirnameOf(file)) ||
    reasonByName(search.excludes, search.ignoreFolder ?? base, folder, name);
  if (isLeftOut) takeFile(search, base, file, kindOf(file));
  else take(search, folder, name);
}

/** Takes a file of a folder, which ends with a separator, unless its name is a reason to leave it out. */
function takeOrLeave(search: Search, base: string, folder: string, name: string, kind: Kind = 'file'): void {
  const reason = reasonByName(search.excludes, search.ignoreFolder ?? base, folder, name);
  if (reason) {
    search.leftOut.set(folder + name, reason);
    return;
  }
  // In the index, not in the folder.
  if (!isGone(folder + name, kind)) take(search, folder, name);
}

function take(search: Search, folder: string, name: string): void {
  const { taken } = search;
  if (taken) {
    const file = folder + name;
    if (taken.has(file)) return;
    taken.add(file);
    search.leftOut.delete(file);
  }
  search.files.add(folder, name);
}

/** Something is said once: what is ignored inside of a vendored folder is vendored. */
function leaveOutIgnored(search: Search, base: string, path: string): void {
  if (search.files.has(path)) return;
  const above = judgeFolder(search, base, path);
  search.leftOut.set(above?.path ?? path, above?.reason ?? 'ignored');
}

function mayEnter(search: Search, base: string, folder: string): boolean {
  const leftOut = judgeFolder(search, base, folder);
  if (leftOut) search.leftOut.set(leftOut.path, leftOut.reason);
  return leftOut === undefined;
}

/** Why a folder is left out: itself, or the outermost folder below `base` that it lies in. */
function judgeFolder(search: Search, base: string, folder: string): LeftOut | undefined {
  let area = search.areas.get(base);
  // Files come folder by folder: what is forgotten is seldom asked for again.
  if (!area || area.size > MOST_KNOWN) area = new Map([[base, undefined]]);
  search.areas.set(base, area);
  if (area.has(folder)) return area.get(folder);
  const above = judgeFolder(search, base, dirnameOf(folder));
  const byName = FOLDERS_LEFT_OUT.get(basename(folder));
  const byKind = kindOf(folder) === 'link' ? 'symbolic link' : undefined;
  const reason = byName ?? byKind;
  const judged = above ?? (reason && { path: folder, reason });
  area.set(folder, judged);
  return judged;
}

/** As dirname(), which takes its time, answers for a file that is absolute. */
function dirnameOf(file: string): string {
  const end = file.lastIndexOf(sep);
  return end > 0 ? file.slice(0, end) : dirname(file);
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith('..' + sep) && !isAbsolute(way);
}
