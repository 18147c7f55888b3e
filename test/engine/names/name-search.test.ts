import { expect, test } from 'vitest';
import { NameSearch } from '../../../src/engine/names/name-search.ts';

function namesIn(bytes: Buffer, names: readonly string[]): string[] {
  const found = new Set<string>();
  new NameSearch(names).search(bytes, (name) => found.add(name));
  return [...found].sort();
}

const NAMES = ['config', 'config.json', 'config.example.json', 'CRM_KEY', 'key', 'schlüssel', 'x'];

test('names are found wherever they stand, also within others, and in no other case', () => {
  expect(namesIn(Buffer.from("require('./config.json')"), NAMES)).toEqual(['config', 'config.json']);
  expect(namesIn(Buffer.from('reconfigure(MY_CRM_KEYS)'), NAMES)).toEqual(['CRM_KEY', 'config']);
  expect(namesIn(Buffer.from('Config crm_key'), NAMES)).toEqual(['key']);
  expect(namesIn(Buffer.from('config'), NAMES)).toEqual(['config']);
  expect(namesIn(Buffer.from(''), NAMES)).toEqual([]);
});

test('a name in which its word stands twice is found', () => {
  expect(namesIn(Buffer.from('zzkzzk'), ['zzkzzk'])).toEqual(['zzkzzk']);
  expect(namesIn(Buffer.from('.zzkz.zzkzzkzzkz.'), ['zzkzzkzz', 'zzkz'])).toEqual(['zzkz', 'zzkzzkzz']);
});

test.each(['utf8', 'latin1', 'utf16le'] as const)('more than ASCII is found in %s', (encoding) => {
  const mark = encoding === 'utf16le' ? '\ufeff' : '';
  expect(namesIn(Buffer.from(`${mark}der schlüssel, CRM_KEY`, encoding), NAMES)).toEqual([
    'CRM_KEY',
    'schlüssel',
  ]);
});

test('of any number of names, those are found that a text holds', () => {
  const names = Array.from(
    { length: 600 },
    (_, i) => `${String.fromCharCode(97 + (i % 26))}${i}${'_name'.slice(i % 5)}`,
  );
  const texts = ['', ...names.filter((_, i) => i % 7 === 0), names.join(' '), names.join('')];
  for (const text of texts)
    expect(namesIn(Buffer.from(text), names)).toEqual(names.filter((name) => text.includes(name)).sort());
});
