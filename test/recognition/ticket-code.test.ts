import { isAbsolute, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCodeMap } from '../../src/languages/javascript/code-map/code-map.ts';
import { JsProgram } from '../../src/languages/javascript/program/program.ts';
import { lower } from '../../src/languages/javascript/requests/lower.ts';
import { Tracer } from '../../src/languages/javascript/values/tracer.ts';
import type { TicketPiece } from '../../src/model/ticket-code.ts';
import { judge } from '../../src/recognition/judgement.ts';
import { findTicketCode } from '../../src/recognition/ticket-code/find.ts';
import { resolveRelative } from '../../src/tracing/resolve.ts';

/** The pieces of a program that is kept in memory. */
function piecesOf(sources: Readonly<Record<string, string>>): readonly TicketPiece[] {
  const files = new Map(Object.entries(sources).map(([name, text]) => [join('/app', name), text]));
  const program = new JsProgram({
    read: (file) => files.get(file),
    resolve: (from, specifier) =>
      isAbsolute(specifier) ? undefined : resolveRelative(from, specifier, (file) => files.has(file)),
    importersOf: () => [],
  });
  for (const file of files.keys()) program.load(file);
  const requests = lower(new Tracer(program), program.modules);
  const code = createCodeMap(
    () => program,
    () => false,
  );
  return findTicketCode({ requests, judged: judge(requests, []), hosts: [], code });
}

function told(pieces: readonly TicketPiece[]) {
  return pieces.map(({ part, unit }) => [part, unit.symbol].filter((word) => word !== undefined).join(' '));
}

const LOGIN = `
const login = async () => {
  const { data } = await axios.get('https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true&LOGIN_ID=me&PASSWORD=' + word());
  return data.match(/TICKET=(.*)/)[1];
};`;

describe('what belongs to a mechanism', () => {
  test('a function that does other business, too, is a caller', () => {
    const pieces = piecesOf({
      'a.js': `${LOGIN}
        async function refresh() { const ticket = await login(); await mail.send('boss', 'new ticket'); return ticket; }`,
    });
    expect(told(pieces)).toEqual(['login login', 'reply login']);
    expect(pieces[0]!.callers.map(({ within }) => within?.symbol)).toEqual(['refresh']);
  });

  test('a variable that others write, too, is no cache', () => {
    const pieces = piecesOf({
      'a.js': `${LOGIN} let state = null;
        async function refresh() { state = await login(); }
        function load(saved) { state = saved; }`,
    });
    expect(told(pieces)).toEqual(['login login', 'reply login', 'cache refresh']);
  });

  test('a store under another key is nobody of it', () => {
    const pieces = piecesOf({
      'a.js': `${LOGIN}
        const refresh = async () => cache.set('ticket', await login(), 604800);
        const ticket = () => cache.get('ticket');
        const theme = () => cache.get('theme');`,
    });
    expect(told(pieces)).toEqual(['login login', 'reply login', 'cache refresh', 'cache ticket']);
  });

  test('a timer that does something else, too, is a caller', () => {
    const pieces = piecesOf({
      'a.js': `${LOGIN} let t; const refresh = async () => { t = await login(); };
        setInterval(() => { refresh(); purge(); }, 604800000);
        setInterval(refresh, 604800000);`,
    });
    expect(told(pieces)).toEqual(['login login', 'reply login', 'cache t', 'cache refresh', 'schedule']);
  });

  test.each([
    ['a number', 'if (code === 4834) await login();', true],
    ['a text', "if (body.indexOf('<code>4834</code>') > 0) await login();", true],
    ['a pattern', 'if (/\\b4834\\b/.test(body)) await login();', true],
    ['part of another number', "if (body.includes('148340')) await login();", false],
    ['no reaction', "if (code === 4834) throw new Error('expired'); ", false],
  ])('error 4834 as %s', (_how, statement, isRetry) => {
    const pieces = piecesOf({
      'a.js': `${LOGIN} async function call(code, body) { ${statement} return axios.get('https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=' + key); }`,
    });
    expect(told(pieces)).toEqual(['login login', 'reply login', ...(isRetry ? ['retry call'] : [])]);
  });

  test('it is found all the same when no ticket is sent any more', () => {
    const pieces = piecesOf({
      'a.js': `${LOGIN} let ticket = '';
        async function ensure() { if (!ticket) ticket = await login(); return ticket; }
        async function leads() { await ensure(); return axios.get('https://crm.zoho.com/crm/private/json/Leads/getRecords?authtoken=' + token + '&scope=crmapi'); }`,
    });
    expect(told(pieces)).toEqual(['login login', 'reply login', 'cache ticket', 'cache ensure']);
  });

  test('nothing is looked for where nobody logs in', () => {
    expect(
      piecesOf({ 'a.js': 'let ticket; setInterval(refresh, 604800000); if (code === 4834) refresh();' }),
    ).toEqual([]);
  });
});
