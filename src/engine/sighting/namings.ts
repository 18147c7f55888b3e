import { sep } from 'node:path';
import { decode, hasUtf16Mark } from '../../files/decode.ts';
import { assemble, type Haystack, type Sieve } from '../../files/words/haystack.ts';
import { specifiersIn } from '../../languages/javascript/syntax/files.ts';
import { fileReadAt, isQuote, READ, specifierAfter } from '../../languages/javascript/syntax/import-words.ts';
import { ASSEMBLED } from './assembled.ts';
import { type FolderKeys, keysOfFolders, keysOfSpecifier } from './keys.ts';

/** Keys of what scripts of a list may mean by specifiers. */
export interface Namings {
  /** The keys of one script after those of another. */
  readonly keys: Int32Array;
  /** The numbers in the list of these scripts, and where the keys of each end. */
  readonly scripts: Int32Array;
  readonly ends: Int32Array;
  /** How long the list is. */
  readonly files: number;
}

/** No specifier is longer. */
const LONGEST = 300;
const FEW = 128;
/** As `sift.wat` divides its memory. */
const FOLDERS = 65536 / 4;
const NOTED = 65540 / 4;
const FOLDERS_BEGUN = 65552 / 4;
const FOLDERS_OWN = 66056 / 4;
const KEYS = 66560 / 4;
const MOST_FOLDERS = FOLDERS_OWN - FOLDERS_BEGUN;

/** What `sift.wat` exports. */
interface Exports {
  sift(places: number, end: number, firstGroup: number): number;
}

let instantiate: ReturnType<typeof assemble> | undefined;

/** Notes the keys of what scripts import. */
export class NamingsOfScripts implements Sieve {
  private readonly firstGroup: number;
  private files: readonly string[] = [];
  private numbers: ReadonlyMap<string, number> | undefined;
  private readonly keys = new GrowingNumbers();
  private readonly scripts = new GrowingNumbers();
  private readonly ends = new GrowingNumbers();
  private file = '';
  private number = 0;
  /** Of this script and the one before, with a separator at its end. */
  private folder = '';
  private folders: FolderKeys = { begun: [], own: [] };
  private haystack: Haystack | undefined;
  private state: Uint32Array = new Uint32Array();
  private sifter: Exports['sift'] = (places) => places;

  /** @param firstGroup the number of the first of `IMPORT_WORDS` among the groups that are searched for */
  constructor(firstGroup: number) {
    this.firstGroup = firstGroup;
  }

  /** Begins a list. */
  start(files: readonly string[]): void {
    this.files = files;
    this.numbers = undefined;
    this.file = '';
    this.number = 0;
  }

  /** Says which script of the list the next notes are about. */
  begin(file: string): void {
    if (file === this.file) return;
    if (this.file !== '') this.ends.add(this.keys.length);
    this.file = file;
    this.number = this.numberOf(file);
    this.scripts.add(this.number);
    // Mostly a file lies beside the one before it.
    if (this.folder !== '' && file.startsWith(this.folder) && !file.includes(sep, this.folder.length)) return;
    this.folder = file.slice(0, file.lastIndexOf(sep) + 1);
    this.folders = keysOfFolders(file);
    this.tellFolders();
  }

  /** Notes most of what is imported where one of `IMPORT_WORDS` stands. */
  sift(haystack: Haystack, places: number, end: number): number {
    if (this.state !== haystack.state) this.attach(haystack);
    const left = this.sifter(places, end, this.firstGroup);
    const { state } = this;
    for (let i = KEYS; i < KEYS + state[NOTED]!; i++) this.keys.add(state[i]!);
    state[NOTED] = 0;
    return left;
  }

  /** Notes what may be meant at one of the places that are left. */
  noteAt(bytes: Buffer, group: number, at: number): void {
    if (group === READ) {
      const read = fileReadAt(bytes, at);
      if (read !== undefined) this.noteSpecifier(decodeName(read));
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
    if (this.file !== '') this.ends.add(this.keys.length);
    return {
      keys: this.keys.take(),
      scripts: this.scripts.take(),
      ends: this.ends.take(),
      files: this.files.length,
    };
  }

  private numberOf(file: string): number {
    // Files on the disk come in the order of the list, a few of them at a time.
    for (let number = this.number; number < this.number + FEW; number++)
      if (this.files[number] === file) return number;
    this.numbers ??= new Map(this.files.map((one, number) => [one, number]));
    return this.numbers.get(file)!;
  }

  private attach(haystack: Haystack): void {
    if (this.haystack !== haystack) {
      instantiate ??= assemble(ASSEMBLED);
      this.sifter = (instantiate({ haystack: { memory: haystack.memory } }) as Exports).sift;
      this.haystack = haystack;
    }
    this.state = haystack.state;
    this.state[NOTED] = 0;
    this.tellFolders();
  }

  private tellFolders(): void {
    if (this.state.length === 0) return;
    // Where there are too many, every relative specifier is left to be noted one by one.
    const { begun, own } = this.folders;
    this.state[FOLDERS] = begun.length > MOST_FOLDERS ? 0 : begun.length;
    if (begun.length > MOST_FOLDERS) return;
    this.state.set(begun, FOLDERS_BEGUN);
    this.state.set(own, FOLDERS_OWN);
  }

  private noteSpecifier(specifier: string): void {
    for (const key of keysOfSpecifier(this.file, specifier)) this.keys.add(key);
  }
}

/** Numbers of 32 bits, as many as there come. */
class GrowingNumbers {
  length = 0;
  private numbers = new Int32Array(256);

  add(number: number): void {
    if (this.length === this.numbers.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.length++] = number;
  }

  /** Hands them out, and begins anew. */
  take(): Int32Array {
    const taken = this.numbers.slice(0, this.length);
    this.length = 0;
    return taken;
  }
}

function specifierAt(bytes: Buffer, start: number): string {
  let end = start;
  while (end < bytes.length && end - start < LONGEST && !isQuote(bytes[end])) end++;
  return decode(bytes.subarray(start, end)).text;
}

/** What was decoded byte for character, as it should be. */
function decodeName(text: string): string {
  return /^[\0-\x7f]*$/.test(text) ? text : decode(Buffer.from(text, 'latin1')).text;
}

/** The namings of the parts of a list, one after the other. */
export function joinNamings(parts: readonly Namings[]): Namings {
  const keys = new Int32Array(parts.reduce((sum, part) => sum + part.keys.length, 0));
  const scripts = new Int32Array(parts.reduce((sum, part) => sum + part.scripts.length, 0));
  const ends = new Int32Array(scripts.length);
  let noted = 0;
  let at = 0;
  let files = 0;
  for (const part of parts) {
    keys.set(part.keys, noted);
    for (let i = 0; i < part.scripts.length; i++, at++) {
      scripts[at] = files + part.scripts[i]!;
      ends[at] = noted + part.ends[i]!;
    }
    noted += part.keys.length;
    files += part.files;
  }
  return { keys, scripts, ends, files };
}
