import { describe, expect, it } from 'vitest';
import { readGrammar } from '../../../src/files/grammars.ts';
import { openGrammar } from '../../../src/languages/grammar.ts';
import { readShell } from '../../../src/languages/shell/reader.ts';
import { sketch } from '../code/sketch.ts';
import { expectSoundSpans } from '../code/walk.ts';

const parse = await openGrammar(readGrammar('bash')!);

/** A script in short, having looked at its spans. */
function read(source: string): string {
  const tree = readShell(source, parse);
  expect(tree.errors).toBe(0);
  expectSoundSpans(tree, source);
  return sketch(tree.body);
}

describe('words and commands', () => {
  it.each([
    ['assignments', `A=b C='d' E="f$A"; G+=h\n`, '<A = "b", C = "d", E = "f{A}">; G += "h"'],
    ['adjacency', `A='x='$B"&y"\\&z\n`, 'A = ("x=" + "{B}" + "&y" + "&z")'],
    ['a word that the grammar takes apart', 'url=$a/b/$c/d?e=$f\n', 'url = "{a}/b/{c}/d?e={f}"'],
    [
      'options',
      `curl -s -d "a=$A" -F b='c' --data=d=e "\${x[@]}" "$URL"\n`,
      'curl(["-s", "a": "{A}", "b": "c", "d=e", *x, "{URL}"])',
    ],
    ['substitution', 'T=$(login "$U" | cut -d= -f2)\n', 'T = "{<login("{U}"), cut("-d=", "-f2")>}"'],
    ['defaults', 'A=${B:-c} : ${D:=e} "${F:?g}"\n', '<A = "{(B ?? "c")}", :("{D ??= "e"}", "{F}")>'],
    [
      'arrays',
      'a=(-d "b=c" "$d"); a+=(e); echo "${a[0]}"\n',
      'a = ["b": "c", "{d}"]; a += ["e"]; echo("{a["0"]}")',
    ],
    ['a document', 'curl -d @- u <<EOF\na=$B&c=\\$d\nEOF\n', 'curl(["@-", "u", "a={B}&c=$d\\n"])'],
    [
      'functions',
      'f() { local x="$1"; curl "$x?$2"; return 0; }; f a b\n',
      'f(1, 2) {x = "{1}"; curl(["{x}?{2}"])}; f("a", "b")',
    ],
    [
      'branches',
      'if [ -z "$A" ]; then b; elif c; then d; else e; fi; f && g || h; case $i in j) k;; *) l;; esac\n',
      'if (<<<>, "{A}">>, c()) {b()} {d()} {e()} always; if () {if (f()) {g()}} {h()}; if ("{i}") {k()} {l()} always',
    ],
    [
      'loops',
      'for a in b "$c"; do d $a; done; while e; do f; done\n',
      'loop (a in ["b", "{c}"]) {d("{a}")}; loop (e()) {f()}',
    ],
  ])('%s', (_, source, expected) => {
    expect(read(source)).toBe(expected);
  });
});
