import { dirname } from 'node:path';
import { findTop } from './repository.ts';

// Windows takes 32,767 characters a command line.
const ARGUMENT_CHARACTERS = 20_000;

/** Files (absolute paths) by the top of the repository that they lie in; those outside of git are left out. */
export function groupByRepository(files: readonly string[]): Map<string, string[]> {
  const rootOf = new Map<string, string | undefined>();
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const root = findTop(dirname(file), rootOf);
    if (root === undefined) continue;
    const members = groups.get(root);
    if (members) members.push(file);
    else groups.set(root, [file]);
  }
  return groups;
}

/** Files that may be named in one command each. */
export function* inBatches(files: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let characters = 0;
  for (const file of files) {
    if (batch.length > 0 && characters + file.length > ARGUMENT_CHARACTERS) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(file);
    characters += file.length + 3;
  }
  if (batch.length > 0) yield batch;
}
