import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/report/display-width.ts';
import { render } from '../../src/report/formats.ts';
import { layOutRows, type Row, wrap } from '../../src/report/layout.ts';
import { EVERYTHING, resultOf } from './results.ts';

const ROWS: readonly Row[] = [
  ['a.js:1:1', 'Calls Zoho CRM with an API key or ticket.'],
  ['src/services/crm/leads.js:120:14', 'Not rewritten: the value goes elsewhere, too.'],
];

describe('rows', () => {
  test('without a width every row is one line, aligned', () => {
    expect(layOutRows(ROWS)).toEqual([
      `  a.js:1:1${' '.repeat(26)}Calls Zoho CRM with an API key or ticket.`,
      '  src/services/crm/leads.js:120:14  Not rewritten: the value goes elsewhere, too.',
    ]);
  });

  test('the right column is wrapped beside the left one while it has room', () => {
    expect(layOutRows(ROWS, { width: 70 })).toEqual([
      `  a.js:1:1${' '.repeat(26)}Calls Zoho CRM with an API key or`,
      `${' '.repeat(36)}ticket.`,
      '  src/services/crm/leads.js:120:14  Not rewritten: the value goes',
      `${' '.repeat(36)}elsewhere, too.`,
    ]);
  });

  test('and stands below it where there is none', () => {
    expect(layOutRows(ROWS, { width: 36 })).toEqual([
      '  a.js:1:1',
      '    Calls Zoho CRM with an API key',
      '    or ticket.',
      '  src/services/crm/leads.js:120:14',
      '    Not rewritten: the value goes',
      '    elsewhere, too.',
    ]);
  });

  test('a short right column needs little', () => {
    expect(layOutRows([['src/services/leads.js', '2 calls']], { width: 36 })).toEqual([
      '  src/services/leads.js  2 calls',
    ]);
  });

  test('wide characters take two columns, combining ones none', () => {
    const rows: readonly Row[] = [
      ['リード.js', 'one'],
      ['a\u0301\u0302.js', 'two'],
      ['👩‍💻.js', 'three'],
      ['plain.js', 'four'],
    ];
    const starts = layOutRows(rows, { measure: displayWidth }).map((line, i) =>
      displayWidth(line.slice(0, line.indexOf(rows[i]![1]))),
    );
    expect(new Set(starts)).toEqual(new Set([13]));
  });
});

test('a line is measured in columns where it is broken', () => {
  const text = '顧客 顧客 顧客';
  expect(wrap(text, { width: 10 })).toEqual(['顧客 顧客 顧客']);
  expect(wrap(text, { width: 10, measure: displayWidth })).toEqual(['顧客 顧客', '顧客']);
});

describe('the whole report', () => {
  /** A word that is wider is left whole, to be copied: a link, a path, a call. */
  function tooWide(text: string, width: number): string[] {
    return text.split('\n').filter((line) => displayWidth(line) > width && /\S\s+\S/.test(line.trim()));
  }

  test.each([20, 40, 60, 80, 200])('fits %s columns, but for words that are wider', async (width) => {
    const text = String(await render('text', EVERYTHING, { color: false, width }));
    const narrow = tooWide(text, width);
    // Of two words, the first is a name or a number, and the second alone is too wide.
    expect(narrow.filter((line) => !line.split(/\s+/).some((word) => word.length > width / 2))).toEqual([]);
    expect(text.replace(/\s+/g, ' ')).toBe(
      String(await render('text', EVERYTHING, { color: false })).replace(/\s+/g, ' '),
    );
  });

  test('names in other scripts are aligned, in a pipe, too', async () => {
    const changed = ['リード.js', 'a.js'].map((name) => ({
      file: `/repo/${name}`,
      encoding: 'utf8' as const,
      before: 'a',
      after: 'b',
    }));
    const text = String(await render('text', resultOf({ root: '/repo', changed }), { color: false }));
    const lines = text.split('\n').filter((line) => line.includes('.js'));
    expect(new Set(lines.map((line) => displayWidth(line.replace(/(\.js\s*).*/, '$1')))).size).toBe(1);
  });
});
