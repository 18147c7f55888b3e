import { expect, test } from 'vitest';
import { displayWidth } from '../../src/report/display-width.ts';
import { renderEdits } from '../../src/report/edit-diff.ts';

const change = (before: string, after: string) => [
  { file: '/work/src/a.js', encoding: 'utf8' as const, before, after },
];
const PLAIN = { root: '/work', color: false };

test('files by their names, with the lines around what changes', () => {
  expect(renderEdits(change('1\n2\n3\n4\n5\n6\n7\n8\n9\n', '1\n2\n3\n4\nx\n6\n7\n8\n9\n'), PLAIN)).toEqual([
    'src/a.js',
    '@@ -2,7 +2,7 @@',
    ' 2',
    ' 3',
    ' 4',
    '-5',
    '+x',
    ' 6',
    ' 7',
    ' 8',
  ]);
});

test.each(['\r\n', '\r'])('line ends %j are no part of the lines', (end) => {
  expect(renderEdits(change(`a${end}b${end}`, `a${end}c${end}`), PLAIN).slice(2)).toEqual([' a', '-b', '+c']);
});

test('controls are spelled out, and tabs become blanks', () => {
  const lines = renderEdits(change('\t\x1b[2J\u202e\n', '\t\x9b\n'), PLAIN);
  expect(lines.slice(2)).toEqual(['-    \\x1b[2J\\u202e', '+    \\x9b']);
});

test('colours are for lines that change, and for nothing where they are not wanted', () => {
  const colored = renderEdits(change('a\nb\n', 'a\nc\n'), { ...PLAIN, color: true });
  expect(colored.slice(2)).toEqual([' a', '\x1b[31m-b\x1b[39m', '\x1b[32m+c\x1b[39m']);
});

test('a long line goes on in the next, wide characters counted as what they take', () => {
  const lines = renderEdits(change('', `${'x'.repeat(25)}\n${'日'.repeat(12)}\n`), {
    ...PLAIN,
    width: 10,
    measure: displayWidth,
  });
  expect(Math.max(...lines.slice(2).map(displayWidth))).toBeLessThanOrEqual(10);
  expect(lines.slice(2, 5)).toEqual([`+${'x'.repeat(9)}`, ` ${'x'.repeat(9)}`, ` ${'x'.repeat(7)}`]);
  expect(lines.slice(2).join('').replaceAll(' ', '')).toBe(`+${'x'.repeat(25)}+${'日'.repeat(12)}`);
});

test('what changes nothing is not shown', () => {
  expect(renderEdits(change('a\n', 'a\n'), PLAIN)).toEqual([]);
});
