import { resolve, sep } from 'node:path';
import { discoverNamed } from '../../files/discover.ts';
import { FileList } from '../../files/file-list.ts';
import { withBlobFile } from '../../files/git/blobs.ts';
import { changedLines, type Lines, linesAddedTogether } from '../../files/git/changed-lines.ts';
import { openRepository, type Repository } from '../../files/git/repository.ts';
import { createBlobScan } from '../../files/git/scan-blobs.ts';
import {
  type ChangedEntry,
  type Entry,
  readIndex,
  readSince,
  type Snapshot,
} from '../../files/git/snapshot.ts';
import { readPieces } from '../../files/pieces.ts';
import type { Skipped } from '../../model/finding.ts';
import type { Watch } from '../../model/watch.ts';
import type { Ignored } from '../config.ts';
import { Sighter } from '../sighting/sight.ts';
import { createTree, type TreeSource } from '../tree.ts';
import { mayConcern } from './concern.ts';
import type { CheckScope, Source, What } from './scope.ts';

/** So many files are read at once. */
const FEW = 1000;
/** So many files are compared at once: their names are arguments. */
const FEW_COMPARED = 50;

interface Asked {
  readonly cwd: string;
  /** Files and folders; none means everything. */
  readonly paths: readonly string[];
  readonly ignored: Ignored;
  /** True: all lines of the changed files count. */
  readonly wholeFiles: boolean;
  readonly watch: Watch;
}

/** What a commit changes, or would change, as git holds it. @throws GitCannotTell */
export function openSnapshot(what: Exclude<What, { kind: 'work-tree' }>, cwd: string): Source {
  const repository = openRepository(cwd);
  const snapshot =
    what.kind === 'staged' ? readIndex(repository) : readSince(repository, what.since, what.until);
  const known = new Map<string, Buffer>();
  return {
    top: repository.top,
    readTexts(files) {
      // What will be judged comes along: each question to git takes its time.
      const few = snapshot.changed.length <= FEW && known.size === 0 ? snapshot.changed : [];
      const ids = few.filter(({ kind }) => kind === 'file').map(({ blob }) => blob);
      const { texts, contents } = snapshot.read(files, ids);
      for (const [id, bytes] of contents) known.set(id, bytes);
      return texts;
    },
    judge: (paths, ignored, watch) =>
      judge(repository, snapshot, known, { cwd, paths, ignored, wholeFiles: what.wholeFiles, watch }),
  };
}

/**
 * Judges the files that a commit changes. A file that is named and that it does not change is judged as a whole: a hook
 * runner that names it wants it judged.
 */
function judge(
  repository: Repository,
  snapshot: Snapshot,
  known: ReadonlyMap<string, Buffer>,
  asked: Asked,
): CheckScope {
  const chosen = choose(snapshot, asked);
  const { changed, named, skipped } = chosen;
  const entries = new Map<string, Entry>([...changed, ...named].map((entry) => [entry.file, entry]));
  const everything = once(() => {
    for (const entry of snapshot.all()) if (!entries.has(entry.file)) entries.set(entry.file, entry);
    return [...entries.values()];
  });
  const blobOf = (file: string) => entries.get(file)?.blob;
  const scan = createBlobScan(repository, blobOf, known);
  const { watch } = asked;
  const source = (members: readonly Entry[], onLeftOut?: Watch['leaveOut']): TreeSource => {
    const { files, leftOut } = leaveOut(members, repository.top, asked.ignored, onLeftOut);
    watch.at('look', 0, files.length);
    return {
      files: FileList.of(files),
      leftOut,
      skipped,
      sighting: new Sighter(scan, onLeftOut).sight(files),
      scan,
      readPieces: (file, take) => withBlobFile(repository, blobOf(file)!, (copy) => readPieces(copy, take)),
    };
  };
  const judged = createTree(source([...changed, ...named], watch.leaveOut));
  const has = (file: string) => {
    everything();
    return entries.has(file);
  };
  const readTexts = (files: readonly string[]) => snapshot.read(files, []).texts;
  return {
    judged,
    has,
    around: once(() =>
      mayConcern(judged.files, scan, { has, readTexts }) ? createTree(source(everything())) : judged,
    ),
    ...(!asked.wholeFiles && { changedLines: linesOf(repository, snapshot, chosen, judged.candidates) }),
  };
}

interface Chosen {
  readonly changed: readonly ChangedEntry[];
  readonly named: readonly Entry[];
  readonly skipped: readonly Skipped[];
}

function choose(snapshot: Snapshot, { cwd, paths }: Asked): Chosen {
  const wanted = paths.map((path) => resolve(cwd, path));
  const isWanted = (file: string) =>
    wanted.length === 0 ||
    wanted.some((path) => file === path || file.startsWith(path.endsWith(sep) ? path : path + sep));
  const changed = snapshot.changed.filter(({ file }) => isWanted(file));
  const unmerged = snapshot.unmerged.filter(isWanted);
  const known = new Set([...changed.map(({ file }) => file), ...unmerged, ...snapshot.deleted]);
  const others = wanted.filter((path) => !known.has(path));
  const all = others.length === 0 ? [] : snapshot.all();
  const named = all.filter(({ file }) => others.includes(file));
  const found = new Set(named.map(({ file }) => file));
  const lost = others.filter(
    (path) => !found.has(path) && !all.some(({ file }) => file.startsWith(path + sep)),
  );
  return {
    changed,
    named,
    skipped: [
      ...unmerged.map((file) => ({
        file,
        reason: 'has conflicts that are not resolved',
        failed: true as const,
      })),
      ...lost.map((file) => ({ file, reason: 'is not in the index', failed: true as const })),
    ],
  };
}

function leaveOut(
  entries: readonly Entry[],
  base: string,
  { patterns, folder }: Ignored,
  onLeftOut: Watch['leaveOut'],
) {
  const regular = entries.filter(({ kind }) => kind === 'file').map(({ file }) => file);
  const { files, leftOut } = discoverNamed(regular, base, {
    extraIgnores: patterns,
    ignoreFolder: folder,
    onLeftOut,
  });
  const counts: Record<string, number> = { ...leftOut };
  for (const { file, kind } of entries) {
    if (kind === 'file') continue;
    counts[kind] = (counts[kind] ?? 0) + 1;
    onLeftOut?.(file, kind);
  }
  return { files, leftOut: counts };
}

/** @param likely the files that will be asked about */
function linesOf(
  repository: Repository,
  { compared }: Snapshot,
  { changed, named }: Chosen,
  likely: readonly string[],
) {
  const entries = new Map(changed.map((entry) => [entry.file, entry]));
  const whole = new Set(named.map(({ file }) => file));
  const together = once(() => {
    const modified = likely.filter((file) => entries.get(file)?.before[0] !== undefined);
    if (!compared || modified.length < 2 || modified.length > FEW_COMPARED) return undefined;
    return linesAddedTogether(repository, compared, modified);
  });
  const known = new Map<string, Lines>();
  return (file: string): Lines => {
    const entry = entries.get(file);
    if (!entry) return { has: () => whole.has(file) };
    const lines =
      known.get(file) ??
      together()?.get(`${entry.before[0]}..${entry.blob}`) ??
      changedLines(repository, entry.before, entry.blob);
    known.set(file, lines);
    return lines;
  };
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
}
