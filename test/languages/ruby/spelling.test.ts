import { describe, expect, test } from 'vitest';
import type { Text } from '../../../src/languages/code/tree.ts';
import { loadRuby, placesOf } from './read.ts';

const { reader, spelling } = await loadRuby();

/** The first literal of a snippet. */
function literal(source: string): Text {
  const found = [...placesOf(reader.read(source))].find(({ node }) => node.kind === 'text');
  return found!.node as Text;
}

test.each([
  ['"a"', 'ENV.fetch("TOKEN")'],
  [`'a'`, `ENV.fetch('TOKEN')`],
  [':a', `ENV.fetch('TOKEN')`],
])('the token beside %s', (source, expected) => {
  expect(spelling.token('TOKEN', literal(source), undefined as never)).toBe(expected);
});

test.each([
  ['"a"', 'a"b#{c}\n', '"a\\"b\\#{c}\\n"'],
  [`'a'`, `a'b\\`, `'a\\'b\\\\'`],
  [':a', 'crmapi', `'crmapi'`],
])('a string beside %s', (source, text, expected) => {
  expect(spelling.quote(text, literal(source))).toBe(expected);
});

describe('an expression', () => {
  test.each(['"a"', '%Q{a}', 'x = <<A\na\nA\n', ':"a"', '`a`', '%W[a]'])('stands in %j', (source) => {
    expect(spelling.embed('x', literal(source))).toBe('#{x}');
  });

  test.each([`'a'`, '%q(a)', "x = <<'A'\na\nA\n", ':a', '%w[a]'])('does not stand in %j', (source) => {
    expect(spelling.embed('x', literal(source))).toBeUndefined();
  });
});

test.each([
  [`'a'`, { open: `'`, close: `'` }],
  ['%q(a)', { open: '%q(', close: ')' }],
  ['x = <<A\na\nA\n', undefined],
  ['%w[a]', undefined],
  [':a', undefined],
])('%j begins and ends', (source, expected) => {
  expect(spelling.delimiters(literal(source), source)).toEqual(expected);
});
