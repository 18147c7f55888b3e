import { describe, expect, it } from 'vitest';
import { readBasic } from '../../../src/languages/vbnet/reader.ts';
import { shown } from '../shown.ts';

const read = (text: string) => shown(readBasic(text)).join('\n');

describe('expressions of Visual Basic', () => {
  it.each([
    ['texts', 'x = "a""b" & y + "c"', 'x = ("a"b" + (y + "c"))'],
    ['interpolation', 'x = $"a{b:N2}c{{d}}{f("e")}"', 'x = "a{b}c{d}{f("e")}"'],
    ['continued lines', 'x = "a" & _\n  b & ' + "' why\n  c", 'x = ("a" + b + c)'],
    ['comments', 'x = 1 \' "\nREM y = 2\ny = 3', 'x = 1\ny = 3'],
    ['maps', 'x = New Dictionary(Of String, String) From {{"a", b}}', 'x = new Dictionary(["a"=>b])'],
    ['objects', 'x = New C(1) With {.A = b}', 'x = new C(1 ["A"=>b])'],
    ['an index of a variable', 'Dim p As New P()\np("a") = p("b")', 'p = new P()\np["a"] = p["b"]'],
    ['a call of a function', 'Function F(a)\nEnd Function\nx = F("a")', 'function F(a) {}\nx = F("a")'],
    ['settings', 'x = ConfigurationManager.AppSettings("a")', 'x = ConfigurationManager.AppSettings["a"]'],
    ['choices', 'x = If(a, b, c) & If(d, e)', 'x = ((a ? b | c) + (- ? d | e))'],
    [
      'arguments by name and without brackets',
      'http.Open "GET", url\nf(a:=1)',
      'http.Open("GET" url)\nf(a:1)',
    ],
    [
      'functions in place',
      'x = list.Select(Function(i) i & "a")',
      'x = list.Select(function (i) {return (i + "a")})',
    ],
  ])('%s', (_, text, expected) => expect(read(text)).toBe(expected));
});

describe('statements of Visual Basic', () => {
  it.each([
    ['conditions', 'If a Then\nb()\nElseIf c Then\nd()\nElse\ne()\nEnd If', 'if a c {b()} {d()} {e()}'],
    ['conditions on one line', 'If a Then b = 1 : c = 2 Else d = 3', 'if a {b = 1 c = 2} {d = 3}'],
    ['cases', 'Select Case a\nCase 1, 2\nb()\nCase Else\nc()\nEnd Select', 'if a 1 2 {b()} {c()}'],
    ['loops', 'For Each k As String In m.Keys\nf(k)\nNext', 'loop m.Keys - k {f(k)}'],
    ['with', 'With New R(u)\n.M = "x"\nEnd With', '{With 0 = new R(u) With 0.M = "x"}'],
    ['keys of with', 'With p\nf !a\nx = !b & "c"\nEnd With', '{p f(p["a"]) x = (p["b"] + "c")}'],
    ['what a function gives back', 'Function F()\nF = 1\nEnd Function', 'function F() {F = 1 return F}'],
    ['using', 'Using c As New W()\nf(c)\nEnd Using', '{c = new W() f(c)}'],
    [
      'classes',
      'Class A\nInherits N.B\nPrivate Const K As String = "k"\nPrivate t As String\nPublic Sub New(x)\nMyBase.New(x)\nt = x\nEnd Sub\nPublic ReadOnly Property P As String\nGet\nReturn t & K\nEnd Get\nEnd Property\nEnd Class',
      'class A (B) {static K = "k" t = - constructor New(x) {MyBase.New(x) this.t = x} getter P() {return (this.t + THIS.K)}}',
    ],
    [
      'local variables before members',
      'Class A\nPrivate t\nSub S()\nDim t = 1\nf(t)\nEnd Sub\nEnd Class',
      'class A () {t = - function S() {t = 1 f(t)}}',
    ],
  ])('%s', (_, text, expected) => expect(read(text)).toBe(expected));

  it('count only what does not close', () => {
    expect(readBasic('x = "a\ny = f(1').errors).toBe(2);
    expect(readBasic('Dim Dim End If )\nNext').errors).toBe(0);
  });
});
