import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import createIgnore, { type Ignore } from 'ignore';
import type { Skipped } from '../model/finding.ts';
import { decode } from './decode.ts';
import { type Listed, listWithGit } from './git/list.ts';
import { UNREADABLE, unreadable } from './unreadable.ts';

/** Takes what is found while more is still being looked for; absolute paths. */
export interface Visitor extends Listed {
  /** Whether a folder is to be looked into, of which the folder around it was. */
  enter(folder: string): boolean;
  /** A regular file, as the name of its folder, with a separator at its end, and its own. */
  file(folder: string, name: string): void;
  /** What may be a file, or whatever else is no folder that could be entered. */
  other(path: string): void;
}

/** What of a folder is not looked at; absolute paths. */
export interface Unlisted {
  /** Files and whole folders that ignore rules leave out. */
  readonly ignored: string[];
  /** Folders that could not be read. */
  readonly skipped: Skipped[];
}

/** The rules of one `.gitignore` file, which hold below its folder. */
interface Rules {
  readonly folder: string;
  readonly matcher: Ignore;
}

// As git is set up by default there.
const IGNORE_CASE = process.platform === 'win32' || process.platform === 'darwin';

/** Lists a folder as git sees it, elsewhere by walking it with the `.gitignore` files from `base` downwards. */
export function visitFolder(folder: string, base: string, visitor: Visitor): Unlisted {
  const unlisted: Unlisted = { ignored: [], skipped: [] };
  if (visitWithGit(folder, visitor, unlisted)) return unlisted;
  const rules: Rules[] = [];
  for (const above of foldersBetween(base, folder)) {
    if (isIgnored(above, true, rules)) {
      unlisted.ignored.push(above);
      return unlisted;
    }
    if (above !== folder) addRules(above, rules);
  }
  walk(folder, rules, visitor, unlisted);
  return unlisted;
}

function visitWithGit(folder: string, visitor: Visitor, unlisted: Unlisted): boolean {
  const found = listWithGit(folder, visitor);
  if (!found) return false;
  for (const path of found.ignored) unlisted.ignored.push(path);
  for (const path of found.unreadable)
    unlisted.skipped.push({ file: path, reason: UNREADABLE, failed: true });
  return true;
}

function walk(folder: string, outer: readonly Rules[], visitor: Visitor, unlisted: Unlisted): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    unlisted.skipped.push(unreadable(folder, error));
    return;
  }
  const has = (name: string) => entries.some((entry) => entry.name === name);
  if (has('.git') && visitWithGit(folder, visitor, unlisted)) return;
  const rules = [...outer];
  if (has('.gitignore')) addRules(folder, rules);
  // join() takes its time.
  const start = folder.endsWith(sep) ? folder : folder + sep;
  for (const entry of entries) {
    const { name } = entry;
    if (entry.isDirectory()) {
      if (name === '.git' || !visitor.enter(start + name)) continue;
      if (isIgnored(start + name, true, rules)) unlisted.ignored.push(start + name);
      else walk(start + name, rules, visitor, unlisted);
    } else if (name === '.git') continue;
    else if (isIgnored(start + name, false, rules)) unlisted.ignored.push(start + name);
    else if (entry.isFile()) visitor.file(start, name);
    else visitor.other(start + name);
  }
}

/** The nearest rules that say anything about a path decide. */
function isIgnored(path: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  if (rules.length === 0) return false;
  for (const { folder, matcher } of rules.toReversed()) {
    const name = relative(folder, path).replaceAll(sep, '/') + (isFolder ? '/' : '');
    const { ignored, unignored } = matcher.test(name);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function addRules(folder: string, rules: Rules[]): void {
  const file = join(folder, '.gitignore');
  let text: string;
  try {
    // Only a regular file, as git does it: a link could lead anywhere.
    if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) return;
    text = decode(readFileSync(file)).text.replace(/^\ufeff/, '');
  } catch {
    // Rules that cannot be read leave nothing out: more is scanned, none is missed.
    return;
  }
  rules.push({ folder, matcher: createIgnore({ ignorecase: IGNORE_CASE }).add(text) });
}

/** The folders from `base` down to `folder`, both included, outermost first. */
function foldersBetween(base: string, folder: string): string[] {
  const folders = [folder];
  for (let at = folder; at !== base && at !== dirname(at); ) {
    at = dirname(at);
    folders.unshift(at);
  }
  return folders;
}
