import { sep } from 'node:path';

/** Files of one batch: enough that taking one costs nothing, few enough that two threads end together. */
export const BATCH = 128;

const NOTHING = -1;

/** Paths of some files as one text, which costs little to keep and to hand to another thread. */
export type Batch = string & { readonly __batch: true };

/** Takes a batch, and how many files there are in it and all before. */
export type OnBatch = (batch: Batch, files: number) => void;

/**
 * A set of many files (absolute paths) that takes little memory: their names are kept in batches, of which each is one
 * text. Files are numbered in the order in which they were added.
 */
export class FileList implements Iterable<string> {
  private readonly batches: Batch[] = [];
  private readonly onBatch: OnBatch;
  /** Parts of the batch that is being filled, as `join` puts them together. */
  private parts: string[] = [];
  private folderOfParts: string | undefined;
  private folder = '';
  private folderHash = 0;
  private count = 0;
  private readonly dropped = new Set<string>();
  /** The hash of each file, and where it may be found by that: numbers of files. */
  private hashes = new Int32Array(64);
  private slots = new Int32Array(128).fill(NOTHING);

  /** @param onBatch is told each full batch, and the last one when `end` is called */
  constructor(onBatch: OnBatch = () => {}) {
    this.onBatch = onBatch;
  }

  static of(files: Iterable<string>): FileList {
    const list = new FileList();
    for (const file of files) list.add(...splitPath(file));
    list.end();
    return list;
  }

  /** Adds a file of a folder, which ends with a separator; answers whether it was not there yet. */
  add(folder: string, name: string): boolean {
    if (folder !== this.folder) {
      this.folder = folder;
      this.folderHash = hash(0, folder);
    }
    const key = hash(this.folderHash, name);
    if (this.find(key, folder, name) !== NOTHING) return false;
    if (folder !== this.folderOfParts) this.parts.push('', folder);
    this.folderOfParts = folder;
    this.parts.push(name);
    this.note(key);
    if (this.count % BATCH === 0) this.endBatch();
    return true;
  }

  /** Says that no more will be added. */
  end(): void {
    if (this.parts.length > 0) this.endBatch();
  }

  /** Takes out what turned out not to be there; the others keep their numbers. */
  drop(files: Iterable<string>): void {
    for (const file of files) this.dropped.add(file);
  }

  has(file: string): boolean {
    const [folder, name] = splitPath(file);
    return !this.dropped.has(file) && this.find(hash(hash(0, folder), name), folder, name) !== NOTHING;
  }

  at(number: number): string {
    return filesOf(this.batchOf(number))[number % BATCH]!;
  }

  *[Symbol.iterator](): Generator<string> {
    for (let first = 0; first < this.count; first += BATCH)
      for (const file of filesOf(this.batchOf(first))) if (!this.dropped.has(file)) yield file;
  }

  /** The files whose names end in some way; the others are not put together again for this. */
  *endingWith(end: string): Generator<string> {
    for (let first = 0; first < this.count; first += BATCH) {
      const batch = this.batchOf(first);
      for (let at = batch.indexOf(end); at !== -1; at = batch.indexOf(end, at + 1)) {
        const stop = at + end.length;
        if (stop < batch.length && batch[stop] !== '\0') continue;
        const folder = batch.lastIndexOf('\0\0', at) + 1;
        const name = batch.lastIndexOf('\0', at) + 1;
        const file = batch.slice(folder + 1, batch.indexOf('\0', folder + 1)) + batch.slice(name, stop);
        if (!this.dropped.has(file)) yield file;
      }
    }
  }

  private batchOf(number: number): Batch {
    return this.batches[Math.floor(number / BATCH)] ?? join(this.parts);
  }

  private endBatch(): void {
    const batch = join(this.parts);
    this.batches.push(batch);
    this.parts = [];
    this.folderOfParts = undefined;
    this.onBatch(batch, this.count);
  }

  private find(key: number, folder: string, name: string): number {
    const { slots, hashes } = this;
    for (let slot = key & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const number = slots[slot]!;
      if (number === NOTHING) return NOTHING;
      if (hashes[number] === key && this.at(number) === folder + name) return number;
    }
  }

  private note(key: number): void {
    if (this.count === this.hashes.length) {
      const hashes = new Int32Array(this.count * 2);
      hashes.set(this.hashes);
      this.hashes = hashes;
      this.slots = new Int32Array(this.count * 4).fill(NOTHING);
      for (let number = 0; number < this.count; number++) this.place(number);
    }
    this.hashes[this.count] = key;
    this.place(this.count);
    this.count++;
  }

  private place(number: number): void {
    const { slots } = this;
    let slot = this.hashes[number]! & (slots.length - 1);
    while (slots[slot] !== NOTHING) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = number;
  }
}

/** The files of a batch, in the order in which they were added. */
export function filesOf(batch: Batch): string[] {
  const files: string[] = [];
  const parts = batch.split('\0');
  let folder = '';
  for (let i = 0; i < parts.length; i++) {
    if (parts[i] === '') folder = parts[++i]!;
    else files.push(folder + parts[i]!);
  }
  return files;
}

/** Nothing but the names of folders follows on an empty part. */
function join(parts: readonly string[]): Batch {
  return parts.join('\0') as Batch;
}

/** The folder of a file, with the separator at its end, and the file's own name. */
export function splitPath(file: string): [folder: string, name: string] {
  const start = file.lastIndexOf(sep) + 1;
  return [file.slice(0, start), file.slice(start)];
}

function hash(start: number, text: string): number {
  let key = start;
  for (let at = 0; at < text.length; at++) key = Math.imul(key ^ text.charCodeAt(at), 0x01000193);
  // The lowest bits tell the slot.
  return key ^ (key >>> 15);
}
