import { sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BATCH, FileList, filesOf, splitPath } from '../../src/files/file-list.ts';

const part = fc.oneof(
  fc.constantFrom('a', 'b', 'c.js', 'clé', '日本', ' ', '\n', '🚀'),
  fc.string({ minLength: 1 }),
);
const path = fc
  .array(
    part.filter((text) => !/[/\\\0]/.test(text)),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => sep + parts.join(sep));

test('holds just what was added, in the order in which they came', () => {
  fc.assert(
    fc.property(fc.array(path, { maxLength: 400 }), fc.array(path, { maxLength: 20 }), (added, others) => {
      const list = new FileList();
      const known = new Set<string>();
      for (const file of added) {
        if (!known.has(file)) list.add(...splitPath(file));
        known.add(file);
      }
      list.end();
      expect([...list]).toEqual([...known]);
      for (const end of ['a', 'c.js', '\n'])
        expect([...list.endingWith(end)]).toEqual(
          [...known].filter((file) => splitPath(file)[1].endsWith(end)),
        );
      for (const file of others) expect(list.has(file)).toBe(known.has(file));
      [...known].forEach((file, number) => {
        expect(list.has(file)).toBe(true);
        expect(list.at(number)).toBe(file);
      });
    }),
    { numRuns: 200 },
  );
});

describe('batches', () => {
  const names = Array.from(
    { length: 2 * BATCH + 1 },
    (_, i) => `${sep}f${Math.floor(i / 100)}${sep}m${i}.js`,
  );

  test('are told as soon as they are full, the last one at the end', () => {
    const batches: string[][] = [];
    const list = new FileList((batch) => batches.push(filesOf(batch)));
    for (const name of names) list.add(...splitPath(name));
    expect(batches.map(({ length }) => length)).toEqual([BATCH, BATCH]);
    list.end();
    expect(batches.map(({ length }) => length)).toEqual([BATCH, BATCH, 1]);
    expect(batches.flat()).toEqual(names);
  });

  test('what is not full yet can be asked for', () => {
    const list = new FileList();
    for (const name of names) list.add(...splitPath(name));
    expect(list.at(2 * BATCH)).toBe(names.at(-1));
    expect(list.has(names.at(-1)!)).toBe(true);
    expect([...list]).toEqual(names);
  });
});

test('what is dropped is not there, and numbers stay', () => {
  const list = FileList.of(['/a/x', '/a/y', '/b/z']);
  list.drop(['/a/x']);
  expect(list.has('/a/x')).toBe(false);
  expect([...list]).toEqual(['/a/y', '/b/z']);
  expect([...list.endingWith('x')]).toEqual([]);
  expect(list.at(2)).toBe('/b/z');
});
