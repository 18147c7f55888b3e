import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hideSecrets } from '../../src/accounts/secrets.ts';

const SECRET = 'a& "b\'<ü>\\=:+';

describe('a secret is hidden however it is given back', () => {
  test.each([
    ['as it is', SECRET],
    ['in upper case', SECRET.toUpperCase()],
    ['as in a form', 'a%26+%22b%27%3C%C3%BC%3E%5C%3D%3A%2B'],
    ['as in an address', "a%26%20%22b'%3C%C3%BC%3E%5C%3D%3A%2B"],
    ['as in HTML', 'a&amp; &quot;b&apos;&lt;ü&gt;\\=:+'],
    ['as in HTML, by numbers', 'a&#38; &#34;b&#39;&#60;ü&#62;\\=:+'],
    ['as in JSON', 'a& \\"b\'<ü>\\\\=:+'],
    ['as in Java properties', 'a& "b\'<\\u00fc>\\\\\\=\\:+'],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64 without its end', Buffer.from(SECRET).toString('base64').replace(/=+$/, '')],
  ])('%s', (_how, spelling) => {
    expect(hideSecrets(`wrong: ${spelling}!`, [SECRET])).toBe('wrong: ••••!');
  });
});

test('of two, the longer one is hidden whole', () => {
  expect(hideSecrets('ab abcd abc', ['ab', 'abcd'])).toBe('•••• •••• ••••c');
});

test('no secret, no change', () => {
  expect(hideSecrets('nothing', [])).toBe('nothing');
  expect(hideSecrets('nothing', [''])).toBe('nothing');
});

test('nothing of a secret is left, whatever it is made of', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4, unit: 'binary' }), fc.string(), (secret, before) => {
      fc.pre(/[^•]/.test(secret));
      expect(hideSecrets(`${before}${secret}`, [secret])).not.toContain(secret);
    }),
  );
});
