import type { Scan } from '../../files/scan.ts';
import type { Skipped } from '../../model/finding.ts';
import { NameSearch } from './name-search.ts';
import { Remembered } from './remembered.ts';
import { isNarrow, WordIndex } from './word-index.ts';

type Test = (file: string) => boolean;

/** So many files are looked through first, and then so many times as many. */
const FEW = 512;
const MORE = 8;

/** Finds the files of a tree whose bytes hold a name: as few are read as will do, and each as seldom as can be. */
export class Holders {
  private readonly scan: Scan;
  private readonly files: Iterable<string>;
  private readonly candidates: readonly string[];
  private readonly listFailures: (skipped: readonly Skipped[]) => void;
  private readonly known = new Map<string, readonly string[]>();
  private readonly expected = new Set<string>();
  private readonly begun = new Map<string, Iterable<string>>();
  private words: WordIndex | undefined;

  /** @param candidates the files that hold a parameter's name or Zoho's: what holds a name of these is one of them */
  constructor(
    scan: Scan,
    files: Iterable<string>,
    candidates: readonly string[],
    listFailures: (skipped: readonly Skipped[]) => void,
  ) {
    this.scan = scan;
    this.files = files;
    this.candidates = candidates;
    this.listFailures = listFailures;
  }

  /** Says that all files that hold these names will be asked for: they are looked for together. */
  expect(names: Iterable<string>): void {
    for (const name of names) if (!this.known.has(name) && !isNarrow(name)) this.expected.add(name);
  }

  /** All files that hold a name, in order. */
  holding(name: string): readonly string[] {
    const known = this.known.get(name) ?? this.holdingNarrow(name);
    if (known) return known;
    const names = [name, ...this.expected];
    this.expected.clear();
    for (const [one, files] of this.look(names, this.files)) this.known.set(one, files.sort());
    return this.known.get(name)!;
  }

  /** Whether some file that holds a name passes a test. */
  someHolding(name: string, test: Test): boolean {
    const isAwaited = this.known.has(name) || this.expected.has(name) || isNarrow(name);
    const files = isAwaited ? this.holding(name) : (this.begun.get(name) ?? new Remembered(this.find(name)));
    if (!isAwaited) this.begun.set(name, files);
    for (const file of files) if (test(file)) return true;
    return false;
  }

  /** Those of some names that are held by a file of a kind. */
  heldBy(names: Iterable<string>, isMeant: Test): Set<string> {
    const held = new Set<string>();
    const open = new Set<string>();
    for (const name of names) {
      if (!this.known.has(name) && !isNarrow(name)) open.add(name);
      else if (this.holding(name).some(isMeant)) held.add(name);
    }
    for (const files of this.parts()) {
      if (open.size === 0) break;
      for (const [name, found] of this.look(open, files.filter(isMeant))) {
        if (found.length === 0) continue;
        open.delete(name);
        held.add(name);
      }
      // To find all of them, every file is read anyway.
      if (this.expected.size > 0) {
        this.expect(open);
        for (const name of open) if (this.holding(name).some(isMeant)) held.add(name);
        break;
      }
    }
    return held;
  }

  private holdingNarrow(name: string): readonly string[] | undefined {
    if (!isNarrow(name)) return undefined;
    if (!this.words) {
      this.words = new WordIndex(this.candidates, this.scan);
      this.listFailures(this.words.skipped);
    }
    const files = this.words.holding(name) ?? this.look([name], this.candidates).get(name)!;
    this.known.set(name, files.sort());
    return files;
  }

  private *find(name: string): Generator<string> {
    for (const files of this.parts()) yield* this.look([name], files).get(name)!;
  }

  /** All files, part by part: first those that say most of what is asked for. */
  private *parts(): Generator<string[]> {
    const candidates = new Set(this.candidates);
    yield [...candidates];
    let part: string[] = [];
    let size = FEW;
    for (const file of this.files) {
      if (candidates.has(file)) continue;
      part.push(file);
      if (part.length < size) continue;
      yield part;
      part = [];
      size *= MORE;
    }
    yield part;
  }

  /** Reads files, and tells by name which of them hold it. */
  private look(names: Iterable<string>, files: Iterable<string>): Map<string, string[]> {
    const found = new Map([...names].map((name): [string, string[]] => [name, []]));
    const search = new NameSearch(found.keys());
    const lookOnly = (bytes: Buffer, file: string) => {
      search.search(bytes, (name) => {
        const known = found.get(name)!;
        // A large file comes in pieces.
        if (known.at(-1) !== file) known.push(file);
      });
      return false;
    };
    this.listFailures(this.scan(files, () => {}, lookOnly).skipped);
    return found;
  }
}
