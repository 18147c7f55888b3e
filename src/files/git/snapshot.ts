import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNamed } from './blobs.ts';
import { askRepository, type Repository, reasonOf, tryRepository } from './repository.ts';
import { GitCannotTell, recordsOf } from './run.ts';

/** A file of a commit, or of the index that will be one. */
export interface Entry {
  /** Absolute, as if it were checked out. */
  readonly file: string;
  readonly blob: string;
  readonly kind: 'file' | 'symbolic link' | 'another repository';
}

/** A file that a commit adds or changes. */
export interface ChangedEntry extends Entry {
  /** What the file was in each parent, under whatever name; undefined where it was not. */
  readonly before: readonly (string | undefined)[];
}

/** What a commit will hold, or holds, read from git alone: nothing is looked up in the work tree. */
export interface Snapshot {
  readonly changed: readonly ChangedEntry[];
  readonly deleted: readonly string[];
  /** Files with conflicts that nobody has resolved, absolute. */
  readonly unmerged: readonly string[];
  /** What git compares to tell what is changed; undefined in a merge, which is compared twice. */
  readonly compared: readonly string[] | undefined;
  /** Everything it holds; asked for when it is needed. */
  all(): readonly Entry[];
  /** The texts of those of some files that it holds, and contents of other blobs that are read along with them. */
  read(files: readonly string[], along: readonly string[]): ReturnType<typeof readNamed>;
}

const DIFF = [
  ...['diff', '--raw', '-z', '-M', '--no-abbrev', '--no-relative', '--no-color', '--ignore-submodules=none'],
  ...['--no-ext-diff', '--no-textconv'],
];

/** What `git commit` would commit now. In a merge, only what differs from each parent counts as changed. */
export function readIndex(repository: Repository): Snapshot {
  const comparisons = [undefined, ...mergeParents(repository)].map((parent) =>
    // Before the first commit there is no HEAD to name.
    compare(repository, ['--cached', '--end-of-options', ...(parent === undefined ? [] : [parent])]),
  );
  return {
    ...told(comparisons),
    compared: comparisons.length === 1 ? ['--cached'] : undefined,
    all: () => parseEntries(askRepository(repository, ['ls-files', '--stage', '-z']), repository.top),
    read: (files, along) => readNamed(repository, '', files, along),
  };
}

/** What a commit holds that the one which it shares with `since` did not. @throws GitCannotTell for unknown names */
export function readSince(repository: Repository, since: string, until = 'HEAD'): Snapshot {
  const [from, to] = [nameCommit(repository, since), nameCommit(repository, until)];
  const base = tryRepository(repository, ['merge-base', from, to]);
  const start = base.ok ? base.output.toString('latin1').trim() : from;
  const list = ['ls-tree', '-r', '-z', '--full-tree', to];
  return {
    ...told([compare(repository, ['--end-of-options', start, to])]),
    compared: ['--end-of-options', start, to],
    all: () => parseEntries(askRepository(repository, list), repository.top),
    read: (files, along) => readNamed(repository, to, files, along),
  };
}

function nameCommit(repository: Repository, name: string): string {
  const asked = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
  const answer = tryRepository(repository, asked);
  // `--quiet` leaves out reasons of other kinds, too; a repository that cannot be read says so at the next question.
  if (!answer.ok) throw new GitCannotTell(whyNoCommit(repository, name));
  return answer.output.toString('latin1').trim();
}

/** Pipelines fetch little, as a rule: that is why a commit is missing most of the time. */
function whyNoCommit(repository: Repository, name: string): string {
  const { top, gitDirectory } = repository;
  const asked = reasonOf(repository, '');
  if (asked !== '') return `git cannot tell what is in ${top}: ${asked}`;
  const what = `There is no commit '${name}' in ${top}`;
  if (!tryRepository(repository, ['rev-parse', '--verify', '--quiet', 'HEAD']).ok)
    return `${what}: nothing is committed yet`;
  return existsSync(join(gitDirectory, 'shallow'))
    ? `${what}, which holds a part of the history alone: fetch the rest (git fetch --unshallow; on GitHub, fetch-depth: 0)`
    : `${what}: is the name right, and was it fetched?`;
}

/** The other parents of the commit that a merge in progress will make. */
function mergeParents({ gitDirectory }: Repository): string[] {
  const file = join(gitDirectory, 'MERGE_HEAD');
  if (existsSync(file)) return readFileSync(file, 'latin1').match(/^[0-9a-f]{40,64}$/gm) ?? [];
  // `git merge` writes that file only after its hook, to which it tells the parents in this way.
  return Object.keys(process.env).flatMap((name) => /^GITHEAD_([0-9a-f]{40,64})$/.exec(name)?.[1] ?? []);
}

type Comparison = ReadonlyMap<string, Change>;

interface Change {
  readonly mode: string;
  readonly before: string | undefined;
  readonly after: string;
  /** As git names it: `A`, `D`, `M`, `R087`, `T`, `U`. */
  readonly status: string;
}

function compare(repository: Repository, what: readonly string[]): Comparison {
  const records = recordsOf(askRepository(repository, [...DIFF, ...what, '--']));
  const changes = new Map<string, Change>();
  for (let at = 0; at < records.length; at++) {
    const [, mode, before, after, status] = records[at]!.split(' ');
    const moved = /^[RC]/.test(status!);
    at += moved ? 2 : 1;
    changes.set(join(repository.top, records[at]!), {
      mode: mode!,
      before: status === 'A' ? undefined : before!,
      after: after!,
      status: status!,
    });
  }
  return changes;
}

function told(comparisons: readonly Comparison[]): Pick<Snapshot, 'changed' | 'deleted' | 'unmerged'> {
  const [first, ...others] = comparisons;
  const ours = [...first!].filter(([file]) => others.every((other) => other.has(file)));
  const having = (status: string) =>
    [...first!].flatMap(([file, change]) => (change.status === status ? [file] : []));
  return {
    changed: ours
      .filter(([, { status }]) => status !== 'D' && status !== 'U')
      .map(([file, { mode, after }]) => ({
        file,
        blob: after,
        kind: kindOf(mode),
        before: comparisons.map((one) => one.get(file)!.before),
      })),
    deleted: having('D'),
    unmerged: having('U'),
  };
}

/** Reads what `ls-files --stage` and `ls-tree -r` print: mode, perhaps a type, id, perhaps a stage, a tab, the name. */
function parseEntries(output: Buffer, top: string): Entry[] {
  return recordsOf(output).flatMap((record) => {
    const tab = record.indexOf('\t');
    const words = record.slice(0, tab).split(' ');
    const isTree = words[1] === 'blob' || words[1] === 'commit';
    const [mode, blob, stage] = isTree ? [words[0]!, words[2]!, '0'] : [words[0]!, words[1]!, words[2]!];
    return stage === '0' ? [{ file: join(top, record.slice(tab + 1)), blob, kind: kindOf(mode) }] : [];
  });
}

function kindOf(mode: string): Entry['kind'] {
  if (mode === '120000') return 'symbolic link';
  return mode === '160000' ? 'another repository' : 'file';
}
