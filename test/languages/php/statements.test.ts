import { describe, expect, test } from 'vitest';
import { body, read } from './support.ts';

test.each([
  ['if ($a): f(); elseif ($b): g(); else: h(); endif;', '{if($a, $b) {f()} | {g()} | {h()}}'],
  ['if ($a) f(); else if ($b) { g(); }', '{if($a) {f()} | {if($b) {g()} | -}}'],
  ['foreach ($xs as $k => $v) { f($k, $v); }', '{loop($xs, $k, $v; ) {f($k, $v)}}'],
  ['foreach (f($xs) as list($a, $b)): g(); endforeach;', '{loop(f($xs), -, [$a, $b]; ) {g()}}'],
  ['foreach ($xs as &$v) f();', '{loop($xs, -, $v; ) {f()}}'],
  [
    'for ($i = 0, $j = 1; $i < 3; $i++) f($i);',
    '{{set($i, 0); set($j, 1); loop(-, -, -; other($i, 3), other($i)) {f($i)}}}',
  ],
  ['while (f()) { break; }', '{loop(-, -, -; f()) {leave -}}'],
  ['do { f(); } while ($q);', '{loop(-, -, -; $q) {f()}}'],
  [
    'switch ($a) { case 1: case 2: f(); break; case B: g(); default: h(); }',
    '{if($a, 1, 2, B) {f()} | {if() {g()} | -; h()}}',
  ],
  ['try { f(); } catch (E | F $e) { g(); } finally { h(); }', '{try {f()} catch {g()} finally {h()}}'],
  ['throw new E($x);', '{leave new E($x)}'],
  ["die('x');", '{leave single"x"}'],
  ['exit;', '{leave -}'],
  ['return;', '{return -}'],
  ['echo $a, $b;', '{echo($a, $b)}'],
  ["unset($a['x'], $b);", '{unset($a[single"x"], $b)}'],
  ['global $a, $b;', '{globals $a, $b}'],
  [
    'function &f(array $a, &$b = X, ...$c) { static $d = 1; }',
    '{function f($a, $b = X, ...$c) {default($d, 1)}}',
  ],
  ["const A = 'x', B = 2;", '{other(set(A, single"x"), set(B, 2))}'],
  ['namespace A\\B; use C\\D as E; new E();', '{new D()}'],
  ['namespace A { f(); }', '{{f()}}'],
  ['declare(strict_types=1); f();', '{f()}'],
  ['goto a; a: f();', '{f()}'],
  ['f(', '{other(f)}'],
])('%s', (source, expected) => {
  expect(body(read(`<?php ${source}`).body)).toBe(expected);
});

describe('classes', () => {
  test.each([
    [
      'abstract class Foo extends \\X\\Bar implements Baz { use T1, T2; const A = 1; private static $s = 2, $t; protected ?string $u; }',
      '{class Foo < Bar, T1, T2, Baz {static A = 1; static s = 2; static t = -; u = -}}',
    ],
    [
      'class Foo { function __construct(private $k, $t = X) {} function foo() {} static function s() {} abstract function n(); }',
      '{class Foo <  {constructor function __construct(k $k, $t = X) {}; constructor function foo() {}; static function s() {}}}',
    ],
    [
      'class Foo extends Bar { function f() { new self; new static; parent::f(); self::g(); } }',
      '{class Foo < Bar {function f() {new Foo(); new Foo(); parent.f(); Self.g()}}}',
    ],
    ['interface I { const Z = 1; function m(); }', '{class I <  {static Z = 1}}'],
    ['trait T { public $p; }', '{class T <  {p = -}}'],
  ])('%s', (source, expected) => {
    expect(body(read(`<?php ${source}`).body)).toBe(expected);
  });
});

test('what is no code stands outside, wherever it is', () => {
  const source =
    '<h1>\n<?php if ($a): ?>\n <b><?= $x ?></b>\n<?php endif; function f() { ?> <p> <?php } // c ?>\n<i>';
  const tree = read(source);
  expect(body(tree.body)).toBe('{if($a) {$x} | -; function f() {}}');
  expect(tree.outside.map(({ start, end }) => source.slice(start, end))).toEqual([
    '<h1>\n',
    '\n <b>',
    '</b>\n',
    ' <p> ',
    '\n<i>',
  ]);
  expect(tree.comments.map(({ start, end }) => source.slice(start, end))).toEqual(['// c ']);
  expect(tree.errors).toBe(0);
});

test('curly brackets were brackets once', () => {
  const tree = read('<?php $a = $b{0} . "$c{0}"; f($g->h{$i});');
  expect(body(tree.body)).toBe('{set($a, sum($b[0], double"{$c}{0}")); f($g.h[$i])}');
});

test('short tags are tags', () => {
  const tree = read('<? $a = "x"; ?><b><?echo $a?>');
  expect(body(tree.body)).toBe('{set($a, double"x"); echo($a)}');
});
