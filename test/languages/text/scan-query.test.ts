import { describe, expect, test } from 'vitest';
import { scanQueries } from '../../../src/languages/text/scan-query.ts';
import { type ShownUrl, scanLogins, scanUrls, textOf } from '../../../src/languages/text/scan-url.ts';

const PROGRAM = { readByProgram: true, hostsByName: true };

/** The characters of a URL as they are meant; what takes the place of a value in brackets. */
function meant(text: string, { parts }: ShownUrl): string {
  return parts
    .map((part) =>
      part.kind === 'characters' ? textOf(part.characters) : `[${text.slice(part.start, part.end)}]`,
    )
    .join('');
}

describe('a URL is read as it is meant, however it is spelled', () => {
  const PLAIN = 'https://crm.zoho.com/crm/private/xml/Leads/getRecords?a=1&apikey=k&ticket=t';
  test.each([
    ['plainly', PLAIN],
    ['with entities', `<a href="${PLAIN.replaceAll('&', '&amp;')}">`],
    ['with numbered entities', `'${PLAIN.replaceAll('&', '&#38;').replaceAll('=', '&#x3D;')}'`],
    ['in JSON', `"${PLAIN.replaceAll('/', '\\/').replaceAll('&', '\\u0026')}"`],
    ['in JSON of JSON', `"\\"${PLAIN.replaceAll('/', '\\\\/')}\\""`],
    ['in properties', `u=${PLAIN.replace(':', '\\:').replaceAll('=', '\\=')}`],
    ['in a shell', `curl ${PLAIN.replace('?', '\\?').replaceAll('&', '\\&')}`],
    ['inside of another URL', `/go?u=${encodeURIComponent(PLAIN)}&x=1`],
    ['twice inside of another URL', `/go?u=${encodeURIComponent(encodeURIComponent(PLAIN))}&x=1`],
    ['behind an escaped line break', `"first\\n${PLAIN}\\nlast"`],
    ['with a line that goes on', `"${PLAIN.replace('&apikey', '&\\\r\n    apikey')}"`],
    ['behind a colon', `link:${PLAIN} x`],
  ])('%s', (_how, text) => {
    expect(scanUrls(text, 0, text.length, PROGRAM).map((url) => meant(text, url))).toEqual([PLAIN]);
  });

  test.each([
    [
      'a reference',
      '{{host}}/crm/private/x?apikey={{ key }}&ticket=$T',
      '[{{host}}]/crm/private/x?apikey=[{{ key }}]&ticket=[$T]',
    ],
    [
      'an expression',
      '/crm/private/x?apikey=<%= ENV["K"] %>&ticket=#{t}',
      '/crm/private/x?apikey=[<%= ENV["K"] %>]&ticket=[#{t}]',
    ],
    [
      'an escaped placeholder',
      '/crm/private/x?apikey=&lt;your key&gt;&amp;ticket=t',
      '/crm/private/x?apikey=[&lt;your key&gt;]&ticket=t',
    ],
    [
      'an entity that ends it',
      '/crm/private/x?apikey=k&ticket=t&quot;&gt;',
      '/crm/private/x?apikey=k&ticket=t',
    ],
  ])('with %s', (_what, text, expected) => {
    expect(scanUrls(text, 0, text.length, PROGRAM).map((url) => meant(text, url))).toEqual([expected]);
  });

  test('every character is found where it stands', () => {
    const text = 'u\\=https\\://crm.zoho.com/crm/private/xml?a\\=1&amp;apikey\\u003dk';
    for (const { parts } of scanUrls(text, 0, text.length, PROGRAM))
      for (const part of parts)
        if (part.kind === 'characters')
          part.characters.reduce((end, one) => {
            expect(one.start).toBeGreaterThanOrEqual(end);
            expect(text.slice(one.start, one.end)).toMatch(
              one.char === '&' ? /&/ : new RegExp(`[${one.char}]|u00`),
            );
            return one.end;
          }, 0);
  });
});

describe('code that goes on behind a URL is told', () => {
  const URL = '/crm/private/x?apikey=k';
  test.each([
    [`"${URL}" + "&ticket=t"`, true],
    [`"${URL}&ticket=" & ticket`, true],
    [`'${URL}' || t`, true],
    [`"${URL}" \\\n  "&ticket=t"`, true],
    ['f("/crm/private/x?apikey=%s", key)', true],
    [`get("${URL}", done)`, false],
    [`See "${URL}". Then go on.`, false],
    [`"a": "${URL}",`, false],
  ])('%s: %s', (text, goesOn) => {
    expect(scanUrls(text, 0, text.length).map((url) => url.goesOn !== undefined)).toEqual([goesOn]);
  });
});

describe('a query without a URL', () => {
  test.each([
    [
      'a body',
      'string: newFormat=1&apikey=k&ticket=t&xmlData=%3C',
      'newFormat=1&apikey=k&ticket=t&xmlData=%3C',
    ],
    ['a body in JSON', '"body":"ticket=t\\u0026apikey=k"', 'ticket=t&apikey=k'],
    ['a body in CDATA', '<![CDATA[apikey=k&ticket=t]]>', 'apikey=k&ticket=t'],
    ['a labelled body', 'POST body:apikey=k&ticket=t', 'apikey=k&ticket=t'],
    ['what is to be put behind', 'append `&apikey=k&ticket=t`', '&apikey=k&ticket=t'],
  ])('is found: %s', (_what, text, query) => {
    expect(scanQueries(text, [], PROGRAM).map((found) => meant(text, found))).toEqual([query]);
  });

  test.each([
    ['the query of another URL', 'https://example.org/?a=1&apikey=k&ticket=t'],
    ['a path with a query', '/validate?service=x&ticket=t'],
    ['a name of a longer one', 'zapikey=k&my-ticket=t'],
  ])('is none: %s', (_what, text) => {
    expect(scanQueries(text, [], PROGRAM)).toEqual([]);
  });
});

test('a login is told from a link for people by what follows', () => {
  const text = 'GET https://accounts.zoho.com/login?FROM_AGENT=true and https://accounts.zoho.com/home?a=1';
  expect(scanLogins(text, {}).map((url) => meant(text, url))).toEqual([
    'https://accounts.zoho.com/login?FROM_AGENT=true',
  ]);
});
