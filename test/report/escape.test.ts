import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeControls, escapeControlsInJson } from '../../src/report/escape.ts';

test.each([
  ['\u001b[31mred', '\\x1b[31mred'],
  ['a\nb\r\tc\0', 'a\\nb\\r\\tc\\x00'],
  ['\u009b2J\u007f', '\\x9b2J\\x7f'],
  ['abc\u202egnp.js', 'abc\\u202egnp.js'],
  ['\u2066x\u2069\u200f\u061c', '\\u2066x\\u2069\\u200f\\u061c'],
  ['half \ud800', 'half \\ud800'],
  ['naïve 日本 😀', 'naïve 日本 😀'],
])('%j', (text, escaped) => {
  expect(escapeControls(text)).toBe(escaped);
});

test('a JSON document means the same when escaped', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = escapeControlsInJson(JSON.stringify({ text: `${text}\u009b\u202e` }));
      expect(json).not.toMatch(/[\x7f-\x9f\u202e]/);
      expect(JSON.parse(json)).toEqual({ text: `${text}\u009b\u202e` });
    }),
  );
});
