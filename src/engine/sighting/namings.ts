import { dirname } from 'node:path';
import { decode, hasUtf16Mark } from '../../files/decode.ts';
import { specifiersIn } from '../../languages/javascript/syntax/files.ts';
import { dataReadAt, isQuote, READ, specifierAfter } from '../../languages/javascript/syntax/import-words.ts';
import { type Key, keyOfRelative, keysOfFolders, keysOfName, keysOfSpecifier } from './keys.ts';

/** Which files of a list may mean something by a specifier: pairs of the number of the file and a key. */
export type Namings = Int32Array;

/** No specifier is longer. */
const LONGEST = 300;
const DOT = 0x2e;

/** Notes the keys of what scripts import. */
export class NamingsOfScripts {
  private pairs = new Int32Array(256);
  private length = 0;
  private file = '';
  private number = 0;
  private folder = '';
  private folders: readonly Key[] = [];

  /** Says which file of the list the next notes are about. */
  begin(file: string, number: number): void {
    this.file = file;
    this.number = number;
    const folder = dirname(file);
    if (folder === this.folder) return;
    this.folder = folder;
    this.folders = keysOfFolders(file);
  }

  /** Notes what may be meant where one of `IMPORT_WORDS` stands. */
  noteAt(bytes: Buffer, group: number, at: number): void {
    if (group === READ) {
      const data = dataReadAt(bytes, at);
      if (data !== undefined) this.noteSpecifier(decodeAscii(data));
      return;
    }
    const start = specifierAfter(bytes, group, at);
    if (start === -1) return;
    if (bytes[start] !== DOT) {
      for (const key of keysOfName(bytes, start)) this.note(key);
      return;
    }
    const key = keyOfRelative(bytes, start, this.folders);
    if (key !== undefined) this.note(key);
    else this.noteSpecifier(specifierAt(bytes, start));
  }

  /** Notes what a text of two bytes a character imports, where words of one byte a character are none. */
  noteWide(bytes: Buffer): void {
    if (!hasUtf16Mark(bytes)) return;
    for (const specifier of specifiersIn(decode(bytes).text)) this.noteSpecifier(specifier);
  }

  take(): Namings {
    return this.pairs.slice(0, this.length);
  }

  private noteSpecifier(specifier: string): void {
    for (const key of keysOfSpecifier(this.file, specifier)) this.note(key);
  }

  private note(key: Key): void {
    if (this.length === this.pairs.length) {
      const larger = new Int32Array(this.pairs.length * 2);
      larger.set(this.pairs);
      this.pairs = larger;
    }
    this.pairs[this.length++] = this.number;
    this.pairs[this.length++] = key;
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

/** Tells which files may mean something by a key. */
export class NamingIndex {
  private readonly heads: Int32Array;
  private readonly next: Int32Array;
  private readonly pairs: Namings;

  constructor(pairs: Namings) {
    const count = pairs.length / 2;
    this.pairs = pairs;
    this.heads = new Int32Array(2 ** Math.ceil(Math.log2(count + 1))).fill(-1);
    this.next = new Int32Array(count);
    for (let i = count - 1; i >= 0; i--) {
      const head = this.slotOf(pairs[2 * i + 1]!);
      this.next[i] = this.heads[head]!;
      this.heads[head] = i;
    }
  }

  /** Numbers of files, each once. */
  filesNaming(keys: Iterable<Key>): number[] {
    const files = new Set<number>();
    for (const key of keys)
      for (let i = this.heads[this.slotOf(key)]!; i !== -1; i = this.next[i]!)
        if (this.pairs[2 * i + 1] === key) files.add(this.pairs[2 * i]!);
    return [...files];
  }

  private slotOf(key: Key): number {
    return (key ^ (key >>> 15)) & (this.heads.length - 1);
  }
}
