import { decodeAscii } from '../../files/decode.ts';
import type { Scan, ScanTally } from '../../files/scan.ts';

const WORD = /[\w$.-]+/g;
const WHOLE_WORD = /^[\w$.-]+$/;
/** What the words that are kept hold: a parameter's name, or Zoho's. */
const NARROW = /apikey|ticket|zoho/i;

/** Whether a name is looked for among words: then no file holds it but those that name a parameter or Zoho. */
export function isNarrow(name: string): boolean {
  return NARROW.test(name);
}

/** The words of some files that hold a parameter's name or Zoho's. */
export class WordIndex {
  private readonly files = new Map<string, Set<string>>();
  readonly skipped: ScanTally['skipped'];

  constructor(files: Iterable<string>, scan: Scan) {
    const note = (bytes: Buffer, file: string) => {
      for (const [word] of decodeAscii(bytes).matchAll(WORD)) if (NARROW.test(word)) this.note(word, file);
      return false;
    };
    this.skipped = scan(files, () => {}, note).skipped;
  }

  /** The files that hold a name, in any order; undefined where it is more than one word. */
  holding(name: string): string[] | undefined {
    if (!WHOLE_WORD.test(name)) return undefined;
    const found = new Set<string>();
    for (const [word, files] of this.files)
      if (word.includes(name)) for (const file of files) found.add(file);
    return [...found];
  }

  private note(word: string, file: string): void {
    const known = this.files.get(word);
    if (known) known.add(file);
    // A piece of a text would keep all of it in memory.
    else this.files.set(Buffer.from(word, 'latin1').toString('latin1'), new Set([file]));
  }
}
