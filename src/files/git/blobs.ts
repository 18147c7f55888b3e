import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { decode } from '../decode.ts';
import { askRepository, type Repository, tryRepository } from './repository.ts';
import { GitCannotTell } from './run.ts';

/** What is larger goes through a file, not through memory. */
const LARGE = 5 * 1024 * 1024;
/** So much is asked for at once. */
const TOGETHER = 32 * 1024 * 1024;
/** So few are as a rule not too much, so that their sizes need not be asked for first. */
const FEW = 1000;

/** Blobs of which the contents are at hand, and those that are too large for it. */
export interface Blobs {
  readonly contents: ReadonlyMap<string, Buffer>;
  readonly large: readonly string[];
  /** What the repository does not have, as in a partial clone. */
  readonly missing: readonly string[];
}

/** Reads blobs as they are stored, without filters, some megabytes at a time. */
export function* readBlobs(repository: Repository, ids: readonly string[]): Generator<Blobs> {
  if (ids.length === 0) return;
  const quick = ids.length <= FEW ? readTogether(repository, ids) : undefined;
  if (quick) {
    yield quick;
    return;
  }
  const sizes = sizesOf(repository, ids);
  yield {
    contents: new Map(),
    large: ids.filter((id) => sizes.get(id)! > LARGE),
    missing: ids.filter((id) => !sizes.has(id)),
  };
  for (const together of inPortions(ids, sizes)) {
    const blobs = readTogether(repository, together);
    if (!blobs) throw new GitCannotTell(`git says more than the size of blobs in ${repository.top}`);
    yield blobs;
  }
}

function* inPortions(ids: readonly string[], sizes: ReadonlyMap<string, number>): Generator<string[]> {
  let portion: string[] = [];
  let bytes = 0;
  for (const id of ids) {
    const size = sizes.get(id);
    if (size === undefined || size > LARGE) continue;
    if (portion.length > 0 && bytes + size > TOGETHER) {
      yield portion;
      [portion, bytes] = [[], 0];
    }
    portion.push(id);
    bytes += size;
  }
  if (portion.length > 0) yield portion;
}

/** The sizes of blobs in bytes, by their ids. */
function sizesOf(repository: Repository, ids: readonly string[]): Map<string, number> {
  const output = askRepository(repository, ['cat-file', '--batch-check=%(objectname) %(objectsize)'], {
    input: lines(ids),
  });
  return new Map(
    output
      .toString('latin1')
      .trimEnd()
      .split('\n')
      .flatMap((line) => {
        const [id, size] = line.split(' ');
        return size === 'missing' ? [] : [[id!, Number(size)] as const];
      }),
  );
}

/** Undefined where it is too much. */
function readTogether(repository: Repository, ids: readonly string[]): Blobs | undefined {
  const answer = tryRepository(repository, ['cat-file', '--batch'], {
    input: lines(ids),
    longest: 2 * TOGETHER,
  });
  if (!answer.ok && answer.tooLong) return undefined;
  if (!answer.ok) throw new GitCannotTell(`git cannot read from ${repository.top}: ${answer.reason}`);
  const { output } = answer;
  const contents = new Map<string, Buffer>();
  const large: string[] = [];
  const missing: string[] = [];
  let at = 0;
  for (const id of ids) {
    const headEnd = output.indexOf(0x0a, at);
    const head = output.toString('latin1', at, headEnd);
    at = headEnd + 1;
    // What was asked for may be a name with blanks in it.
    if (head.endsWith(' missing')) {
      missing.push(id);
      continue;
    }
    const [, kind, length] = head.split(' ');
    const size = Number(length);
    if (size > LARGE) large.push(id);
    else if (kind === 'blob') contents.set(id, output.subarray(at, at + size));
    at += size + 1;
  }
  return { contents, large, missing };
}

/**
 * The texts of files by their names in a commit, or in the index (`''`); those that are not there are left out. Asks for
 * the contents of some blobs along with them, which are handed on if they are not too much.
 */
export function readNamed(
  repository: Repository,
  commit: string,
  files: readonly string[],
  along: readonly string[] = [],
): { readonly texts: Map<string, string>; readonly contents: Blobs['contents'] } {
  const named = new Map<string, string>(
    files
      .map((file) => [`${commit}:${nameIn(repository, file)}`, file] as const)
      // A name with a line end cannot be asked for in this way.
      .filter(([name]) => !/[\r\n]|^[^:]*:\.\.\//.test(name)),
  );
  const blobs =
    readTogether(repository, [...named.keys(), ...along]) ?? readTogether(repository, [...named.keys()]);
  if (!blobs) throw new GitCannotTell(`what configures it in ${repository.top} is too large`);
  const contents = new Map(blobs.contents);
  const texts = new Map<string, string>();
  for (const [name, file] of named) {
    const bytes = contents.get(name);
    if (bytes) texts.set(file, decode(bytes).text);
    contents.delete(name);
  }
  return { texts, contents };
}

function nameIn({ top }: Repository, file: string): string {
  return relative(top, file).replaceAll(sep, '/');
}

function lines(ids: readonly string[]): string {
  return ids.map((id) => id + '\n').join('');
}

/** Puts a blob into a file of its own for as long as `use` looks at it. */
export function withBlobFile<T>(repository: Repository, id: string, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'zoho-authtoken-'));
  try {
    const file = join(folder, 'blob');
    const descriptor = openSync(file, 'wx', 0o600);
    try {
      askRepository(repository, ['cat-file', 'blob', id], { into: descriptor });
    } finally {
      closeSync(descriptor);
    }
    return use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
