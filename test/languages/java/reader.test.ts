import { describe, expect, it } from 'vitest';
import { readGrammar } from '../../../src/files/grammars.ts';
import type { Text } from '../../../src/languages/code/tree.ts';
import { openGrammar } from '../../../src/languages/grammar.ts';
import { readJava } from '../../../src/languages/java/reader.ts';
import { sketch } from '../code/sketch.ts';
import { expectSoundSpans, nodesOf } from '../code/walk.ts';

const parse = await openGrammar(readGrammar('java')!);

/** Reads a file, having looked at its spans. */
function read(source: string) {
  const tree = readJava(source, parse);
  expect(tree.errors).toBe(0);
  expectSoundSpans(tree, source);
  return tree;
}

/** Statements in a method of a class with members `key` and `KEY`, in short. */
function understood(code: string): string {
  const tree = read(`class A { String key; static final String KEY; void m(String p) { ${code} } }`);
  return /m\(p\) \{(.*)\}\}$/.exec(sketch(tree.body))![1]!;
}

describe('statements and expressions', () => {
  it.each([
    ['a variable', 'String url = "a" + p;', 'url = ("a" + p)'],
    ['a variable without a value', 'String url; url = p;', 'url; url = p'],
    ['several variables', 'String a = "x", b = p;', '<a = "x", b = p>'],
    ['members', 'key = KEY; this.key = A.KEY;', 'this.key = class.KEY; this.key = A.KEY'],
    ['a variable before a member', 'String key = "x"; send(key);', 'key = "x"; send(key)'],
    ['a chain', "url += a + (b + c) + 'd' + 1;", 'url += (a + (b + c) + "d" + 1)'],
    ['arithmetic', 'x = a - b; x -= 1; i++;', 'x = <a, b>; <x, 1>; <i>'],
    ['casts and brackets', 's = (String) ((m.get("a")));', 's = m.get("a")'],
    ['a ternary', 's = p == null ? "a" : p;', 's = (<p, <>> ? "a" | p)'],
    ['calls', 'b.append("x").append(p); go();', 'b.append("x").append(p); go()'],
    ['a call of a class', 'java.net.URLEncoder.encode(p);', 'java.net.URLEncoder.encode(p)'],
    ['new objects', 'new ArrayList<String>(x); new a.b.Pair("a", p);', 'new ArrayList(x); new Pair("a", p)'],
    [
      'arrays',
      'x = new P[] {a, b}; String[] y = {"c"}; z = new P[2]; z[0] = a;',
      'x = [a, b]; y = ["c"]; z = []; z[0] = a',
    ],
    [
      'double braces',
      'm = new HashMap<String, String>() {{ put("a", p); put("b", KEY); }};',
      'm = new HashMap()["a": p, "b": class.KEY]',
    ],
    [
      'an object without a class',
      'run(new R(p) { public void go() { send(key, p); } });',
      'run(<new R(p)>{closure go() {send(this.key, p)}})',
    ],
    [
      'lambdas',
      'f(() -> go(), x -> { return x; }, (a, b) -> a + b);',
      'f(closure () {return go()}, closure (x) {return x}, closure (a, b) {return (a + b)})',
    ],
    ['a method by its name', 'f(p::go);', 'f(<p>)'],
    [
      'if',
      'if (p == null) return; else if (b) { go(); } else throw new E("x");',
      'if (<p, <>>) {return} {if (b) {go()} {leave new E("x")} always} always',
    ],
    [
      'loops',
      'for (String s : list) go(s); for (int i = 0; i < n; i++) { go(); } while (a) b(); do { c(); } while (d);',
      'loop (s in list) {go(s)}; loop (i = 0, <i, n>, <i>) {go()}; loop (a) {b()}; loop (d) {c()}',
    ],
    [
      'try',
      'try (R r = open(p); q) { go(r); } catch (A | B e) { f(e); } finally { g(); }',
      'try {r = open(p); q; go(r)} or {f(e)} then {g()}',
    ],
    [
      'switch',
      'switch (p) { case "a": case KEY: go(); break; default: stop(); }',
      'if (p) {fixed <"a">; fixed <class.KEY>; go()} {stop()} always',
    ],
    ['switch as a value', 's = switch (p) { case "a" -> "x"; default -> p; };', 's = (p ? "x" | p)'],
    ['blocks', 'synchronized (key) { go(); } again: { stop(); }', '{this.key; go()}; {stop()}'],
    ['instanceof', 'if (p instanceof String key) go(key);', 'if (<p>) {go(key)}'],
    ['super', 'super.m(p); a.new Inner(p);', 'super.m(p); new a.Inner(p)'],
    ['assert', 'assert p != null : "x" + key;', '<<p, <>>, ("x" + this.key)>'],
  ])('%s', (_, code, expected) => {
    expect(understood(code)).toBe(expected);
  });
});

describe('classes', () => {
  it.each([
    [
      'members',
      'class A extends p.B<C> implements D, E { private String a = "x", b; static int c = 1; }',
      'class A : B, D, E {.a = "x"; .b; static .c = 1}',
    ],
    [
      'constructors',
      'class A { A(String k, Object... r) { this(k); } A(final String k) { super(k); } }',
      'class A {constructor A(k, *r) {this(k)}; constructor A(k) {super(k)}}',
    ],
    [
      'initialisers',
      'class A { static { a(); } { b(); } static void m() { } }',
      'class A {static m() {}; body {{a()}; {b()}}}',
    ],
    [
      'an enumeration',
      'enum A { X("u"), Y; static String Z = "v"; A(String s) { } }',
      'class A {static .X = new A("u"); static .Y; static .Z = "v"; constructor A(s) {}}',
    ],
    [
      'a record',
      'record A(String k) { A { go(k); } String u() { return k; } }',
      'class A {constructor A(k->k) {}; u() {return this.k}; body {{go(this.k)}}}',
    ],
    [
      'an interface',
      'interface A extends B { String K = "x"; void m(); }',
      'class A : B {static .K = "x"; m() {}}',
    ],
    [
      'classes in classes',
      'class A { static String k; String o; class B { String u() { return k + o; } } }',
      'class A {static .k; .o; class B {u() {return (A.k + o)}}}',
    ],
    [
      'annotations',
      'import a.B; @X class A { @Y("z") @W(v = "w" + A.k) String m() { return ""; } }',
      'class A {m() {return ""}; body {fixed <"z">; fixed <<("w" + A.k)>>}}',
    ],
  ])('%s', (_, source, expected) => {
    expect(sketch(read(source).body)).toBe(expected);
  });
});

describe('texts', () => {
  function text(literal: string) {
    const source = `class A { String a = ${literal}; }`;
    const node = nodesOf(read(source).body).find(
      (piece): piece is Text => 'kind' in piece && piece.kind === 'text',
    )!;
    const [characters] = node.parts;
    if (characters?.kind !== 'characters') throw new Error('no characters');
    const { text: meant, offsets = [...meant, ''].map((__, i) => characters.start + i) } = characters;
    const pieces = [...meant].map((___, i) => source.slice(offsets[i], offsets[i + 1]));
    return { meant, pieces, style: node.style, whole: source.slice(node.start, node.end) };
  }

  it('keeps plain characters as they are', () => {
    expect(text('"a&b"')).toEqual({ meant: 'a&b', pieces: ['a', '&', 'b'], style: 'string', whole: '"a&b"' });
    expect(text('""')).toMatchObject({ meant: '', style: 'string' });
  });

  it('understands escapes', () => {
    expect(text(String.raw`"a\n\"\\\101\7b\u0041"`)).toMatchObject({
      meant: 'a\n"\\A\x07bA',
      pieces: ['a', '\\n', '\\"', '\\\\', '\\101', '\\7', 'b', '\\u0041'],
    });
    expect(text(String.raw`'\''`)).toMatchObject({ meant: "'", style: 'character' });
  });

  it('understands text blocks', () => {
    const literal = '"""\n      a "b"  \n        c\\tx \\\n      d\n\n      """';
    expect(text(literal)).toMatchObject({ meant: 'a "b"\n  c\tx d\n\n', style: 'block', whole: literal });
  });
});

it('finds comments', () => {
  const source = '// a\nclass A { /* b */ String k /* c */ = "x"; }';
  expect(read(source).comments.map(({ start, end }) => source.slice(start, end))).toEqual([
    '// a',
    '/* b */',
    '/* c */',
  ]);
});

it('reads what stands around code that makes no sense', () => {
  const source = 'class A { void m() { String a = "x" + ; send("y"); } }';
  const tree = readJava(source, parse);
  expect(tree.errors).toBeGreaterThan(0);
  expectSoundSpans(tree, source);
  expect(sketch(tree.body)).toContain('send("y")');
});
