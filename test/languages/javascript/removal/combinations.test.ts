import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createModule } from '../../../../src/languages/javascript/syntax/module.ts';
import { removeFrom } from './remove.ts';

// Programs put together from forms: what is left holds nothing of the login, and a name that is used is declared.

interface Form {
  readonly name: string;
  readonly code: string;
}

const LOGINS: readonly Form[] = [
  {
    name: 'callback',
    code: `function getTicket(done) {
  request.get({ url: LOGIN, qs: { FROM_AGENT: 'true', LOGIN_ID: USER } }, function (err, res, body) {
    if (err) return done(err);
    done(null, /TICKET=(\\w+)/.exec(body)[1]);
  });
}`,
  },
  {
    name: 'kept in a variable',
    code: `var kept = null, expires = 0;

function getTicket(done) {
  if (kept && Date.now() < expires) return done(null, kept);
  request.get({ url: LOGIN, qs: { FROM_AGENT: 'true', LOGIN_ID: USER } }, function (err, res, body) {
    if (err) return done(err);
    kept = /TICKET=(\\w+)/.exec(body)[1];
    expires = Date.now() + WEEK;
    done(null, kept);
  });
}`,
  },
  {
    name: 'arrow',
    code: `const getTicket = (done) => request.get(LOGIN + USER, (err, res, body) => done(err, body && /TICKET=(\\w+)/.exec(body)[1]))`,
  },
];

const GUARDS: readonly string[] = [
  '',
  'if (err) return done(err);',
  'if (err) { return done(err); }',
  'if (err || !ticket) return done(err);',
  "if (err) { console.error('no ticket', err); done(err); return; }",
  "if (!ticket) return done(new Error('no ticket'));",
  "if (err) {\n      done(err);\n      return;\n    }\n    if (ticket === null) throw new Error('no ticket');",
];

const BODIES: readonly string[] = [
  'request.get(CRM + path, done);',
  '// one page\n    request.get(CRM + path, done); // at once',
  'var page = 1;\n    request.get(CRM + path + page, done);',
  '[1, 2].forEach(function (page) {\n      request.get(CRM + path + page, done);\n    });',
  'const url = `${CRM}\n  ${path}`;\n    request.get(url, done);',
  'if (path) {\n      request.get(CRM + path, done);\n    } else done(null);',
];

const CALLS: readonly ((work: string) => Form)[] = [
  (work) => ({
    name: 'function',
    code: `function load(path, done) {\n  getTicket(function (err, ticket) {\n    ${work}\n  });\n}`,
  }),
  (work) => ({
    name: 'returned',
    code: `function load(path, done) {\n  return getTicket(function (err, ticket) {\n    ${work}\n  });\n}`,
  }),
  (work) => ({
    name: 'arrow',
    code: `const load = (path, done) => getTicket((err, ticket) => {\n    ${work}\n});`,
  }),
  (work) => ({
    name: 'by name',
    code: `function load(path, done) {\n  getTicket(go);\n\n  function go(err, ticket) {\n    ${work}\n  }\n}`,
  }),
  (work) => ({
    name: 'bound',
    code: `exports.load = function (path, done) {\n  getTicket(function (err, ticket) {\n    ${work}\n  }.bind(this));\n};`,
  }),
];

const HEAD = `var request = require('request');
var LOGIN = 'https://accounts.zoho.com/login?servicename=ZohoCRM', USER = process.env.ZOHO_USER;
var WEEK = 7 * 24 * 3600 * 1000;
var CRM = 'https://crm.zoho.com/crm/private/json/Leads/getMyRecords?authtoken=' + process.env.T + '&scope=crmapi';
`;

interface Program {
  readonly source: string;
  readonly from: string;
}

const PROGRAMS = fc
  .record({
    login: fc.constantFrom(...LOGINS),
    guard: fc.constantFrom(...GUARDS),
    body: fc.constantFrom(...BODIES),
    call: fc.constantFrom(...CALLS),
    isLoginFirst: fc.boolean(),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    tabs: fc.boolean(),
  })
  .map(({ login, guard, body, call, isLoginFirst, lineEnd, tabs }): Program => {
    const parts = [login.code, call([guard, body].filter((part) => part !== '').join('\n    ')).code];
    const text = `${HEAD}\n${(isLoginFirst ? parts : parts.reverse()).join('\n\n')}\n`;
    const source = (tabs ? text.replaceAll('  ', '\t') : text).replaceAll('\n', lineEnd);
    return {
      source,
      from: login.code.includes('function getTicket') ? 'function getTicket' : 'const getTicket',
    };
  });

test('what waited for a ticket in whatever form runs without', () => {
  fc.assert(
    fc.property(PROGRAMS, ({ source, from }) => {
      const lineEnd = source.includes('\r\n') ? '\r\n' : '\n';
      const to = from.startsWith('const') ? '[1]))' : `${lineEnd}}`;
      const { texts, held } = removeFrom({ 'app.js': source }, [{ part: 'login', from, to }]);
      expect(held).toEqual({});
      const left = texts['app.js']!;
      expect(left).not.toMatch(/FROM_AGENT|TICKET|accounts\.zoho|getTicket|LOGIN|USER|\bticket\b/);
      expect(left).toContain('request.get(');
      // Names of the program that are used are still there, and nothing else was lost.
      const { globals } = createModule('app.js', left).scopes;
      const known = /^(require|process|exports|console|Error|Date)$/;
      expect(globals.map(({ name }) => name).filter((name) => !known.test(name))).toEqual([]);
      expect(left).not.toMatch(/(\r?\n[ \t]*){3,}\r?\n|\{[ \t]*\r?\n[ \t]*\r?\n|[ \t]\r?\n|\r(?!\n)/);
      if (lineEnd === '\r\n') expect(left.replaceAll('\r\n', '')).not.toContain('\n');
    }),
    { numRuns: 300 },
  );
});
