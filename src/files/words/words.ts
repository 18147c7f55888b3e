/** One or two words of four bytes that have three neighbouring bytes in common, or nearly so. */
export interface WordGroup {
  readonly words: readonly [string, string?];
  /** Where the three bytes stand in the words: the rarer they are in texts, the faster is the search. */
  readonly threeAt: 0 | 1;
  /** True: in any case. Then other characters may be taken for what they are with the bit for lower case. */
  readonly anyCase?: boolean;
}

/** Groups of words, laid out for the search. */
export type Words = Buffer & { readonly __words: true };

const MOST_GROUPS = 8;
const SIZE = 224;
const GROUPS_AT = 96;
const GROUP_SIZE = 16;
const LOWER_CASE = 0x20202020;

/** Lays groups of words out as `find.wat` wants them; their numbers are told with the places. */
export function layOut(groups: readonly WordGroup[]): Words {
  if (groups.length > MOST_GROUPS) throw new RangeError(`at most ${MOST_GROUPS} groups of words`);
  const layout = Buffer.alloc(SIZE);
  groups.forEach(({ words: [word, other = word], threeAt, anyCase = false }, number) => {
    for (const one of [word, other])
      for (const [at, table] of [
        [threeAt, 0],
        [threeAt + 1, 2],
        [threeAt + 2, 4],
      ] as const)
        for (const byte of spellings(one.charCodeAt(at), anyCase)) {
          layout[table * 16 + (byte & 15)]! |= 1 << number;
          layout[(table + 1) * 16 + (byte >> 4)]! |= 1 << number;
        }
    const start = GROUPS_AT + number * GROUP_SIZE;
    layout.writeUInt32LE(threeAt, start);
    layout.writeUInt32LE(anyCase ? LOWER_CASE : 0, start + 4);
    layout.write(word, start + 8, 'latin1');
    layout.write(other, start + 12, 'latin1');
  });
  return layout as Words;
}

function spellings(byte: number, anyCase: boolean): number[] {
  const letter = String.fromCharCode(byte);
  return anyCase ? [letter.toLowerCase(), letter.toUpperCase()].map((one) => one.charCodeAt(0)) : [byte];
}
