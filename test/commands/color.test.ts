import { expect, test } from 'vitest';
import { wantsColor } from '../../src/commands/color.ts';
import { widthOf } from '../../src/commands/streams.ts';

test.each<[boolean, Record<string, string>, boolean]>([
  [true, {}, true],
  [false, {}, false],
  [false, { CI: 'true' }, false],
  [false, { FORCE_COLOR: '' }, true],
  [false, { FORCE_COLOR: 'true', NO_COLOR: '1', TERM: 'dumb' }, true],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '2' }, true],
  [false, { FORCE_COLOR: '3' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: 'false' }, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
])('terminal %s, %j', (isTerminal, env, expected) => {
  expect(wantsColor(isTerminal, env)).toBe(expected);
});

test.each<[number | undefined, string | undefined, number | undefined]>([
  [100, '60', 100],
  [0, '60', 60],
  [undefined, '60', 60],
  [undefined, undefined, undefined],
  [0, 'wide', undefined],
  [0, '0', undefined],
  [0, '-60', undefined],
])('a terminal of %s columns, COLUMNS=%s', (columns, named, expected) => {
  expect(widthOf(columns, named)).toBe(expected);
});
