import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decode,
  encode,
  looksBinary,
  looksLikeUnmarkedUtf16,
  UnencodableText,
} from '../../src/files/decode.ts';

const anyBytes = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
const utf16Mark = fc.constantFrom([0xff, 0xfe], [0xfe, 0xff]);
const markedBytes = fc
  .tuple(utf16Mark, anyBytes)
  .map(([mark, rest]) => Buffer.concat([Buffer.from(mark), rest]));
const utf8Bytes = fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(text, 'utf8'));

describe('decode and encode', () => {
  test.each([
    ['any bytes', anyBytes],
    ['bytes after a UTF-16 mark', markedBytes],
    ['UTF-8', utf8Bytes],
  ])('%s come back as they were', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (bytes) => {
        const { text, encoding } = decode(Buffer.from(bytes));
        expect(encode(text, encoding).equals(bytes)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('decoding leaves the given bytes alone', () => {
    const bytes = Buffer.from([0xfe, 0xff, 0, 0x61]);
    expect(decode(bytes)).toEqual({ text: '\ufeffa', encoding: 'utf16be' });
    expect([...bytes]).toEqual([0xfe, 0xff, 0, 0x61]);
  });

  test.each([
    ['UTF-8 keeps its mark', Buffer.from('\ufeffé', 'utf8'), 'utf8', '\ufeffé'],
    ['UTF-16LE', Buffer.from('\ufeffé✓', 'utf16le'), 'utf16le', '\ufeffé✓'],
    ['latin-1', Buffer.from('clé', 'latin1'), 'latin1', 'clé'],
    ['a surrogate in UTF-8 is no UTF-8', Buffer.from([0xed, 0xa0, 0x80]), 'latin1', 'í\xa0\x80'],
    ['half a unit is no UTF-16', Buffer.from([0xff, 0xfe, 0x61]), 'latin1', 'ÿþa'],
    ['nothing', Buffer.alloc(0), 'utf8', ''],
  ] as const)('%s', (_, bytes, encoding, text) => {
    expect(decode(bytes)).toEqual({ text, encoding });
  });

  test.each([
    ['latin1', 'a\u0100'],
    ['latin1', '\u{1f600}'],
    ['utf8', 'a\ud800'],
    ['utf16le', 'a'],
    ['utf16be', ''],
  ] as const)('%s refuses %j', (encoding, text) => {
    expect(() => encode(text, encoding)).toThrow(UnencodableText);
  });

  test('what is encoded is read back as the same text or refused', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('utf8', 'utf16le', 'utf16be'),
        (body, encoding) => {
          const text = '\ufeff' + body;
          expect(decode(encode(text, encoding as 'utf8'))).toEqual({ text, encoding });
        },
      ),
    );
  });
});

describe('looksBinary', () => {
  test.each([
    ['text', Buffer.from('const a = 1;\n'), false],
    ['a NUL', Buffer.from('a\0b'), true],
    ['a NUL after 8 KB', Buffer.concat([Buffer.alloc(8192, 'a'), Buffer.from([0])]), false],
    ['marked UTF-16', Buffer.from('\ufeffabc', 'utf16le'), false],
    ['UTF-16 without a mark', Buffer.from('abc', 'utf16le'), true],
  ])('%s', (_, bytes, expected) => {
    expect(looksBinary(bytes)).toBe(expected);
  });
});

describe('looksLikeUnmarkedUtf16', () => {
  test.each([
    ['little endian', Buffer.from('const ticket = 1;', 'utf16le'), true],
    ['big endian', Buffer.from('const ticket = 1;', 'utf16le').swap16(), true],
    ['NULs on both sides', Buffer.from([1, 0, 0, 1, 0, 0, 2, 0]), false],
    ['one NUL in text', Buffer.from('some text and \0 in it'), false],
    ['text', Buffer.from('some text'), false],
  ])('%s', (_, bytes, expected) => {
    expect(looksLikeUnmarkedUtf16(bytes)).toBe(expected);
  });
});
