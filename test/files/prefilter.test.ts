import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsAny, mayHoldCredentials } from '../../src/files/prefilter.ts';

const NAMES = /apikey|ticket|crm\\?\/private/i;

// Pieces of the names, so that random texts come close to them and often hold one.
const piece = fc.oneof(
  fc.constantFrom(
    'api',
    'key',
    'tic',
    'ket',
    'crm',
    '/',
    '\\',
    'private',
    'k',
    'K',
    'e',
    'et',
    'ey',
    '\0',
    '\x0f',
  ),
  fc.constantFrom('apikey', 'ticket', 'crm/private', 'crm\\/private'),
  fc.string({ maxLength: 3 }),
);
const mixedCase = fc.tuple(piece, fc.boolean()).map(([text, upper]) => (upper ? text.toUpperCase() : text));
const nearText = fc.array(mixedCase, { maxLength: 6 }).map((pieces) => pieces.join(''));
const anyText = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1'));

describe('mayHoldCredentials', () => {
  test('finds just what a regular expression finds', () => {
    let held = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 5, arbitrary: nearText }, anyText), (text) => {
        const expected = NAMES.test(text);
        if (expected) held++;
        expect(mayHoldCredentials(Buffer.from(text, 'latin1'))).toBe(expected);
      }),
      { numRuns: 5000 },
    );
    expect(held).toBeGreaterThan(500);
  });

  test('misses nothing in UTF-16 of either order, marked or not, at even and odd places', () => {
    fc.assert(
      fc.property(nearText, fc.boolean(), fc.boolean(), fc.boolean(), (text, swap, mark, odd) => {
        const units = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
        if (swap) units.swap16();
        const bytes = odd ? Buffer.concat([Buffer.from('x'), units]) : units;
        if (NAMES.test(text)) expect(mayHoldCredentials(bytes)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    'apikey',
    'APIKEY',
    'ApiKey',
    'ticket',
    'TICKET',
    'crm/private',
    'CRM/Private',
    'crm\\/private',
  ])('every place of %s in the bytes', (name) => {
    for (let before = 0; before < 20; before++) {
      for (const after of [0, 1, 7]) {
        const text = ' '.repeat(before) + name + ' '.repeat(after);
        expect(mayHoldCredentials(Buffer.from(text))).toBe(true);
        expect(mayHoldCredentials(Buffer.from(text, 'utf16le'))).toBe(true);
      }
    }
  });

  test('bytes past the length are left-overs of another file', () => {
    const bytes = Buffer.from('abc apikey');
    expect(mayHoldCredentials(bytes, 9)).toBe(false);
    expect(mayHoldCredentials(bytes, 10)).toBe(true);
  });

  test.each(['api_key', 'tick et', 'crm-private', 'crm//private', 'crm\x0fprivate', 'key', ''])(
    '%j is none',
    (text) => {
      expect(mayHoldCredentials(Buffer.from(text))).toBe(false);
    },
  );
});

describe('holdsAny', () => {
  test('is true just when one of the needles is a part of the text', () => {
    fc.assert(
      fc.property(nearText, fc.array(nearText.filter(Boolean), { maxLength: 3 }), (text, needles) => {
        const expected = needles.some((needle) => text.includes(needle));
        expect(holdsAny(Buffer.from(text, 'utf8'), needles)).toBe(expected);
        expect(holdsAny(Buffer.from('\ufeff' + text, 'utf16le'), needles)).toBe(expected);
      }),
    );
  });

  test('a name beyond ASCII is found in UTF-8 and in latin-1', () => {
    expect(holdsAny(Buffer.from("require('./clé')", 'utf8'), ['clé'])).toBe(true);
    expect(holdsAny(Buffer.from("require('./clé')", 'latin1'), ['clé'])).toBe(true);
    expect(holdsAny(Buffer.from("require('./Clé')", 'latin1'), ['clé'])).toBe(false);
  });
});
