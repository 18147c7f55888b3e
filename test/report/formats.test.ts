import { expect, test } from 'vitest';
import { parseFormat, render } from '../../src/report/formats.ts';
import { EVERYTHING } from './results.ts';

test.each([
  ['json', { name: 'json' }],
  ['text=-', { name: 'text' }],
  ['json=out.json', { name: 'json', file: 'out.json' }],
  ['diff=a=b.patch', { name: 'diff', file: 'a=b.patch' }],
  ['json=', undefined],
  ['xml', undefined],
  ['toString', undefined],
  ['', undefined],
])('%s', (spec, expected) => {
  expect(parseFormat(spec)).toEqual(expected);
});

test.each(['text', 'json', 'diff'] as const)('%s renders, and gives the same bytes again', async (name) => {
  const once = async () => Buffer.from(await render(name, EVERYTHING, { color: false }));
  expect((await once()).length).toBeGreaterThan(100);
  expect(await once()).toEqual(await once());
});
