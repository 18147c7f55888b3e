import { describe, expect, it } from 'vitest';
import { readGrammar } from '../../../src/files/grammars.ts';
import type { Text } from '../../../src/languages/code/tree.ts';
import { readCSharp } from '../../../src/languages/csharp/reader.ts';
import { openGrammar } from '../../../src/languages/grammar.ts';
import { sketch } from '../code/sketch.ts';
import { expectSoundSpans, nodesOf } from '../code/walk.ts';

const parse = await openGrammar(readGrammar('c-sharp')!);

/** Reads a file, having looked at its spans. */
function read(source: string) {
  const tree = readCSharp(source, parse);
  expect(tree.errors).toBe(0);
  expectSoundSpans(tree, source);
  return tree;
}

/** Statements in a method of a class with members `key` and `KEY`, in short. */
function understood(code: string): string {
  const tree = read(`class A { string key; const string KEY = "k"; void M(string p) { ${code} } }`);
  return /M\(p\) \{(.*)\}\}$/.exec(sketch(tree.body))![1]!;
}

describe('statements and expressions', () => {
  it.each([
    ['a variable', 'var url = "a" + p;', 'url = ("a" + p)'],
    ['a variable without a value', 'string url; url = p;', 'url; url = p'],
    ['several variables', 'string a = "x", b = p;', '<a = "x", b = p>'],
    ['a constant', 'const string a = "x" + KEY;', 'a = ("x" + class.KEY)'],
    ['members', 'key = KEY; this.key = A.KEY;', 'this.key = class.KEY; this.key = A.KEY'],
    ['a variable before a member', 'var key = "x"; Send(key);', 'key = "x"; Send(key)'],
    ['a chain', "url += a + (b + c) + 'd' + 1;", 'url += (a + (b + c) + "d" + 1)'],
    ['defaults', 'a = b ?? p ?? "x"; a ??= "y";', 'a = (b ?? p ?? "x"); a ??= "y"'],
    [
      'casts and brackets',
      's = (string)((m["a"])); s = p as string; s = p!; s = await Go();',
      's = m["a"]; s = p; s = p; s = Go()',
    ],
    ['a ternary', 's = p == "" ? "a" : p;', 's = (<p, ""> ? "a" | p)'],
    [
      'calls',
      'b.Append("x").AppendFormat("{0}", p); Go(x: 1, y: p);',
      'b.Append("x").AppendFormat("{0}", p); Go(x: 1, y: p)',
    ],
    [
      'calls of classes',
      'string.Format("a"); System.Web.HttpUtility.UrlEncode(p); Do<int>(p);',
      'string.Format("a"); System.Web.HttpUtility.UrlEncode(p); Do(p)',
    ],
    [
      'calls of what may be missing',
      'a?.B("x"); a?.B.C("y"); x = a?["k"];',
      'a.B("x"); a.B.C("y"); x = a["k"]',
    ],
    ['new objects', 'new List<string>(p); Pair q = new("a", p);', 'new List(p); q = new ("a", p)'],
    [
      'arrays',
      'x = new[] {a, b}; string[] y = {"c"}; z = new P[2]; z[0] = a;',
      'x = [a, b]; y = ["c"]; z = []; z[0] = a',
    ],
    [
      'maps',
      'm = new Dictionary<string, string> { {"a", p}, {"b", KEY} }; n = new Map { ["c"] = p };',
      'm = new Dictionary()["a": p, "b": class.KEY]; n = new Map()["c": p]',
    ],
    [
      'objects that are filled',
      'Send(new Q(p) { A = key, B = { {"x", p} } });',
      'Send(new Q(p)["A": this.key, "B": ["x": p]])',
    ],
    ['objects without a class', 'q = new { a = p, p, key };', 'q = ["a": p, "p": p, "key": this.key]'],
    [
      'lambdas',
      'F(() => Go(), x => { return x; }, (a, b) => a + b, delegate (string y) { Go(y); });',
      'F(closure () {return Go()}, closure (x) {return x}, closure (a, b) {return (a + b)}, closure (y) {Go(y)})',
    ],
    [
      'if',
      'if (p == KEY) return; else if (b) { Go(); } else throw new E("x");',
      'if (<p, class.KEY>) {return} {if (b) {Go()} {leave new E("x")} always} always',
    ],
    [
      'loops',
      'foreach (var s in list) Go(s); for (int i = 0; i < n; i++) { Go(); } while (a) B(); do { C(); } while (d);',
      'loop (s in list) {Go(s)}; loop (i = 0, <i, n>, <i>) {Go()}; loop (a) {B()}; loop (d) {C()}',
    ],
    [
      'using and try',
      'using (var r = Open(p)) { try { Go(r); } catch (E e) { F(e); } finally { G(); } }',
      '{r = Open(p); try {Go(r)} or {F(e)} then {G()}}',
    ],
    [
      'switch',
      'switch (p) { case "a": case KEY: Go(); break; default: Stop(); break; }',
      'if (p) {fixed <"a">; fixed <class.KEY>; Go()} {Stop()} always',
    ],
    ['switch as a value', 's = p switch { "a" => "x", _ => p };', 's = (p ? "x" | p)'],
    [
      'names that are handed over',
      'if (m.TryGetValue("a", out var key)) Go(key);',
      'if (m.TryGetValue("a", key)) {Go(key)}',
    ],
    [
      'a function in a function',
      'string F(string key) { return key; } F(p);',
      'closure F(key) {return key}; F(p)',
    ],
    ['other blocks', 'lock (key) { Go(); } again: Stop();', '{this.key; Go()}; Stop()'],
    ['types', 's = typeof(string); s = default(int); s = nameof(p);', 's = <>; s = <>; s = nameof(p)'],
  ])('%s', (_, code, expected) => {
    expect(understood(code)).toBe(expected);
  });
});

describe('classes', () => {
  it.each([
    [
      'members',
      'class A : p.B<C>, D { string a = "x", b; static int c = 1; const string D = "d"; }',
      'class A : B, D {.a = "x"; .b; static .c = 1; static .D = "d"}',
    ],
    [
      'constructors',
      'class A { A(string k, params object[] r) : this(k) { } A(string k = "d") : base(k) => key = k; }',
      'class A {constructor A(k, *r) {this(k)}; constructor A(k = "d") {super(k); return key = k}}',
    ],
    [
      'properties',
      'class A { public string K { get; set; } = "x"; string U => K; string V { get { return K; } set { K = value; } } }',
      'class A {.K = "x"; U() {return this.K}; V() {return this.K}; V=(value) {this.K = value}}',
    ],
    ['an enumeration', 'enum A { X = 1, Y }', 'class A {static .X = 1; static .Y}'],
    [
      'a record',
      'record A(string K) { string U() => K; }',
      'class A {constructor A(K->K) {}; U() {return this.K}}',
    ],
    [
      'classes in classes',
      'class A { const string K = "x"; string o; class B { string U() { return K + o; } } }',
      'class A {static .K = "x"; .o; class B {U() {return (A.K + o)}}}',
    ],
    [
      'attributes',
      '[X("a" + A.K, N = "b")] class A { [Y] void M() { } }',
      'class A {M() {}; body {fixed <("a" + A.K), "b">}}',
    ],
    [
      'namespaces',
      'using X; namespace N { class A { } } namespace O.P { class B { } }',
      '{class A {}}; {class B {}}',
    ],
    [
      'code for some builds',
      'class A { void M() {\n#if X\n a();\n#else\n b();\n#endif\n}\n#if X\n string k;\n#endif\n}',
      'class A {M() {if () {a()} {if () {b()} always} always}; .k}',
    ],
  ])('%s', (_, source, expected) => {
    expect(sketch(read(source).body)).toBe(expected);
  });
});

describe('texts', () => {
  function text(literal: string) {
    const source = `class A { string a = ${literal}; }`;
    const node = nodesOf(read(source).body).find(
      (piece): piece is Text => 'kind' in piece && piece.kind === 'text',
    )!;
    const parts = node.parts.map((part) => {
      if (part.kind === 'embedded') return source.slice(part.start, part.end);
      const { text: meant, offsets = [...meant, ''].map((_, i) => part.start + i) } = part;
      return [...meant].map((_, i) => source.slice(offsets[i], offsets[i + 1]));
    });
    expect(source.slice(node.start, node.end)).toBe(literal);
    return {
      parts,
      style: node.style,
      meant: node.parts.map((part) => (part.kind === 'characters' ? part.text : '{}')).join(''),
    };
  }

  it('keeps plain characters as they are', () => {
    expect(text('"a&b"')).toEqual({ meant: 'a&b', parts: [['a', '&', 'b']], style: 'string' });
    expect(text('""')).toEqual({ meant: '', parts: [[]], style: 'string' });
  });

  it('understands escapes', () => {
    expect(text(String.raw`"a\n\"\\\x41\u0042"`)).toMatchObject({
      meant: 'a\n"\\AB',
      parts: [['a', '\\n', '\\"', '\\\\', '\\x41', '\\u0042']],
    });
    expect(text(String.raw`'\''`)).toMatchObject({ meant: "'", style: 'character' });
  });

  it('understands verbatim strings', () => {
    expect(text('@"a\\""b"')).toEqual({ meant: 'a\\"b', parts: [['a', '\\', '""', 'b']], style: 'verbatim' });
  });

  it('understands interpolated strings', () => {
    expect(text('$"a{{{{\\n{p}&{d["x"]}"')).toEqual({
      meant: 'a{{\n{}&{}',
      parts: [['a', '{{', '{{', '\\n'], '{p}', ['&'], '{d["x"]}'],
      style: 'interpolated',
    });
    expect(text('$@"a\\{p}""b"')).toMatchObject({
      parts: [['a', '\\'], '{p}', ['""', 'b']],
      style: 'verbatim-interpolated',
    });
  });

  it('understands raw strings', () => {
    expect(text('"""a "b" c"""')).toMatchObject({ meant: 'a "b" c', style: 'raw' });
    expect(text('"""\n    a\n      "b"\n    """')).toMatchObject({ meant: 'a\n  "b"', style: 'raw' });
    expect(text('$"""a{p}"""')).toMatchObject({ meant: 'a{}', style: 'raw-interpolated' });
  });
});

it('knows that what is formatted is not what is put in', () => {
  expect(understood('s = $"{p:00}{p,5}{p}";')).toBe('s = "{<p>}{<p>}{p}"');
});

it('understands no text whose brackets the grammar mistakes', () => {
  expect(understood('s = $"{{{p}}}";')).toBe('s = <>');
});

it('finds comments', () => {
  const source = '// a\nclass A { /* b */ string k /* c */ = "x"; }';
  expect(read(source).comments.map(({ start, end }) => source.slice(start, end))).toEqual([
    '// a',
    '/* b */',
    '/* c */',
  ]);
});

it('reads what stands around code that makes no sense', () => {
  const source = 'class A { void M() { string a = "x" + ; Send("y"); } }';
  const tree = readCSharp(source, parse);
  expect(tree.errors).toBeGreaterThan(0);
  expectSoundSpans(tree, source);
  expect(sketch(tree.body)).toContain('Send("y")');
});
