import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeReply, LONGEST_REPLY, type Reply } from '../../src/accounts/reply.ts';
import { documented } from './server.ts';

const TOKEN = '0123456789abcdef0123456789abcdef';

function judge(body: string | Buffer, rest: Partial<Reply> = {}) {
  return judgeReply({ status: 200, headers: {}, body: Buffer.from(body), isCut: false, ...rest });
}

const GOOD = documented(`AUTHTOKEN=${TOKEN}`, 'RESULT=TRUE');
const ISSUED = { kind: 'issued', token: TOKEN };

describe('a token is issued', () => {
  test.each<[string, string | Buffer, Partial<Reply>?]>([
    ['as documented', GOOD],
    ['with lines that end as on Windows', GOOD.replaceAll('\n', '\r\n')],
    ['with lines that end in CR', GOOD.replaceAll('\n', '\r')],
    ['without a last line end', GOOD.trimEnd()],
    ['after a byte order mark', `\ufeff${GOOD}`],
    ['with blanks around', GOOD.replace('TRUE', ' TRUE \t')],
    ['in another order', documented('RESULT=TRUE', '', `AUTHTOKEN=${TOKEN}`)],
    [
      'with fields that say nothing',
      documented('WARNING=null', 'CAUSE=null', `AUTHTOKEN=${TOKEN}`, 'RESULT=TRUE'),
    ],
    ['with a field that is not known', documented('PASS_EXPIRY=-1', `AUTHTOKEN=${TOKEN}`, 'RESULT=TRUE')],
    ['said to be a page', GOOD, { headers: { 'content-type': 'text/html' } }],
    ['packed', gzipSync(GOOD), { headers: { 'content-encoding': 'gzip' } }],
  ])('%s', (_what, body, rest) => {
    expect(judge(body, rest)).toEqual(ISSUED);
  });
});

describe('a refusal', () => {
  test.each<[string, string, object, number?]>([
    ['with its cause', documented('CAUSE=NO_SUCH_USER', 'RESULT=FALSE'), { cause: 'NO_SUCH_USER' }],
    ['under another status', documented('CAUSE=X', 'RESULT=FALSE'), { cause: 'X' }, 401],
    ['without a cause', documented('RESULT=FALSE'), {}],
    ['with a cause that says nothing', documented('CAUSE=null', 'AUTHTOKEN=null', 'RESULT=FALSE'), {}],
    ['with a warning', documented('WARNING=Careful = you', 'RESULT=FALSE'), { warning: 'Careful = you' }],
  ])('%s', (_what, body, rest, status = 200) => {
    expect(judge(body, { status })).toEqual({ kind: 'refused', ...rest });
  });
});

describe('what does not hold together', () => {
  test.each<[string, string, string, number?]>([
    ['a token of another shape', documented('AUTHTOKEN=short', 'RESULT=TRUE'), '32 letters and digits'],
    [
      'a token with a path',
      documented(`AUTHTOKEN=${TOKEN.slice(4)}/../`, 'RESULT=TRUE'),
      '32 letters and digits',
    ],
    ['TRUE without a token', documented('RESULT=TRUE'), 'without a token'],
    ['TRUE with an empty token', documented('AUTHTOKEN=', 'RESULT=TRUE'), 'without a token'],
    ['TRUE with a cause', documented('CAUSE=X', `AUTHTOKEN=${TOKEN}`, 'RESULT=TRUE'), 'with a CAUSE'],
    ['TRUE under a failure', GOOD, 'under status 500', 500],
    ['FALSE with a token', documented(`AUTHTOKEN=${TOKEN}`, 'RESULT=FALSE'), 'FALSE, with a token'],
    [
      'two tokens',
      documented(`AUTHTOKEN=${TOKEN}`, `AUTHTOKEN=${TOKEN}`, 'RESULT=TRUE'),
      'AUTHTOKEN stands in it 2',
    ],
    ['two results', documented(`AUTHTOKEN=${TOKEN}`, 'RESULT=TRUE', 'RESULT=FALSE'), 'RESULT stands in it 2'],
    ['no result', documented(`AUTHTOKEN=${TOKEN}`), 'no RESULT'],
    [
      'a result that is cut off',
      documented(`AUTHTOKEN=${TOKEN}`, 'RESULT=TR').trimEnd(),
      'neither TRUE nor FALSE',
    ],
    ['a result in lower case', documented(`AUTHTOKEN=${TOKEN}`, 'RESULT=true'), 'neither TRUE nor FALSE'],
  ])('%s', (_what, body, why, status = 200) => {
    expect(judge(body, { status })).toEqual({ kind: 'contradictory', why: expect.stringContaining(why) });
  });
});

describe('an endpoint that no longer issues tokens', () => {
  test.each<[string, string | Buffer, Partial<Reply>, string]>([
    ['a page', '<!DOCTYPE html><html></html>', {}, 'a page for people, under status 200'],
    ['a page by its type', 'Sorry', { headers: { 'content-type': 'text/html' } }, 'a page for people'],
    ['a page that holds a reply', `<html>\n${GOOD}`, {}, 'a page for people'],
    [
      'a redirect',
      '',
      { status: 302, headers: { location: 'https://www.zoho.com/x?y' } },
      'status 302, to www.zoho.com)',
    ],
    ['a redirect with a reply', GOOD, { status: 301, headers: { location: '/x' } }, '(status 301)'],
    ['no such page', 'Not found', { status: 404 }, 'status 404'],
    ['a method that is not allowed', '', { status: 405 }, 'nothing, under status 405'],
    ['gone', '#\n', { status: 410 }, 'status 410'],
    ['JSON', '{"error":"x"}', {}, 'not the documented reply'],
    ['nothing', '', {}, 'nothing, under status 200'],
    ['comments alone', '#\n# no\n', {}, 'not the documented reply'],
    ['a line of another form', GOOD + 'and more\n', {}, 'not the documented reply'],
    ['names in lower case', GOOD.toLowerCase(), {}, 'not the documented reply'],
    ['bytes', Buffer.from([0, 255, 10, 61]), {}, 'not the documented reply'],
    ['a NUL within', GOOD.replace('TRUE', 'TRUE\0'), {}, 'not the documented reply'],
    ['a reply that is too long', GOOD, { isCut: true }, 'a long text'],
    [
      'what cannot be unpacked',
      GOOD,
      { headers: { 'content-encoding': 'gzip' } },
      'not the documented reply',
    ],
    [
      'what is cut off and packed',
      gzipSync(GOOD).subarray(0, 30),
      { headers: { 'content-encoding': 'gzip' } },
      'not the documented reply',
    ],
    [
      'what unpacks to too much',
      gzipSync('#\n'.repeat(LONGEST_REPLY)),
      { headers: { 'content-encoding': 'gzip' } },
      'not the documented reply',
    ],
    ['packed in another way', GOOD, { headers: { 'content-encoding': 'br' } }, 'not the documented reply'],
  ])('%s', (_what, body, rest, what) => {
    expect(judge(body, rest)).toEqual({ kind: 'not issuing', what: expect.stringContaining(what) });
  });
});

test('a failing server, and one that had enough, are told apart from it', () => {
  expect(judge('<html>Bad gateway</html>', { status: 502 })).toEqual({ kind: 'failed', status: 502 });
  expect(judge('', { status: 429 })).toEqual({ kind: 'too often' });
});

test('no text gives a token that it does not hold in a line of its own', () => {
  const piece = fc.constantFrom(
    'AUTHTOKEN=',
    TOKEN,
    'RESULT=',
    'TRUE',
    'FALSE',
    'CAUSE=',
    'X',
    '\n',
    '#',
    ' ',
    '=',
    '\0',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const body = pieces.join('');
      const verdict = judge(body);
      if (verdict.kind !== 'issued') return;
      const lines = body.split('\n').map((line) => line.trim());
      expect(lines.filter((line) => /^AUTHTOKEN= *[0-9a-f]{32}$/.test(line))).toHaveLength(1);
      expect(lines.filter((line) => /^RESULT= *TRUE$/.test(line))).toHaveLength(1);
    }),
    { numRuns: 2000 },
  );
});
