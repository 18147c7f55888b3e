import { decode, hasUtf16Mark } from '../../files/decode.ts';
import { holdsAny } from '../../files/prefilter.ts';
import { eachPlace } from '../../files/words/haystack.ts';
import { layOut, type Words } from '../../files/words/words.ts';
import { groupBy } from '../../model/group-by.ts';

/** The search finds words of this length. */
const LENGTH = 4;
/** How many words are searched for at once. */
const AT_ONCE = 8;
const SEARCHED = /^[\0-\x7f]{4,}$/;
/** Letters of programs, the commonest first. */
const COMMON = 'etrnoiasclpdumfhgybvwxkjqz';

/** Where in a name its word stands. */
interface Placed {
  readonly name: string;
  readonly from: number;
}

/** Searches bytes for some names, wherever they stand: also within other names. */
export class NameSearch {
  private readonly passes: readonly { readonly words: Words; readonly groups: readonly Group[] }[];
  /** What is too short for a word, or more than ASCII. */
  private readonly others: readonly string[];
  private readonly names: readonly string[];

  constructor(names: Iterable<string>) {
    this.names = [...new Set(names)];
    const searched = this.names.filter((name) => SEARCHED.test(name));
    this.others = this.names.filter((name) => !SEARCHED.test(name));
    const groups = groupsOf(searched);
    this.passes = Array.from({ length: Math.ceil(groups.length / AT_ONCE) }, (_, pass) => {
      const own = groups.slice(pass * AT_ONCE, (pass + 1) * AT_ONCE);
      return {
        groups: own,
        words: layOut(own.map(({ word }) => ({ words: [word], threeAt: rarestAt(word, 3) === 0 ? 0 : 1 }))),
      };
    });
  }

  /** Tells each name that the bytes hold (in UTF-8, latin-1 or marked UTF-16), some of them more than once. */
  search(bytes: Buffer, found: (name: string) => void): void {
    if (hasUtf16Mark(bytes)) {
      const { text } = decode(bytes);
      for (const name of this.names) if (text.includes(name)) found(name);
      return;
    }
    for (const name of this.others) if (holdsAny(bytes, [name])) found(name);
    for (const { words, groups } of this.passes)
      eachPlace(bytes, words, (group, at) => {
        for (const { from, length, names } of groups[group]!.shapes) {
          const start = at - from;
          if (start < 0) continue;
          const there = bytes.toString('latin1', start, start + length);
          if (names.has(there)) found(there);
        }
      });
  }
}

/** Names that are found by one word. */
interface Group {
  readonly word: string;
  /** Those in which the word stands at one place, and which are of one length. */
  readonly shapes: readonly {
    readonly from: number;
    readonly length: number;
    readonly names: ReadonlySet<string>;
  }[];
}

/** Finds few words that stand in all of some names. */
function groupsOf(names: readonly string[]): Group[] {
  const placed = new Map<string, Placed[]>();
  // What holds a shorter name is found by the word of that.
  for (const name of names.toSorted((a, b) => a.length - b.length)) {
    const word = [...placed.keys()].find((known) => name.includes(known)) ?? rarestWord(name);
    placed.set(word, [...(placed.get(word) ?? []), { name, from: name.indexOf(word) }]);
  }
  return [...placed].map(([word, own]) => ({
    word,
    shapes: [...groupBy(own, ({ name, from }) => `${from} ${name.length}`).values()].map((alike) => ({
      from: alike[0]!.from,
      length: alike[0]!.name.length,
      names: new Set(alike.map(({ name }) => name)),
    })),
  }));
}

function rarestWord(name: string): string {
  const at = rarestAt(name, LENGTH);
  return name.slice(at, at + LENGTH);
}

/** Where the piece of a text begins that is least to be expected in others. */
function rarestAt(text: string, length: number): number {
  const rarity = (at: number) =>
    [...text.slice(at, at + length)].reduce((sum, character) => sum + rarityOf(character), 0);
  let best = 0;
  for (let at = 1; at + length <= text.length; at++) if (rarity(at) > rarity(best)) best = at;
  return best;
}

function rarityOf(character: string): number {
  const common = COMMON.indexOf(character);
  return common === -1 ? COMMON.length / 2 : common;
}
