import { readFileSync } from 'node:fs';
import { type DecodedFile, decode } from '../files/decode.ts';
import { discover } from '../files/discover.ts';
import { holdsAny, mayHoldCredentials } from '../files/prefilter.ts';
import { scan } from '../files/scan.ts';
import type { Skipped } from '../model/finding.ts';
import { UsageError } from './errors.ts';

/** The files of a run: which there are, and the text of those that may matter. */
export interface Tree {
  /** Every file that was looked at, absolute and sorted. */
  readonly files: readonly string[];
  /** Files whose bytes hold a parameter's name or speak of Zoho. */
  readonly candidates: readonly string[];
  readonly filesScanned: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly skipped: readonly Skipped[];
  has(file: string): boolean;
  /** The decoded text of a file of the tree; undefined when it cannot be read. */
  read(file: string): string | undefined;
  /** The bytes and encoding that a text was decoded from. */
  original(file: string): { readonly bytes: Buffer; readonly encoding: DecodedFile['encoding'] } | undefined;
  /** Files among `files` whose bytes hold one of the needles. */
  holding(files: readonly string[], needles: readonly string[]): string[];
}

const ZOHO = ['zoho', 'Zoho', 'ZOHO', 'baihui'];

/**
 * Discovers and scans the files under some paths.
 *
 * @throws UsageError when a path does not exist
 */
export function readTree(paths: readonly string[], cwd: string): Tree {
  const discovery = discover(paths, { cwd });
  if (discovery.missing.length > 0) throw new UsageError(`No such file or folder: ${discovery.missing.join(', ')}`);
  const known = new Map<string, { bytes: Buffer; decoded: DecodedFile }>();
  const candidates: string[] = [];
  const tally = scan(
    discovery.files,
    ({ file, bytes }) => {
      candidates.push(file);
      known.set(file, { bytes, decoded: decode(bytes) });
    },
    (bytes) => mayHoldCredentials(bytes) || holdsAny(bytes, ZOHO),
  );
  const present = new Set(discovery.files);
  const load = (file: string) => {
    const found = known.get(file);
    if (found || !present.has(file)) return found;
    const bytes = readFileSync(file);
    const loaded = { bytes, decoded: decode(bytes) };
    known.set(file, loaded);
    return loaded;
  };
  return {
    files: discovery.files,
    candidates,
    filesScanned: tally.scanned,
    leftOut: addTallies(discovery.leftOut, tally.leftOut),
    skipped: [...discovery.skipped, ...tally.skipped],
    has: (file) => present.has(file),
    read: (file) => load(file)?.decoded.text,
    original(file) {
      const loaded = load(file);
      return loaded && { bytes: loaded.bytes, encoding: loaded.decoded.encoding };
    },
    holding(files, needles) {
      const found: string[] = [];
      scan(files, ({ file }) => found.push(file), (bytes) => holdsAny(bytes, [...needles]));
      return found;
    },
  };
}

function addTallies(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sum: Record<string, number> = { ...a };
  for (const [reason, count] of Object.entries(b)) sum[reason] = (sum[reason] ?? 0) + count;
  return sum;
}
