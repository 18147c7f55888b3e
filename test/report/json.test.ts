import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { at, EVERYTHING, found, resultOf } from './results.ts';

const schema = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ strict: true }).compile(schema);

function render(result = EVERYTHING) {
  return JSON.parse(renderJson(result));
}

describe('the JSON report', () => {
  test.each([
    ['everything', EVERYTHING],
    ['nothing', resultOf()],
  ])('fits the schema: %s', (_name, result) => {
    validate(render(result));
    expect(validate.errors).toBeNull();
  });

  test.each([
    ['a missing summary', { summary: undefined }],
    ['an unknown rule', { findings: [{ ...render().findings[0], ruleId: 'bogus' }] }],
    ['a line 0', { tokens: [{ ...render().tokens[0], callSites: [{ file: 'a', line: 0 }] }] }],
    ['another version', { schemaVersion: 2 }],
  ])('the schema refuses %s', (_name, change) => {
    expect(validate({ ...render(), ...change })).toBe(false);
  });

  test('the summary counts', () => {
    expect(render().summary).toEqual({
      dryRun: false,
      filesScanned: 1234,
      filesChanged: 2,
      callSites: 2,
      rewritten: 1,
      byHand: 1,
      ticketRegeneration: 2,
      tokensNeeded: 2,
      skipped: 14,
      ignored: 0,
      leftOut: { binary: 1, ignored: 12 },
    });
  });

  test('findings are sorted by file, offset and rule, and say what is known', () => {
    const { findings } = render();
    expect(
      findings.map(({ file, range, ruleId }: never) => [
        file,
        (range as { start: { offset: number } }).start.offset,
        ruleId,
      ]),
    ).toEqual([
      ['src/leads.js', 6, 'hardcoded-credential'],
      ['src/leads.js', 37, 'other-zoho-service'],
      ['src/leads.js', 42, 'deprecated-params'],
      ['src/leads.js', 42, 'needs-token'],
      ['src/leads.js', 143, 'deprecated-params'],
      ['src/login.js', 17, 'ticket-regeneration'],
      ['src/login.js', 45, 'ticket-regeneration'],
    ]);
    expect(findings[4]).toEqual({
      ruleId: 'deprecated-params',
      severity: 'error',
      message: 'The login varies: the caller must supply the token of that user',
      file: 'src/leads.js',
      range: { start: { line: 3, column: 6, offset: 143 }, end: { line: 3, column: 59, offset: 196 } },
      endpoint: { host: 'crm.zoho.com', format: 'json', module: 'Leads', method: 'getFields' },
      fix: { safety: 'by-hand', applied: false },
    });
  });

  test('tokens say where they go, how to get them and who draws on them', () => {
    expect(render().tokens).toEqual([
      {
        source: {
          kind: 'configuration',
          name: 'authtoken',
          file: 'config.json',
          range: { start: { line: 3, column: 3, offset: 29 }, end: { line: 3, column: 11, offset: 37 } },
          where: 'authtoken in config.json:3',
        },
        user: { description: 'the user whose ticket was used', perUser: false },
        displayName: 'legacy-app',
        generateUrl:
          'https://accounts.zoho.eu/apiauthtoken/create?SCOPE=ZohoCRM/crmapi&DISPLAY_NAME=legacy-app',
        callSites: [{ file: 'src/login.js', line: 2 }],
        revoke: [],
      },
      {
        source: {
          kind: 'environment',
          name: 'ZOHO_AUTHTOKEN',
          formerName: 'ZOHO_APIKEY',
          file: 'src/leads.js',
          range: { start: { line: 1, column: 13, offset: 12 }, end: { line: 1, column: 36, offset: 35 } },
          where: 'ZOHO_AUTHTOKEN in the environment',
        },
        user: {
          description: 'the user that CRM_USER names, whose login fetched the ticket',
          perUser: false,
        },
        displayName: 'legacy-app',
        generateUrl:
          'https://accounts.zoho.com/apiauthtoken/create?SCOPE=ZohoCRM/crmapi&DISPLAY_NAME=legacy-app',
        callSites: [
          { file: 'src/leads.js', line: 2 },
          { file: 'src/leads.js', line: 3, byHand: true },
        ],
        revoke: [
          {
            what: 'key',
            setting: 'ZOHO_APIKEY',
            file: 'src/leads.js',
            line: 1,
            column: 13,
            description: 'the API key in the environment variable ZOHO_APIKEY',
          },
          {
            what: 'ticket',
            setting: 'ticket',
            file: 'config.json',
            line: 2,
            column: 11,
            description: 'the ticket •••• under ticket in config.json:2:11',
          },
        ],
      },
    ]);
    expect(render().revoke).toEqual([
      {
        what: 'password',
        file: 'src/login.js',
        line: 1,
        column: 17,
        description: 'the password •••• in src/login.js:1:17',
      },
    ]);
  });

  test('is the same bytes whatever the order of the input', () => {
    const { findings, tokens, skipped } = EVERYTHING;
    const backwards = {
      ...EVERYTHING,
      findings: findings.toReversed(),
      tokens: tokens.toReversed(),
      skipped: skipped.toReversed(),
      leftOut: { vendored: 0, binary: 1, ignored: 12 },
    };
    expect(renderJson(backwards)).toBe(renderJson(EVERYTHING));
  });

  test('ends with a newline, shows a file outside of the root with ../, and holds no control and no secret', () => {
    const json = renderJson(EVERYTHING);
    expect(json.endsWith('}\n')).toBe(true);
    expect(render().skipped).toEqual([{ file: '../other/broken\u001b[31m.js', reason: 'does not parse' }]);
    expect(json).not.toContain('\u001b');
    expect(json).not.toContain('0123456789abcdef');
  });

  test('masks what a refusal, a symbol or a reason might quote', () => {
    const text = 'x';
    const secret = 'ticket=secret1';
    const json = renderJson(
      resultOf({
        findings: [
          found({
            ruleId: 'deprecated-params',
            at: at('/repo/a.js', text, 'x'),
            symbol: secret,
            refusal: secret,
            fix: { safety: 'safe', group: 'g', edits: [] },
          }),
        ],
        skipped: [{ file: '/repo/b.js', reason: secret }],
        texts: new Map([['/repo/a.js', text]]),
      }),
    );
    expect(json).not.toContain('secret1');
    expect(json.split('ticket=••••')).toHaveLength(4);
  });
});
