import { dirname } from 'node:path';
import { decode, hasUtf16Mark } from '../../files/decode.ts';
import { assemble, type Memory, type Sieve } from '../../files/words/haystack.ts';
import { specifiersIn } from '../../languages/javascript/syntax/files.ts';
import { dataReadAt, isQuote, READ, specifierAfter } from '../../languages/javascript/syntax/import-words.ts';
import { ASSEMBLED } from './assembled.ts';
import { type Key, keysOfFolders, keysOfSpecifier } from './keys.ts';

/** Keys of what the files of a list may mean by specifiers: those of each file, and where they end. */
export interface Namings {
  readonly keys: Int32Array;
  readonly ends: Int32Array;
}

/** No specifier is longer. */
const LONGEST = 300;
/** As `sift.wat` divides its memory. */
const FOLDERS = 65536 / 4;
const NOTED = 65540 / 4;
const FOLDER_KEYS = 65552 / 4;
const KEYS = 66560 / 4;
const MOST_FOLDERS = KEYS - FOLDER_KEYS;

/** What `sift.wat` exports. */
interface Exports {
  sift(places: number, end: number, firstGroup: number): number;
}

let instantiate: ReturnType<typeof assemble> | undefined;

/** Notes the keys of what scripts import. */
export class NamingsOfScripts implements Sieve {
  private readonly firstGroup: number;
  private readonly ends: Int32Array;
  private keys = new Int32Array(256);
  private length = 0;
  private file = '';
  private number = 0;
  private folder = '';
  private folders: readonly Key[] = [];
  private memory: Memory | undefined;
  private state = new Int32Array();
  private sifter: Exports['sift'] = (places) => places;

  /**
   * @param files how many there are in the list
   * @param firstGroup the number of the first of `IMPORT_WORDS` among the groups that are searched for
   */
  constructor(files: number, firstGroup: number) {
    this.ends = new Int32Array(files);
    this.firstGroup = firstGroup;
  }

  /** Says which file of the list the next notes are about. */
  begin(file: string, number: number): void {
    while (this.number < number) this.ends[this.number++] = this.length;
    this.file = file;
    const folder = dirname(file);
    if (folder === this.folder) return;
    this.folder = folder;
    this.folders = keysOfFolders(file);
    this.tellFolders();
  }

  /** Notes most of what is imported where one of `IMPORT_WORDS` stands. */
  sift(memory: Memory, places: number, end: number): number {
    if (this.memory !== memory || this.state.buffer !== memory.buffer) this.attach(memory);
    const left = this.sifter(places, end, this.firstGroup);
    const { state } = this;
    for (let i = KEYS; i < KEYS + state[NOTED]!; i++) this.note(state[i]!);
    state[NOTED] = 0;
    return left;
  }

  /** Notes what may be meant at one of the places that are left. */
  noteAt(bytes: Buffer, group: number, at: number): void {
    if (group === READ) {
      const data = dataReadAt(bytes, at);
      if (data !== undefined) this.noteSpecifier(decodeAscii(data));
      return;
    }
    const start = specifierAfter(bytes, group, at);
    if (start !== -1) this.noteSpecifier(specifierAt(bytes, start));
  }

  /** Notes what a text of two bytes a character imports, where words of one byte a character are none. */
  noteWide(bytes: Buffer): void {
    if (!hasUtf16Mark(bytes)) return;
    for (const specifier of specifiersIn(decode(bytes).text)) this.noteSpecifier(specifier);
  }

  take(): Namings {
    this.ends.fill(this.length, this.number);
    return { keys: this.keys.slice(0, this.length), ends: this.ends };
  }

  private attach(memory: Memory): void {
    if (this.memory !== memory) {
      instantiate ??= assemble(ASSEMBLED);
      this.sifter = (instantiate({ haystack: { memory } }) as Exports).sift;
      this.memory = memory;
    }
    this.state = new Int32Array(memory.buffer);
    this.state[NOTED] = 0;
    this.tellFolders();
  }

  private tellFolders(): void {
    if (this.state.length === 0) return;
    // Where there are too many, every relative specifier is left to be noted one by one.
    this.state[FOLDERS] = this.folders.length > MOST_FOLDERS ? 0 : this.folders.length;
    if (this.folders.length <= MOST_FOLDERS) this.state.set(this.folders, FOLDER_KEYS);
  }

  private noteSpecifier(specifier: string): void {
    for (const key of keysOfSpecifier(this.file, specifier)) this.note(key);
  }

  private note(key: Key): void {
    if (this.length === this.keys.length) {
      const larger = new Int32Array(this.keys.length * 2);
      larger.set(this.keys);
      this.keys = larger;
    }
    this.keys[this.length++] = key;
  }
}

function specifierAt(bytes: Buffer, start: number): string {
  let end = start;
  while (end < bytes.length && end - start < LONGEST && !isQuote(bytes[end])) end++;
  return decode(bytes.subarray(start, end)).text;
}

/** What was decoded byte for character, as it should be. */
function decodeAscii(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : decode(Buffer.from(text, 'latin1')).text;
}

/** The namings of the parts of a list, one after the other. */
export function joinNamings(parts: readonly Namings[]): Namings {
  const keys = new Int32Array(parts.reduce((sum, part) => sum + part.keys.length, 0));
  const ends = new Int32Array(parts.reduce((sum, part) => sum + part.ends.length, 0));
  let noted = 0;
  let files = 0;
  for (const part of parts) {
    keys.set(part.keys, noted);
    for (const end of part.ends) ends[files++] = noted + end;
    noted += part.keys.length;
  }
  return { keys, ends };
}

/** Keys that end alike lie together. */
const BUCKETS = 4096;

/** Tells which files may mean something by a key. */
export class NamingIndex {
  private readonly namings: Namings;
  /** Places of keys, bucket by bucket, and where each bucket begins. */
  private readonly places: Int32Array;
  private readonly starts = new Int32Array(BUCKETS + 1);

  constructor(namings: Namings) {
    const { keys } = namings;
    const { starts } = this;
    this.namings = namings;
    this.places = new Int32Array(keys.length);
    for (const key of keys) starts[bucketOf(key) + 1]!++;
    for (let bucket = 0; bucket < BUCKETS; bucket++) starts[bucket + 1]! += starts[bucket]!;
    const next = starts.slice();
    for (let place = 0; place < keys.length; place++) this.places[next[bucketOf(keys[place]!)]!++] = place;
  }

  /** Numbers of files, each once. */
  filesNaming(keys: Iterable<Key>): number[] {
    const files = new Set<number>();
    for (const key of keys) {
      const bucket = bucketOf(key);
      for (let i = this.starts[bucket]!; i < this.starts[bucket + 1]!; i++)
        if (this.namings.keys[this.places[i]!] === key) files.add(this.fileAt(this.places[i]!));
    }
    return [...files];
  }

  /** The file whose keys the one at a place is among: the first that ends behind it. */
  private fileAt(place: number): number {
    const { ends } = this.namings;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! > place) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function bucketOf(key: Key): number {
  return (key ^ (key >>> 15)) & (BUCKETS - 1);
}
