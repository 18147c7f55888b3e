import { sep } from 'node:path';

/** Files of one batch: enough that taking one costs nothing, few enough that two threads end together. */
export const BATCH = 128;

const NOTHING = -1;

/** Paths of some files as one text, which costs little to keep and to hand to another thread. */
export type Batch = string & { readonly __batch: true };

/** Takes a batch, and how many files there are in it and all before. */
export type OnBatch = (batch: Batch, files: number) => void;

/**
 * Many files (absolute paths), each once, in little memory: their names are kept in batches, of which each is one text.
 * Files are numbered in the order in which they were added.
 */
export class FileList implements Iterable<string> {
  private readonly batches: Batch[] = [];
  private readonly onBatch: OnBatch;
  /** Parts of the batch that is being filled, as `join` puts them together. */
  private parts: string[] = [];
  private folderOfParts: string | undefined;
  private count = 0;
  private readonly dropped = new Set<string>();
  /** In which batches files of a folder are. */
  private readonly places = new NumbersByText();

  /** @param onBatch is told each full batch, and the last one when `end` is called */
  constructor(onBatch: OnBatch = () => {}) {
    this.onBatch = onBatch;
  }

  /** @param files each once */
  static of(files: Iterable<string>): FileList {
    const list = new FileList();
    for (const file of files) list.add(...splitPath(file));
    list.end();
    return list;
  }

  /** Adds a file that is not there yet, of a folder, which ends with a separator. */
  add(folder: string, name: string): void {
    if (folder !== this.folderOfParts) {
      this.parts.push('', folder);
      this.folderOfParts = folder;
      this.places.add(folder, this.batches.length);
    }
    this.parts.push(name);
    this.count++;
    if (this.count % BATCH === 0) this.endBatch();
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
    if (this.dropped.has(file)) return false;
    const [folder, name] = splitPath(file);
    return this.places.some(folder, (batch) => isIn(this.batches[batch] ?? join(this.parts), folder, name));
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
}

/** Numbers that are found by a text, or by another that has its hash. */
class NumbersByText {
  private count = 0;
  private hashes = new Int32Array(64);
  private numbers = new Int32Array(64);
  private slots = new Int32Array(128).fill(NOTHING);

  /** Adds a number, unless it is there already under this hash. */
  add(text: string, number: number): void {
    if (this.count === this.hashes.length) this.enlarge();
    const key = hash(text);
    const slot = this.slotOf(key, (known) => known === number);
    if (this.slots[slot] !== NOTHING) return;
    this.hashes[this.count] = key;
    this.numbers[this.count] = number;
    this.slots[slot] = this.count++;
  }

  /** Whether it is so for one of the numbers that were added with this text. */
  some(text: string, isSo: (number: number) => boolean): boolean {
    return this.slots[this.slotOf(hash(text), isSo)] !== NOTHING;
  }

  private enlarge(): void {
    this.hashes = twice(this.hashes);
    this.numbers = twice(this.numbers);
    this.slots = new Int32Array(this.slots.length * 2).fill(NOTHING);
    for (let entry = 0; entry < this.count; entry++)
      this.slots[this.slotOf(this.hashes[entry]!, () => false)] = entry;
  }

  /** Where the first number with a hash is for which it is so, or what is free behind all of them. */
  private slotOf(key: number, isSo: (number: number) => boolean): number {
    const { slots, hashes, numbers } = this;
    for (let slot = key & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const entry = slots[slot]!;
      if (entry === NOTHING || (hashes[entry] === key && isSo(numbers[entry]!))) return slot;
    }
  }
}

function twice(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
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

/** Whether a batch holds a file of a folder, of which the files may come here and there. */
function isIn(batch: Batch, folder: string, name: string): boolean {
  const start = `\0${folder}\0`;
  for (let at = batch.indexOf(start); at !== -1; at = batch.indexOf(start, at + 1)) {
    const from = at + start.length - 1;
    const end = batch.indexOf('\0\0', from);
    const names = end === -1 ? `${batch.slice(from)}\0` : batch.slice(from, end + 1);
    if (names.includes(`\0${name}\0`)) return true;
  }
  return false;
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

function hash(text: string): number {
  let key = 0;
  for (let at = 0; at < text.length; at++) key = Math.imul(key ^ text.charCodeAt(at), 0x01000193);
  // The lowest bits tell the slot.
  return key ^ (key >>> 15);
}
