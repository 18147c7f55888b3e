import { describe, expect, test } from 'vitest';
import { readJson } from '../../../src/languages/documents/json.ts';
import type { DocumentNode } from '../../../src/languages/documents/node.ts';
import { readXml } from '../../../src/languages/documents/xml.ts';
import { readYaml } from '../../../src/languages/documents/yaml.ts';
import { readLines } from '../../../src/languages/text-files/setting-lines.ts';

/** A document as plain values, every scalar as it stands in the text. */
function plain(text: string, node: DocumentNode): unknown {
  if (node.kind === 'scalar') return text.slice(node.start, node.end);
  if (node.kind === 'list') return node.items.map((item) => plain(text, item));
  return node.pairs.map(({ key, value }) => [text.slice(key.start, key.end), plain(text, value)]);
}

/** Parts lie in their wholes, in order. */
function expectNested(node: DocumentNode): void {
  const parts = node.kind === 'list' ? node.items : node.kind === 'map' ? node.pairs : [];
  parts.reduce((end, part) => {
    expect(part.start).toBeGreaterThanOrEqual(end);
    expect(part.end).toBeLessThanOrEqual(node.end);
    return part.end;
  }, node.start);
  if (node.kind === 'list') node.items.forEach(expectNested);
  if (node.kind === 'map') for (const { value } of node.pairs) expectNested(value);
}

describe('places are those of the text', () => {
  test.each([
    [
      'JSON',
      readJson,
      '\ufeff{\r\n\t"a": ["x\\u0026", 1], "b": {"c": ""}}',
      [
        ['a', ['x\\u0026', '1']],
        ['b', [['c', '']]],
      ],
    ],
    [
      'YAML',
      readYaml,
      '# c\r\na: "x y"  # d\r\nb:\r\n  - k: \'v\'\r\n  - plain\r\n\r\nc: {d: [e, f]}\r\n',
      [
        ['a', 'x y'],
        ['b', [[['k', 'v']], 'plain']],
        ['c', [['d', ['e', 'f']]]],
      ],
    ],
    ['lines', readLines, 'a=1\r\n[s]\r\nb.c : "x"\r\n', [['a', '1']]],
  ])('%s', (_name, read, text, expected) => {
    const [root] = read(text) ?? [];
    expectNested(root!);
    expect(plain(text, root!)).toEqual(expected);
  });

  test('XML', () => {
    const text = `<?xml version="1.0"?>\n<!-- <no/> -->\n<r><p key="a" value='x&amp;y'/><s name="n">t</s><e/><u>v</u></r>`;
    const [root] = readXml(text) ?? [];
    expectNested(root!);
    expect(plain(text, root!)).toEqual([
      [
        'p',
        [
          ['key', 'a'],
          ['value', 'x&amp;y'],
        ],
      ],
      ['n', 't'],
      ['e', []],
      ['u', 'v'],
    ]);
  });

  test('sections of lines are maps under their names', () => {
    const text = "a=1\n[s]\nb = 'x'\n";
    expect(readLines(text).map((root) => plain(text, root))).toEqual([[['a', '1']], [['s', [['b', 'x']]]]]);
  });
});

test.each([
  ['JSON', readJson, '{"a": }'],
  ['YAML', readYaml, 'a: "x\nb: [\n'],
  ['XML', readXml, '<a><b></a>'],
])('a broken text is no document: %s', (_name, read, text) => {
  expect(read(text)).toBeUndefined();
});
