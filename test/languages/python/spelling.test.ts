import { describe, expect, test } from 'vitest';
import { Source } from '../../../src/languages/code/source.ts';
import type { Text } from '../../../src/languages/code/tree.ts';
import { nodesOfKind, python } from './python.ts';

/** Python's reference to the token is the same in every file. */
const NO_SOURCE = undefined as never;

const { spelling } = python;
const like = (source: string): Text => nodesOfKind(`x = ${source}`, 'text')[0]!;

test.each([
  ["'a'", "os.environ['T']", "'it\\'s {}'"],
  ['"a"', 'os.environ["T"]', '"it\'s {}"'],
  ["u'a'", "os.environ['T']", "u'it\\'s {}'"],
  ['b"a"', 'os.environ["T"]', 'b"it\'s {}"'],
  ['"""a"""', 'os.environ["T"]', '"it\'s {}"'],
  ["f'{a}'", "os.environ['T']", "'it\\'s {}'"],
  ["r'a'", "os.environ['T']", "'it\\'s {}'"],
])('spells as in %s', (source, token, quoted) => {
  expect(spelling.token('T', like(source), NO_SOURCE)).toBe(token);
  expect(spelling.quote("it's {}", like(source))).toBe(quoted);
});

test('spells without anything around', () => {
  expect(spelling.token('T', undefined, NO_SOURCE)).toBe('os.environ["T"]');
  expect(spelling.quote('a\\b', undefined)).toBe('"a\\\\b"');
});

test.each([
  ["'a'", undefined],
  ["f'a'", '{os.environ["T"]}'],
  ['f"a"', "{os.environ['T']}"],
  ['rf"""a"""', "{os.environ['T']}"],
])('puts code into %s', (source, expected) => {
  expect(spelling.embed('os.environ["T"]', like(source))).toBe(expected);
});

test.each([
  ["f'a'", 'a{{b}}'],
  ["'a'", 'a{b}'],
])('escapes for %s', (source, expected) => {
  expect(spelling.escape('a{b}', like(source))).toBe(expected);
});

test.each([
  ['f"""a"""', 'f"""', '"""'],
  ["u'a'", "u'", "'"],
])('knows the delimiters of %s', (source, open, close) => {
  expect(spelling.delimiters(like(source), `x = ${source}`)).toEqual({ open, close });
});

describe('the import that the token needs', () => {
  test.each([
    ['import os\n', undefined],
    ['import os.path\n', undefined],
    ['import sys, os\n', undefined],
    ['import os as o\nx\n', 'import os\nimport os as o\nx\n'],
    ['def f():\r\n  import os\r\n', 'import os\r\ndef f():\r\n  import os\r\n'],
    ['from os import environ\n', 'import os\nfrom os import environ\n'],
  ])('%j', (source, expected) => {
    const [found] = spelling.preamble!(new Source('a.py', source, python));
    expect(found && source.slice(0, found.start) + found.text + source.slice(found.end)).toBe(expected);
  });
});
