import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, selectFixes } from '../../src/engine/apply.ts';
import type { Edit } from '../../src/model/edit.ts';
import { fixing } from './findings.ts';

const FILE = '/a.js';

function edit(start: number, end: number, text: string, file = FILE): Edit {
  return { file, start, end, text };
}

function select(...findings: Parameters<typeof selectFixes>[0]) {
  const { edits, refused } = selectFixes(findings, false, new Map());
  return { edits: Object.fromEntries(edits), refused: Object.fromEntries(refused) };
}

describe('applyEdits', () => {
  test('edits count in the old text, whatever their order', () => {
    const edits = [edit(4, 5, ''), edit(0, 1, 'long'), edit(2, 2, '+')];
    for (const order of [edits, edits.toReversed()]) expect(applyEdits('abcdef', order)).toBe('longb+cdf');
  });

  test('an insertion beside a replacement stands before or after it', () => {
    expect(applyEdits('abc', [edit(1, 2, 'X'), edit(1, 1, '<'), edit(2, 2, '>')])).toBe('a<X>c');
  });

  test('edits that overlap are refused loudly', () => {
    expect(() => applyEdits('abcdef', [edit(0, 3, ''), edit(2, 4, '')])).toThrow('overlap');
    expect(() => applyEdits('abcdef', [edit(1, 4, ''), edit(2, 3, '')])).toThrow('overlap');
  });

  test('characters outside of the edits stay, of whatever text', () => {
    const cut = fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 8 }), fc.string({ unit: 'binary' }), (cuts, tail) => {
        let at = 0;
        const edits = cuts.map(([kept, removed]) => {
          const start = at + kept.length;
          at = start + removed.length;
          return edit(start, at, '|');
        });
        const text = cuts.flat().join('') + tail;
        expect(applyEdits(text, edits)).toBe(cuts.map(([kept]) => kept + '|').join('') + tail);
      }),
    );
  });
});

describe('selectFixes', () => {
  test('the first of two groups that need the same characters is chosen', () => {
    const first = fixing('first', [edit(0, 3, 'x')]);
    const second = fixing('second', [edit(2, 4, 'y'), edit(9, 9, 'z')]);
    expect(select(first, second)).toEqual({
      edits: { [FILE]: [edit(0, 3, 'x')] },
      refused: { second: 'another change of this run needs the same characters' },
    });
  });

  test('a line that is put in is not left without what it stands above', () => {
    const note = { ...fixing('note', [edit(4, 4, '// note\n')]), ruleId: 'ticket-regeneration' as const };
    const call = fixing('call', [edit(4, 12, '')]);
    expect(select(note, call)).toEqual({
      edits: { [FILE]: [edit(4, 12, '')] },
      refused: { note: 'another change of this run needs the same characters' },
    });
  });

  test('two groups that put different text in at one place are not both applied', () => {
    const { edits, refused } = select(fixing('a', [edit(5, 5, 'x')]), fixing('b', [edit(5, 5, 'y')]));
    expect(edits).toEqual({ [FILE]: [edit(5, 5, 'x')] });
    expect(refused).toHaveProperty('b');
  });

  test('what two groups agree on is done once', () => {
    const shared = edit(0, 3, 'x');
    const { edits, refused } = select(
      fixing('a', [shared, edit(5, 6, 'y')]),
      fixing('b', [shared, edit(8, 8, 'z')]),
    );
    expect(edits).toEqual({ [FILE]: [shared, edit(5, 6, 'y'), edit(8, 8, 'z')] });
    expect(refused).toEqual({});
  });

  test('a group that is at odds with itself is refused whole, in every file', () => {
    const { edits, refused } = select(
      fixing('a', [edit(0, 3, 'x'), edit(1, 2, 'y'), edit(0, 1, 'z', '/other.js')]),
      fixing('b', [edit(1, 2, 'w')]),
    );
    expect(edits).toEqual({ [FILE]: [edit(1, 2, 'w')] });
    expect(refused).toEqual({ a: 'its changes need the same characters' });
  });

  test('the same characters of two files are no conflict', () => {
    const { edits, refused } = select(
      fixing('a', [edit(0, 3, 'x')]),
      fixing('b', [edit(0, 3, 'y', '/other.js')]),
    );
    expect(Object.keys(edits)).toEqual([FILE, '/other.js']);
    expect(refused).toEqual({});
  });

  test.each([
    ['safe', false, true],
    ['safe', true, true],
    ['unsafe', false, false],
    ['unsafe', true, true],
    ['by-hand', false, false],
    ['by-hand', true, false],
  ] as const)('%s with --unsafe %s: applied %s', (safety, allowUnsafe, applied) => {
    const { edits } = selectFixes([fixing('a', [edit(0, 3, 'x')], safety)], allowUnsafe, new Map());
    expect(edits.size > 0).toBe(applied);
  });

  test('a banned group gives way to the next', () => {
    const findings = [fixing('a', [edit(0, 3, 'x')]), fixing('b', [edit(0, 3, 'y')])];
    const { edits, refused } = selectFixes(findings, false, new Map([['a', 'broken']]));
    expect(edits.get(FILE)).toEqual([edit(0, 3, 'y')]);
    expect(refused).toEqual(new Map([['a', 'broken']]));
  });
});
