import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as t from '@babel/types';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/engine/apply.ts';
import { migrate } from '../../src/engine/migrate.ts';
import { decode, encode } from '../../src/files/decode.ts';
import { parseSource } from '../../src/languages/javascript/syntax/parse.ts';
import { makeFolder } from '../files/workspace.ts';
import { type RealFile, readRealFiles } from '../support/real-files.ts';

// Promise 1 on what others have written: nothing changes outside of the edits.

const FILES = [...readRealFiles(), ...respelled(readRealFiles())];

/** Some of the files once more, with what published files rarely have. */
function respelled(files: readonly RealFile[]): RealFile[] {
  const spellings: readonly ((text: string) => Buffer)[] = [
    (text) => Buffer.from('\ufeff' + text),
    (text) => Buffer.from(text.replaceAll(/\r?\n/g, '\r\n')),
    (text) => Buffer.from('\ufeff' + text, 'utf16le'),
    (text) => Buffer.from(text.replaceAll('  ', '\t').trimEnd() + '\n// caf\xe9', 'latin1'),
  ];
  return files
    .filter((_, i) => i % 6 === 0)
    .map(({ name, base, bytes }, i) => {
      const spell = spellings[i % spellings.length]!;
      return { name: `${name} (${i})`, base, bytes: spell(bytes.toString().replace(/^#!.*/, '')) };
    });
}

test('there are files of every kind', () => {
  expect(FILES.length).toBeGreaterThan(350);
  for (const ending of [/\.js$/, /\.cjs$/, /\.mjs$/, /(?<!\.d)\.[cm]?ts$/, /\.d\.[cm]?ts$/])
    expect(FILES.filter(({ base }) => ending.test(base)).length, String(ending)).toBeGreaterThan(3);
  const spelled = (...bytes: number[]) =>
    FILES.filter((file) => file.bytes.includes(Buffer.from(bytes))).length;
  expect(spelled(0x0d, 0x0a)).toBeGreaterThan(20);
  expect(spelled(0xef, 0xbb, 0xbf)).toBeGreaterThan(10);
  expect(new Set(FILES.map(({ bytes }) => decode(bytes).encoding))).toEqual(
    new Set(['utf8', 'utf16le', 'latin1']),
  );
});

test('without an edit, every byte stays', () => {
  const changed = FILES.filter(({ bytes }) => {
    const { text, encoding } = decode(bytes);
    return !encode(applyEdits(text, []), encoding).equals(bytes);
  });
  expect(changed.map(({ name }) => name)).toEqual([]);
});

test('the parser reads every file, and its offsets are those of the text', () => {
  for (const { name, base, bytes } of FILES) {
    const { text } = decode(bytes);
    for (const { start, end, value } of literalsOf(text, base)) {
      const source = text.slice(start!, end!);
      expect(source, name).toMatch(/^(["']).*\1$/s);
      if (!source.includes('\\')) expect(source.slice(1, -1), name).toBe(value);
    }
  }
});

test('an edit of one literal changes the bytes of that literal alone', () => {
  let edited = 0;
  for (const { name, base, bytes } of FILES) {
    const { text, encoding } = decode(bytes);
    const literals = literalsOf(text, base);
    const literal = literals[Math.floor(literals.length / 2)];
    if (!literal) continue;
    const [start, end] = [literal.start! + 1, literal.end! - 1];
    const after = encode(applyEdits(text, [{ file: base, start, end, text: 'edited' }]), encoding);
    const [from, to] = [start, end].map((at) => encode(text.slice(0, at), encoding).length);
    const inserted = Buffer.from('edited', encoding === 'utf16le' ? 'utf16le' : 'latin1');
    expect(after.equals(Buffer.concat([bytes.subarray(0, from), inserted, bytes.subarray(to)])), name).toBe(
      true,
    );
    expect(
      literalsOf(decode(after).text, base).map(({ value }) => value),
      name,
    ).toContain('edited');
    edited++;
  }
  expect(edited).toBeGreaterThan(300);
});

describe('the migration of one call behind each of them', () => {
  const head = (name: string) =>
    `fetch("https://crm.zoho.com/crm/private/json/${name}/getMyRecords?newFormat=1&`;
  const pair = (i: number) => `apikey=${'Ab3'.repeat(7)}$&ticket=${i.toString(16).padStart(32, '0a1b')}`;
  const tail = '&fromIndex=1");\t// nothing else, not even this  ';

  test('changes the bytes of that call alone, and twice is once', async () => {
    const scripts = FILES.filter(isScriptFile)
      .filter((_, i) => i % 2 === 0)
      .map(({ name, base, bytes }, i) => {
        const { text, encoding } = decode(bytes);
        const end = text.includes('\r\n') ? '\r\n' : '\n';
        const before = text + end + head('Leads');
        const after = tail + end;
        const written = encode(before + pair(i) + after, encoding);
        return {
          name,
          path: `${i}/${base}`,
          written,
          before: encode(before, encoding),
          after: bytesOf(after, encoding),
        };
      });
    const folder = makeFolder(Object.fromEntries(scripts.map(({ path, written }) => [path, written])));
    const result = await migrate({ paths: ['.'], cwd: folder, write: true });
    const skipped = new Set(result.skipped.map(({ file }) => file));
    expect(result.skipped.filter(({ reason }) => reason !== 'minified or generated')).toEqual([]);
    const unchanged: string[] = [];
    for (const { name, path, written, before, after } of scripts) {
      const bytes = readFileSync(join(folder, path));
      if (bytes.equals(written)) {
        if (!skipped.has(join(folder, path))) unchanged.push(name);
        continue;
      }
      expect(bytes.subarray(0, before.length).equals(before), name).toBe(true);
      expect(bytes.subarray(bytes.length - after.length).equals(after), name).toBe(true);
      const middle = bytes
        .subarray(before.length, bytes.length - after.length)
        .toString('latin1')
        .replaceAll('\0', '');
      // Browser code has no environment.
      expect(middle, name).toMatch(/^authtoken=(?:" \+ process\.env\.\w+ \+ "|YOUR_\w+)&scope=crmapi$/);
    }
    expect(unchanged).toEqual([]);
    const second = await migrate({ paths: ['.'], cwd: folder, write: true });
    expect(second.changed).toEqual([]);
  });
});

function isScriptFile({ base }: RealFile): boolean {
  return !/\.d\.[cm]?ts$/.test(base);
}

/** Without the byte order mark that `encode` asks for. */
function bytesOf(text: string, encoding: Parameters<typeof encode>[1]): Buffer {
  return encoding === 'utf16le' ? Buffer.from(text, 'utf16le') : encode(text, encoding);
}

function literalsOf(text: string, file: string): t.StringLiteral[] {
  const literals: t.StringLiteral[] = [];
  const look = (node: t.Node) => {
    if (node.type === 'StringLiteral') literals.push(node);
    for (const value of Object.values(node))
      for (const child of Array.isArray(value) ? value : [value])
        if (typeof child?.type === 'string' && typeof child.start === 'number') look(child);
  };
  look(parseSource(text, file).program);
  return literals;
}
