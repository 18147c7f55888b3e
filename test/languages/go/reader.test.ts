import { describe, expect, it } from 'vitest';
import { readGrammar } from '../../../src/files/grammars.ts';
import { readGo } from '../../../src/languages/go/reader.ts';
import { openGrammar } from '../../../src/languages/grammar.ts';
import { sketch } from '../code/sketch.ts';
import { expectSoundSpans } from '../code/walk.ts';

const parse = await openGrammar(readGrammar('go')!);

/** A file in short, having looked at its spans. */
function read(code: string): string {
  const source = `package main\n\n${code}\n`;
  const tree = readGo(source, parse);
  expect(tree.errors).toBe(0);
  expectSoundSpans(tree, source);
  return sketch(tree.body);
}

function understood(code: string): string {
  return /^m\(p\) \{(.*)\}$/.exec(read(`func m(p string) {\n${code}\n}`))![1]!;
}

describe('statements and expressions', () => {
  it.each([
    ['variables', 'url := "a" + p', 'url = ("a" + p)'],
    ['several at once', 'a, err := f(p)', '[a, err] = f(p)'],
    ['text that grows', 'url += "b"', 'url += "b"'],
    ['an empty text', 'var s string', 's = ""'],
    ['pointers and conversions', 'x := []byte(*p); y := &x', 'x = p; y = x'],
    ['maps', 'm := map[string]string{"a": p, b: "c"}', 'm = ["a": p, b: "c"]'],
    ['forms', 'v := url.Values{"a": {p}, "b": []string{"c"}}', 'v = ["a": p, "b": "c"]'],
    ['lists', 'l := append([]string{"a"}, p)', 'l = append(["a"], p)'],
    [
      'if',
      'if err := f(); err != nil { return } else { g() }',
      'if (err = f(), <err, nil>) {return} {g()} always',
    ],
    [
      'loops',
      'for _, s := range l { f(s) }; for k, v := range m { f(k, v) }',
      'loop (s in l) {f(s)}; loop (k, v in m) {f(k, v)}',
    ],
    ['several results', 'return "a", nil', 'return ["a", nil]'],
    ['closures', 'f := func(a string) string { return a }', 'f = closure (a) {return a}'],
  ])('%s', (_, code, expected) => {
    expect(understood(code)).toBe(expected);
  });
});

it('makes a class of a type and its methods', () => {
  expect(
    read(
      'type C struct {\n\tKey string\n\t*Base\n}\n\nfunc (c *C) Do(c2 string) string { return c.Key + c2 }',
    ),
  ).toBe('class C : Base {.Key; .Base}; class C {Do(c2) {return (this.Key + c2)}}');
});

it('reads constants one by one', () => {
  expect(read('const (\n\ta = "x"\n\tb, c = `y`, 1\n)\n\nvar d = a')).toBe(
    'a = "x"; [b, c] = ["y", 1]; d = a',
  );
});
