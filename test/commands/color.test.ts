import { expect, test } from 'vitest';
import { wantsColor } from '../../src/commands/streams.ts';

test.each<[boolean, Record<string, string>, boolean]>([
  [true, {}, true],
  [false, {}, false],
  [false, { FORCE_COLOR: '1', CI: 'true' }, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
])('terminal %s, %j', (isTerminal, env, expected) => {
  expect(wantsColor(isTerminal, env)).toBe(expected);
});
