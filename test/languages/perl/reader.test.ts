import { describe, expect, it } from 'vitest';
import { readPerl } from '../../../src/languages/perl/reader.ts';
import { shown } from '../shown.ts';

const read = (text: string) => shown(readPerl(text)).join('\n');

describe('texts of Perl', () => {
  it.each([
    ['variables', '"a$x&b=${y}c"', '"a{$x}&b={$y}c"'],
    ['elements', '"$h{key} $h->{\'k\'}[0] $a[1]"', '"{%h["key"]} {$h["k"][0]} {@a[1]}"'],
    ['expressions', '"x@{[ f($y) ]}z"', '"x{f($y)}z"'],
    ['escapes', String.raw`"\x26\t\$a\x{263a}"`, '"&\t$a☺"'],
    ['no array in an address', '"a\\@b.c 5@ 6"', '"a@b.c 5@ 6"'],
    ['single quotes', String.raw`'a\'b\n$x'`, String.raw`"a'b\n$x"`],
    ['quote operators', 'q{a{b}c} . qq(<$x>)', '("a{b}c" + "<{$x}>")'],
    ['words', 'qw(a b)', '["a" "b"]'],
    ['changed case', '"\\U$x"', 'other($x)'],
    ['heredocs', "f(<<A, <<'B');\na$x\nA\nb$y\nB\n", 'f("a{$x}\n" "b$y\n")'],
    ['an indented heredoc', '$t = <<~A;\n  a\n   b\n  A\n', '$t = "a\n b\n"'],
  ])('%s', (_, text, expected) => expect(read(text)).toBe(expected));

  it('know where their characters stand', () => {
    const text = '"\\x26b"';
    const [statement] = readPerl(text).body;
    expect(statement).toMatchObject({
      expression: { parts: [{ text: '&b', start: 1, end: 6, offsets: [1, 5, 6] }] },
    });
  });
});

describe('expressions of Perl', () => {
  it.each([
    ['division and pattern', '$a / 2 / $b; split /a"b/, $c', 'other($a 2 $b)\nsplit(other("a"b") $c)'],
    ['hashes', "my %h = (a => 1, 'b', 2, %c);", '%h = ["a"=>1 "b"=>2 *%c]'],
    ['references', '$x = { a => [1, 2] };', '$x = ["a"=>[1 2]]'],
    ['bare pairs at the end of a call', '$u->query_form($x, a => 1)', '$u.query_form($x ["a"=>1])'],
    ['a method of HTTP', 'HTTP::Request->new(POST => $url)', 'new Request("POST" $url)'],
    [
      'a block',
      'join "&", map { "$_=$h{$_}" } keys %h',
      'join("&" map(function ($_) {"{$_}={%h[$_]}"} keys(%h)))',
    ],
    ['choices', '$a ? 1 : $b ? 2 : 3', '($a ? 1 | ($b ? 2 | 3))'],
    ['defaults', '$x = $ENV{A} || "b"; $y //= 1', '$x = (- ? %ENV["A"] | "b")\n$y ?= 1'],
    ['one variable in brackets', 'my ($t) = f();', '$t = f()'],
    ['replacement', '$u =~ s/K/$v/g', '$u = $u.s("K" "{$v}")'],
    ['a slice', '@h{qw(a b)} = (1, 2);', 'other(%h["a"] = 1 %h["b"] = 2)'],
    ['constants', "use constant K => 'v'; f(K . K())", 'K = "v"\nf((K + K))'],
  ])('%s', (_, text, expected) => expect(read(text)).toBe(expected));
});

describe('statements of Perl', () => {
  it.each([
    ['conditions behind', '$u .= "a" if $x;', 'if $x {$u += "a"}'],
    ['or die', 'f($x) or die "no";', 'if f($x) {leave die("no")}'],
    ['loops by key', 'for my $k (sort keys %h) { f($k) }', 'loop %h $k - {f($k)}'],
    ['each', 'while (my ($k, $v) = each %h) { f($v) }', 'loop %h $k $v {f($v)}'],
    ['eval', 'eval { f() } or do { g() };', 'try {f()} {other(other(g()))}'],
    [
      'parameters',
      'sub f { my ($a, $b) = @_; my $c = shift || 1; return $c }',
      'function f($a $b $c) {return $c}',
    ],
    [
      'classes',
      "package A::B; our @ISA = ('C'); sub new { my ($class, %o) = @_; my $self = { k => $o{k} }; bless $self, $class } sub k { my $self = shift; $self->{k} = shift if @_; $self->{k} }",
      '{@ISA = ["C"] class B (C) {constructor new(%o) {this = ["k"=>%o["k"]] this} function k(@_[1] @_) {if @_ {this.k = @_[1]} this.k}}}',
    ],
  ])('%s', (_, text, expected) => expect(read(text)).toBe(expected));

  it('leave out documentation and what stands behind the end', () => {
    const text = '$a;\n=pod\n\n"it\'s\n\n=cut\n$b; # c\n__END__\n$d';
    const tree = readPerl(text);
    expect(shown(tree)).toEqual(['$a', '$b']);
    expect(tree.comments.map(({ start, end }) => text.slice(start, end))).toEqual([
      '=pod\n\n"it\'s\n\n=cut',
      '# c',
    ]);
    expect(tree.outside).toEqual([{ start: text.indexOf('__END__'), end: text.length }]);
    expect(tree.errors).toBe(0);
  });
});
