import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBasic } from '../../../src/languages/vbnet/reader.ts';
import { expectInPlace } from '../in-place.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/vbnet');
const PROGRAMS = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((file) => /input[\\/].*\.(?:vbs?|bas|cls)$/.test(file))
  .map((file) => readFileSync(join(FIXTURES, file), 'utf8'));

/** What the syntax of Visual Basic is made of, put together without any sense. */
const PIECES = [
  ...'"\'&+-*/\\^=<>().,{}[]:!?#$ _\n'.split(''),
  ...[
    'x',
    ' As String',
    'Dim ',
    'Const ',
    'If ',
    ' Then ',
    'Else',
    'End If',
    'Sub a()\n',
    'End Sub\n',
    'Function f(',
    'Class C\n',
  ],
  ...[
    'Property P\n',
    'Get\n',
    'Set\n',
    'With x\n',
    'End With\n',
    'For Each a In b\n',
    'Next',
    '$"',
    '{x}',
    'New ',
    ' From {',
    ' With {.a = ',
  ],
  ...[
    'Select Case x\n',
    'Case ',
    'Try\n',
    'Catch\n',
    'Using ',
    'Return ',
    ' _\n',
    'REM ',
    '#If x\n',
    'Not ',
    'Sub() ',
    'Of ',
    ':=',
    '&=',
  ],
];
const NONSENSE = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''));

describe('any text is read', () => {
  it('of random characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void readBasic(text)));
  });

  it('of pieces of Visual Basic without sense', () => {
    fc.assert(
      fc.property(NONSENSE, (text) => expectInPlace(text, readBasic(text))),
      { numRuns: 2000 },
    );
  });

  it('of a key of nothing behind a condition', () => {
    const text = '+Sub() With x\nIf !Const ';
    expectInPlace(text, readBasic(text));
  });

  it('of programs that are cut anywhere', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PROGRAMS), fc.nat(), fc.nat(), (text, from, length) => {
        const start = from % text.length;
        readBasic(text.slice(start, start + (length % text.length)));
      }),
    );
  });

  it('and whole programs have every node in its place', () => {
    for (const program of PROGRAMS) {
      const tree = readBasic(program);
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
    ['opening braces', '{'],
    ['names in brackets', '[a'],
    ['operators', '"a" & '],
    ['members', 'a.b'],
    ['calls', '.b(1)'],
    ['strings without end', '"a\n'],
    ['slots', '$"{'],
    ['conditions', 'If a Then\n'],
    ['conditions on one line', 'If a Then '],
    ['classes', 'Class A\n'],
    ['functions', 'Sub a()\n'],
    ['ends', 'End Sub\n'],
    ['statements on one line', 'x = 1 : '],
    ['functions in functions', 'Dim a = Sub()\n'],
    ['signs', '- '],
    ['continued lines', 'a _\n'],
    ['properties', 'Property A\nGet\n'],
    ['cases', 'Select Case a\n'],
    ['words', 'a b '],
    ['dates', '#1'],
  ])(
    '%s',
    (_, piece) => {
      const text = piece.repeat(Math.ceil(MUCH / piece.length));
      const start = performance.now();
      readBasic(text);
      expect(performance.now() - start).toBeLessThan(10_000);
    },
    60_000,
  );
});
