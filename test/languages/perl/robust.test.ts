import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPerl } from '../../../src/languages/perl/reader.ts';
import { expectInPlace } from '../in-place.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/perl');
const PROGRAMS = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((file) => /input[\\/].*\.(?:pl|pm)$/.test(file))
  .map((file) => readFileSync(join(FIXTURES, file), 'utf8'));

/** What Perl's syntax is made of, put together without any sense. */
const PIECES = [
  ...'$@%&*{}[]()<>/\\\'"`;,.=~!?:-+#\n |^x'.split(''),
  ...[
    '$x',
    '@_',
    '%h',
    '${',
    '@{[',
    ']}',
    '=>',
    '->',
    '::',
    '<<A',
    '<<~"A"',
    '\nA\n',
    'qw(',
    'q{',
    'qq<',
    's/',
    'tr/',
  ],
  ...[
    'm{',
    'sub ',
    'my ',
    'if ',
    'foreach ',
    'return ',
    'package P;',
    'use constant ',
    'map {',
    'print ',
    'bless ',
  ],
  ...[
    'shift',
    '\n=pod\n',
    '\n=cut\n',
    '__END__',
    'do {',
    'eval {',
    'unless (',
    '? 1 : ',
    '||',
    'and ',
    '.=',
    '//',
  ],
];
const NONSENSE = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''));

describe('any text is read', () => {
  it('of random characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void readPerl(text)));
  });

  it('of pieces of Perl without sense', () => {
    fc.assert(
      fc.property(NONSENSE, (text) => void readPerl(text)),
      { numRuns: 3000 },
    );
  });

  it('of programs that are cut anywhere', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PROGRAMS), fc.nat(), fc.nat(), (text, from, length) => {
        const start = from % text.length;
        readPerl(text.slice(start, start + (length % text.length)));
      }),
    );
  });

  it('and whole programs have every node in its place', () => {
    for (const program of PROGRAMS) {
      const tree = readPerl(program);
      expect(tree.errors, program).toBe(0);
      expectInPlace(program, tree);
    }
  });
});

describe('time grows with the length of the text alone', () => {
  const MUCH = 300_000;
  it.each([
    ['a program', PROGRAMS[0]!],
    ['opening brackets', '('],
    ['opening braces', '{ '],
    ['references', '[\\'],
    ['strings in strings', '"@{[ '],
    ['nested delimiters', 'qq{@{['],
    ['heredocs without end', '<<A;\n'],
    ['heredocs on one line', '<<A . '],
    ['heredocs', 'print <<A;\nx\nA\n'],
    ['operators', "'a' . "],
    ['numbers', '1 + '],
    ['choices', '$a ? 1 : '],
    ['arrows', '$a->b(1)'],
    ['links', '->a'],
    ['dollars', '$'],
    ['signs', '- '],
    ['words', 'print '],
    ['packages', 'package A;\n'],
    ['functions', 'sub a { my $self = shift; '],
    ['ends of lines', 'a\n=b\n'],
    ['patterns', 's{a}'],
    ['blanks', ' \n'],
    ['comments', '# a\n'],
    ['conditions', 'if ($a) {} els'],
    ['calls', 'f($a, '],
    ['declarations', 'my ($a) = '],
  ])(
    '%s',
    (_, piece) => {
      const text = piece.repeat(Math.ceil(MUCH / piece.length));
      const start = performance.now();
      readPerl(text);
      expect(performance.now() - start).toBeLessThan(10_000);
    },
    60_000,
  );
});
