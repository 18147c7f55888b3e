import { mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { holdsAny, mayHoldCredentials } from '../../src/files/prefilter.ts';
import { scan } from '../../src/files/scan.ts';
import { makeFolder, makePipe } from './workspace.ts';

const URL = "var u = 'crm/private?apikey=' + k;\n";
const MEGABYTE = 1024 * 1024;

function scanAll(
  folder: string,
  names: readonly string[],
  matches: Parameters<typeof scan>[2] = (bytes) => mayHoldCredentials(bytes),
) {
  const found = new Map<string, Buffer>();
  const files = names.map((name) => join(folder, name));
  const tally = scan(files, ({ file, bytes }) => found.set(relative(folder, file), bytes), matches);
  const skipped = tally.skipped.map(({ file, reason }) => `${relative(folder, file)}: ${reason}`);
  return { ...tally, skipped, found, names: [...found.keys()] };
}

function scanOne(content: string | Buffer) {
  return scanAll(makeFolder({ 'a.js': content }), ['a.js']);
}

describe('scan', () => {
  test('hands out just the files that may hold the parameters, with their bytes', () => {
    const content = { 'a.js': 'nothing\n', 'b.js': URL, 'c.js': 'A TICKET\r\n', 'd.js': '' };
    const { found, ...tally } = scanAll(makeFolder(content), Object.keys(content));
    expect(tally).toEqual({ scanned: 4, leftOut: {}, skipped: [], names: ['b.js', 'c.js'] });
    expect(found.get('b.js')!.toString()).toBe(URL);
    expect(found.get('c.js')!.toString()).toBe('A TICKET\r\n');
  });

  test('a file is not judged by what was left in the buffer', () => {
    const content = { 'a.js': 'x'.repeat(50) + '\nticket', 'b.js': 'short' };
    expect(scanAll(makeFolder(content), ['a.js', 'b.js', 'a.js', 'b.js']).names).toEqual(['a.js']);
  });

  test('files larger than the first buffer are read whole', () => {
    const lines = 'const value = 1;\n'.repeat(120_000);
    const { found } = scanOne(lines + URL);
    expect(found.get('a.js')!.toString()).toBe(lines + URL);
  });

  test('what was looked for may be something else', () => {
    const folder = makeFolder({ 'a.js': "require('./config')", 'b.js': URL });
    expect(scanAll(folder, ['a.js', 'b.js'], (bytes) => holdsAny(bytes, ['config'])).names).toEqual(['a.js']);
  });

  test('files that cannot be read are skipped with the reason', () => {
    const folder = makeFolder({ 'a.js': URL });
    mkdirSync(join(folder, 'folder'));
    symlinkSync('a.js', join(folder, 'link'));
    const { names, scanned, skipped } = scanAll(folder, ['gone', 'folder', 'link', 'a.js']);
    expect({ names, scanned }).toEqual({ names: ['a.js'], scanned: 1 });
    expect(skipped).toEqual([
      'gone: cannot be read: there is no such file or folder (ENOENT)',
      'folder: cannot be read: it is a folder (EISDIR)',
      'link: cannot be read: it is a symbolic link, or there are too many of them (ELOOP)',
    ]);
  });

  test('a pipe does not hold it up', () => {
    const folder = makeFolder();
    makePipe(join(folder, 'pipe'));
    expect(scanAll(folder, ['pipe']).names).toEqual([]);
  });

  test('a receiver that fails is heard', () => {
    const file = join(makeFolder({ 'a.js': URL }), 'a.js');
    const fail = () => {
      throw new Error('full');
    };
    expect(() => scan([file], fail, () => true)).toThrow('full');
  });
});

describe('what is no text', () => {
  test.each([
    ['binary is counted, whatever it holds', Buffer.from('\0\x01\x02apikey'), [], { binary: 1 }],
    ['marked UTF-16 is text', Buffer.from('\ufeff' + URL, 'utf16le'), ['a.js'], {}],
  ])('%s', (_, content, names, leftOut) => {
    expect(scanOne(content)).toMatchObject({ names, leftOut, skipped: [] });
  });

  test('UTF-16 without a mark is told when it holds the parameters', () => {
    const skipped = ['a.js: UTF-16 without a byte order mark'];
    expect(scanOne(Buffer.from(URL, 'utf16le'))).toMatchObject({ names: [], leftOut: {}, skipped });
    expect(scanOne(Buffer.from('const a = 1;', 'utf16le'))).toMatchObject({
      names: [],
      leftOut: {},
      skipped: [],
    });
  });
});

describe('what is gone through in pieces', () => {
  const PIECE = 256 * 1024;
  const filler = Buffer.from('const value = 1;\n'.repeat(MEGABYTE / 17));

  test.each([
    ['at the beginning', 0],
    ['across the end of the first piece', PIECE - 3],
    ['where the second piece begins', PIECE - 4096],
    ['behind the first piece', PIECE],
    ['across the end of the second piece', 2 * PIECE - 4096 - 3],
    ['at the end', filler.length - 6],
  ])('the parameters %s are found, and the file is handed out whole', (_, at) => {
    const content = Buffer.from(filler);
    content.write('ticket', at);
    const { found, skipped } = scanOne(content);
    expect(skipped).toEqual([]);
    expect(found.get('a.js')!.equals(content)).toBe(true);
  });

  test.each([PIECE - 1, PIECE, PIECE + 1])('a file of %d bytes', (length) => {
    const content = filler.subarray(0, length);
    expect(scanOne(content)).toMatchObject({ names: [], scanned: 1, skipped: [] });
    const held = Buffer.from(content);
    held.write('ticket', length - 6);
    expect(scanOne(held).found.get('a.js')!.equals(held)).toBe(true);
  });

  test('UTF-16 is found with its mark, told without it', () => {
    const text = filler.toString('latin1') + URL;
    expect(scanOne(Buffer.from('\ufeff' + text, 'utf16le'))).toMatchObject({ names: ['a.js'], skipped: [] });
    expect(scanOne(Buffer.from(text, 'utf16le'))).toMatchObject({
      names: [],
      skipped: ['a.js: UTF-16 without a byte order mark'],
    });
  });

  test('what is binary is counted, whatever a later piece holds', () => {
    const content = Buffer.concat([Buffer.from('\0\x01'), filler, Buffer.from('apikey')]);
    expect(scanOne(content)).toMatchObject({ names: [], leftOut: { binary: 1 }, skipped: [] });
  });
});

describe('what is too large', () => {
  const filler = Buffer.from('const value = 1;\n'.repeat((16 * MEGABYTE) / 17));

  test.each([
    ['at the beginning', 0],
    ['after 5 MB', 5 * MEGABYTE],
    ['across the end of the first piece', 8 * MEGABYTE - 3],
    ['across the end of a later piece', 16 * MEGABYTE - 4096 - 3],
    ['at the end', filler.length - 6],
  ])('the parameters %s are found and told', (_, at) => {
    const content = Buffer.from(filler);
    content.write('ticket', at);
    expect(scanOne(content)).toMatchObject({ names: [], scanned: 1, skipped: ['a.js: larger than 5 MB'] });
  });

  test('without the parameters it is no matter', () => {
    expect(scanOne(filler)).toMatchObject({ names: [], scanned: 1, skipped: [] });
  });

  test('5 MB are read, one byte more is not', () => {
    const content = Buffer.alloc(5 * MEGABYTE + 1, 'a\n');
    content.write('ticket', 100);
    expect(scanOne(content.subarray(1))).toMatchObject({ names: ['a.js'], skipped: [] });
    expect(scanOne(content)).toMatchObject({ names: [], skipped: ['a.js: larger than 5 MB'] });
  });
});

describe('what is minified or generated', () => {
  const generated = ['a.js: minified or generated'];
  const long = (length: number) => 'x'.repeat(length);

  test.each([
    ['a line of 20,000 characters', URL.repeat(100) + long(20_000) + '\n', []],
    ['a line of 20,001 characters', URL.repeat(100) + long(20_001) + '\n' + URL, generated],
    ['a last line of 20,001 characters', URL.repeat(100) + long(20_001), generated],
    ['long lines on average', (URL + long(600) + '\n' + long(600) + '\n').repeat(20), []],
    ['longer lines on average', (URL + long(1100) + '\n').repeat(20), generated],
    ['longer lines on average in a small file', (URL + long(1100) + '\n').repeat(10), []],
    ['carriage returns alone end lines too', (URL.replace('\n', '\r') + long(50) + '\r').repeat(300), []],
  ])('%s', (_, content, skipped) => {
    expect(scanOne(content)).toMatchObject({ skipped, names: skipped.length > 0 ? [] : ['a.js'] });
  });

  test('what is of interest in sources alone is counted, not listed', () => {
    const folder = makeFolder({ 'a.js': long(20_001) + URL, 'b.js': URL });
    const tally = scanAll(folder, ['a.js', 'b.js'], () => 'in-source');
    expect(tally).toMatchObject({ leftOut: { 'minified or generated': 1 }, skipped: [], names: ['b.js'] });
  });

  test('lines of UTF-16 are counted in characters', () => {
    const text = '\ufeff' + URL + long(15_000) + '\n' + URL.repeat(100);
    expect(scanOne(Buffer.from(text, 'utf16le'))).toMatchObject({ names: ['a.js'], skipped: [] });
  });
});
