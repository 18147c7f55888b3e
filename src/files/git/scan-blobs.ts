import type { Skipped } from '../../model/finding.ts';
import { type Matcher, type Scan, type ScanTally, scan, scanContents } from '../scan.ts';
import { type Blobs, readBlobs, withBlobFile } from './blobs.ts';
import type { Repository } from './repository.ts';

/** Contents that were of interest once are kept, up to so many bytes: they will be asked for again. */
const KEPT = 64 * 1024 * 1024;

/** Reads files of a snapshot as `scan` reads those on the disk. */
export function createBlobScan(repository: Repository, blobOf: (file: string) => string | undefined): Scan {
  const kept = new Map<string, Buffer>();
  let bytesKept = 0;
  return (files, onCandidate, matches) => {
    const byId = groupByBlob(files, blobOf);
    const tallies: ScanTally[] = [];
    const look = (blobs: Blobs) => {
      const contents = new Map(
        [...blobs.contents].flatMap(([id, bytes]) => byId.get(id)!.map((file) => [file, bytes] as const)),
      );
      tallies.push(
        scanContents(
          contents,
          (candidate) => {
            const id = blobOf(candidate.file)!;
            if (!kept.has(id) && bytesKept + candidate.bytes.length <= KEPT) {
              kept.set(id, candidate.bytes);
              bytesKept += candidate.bytes.length;
            }
            onCandidate(candidate);
          },
          matches,
        ),
      );
      for (const id of blobs.large)
        for (const file of byId.get(id)!) tallies.push(scanLarge(repository, id, file, onCandidate, matches));
      tallies.push({
        scanned: 0,
        leftOut: {},
        skipped: blobs.missing.flatMap((id) => byId.get(id)!.map(notHere)),
      });
    };
    const known = [...byId.keys()].filter((id) => kept.has(id));
    look({ contents: new Map(known.map((id) => [id, kept.get(id)!])), large: [], missing: [] });
    for (const blobs of readBlobs(
      repository,
      [...byId.keys()].filter((id) => !known.includes(id)),
    ))
      look(blobs);
    return sum(tallies);
  };
}

function groupByBlob(files: readonly string[], blobOf: (file: string) => string | undefined) {
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
): ScanTally {
  return withBlobFile(repository, id, (copy) => {
    const tally = scan(
      [copy],
      ({ bytes }) => onCandidate({ file, bytes }),
      (bytes) => matches(bytes, file),
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
