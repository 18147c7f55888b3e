import type { Skipped } from '../../model/finding.ts';
import { type Matcher, type OnLeftOut, type Scan, type ScanTally, scan, scanContents } from '../scan.ts';
import { type Blobs, readBlobs, withBlobFile } from './blobs.ts';
import type { Repository } from './repository.ts';

/** Contents are kept, up to so many bytes: files are looked at more than once, and asking git takes its time. */
const KEPT = 64 * 1024 * 1024;

/** Reads files of a snapshot as `scan` reads those on the disk. */
export function createBlobScan(
  repository: Repository,
  blobOf: (file: string) => string | undefined,
  known: Blobs['contents'],
): Scan {
  const kept = new Map<string, Buffer>();
  let bytesKept = 0;
  const keep = (contents: Blobs['contents']) => {
    for (const [id, bytes] of contents) {
      if (kept.has(id) || bytesKept + bytes.length > KEPT) continue;
      // A part of git's answer would keep all of it.
      kept.set(id, Buffer.from(bytes));
      bytesKept += bytes.length;
    }
  };
  keep(known);
  return (files, onCandidate, matches, onLeftOut) => {
    const byId = groupByBlob(files, blobOf);
    const tallies: ScanTally[] = [];
    const look = (blobs: Blobs) => {
      keep(blobs.contents);
      const contents = new Map(
        [...blobs.contents].flatMap(([id, bytes]) => byId.get(id)!.map((file) => [file, bytes] as const)),
      );
      tallies.push(scanContents(contents, onCandidate, matches, onLeftOut));
      for (const id of blobs.large)
        for (const file of byId.get(id)!)
          tallies.push(scanLarge(repository, id, file, onCandidate, matches, onLeftOut));
      tallies.push({
        scanned: 0,
        leftOut: {},
        skipped: blobs.missing.flatMap((id) => byId.get(id)!.map(notHere)),
      });
    };
    const here = [...byId.keys()].filter((id) => kept.has(id));
    look({ contents: new Map(here.map((id) => [id, kept.get(id)!])), large: [], missing: [] });
    for (const blobs of readBlobs(
      repository,
      [...byId.keys()].filter((id) => !kept.has(id)),
    ))
      look(blobs);
    return sum(tallies);
  };
}

function groupByBlob(files: Iterable<string>, blobOf: (file: string) => string | undefined) {
  const byId = new Map<string, string[]>();
  for (const file of files) {
    const id = blobOf(file);
    if (id !== undefined) byId.set(id, [...(byId.get(id) ?? []), file]);
  }
  return byId;
}

function scanLarge(
  repository: Repository,
  id: string,
  file: string,
  onCandidate: Parameters<Scan>[1],
  matches: Matcher,
  onLeftOut: OnLeftOut | undefined,
): ScanTally {
  return withBlobFile(repository, id, (copy) => {
    const tally = scan(
      [copy],
      ({ bytes }) => onCandidate({ file, bytes }),
      (bytes) => matches(bytes, file),
      (_copy, reason) => onLeftOut?.(file, reason),
    );
    return { ...tally, skipped: tally.skipped.map((one) => ({ ...one, file })) };
  });
}

function notHere(file: string): Skipped {
  return { file, reason: 'its content is not in this clone', failed: true };
}

function sum(tallies: readonly ScanTally[]): ScanTally {
  const leftOut: Record<string, number> = {};
  for (const tally of tallies)
    for (const [reason, count] of Object.entries(tally.leftOut))
      leftOut[reason] = (leftOut[reason] ?? 0) + count;
  return {
    scanned: tallies.reduce((total, { scanned }) => total + scanned, 0),
    leftOut,
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}
