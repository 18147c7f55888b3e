import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import wabt from 'wabt';
import { eachPlace, withHaystack } from '../../src/files/words/haystack.ts';
import { layOut } from '../../src/files/words/words.ts';

const GROUPS = [
  { words: ['pike', 'icke'], threeAt: 1, anyCase: true },
  { words: ['from'], threeAt: 0 },
  { words: ['eadF', 'eadJ'], threeAt: 1 },
] as const;
const WORDS = layOut(GROUPS);

/** The same, found in another way. */
function placesIn(text: string): string[] {
  const found: string[] = [];
  GROUPS.forEach((group, number) => {
    const pattern = new RegExp(`(?=${group.words.join('|')})`, 'anyCase' in group ? 'gi' : 'g');
    for (const { index } of text.matchAll(pattern)) found.push(`${number}@${index}`);
  });
  return found.sort();
}

function search(bytes: Buffer): { places: string[]; hasNul: boolean } {
  const places: string[] = [];
  const hasNul = eachPlace(bytes, WORDS, (group, at) => places.push(`${group}@${at}`));
  return { places: places.sort(), hasNul };
}

const piece = fc.oneof(
  fc.constantFrom('pike', 'icke', 'PIKE', 'from', 'From', 'eadF', 'eadJ', 'eadf', 'k', 'ke', 'fr', '\0'),
  fc.string({ unit: 'grapheme-ascii', maxLength: 5 }),
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

describe('eachPlace', () => {
  test('tells just the places of the words, and whether there is a NUL', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(search(Buffer.from(given, 'latin1'))).toEqual({
          places: placesIn(given),
          hasNul: given.includes('\0'),
        });
      }),
      { numRuns: 2000 },
    );
  });

  test('finds a word at every place, and none that goes on behind the end', () => {
    for (let before = 0; before < 70; before++) {
      const bytes = Buffer.from(`${'.'.repeat(before)}pike`);
      expect(search(bytes).places).toEqual([`0@${before}`]);
      expect(search(bytes.subarray(0, -1)).places).toEqual([]);
    }
  });

  test.each([0, 1, 2, 3])('more places than are told at one go, %s bytes behind the start', (before) => {
    const bytes = Buffer.from('.'.repeat(before) + 'from'.repeat(100_000));
    expect(new Set(search(bytes).places)).toEqual(
      new Set(Array.from({ length: 100_000 }, (_, i) => `1@${before + 4 * i}`)),
    );
    expect(search(bytes).places).toHaveLength(100_000);
  });

  test('what is searched in place is not changed', () => {
    withHaystack((haystack) => {
      const bytes = Buffer.from('pike from eadF and more');
      bytes.copy(haystack.bytes);
      search(haystack.bytes.subarray(0, 10));
      expect(haystack.bytes.subarray(0, bytes.length)).toEqual(bytes);
    });
  });

  test('memory that grows keeps what it holds', () => {
    withHaystack((haystack) => {
      haystack.bytes.write('a pike');
      haystack.enlarge();
      expect(search(haystack.bytes.subarray(0, 6)).places).toEqual(['0@2']);
    });
  });
});

test.each(['files/words/', 'engine/sighting/'])(
  'the assembled bytes are those of the source: %s',
  async (place) => {
    const folder = fileURLToPath(new URL(`../../src/${place}`, import.meta.url));
    const [name] = readdirSync(folder).filter((file) => file.endsWith('.wat'));
    const { parseWat } = await wabt();
    const { buffer } = parseWat(name!, readFileSync(folder + name, 'utf8'), { simd: true }).toBinary({});
    const { ASSEMBLED } = await import(`${folder}assembled.ts`);
    expect(Buffer.from(buffer).toString('base64')).toBe(ASSEMBLED);
  },
);

test('there are at most eight groups', () => {
  expect(() => layOut(Array.from({ length: 9 }, () => GROUPS[0]))).toThrow(RangeError);
});
