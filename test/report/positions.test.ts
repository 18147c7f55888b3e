import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLocator } from '../../src/report/positions.ts';

function locate(text: string, offset: number) {
  const { line, column } = createLocator(new Map([['f', text]])).locate('f', offset);
  return [line, column];
}

describe('positions', () => {
  test.each([
    ['the start', 'abc', 0, [1, 1]],
    ['the end', 'abc', 3, [1, 4]],
    ['an empty text', '', 0, [1, 1]],
    ['after LF', 'a\nb', 2, [2, 1]],
    ['after CRLF', 'a\r\nb', 3, [2, 1]],
    ['between CR and LF', 'a\r\nb', 2, [1, 3]],
    ['after a lone CR', 'a\rb', 2, [2, 1]],
    ['after mixed line ends', 'a\r\r\n\nb', 5, [4, 1]],
    ['after the last line end', 'a\n', 2, [2, 1]],
    ['after a BOM', '\ufeffabc', 1, [1, 1]],
    ['at a BOM', '\ufeffabc', 0, [1, 1]],
    ['further on in a line with a BOM', '\ufeffabc', 3, [1, 3]],
    ['in a line after that with a BOM', '\ufeffa\nbc', 4, [2, 2]],
    ['after a character of two units', '😀b', 2, [1, 3]],
    ['after a line separator, which ends no line', 'a\u2028b', 2, [1, 3]],
  ])('%s', (_name, text, offset, expected) => {
    expect(locate(text, offset)).toEqual(expected);
  });

  test('a file without a text is refused', () => {
    expect(() => createLocator(new Map()).locate('/a.js', 0)).toThrow('/a.js');
  });

  test('agrees with splitting the text before the offset', () => {
    const text = fc.array(fc.constantFrom('a', '\r\n', '\r', '\n', '\t', 'é'), { maxLength: 60 });
    fc.assert(
      fc.property(text, fc.nat(), (parts, n) => {
        const before = parts.slice(0, n % (parts.length + 1));
        const all = parts.join('');
        const offset = before.join('').length;
        // A text that stops between CR and LF is not in question here.
        fc.pre(!(all[offset - 1] === '\r' && all[offset] === '\n'));
        const lines = before.join('').split(/\r\n|\r|\n/);
        expect(locate(all, offset)).toEqual([lines.length, lines.at(-1)!.length + 1]);
      }),
    );
  });
});
