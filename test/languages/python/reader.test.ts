import { describe, expect, test } from 'vitest';
import { childrenOf, nodesOf } from '../../../src/languages/code/children.ts';
import type { Node } from '../../../src/languages/code/tree.ts';
import { nodesOfKind, read, shape } from './python.ts';

describe('reads', () => {
  test.each([
    ['x = y = 5', '(assignment x (assignment y 5))'],
    ['a, b = c, *d', '(assignment (collection (item a) (item b)) (collection (item c) (item d)))'],
    ['url += "&x=" + y', '(assignment url (sum (text "&x=") y))'],
    ['url %= (a, b)', '(assignment url (call:% url a b))'],
    ['a + (b + c) + d', '(sum a (sum b c) d)'],
    ['("a" \'b\' % x).strip()', '(call:strip (call:% (sum (text "a") (text "b")) x))'],
    ['"%(a)s" % {"a": 1}', '(call:% (text "%(a)s") (collection (item (text "a") 1)))'],
    ['f"a{x}b{{{y!s}" "{z}"', '(sum (text "a" (embedded x) "b{" (embedded y)) (text "{z}"))'],
    ['f"{x!r:>{w}}{d=}"', '(text (embedded (other x w)) (embedded (other d)))'],
    ['f(a, *b, c=1, **d)', '(call:f a b c=1 d)'],
    ['{"a": 1, **b}', '(collection (item (text "a") 1) (item b))'],
    ['x.y[1] = z', '(assignment (index (member:y x) 1) z)'],
    ['x[1:]', '(other x 1)'],
    ['a if c else b', '(fork c a b)'],
    ['a or b or c', '(fork a b c)'],
    ['c and a or b', '(fork c a b)'],
    ['"a" not in b', '(call:in b (text "a"))'],
    ['a < b in c', '(other a b c)'],
    ['lambda k, v=1: k', '(function (parameter:k) (parameter:v 1) (return k))'],
    ['handlers["x"](a)', '(call: (index handlers (text "x")) a)'],
    ['print "a", b', '(call:print (text "a") b)'],
    ['print >>err, "a"', '(call:print err (text "a"))'],
    ['exec "x" in d', '(other (text "x") d)'],
    ['del x["a"]', '(other (index x (text "a")))'],
    ['(x for x in y if x)', '(call:for y (function (parameter:x) (branching x (return x))))'],
    [
      '{k: v for k, v in y}',
      '(call:for y (function (parameter:k) (parameter:v) (return (collection (item k) (item v)))))',
    ],
    ['for k, v in d.items(): f(k)', '(loop (call:items d) k v (call:f k))'],
    ['for x in y: f(x)\nelse: z', '(loop y x (call:f x)) z'],
    ['while x: f()', '(loop x call:f)'],
    ['if a: b\nelif c: d\nelse: e', '(branching a c b d e)'],
    ['with open(p) as f, g: h', '(block (assignment f (call:open p)) g (block h))'],
    ['try: a\nexcept X, e: b\nelse: c\nfinally: d', '(attempt a c b d)'],
    ['try:\n  a\nexcept (X, Y) as e:\n  raise\n', '(attempt a leave)'],
    [
      'def f(a, *b, c=1, **d) -> int:\n  return a',
      '(function:f (parameter:a) (parameter:b) (parameter:c 1) (parameter:d) (return a))',
    ],
    ['async def f(): await g(1)', '(function:f (call:g 1))'],
    ['match x:\n  case 1: a\n  case _: b', '(branching x a b)'],
    ['if (n := f(1)): pass', '(branching (assignment n (call:f 1)))'],
    ['global a, b', 'globals'],
    ['sys.exit(x)', '(leave (call:exit sys x))'],
    ['import os\nfrom a import b\npass', ''],
    ['x = (yield a)', '(assignment x (other a))'],
    ['if a:\n  b = = f("c")\n', '(branching a (assignment b (call:f (text "c"))))'],
  ])('%s', (source, expected) => {
    expect(
      shape(source)
        .replaceAll(/\(call:(\w+)\)/g, 'call:$1')
        .trim(),
    ).toBe(expected);
  });
});

const CLASS = `class Crm(base.Client, metaclass=make(1)):
    """Talks to /crm/private/."""
    service = 'ZohoCRM'
    def __init__(self, key):
        self.key = key
        def inner(): return self.key
        def other(self): return self
    @property
    def url(this): return this.key
    @classmethod
    def make(cls, key): return cls(key)
    @staticmethod
    def plain(self): return self
    old = staticmethod(old)
    class Inner: pass
    if x: y = 1
`;

test('reads a class', () => {
  expect(shape(CLASS)).toBe(
    [
      '(class:Crm (declaration:service (text "ZohoCRM"))',
      '(function:__init__ (parameter:key) (assignment (member:key this) key)',
      '(function:inner (return (member:key this))) (function:other (parameter:self) (return self)))',
      '(function:url (return (member:key this)))',
      '(function:make (parameter:key) (return (call:Crm key)))',
      '(function:plain (parameter:self) (return self))',
      '(declaration:old (call:staticmethod old))',
      'class:Inner (call:make 1) property classmethod staticmethod (branching x (assignment y 1)))',
    ]
      .join(' ')
      .replace('class:Inner', '(class:Inner)'),
  );
  const [crm] = nodesOfKind(CLASS, 'class');
  expect(crm!.supers).toEqual(['Client']);
  const told = nodesOfKind(CLASS, 'function').map((fn) => [
    fn.name?.text,
    ['isConstructor', 'isStatic', 'isGetter', 'isClosure'].filter((flag) => flag in fn).join(),
  ]);
  expect(told).toEqual([
    ['__init__', 'isConstructor'],
    ['inner', 'isClosure'],
    ['other', 'isClosure'],
    ['url', 'isGetter'],
    ['make', 'isStatic'],
    ['plain', 'isStatic'],
  ]);
  expect(nodesOfKind(CLASS, 'call').find(({ name }) => name.text === 'Crm')).toMatchObject({ isNew: true });
  expect(read(CLASS).comments.map(({ start, end }) => CLASS.slice(start, end))).toEqual([
    '"""Talks to /crm/private/."""',
  ]);
});

test('knows what was decorated before there were decorators', () => {
  const source =
    'class A:\n  def f(cls): return cls\n  f = classmethod(f)\n  def g(s): return s\n  g = property(g)\n';
  expect(nodesOfKind(source, 'function').map(({ isStatic, isGetter }) => [isStatic, isGetter])).toEqual([
    [true, undefined],
    [undefined, true],
  ]);
  expect(nodesOfKind(source, 'this').map(({ isStatic }) => isStatic)).toEqual([true, undefined]);
});

describe('characters', () => {
  test.each([
    [`'plain'`, 'plain', undefined],
    [`u'a\\'b'`, "a'b", [2, 3, 5, 6]],
    [String.raw`"\x41\u0042\U00000043\103\n"`, 'ABCC\n', [1, 5, 11, 21, 25, 27]],
    [String.raw`b"\x41\u0042"`, 'A\\u0042', [2, 6, 7, 8, 9, 10, 11, 12]],
    [String.raw`r'\x41\''`, String.raw`\x41\'`, undefined],
    [String.raw`'\d\U0001F600.'`, '\\d😀.', [1, 2, 3, 3, 13, 14]],
    [`'''a\r\nb'''`, 'a\nb', [3, 4, 6, 7]],
    [`'a\\\r\nb'`, 'ab', [1, 5, 6]],
    [`f'{{a}}'`, '{a}', [2, 4, 5, 7]],
    [`'{{a}}'`, '{{a}}', undefined],
    [`''`, '', undefined],
  ])('%s', (source, text, offsets) => {
    const [only, ...more] = nodesOfKind(`x = ${source}`, 'characters');
    expect(more).toEqual([]);
    expect({ text: only!.text, offsets: only!.offsets?.map((at) => at - 4) }).toEqual({ text, offsets });
  });

  test('a character by its Unicode name is not known', () => {
    expect(shape(String.raw`x = 'a\N{BULLET}b'`)).toBe('(assignment x (text "a" (embedded other) "b"))');
  });

  test('the style is how the string opens', () => {
    const source = `x = [u'a', """b""", Rb"c", f'{d}']`;
    expect(nodesOfKind(source, 'text').map(({ style }) => style)).toEqual(["u'", '"""', 'Rb"', "f'"]);
  });
});

describe('imports', () => {
  test('names stand for what they import', () => {
    const source =
      'from urllib import urlencode as enc, quote\nimport os.path, sys as s\nenc(os, s, quote)\nquote(x)';
    expect(nodesOfKind(source, 'call').map(({ imported }) => imported)).toEqual([
      'urllib.urlencode',
      'urllib.quote',
    ]);
    expect(nodesOfKind(source, 'name').map(({ imported }) => imported)).toEqual([
      'os',
      'sys',
      'urllib.quote',
      undefined,
    ]);
  });

  test.each([
    ['import sys\nx = 1\n', 0],
    [
      '#!/usr/bin/python\n# -*- coding: utf-8 -*-\n"""Doc."""\nfrom __future__ import division\n\nimport re\n',
      86,
    ],
    ['#!/usr/bin/python\n# coding=utf-8\n\nx = 1\n', 33],
    ['"""Doc."""\r\nx = 1\r\n', 12],
    ['x = 1\nimport re\n', 0],
    ['try:\n  import json\nexcept ImportError:\n  pass\n', 0],
  ])('another may stand at: %j', (source, at) => {
    expect(read(source).imports!.at).toBe(at);
  });
});

test('counts what it cannot read, and keeps what stands in it', () => {
  expect(read('x = 1\n').errors).toBe(0);
  const broken = 'def f(:\n  x = g("a" "b"\n';
  expect(read(broken).errors).toBeGreaterThan(0);
  expect(nodesOfKind(broken, 'characters').map(({ text }) => text)).toContain('a');
});

/** A comprehension runs what stands before the list on each item of it. */
const OUT_OF_ORDER = new Set(['fork', 'loop', 'call', 'function', 'branching', 'other', 'class']);

test.each([
  CLASS,
  `${CLASS}\nx = ['%s' % k for k in y if k] + [f"{a}{b}" "c"]\nz %= (1, {'a': 2})\nprint 'x', y\n`,
])('every node lies in what is around it', (source) => {
  for (const node of nodesOf(read(source))) {
    expect(node.start).toBeLessThanOrEqual(node.end);
    let before: Node | undefined;
    for (const child of childrenOf(node)) {
      expect([child.start >= node.start, child.end <= node.end], `${child.kind} in ${node.kind}`).toEqual([
        true,
        true,
      ]);
      if (before && !OUT_OF_ORDER.has(node.kind) && node.kind !== 'assignment')
        expect(child.start, `${child.kind} in ${node.kind}`).toBeGreaterThanOrEqual(before.end);
      before = child;
    }
  }
});
