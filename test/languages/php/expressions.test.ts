import { expect, test } from 'vitest';
import { readExpression, show } from './support.ts';

test.each([
  // Texts.
  [`'it\\'s \\\\ \\n'`, `single"it's \\ \\n"`],
  [`"a\\tb \\x41\\101\\u{1F600} \\q \\$x"`, 'double"a\tb AA😀 \\q $x"'],
  ['"x=$a&y={$b->c}z"', 'double"x={$a}&y={$b.c}z"'],
  [
    "\"$e[key] $e[0] $e[$i] $f->g ${h} {$h['k']['m']} {$k->m()}\"",
    'double"{$e[bare"key"]} {$e[0]} {$e[$i]} {$f.g} {$h} {$h[single"k"][single"m"]} {$k.m()}"',
  ],
  ['"a=${x}&b={$this->a->b}&d=$this->e"', 'double"a={$x}&b={this.a.b}&d={this.e}"'],
  ['"\n\n $x\n\n{$y} \n"', 'double"\n\n {$x}\n\n{$y} \n"'],
  ['b"bin" . b\'c\'', 'sum(double"bin", single"c")'],
  ['""', 'double""'],
  ['"\\{$a}"', 'double"\\{{$a}}"'],
  ['<<<EOT\n  <a>$b\n  \\tx {$c[1]}  \n\nEOT', 'heredoc"  <a>{$b}\n  \tx {$c[1]}  \n"'],
  ['<<<"EOT"\n    a "q\\" $b\n      c\n    EOT', 'heredoc"a "q\\" {$b}\n  c"'],
  ["<<<'EOT'\nraw $x \\n\nEOT", 'nowdoc"raw $x \\n"'],
  ['<<<EOT\r\na\r\nb\r\nEOT', 'heredoc"a\r\nb"'],
  ['<<<EOT\nEOT', 'heredoc""'],
  // Chains.
  [`'x' . $y . ("z" . 1.5) . (string) $w`, 'sum(single"x", $y, sum(double"z", 1.5), (string)($w))'],
  ['$u .= $x . $y', 'append($u, sum($x, $y))'],
  ['$v ??= $w ?: $x', 'default($v, default(- ? $w : $x))'],
  ['$x = $y = API_KEY', 'set($x, set($y, API_KEY))'],
  ['$x = &$y', 'set($x, $y)'],
  ['$a ? $b : $c', 'fork($a ? $b : $c)'],
  [`isset($a['k']) ? $a["k"] : 'd'`, `default(isset($a[single"k"]) ? $a[double"k"] : single"d")`],
  ['$a && $b->c()', 'fork($a ? other($b.c()))'],
  ['fopen($x) or die($y)', 'fork(fopen($x) ? other(die($y)))'],
  [
    `match($x) { 1, 2 => 'a', f() => 'b', default => $c }`,
    'fork($x ? single"a" : other(f(), single"b") : $c)',
  ],
  ['$a == $b', 'other($a, $b)'],
  ['!$a', 'other($a)'],
  ['null', 'null'],
  // Collections.
  [`array('a' => 1, 'b', &$r, ...$s)`, '[single"a" => 1, single"b", $r, ...$s]'],
  [`["a" => [$x]]`, '[double"a" => [$x]]'],
  [`list($a, , $b) = $c`, 'set([$a, other(), $b], $c)'],
  [`['k' => $q, 'm' => list($r)] = $c`, 'set([single"k" => $q, single"m" => [$r]], $c)'],
  [`$a[] = 5`, 'set($a[], 5)'],
  ['$row[ticket] . $row[KEY]', 'sum($row[bare"ticket"], $row[KEY])'],
  ['$a + array(1)', '+($a, [1])'],
  ['$a += ["k" => 1]', '+=($a, [double"k" => 1])'],
  ['$a += 1', 'other($a, 1)'],
  // Members and calls.
  ['$this->a->b', 'this.a.b'],
  ['$obj?->foo', '$obj.foo'],
  ['self::$x . static::Y . Foo::BAR . \\A\\Foo::$baz', 'sum(Self.x, Self.Y, Foo.BAR, Foo.baz)'],
  ['$this->$name', 'this[$name]'],
  [`$this->{'a' . $b}`, 'this[sum(single"a", $b)]'],
  ['\\A\\f(1, name: $x, ...$rest)', 'f(1, name: $x, ...$rest)'],
  ['$o->setX(1)->y()', '$o.setX(1).y()'],
  ['\\A\\Foo::bar($x)', 'Foo.bar($x)'],
  ['new \\A\\Foo($a)', 'new Foo($a)'],
  ['(new Foo)->bar()', 'new Foo().bar()'],
  ['$f($x)', '$f($x)'],
  [`$a['f']($x)`, '$a[single"f"].__invoke($x)'],
  ['$o->$m($x)', 'other($o, $m, $x)'],
  ['@file_get_contents($u)', '@(file_get_contents($u))'],
  ['include "a.php"', 'other(double"a.php")'],
  ['function ($a) use (&$b) { return $a; }', 'function ($a) {return $a}'],
  ['fn($x) => $x . 1', 'function ($x) {return sum($x, 1)}'],
  ['new class($x) extends Foo { public $z = 1; }', 'other($x; {class  < Foo {z = 1}})'],
])('%s', (source, expected) => {
  expect(show(readExpression(source))).toBe(expected);
});

test('every character of a text is known by its place', () => {
  const source = '<?php ';
  const node = readExpression('"a\\n\\x41é\\u{1F600}$"');
  expect(node.kind === 'text' && node.parts).toMatchObject([
    { text: 'a\nAé😀$', offsets: [7, 8, 10, 14, 15, 15, 24, 25].map((at) => at - 6 + source.length) },
  ]);
  const indented = readExpression('<<<A\n  b\n   c\n  A');
  expect(indented.kind === 'text' && indented.parts).toMatchObject([
    { text: 'b\n c', start: 13, offsets: [13, 14, 17, 18, 19] },
  ]);
});
