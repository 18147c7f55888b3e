import { describe, expect, test } from 'vitest';
import { renderHtml } from '../../src/report/html/document.ts';
import { renderText } from '../../src/report/text.ts';
import { at, EVERYTHING, found, resultOf } from './results.ts';

function render(result = EVERYTHING) {
  return renderText(result, { color: false });
}

describe('the report for people', () => {
  test('is grouped by what to do next', () => {
    expect(render()).toMatchInlineSnapshot(`
      "2 tokens to generate

        authtoken in config.json:3
          for       the user whose ticket was used
          name      legacy-app
          generate  https://accounts.zoho.eu/apiauthtoken/create?SCOPE=ZohoCRM/crmapi&DISPLAY_NAME=legacy-app
          used by   src/login.js:2

        ZOHO_AUTHTOKEN in the environment
          was       ZOHO_APIKEY
          for       the user that CRM_USER names, whose login fetched the ticket
          name      legacy-app
          generate  https://accounts.zoho.com/apiauthtoken/create?SCOPE=ZohoCRM/crmapi&DISPLAY_NAME=legacy-app
          used by   src/leads.js:2
          by hand   src/leads.js:3
          revoke    the API key in the environment variable ZOHO_APIKEY
                    the ticket •••• under ticket in config.json:2:11

        Besides
          revoke    the password •••• in src/login.js:1:17

        Open the link while logged in to Zoho CRM as the user that the token is for, and put the token into its place. Zoho shows a token once: save it.

        What stands after "by hand" does not send its token yet: rewrite it, and let it draw on the place that is told or on another one.

        The code no longer reads a name that stands after "was". Set the new name wherever the old one is set: servers, CI, \`.env\` files and copies of configuration that git ignores.

        Revoke what stands after "revoke" once the tokens are in their places and work.

      1 call to rewrite by hand

        src/leads.js:3:6  The login varies: the caller must supply the token of that user

      Ticket code (2 pieces)

        A ticket fetch that still runs before a migrated call can still fail and stop it. These calls still wait for one:
          src/leads.js:2
          src/leads.js:3

        Take it out of JavaScript and TypeScript with \`zoho-authtoken migrate --remove-ticket-code\`; look first, with \`--diff\` added.

        login
          src/login.js:1  login login: Logs in to Zoho for a ticket. Used by src/leads.js:2 (leads), src/leads.js:3.

        renew, which must stay: calls of Recruit send its ticket
          src/login.js:2  schedule timer: Fetches a ticket by the clock.

      1 warning

        src/leads.js:1:7  The source holds a key: apikey='••••'

      1 note

        src/leads.js:2:1  recruit.zoho.com is Zoho Recruit

      Rewrote 1 call in 2 files

        config.json   no call, 1 edit
        src/leads.js  1 call

      1 file not judged, although the parameters may stand there

        ../other/broken\\x1b[31m.js  does not parse

      Looked at 1,234 files; left out 1 binary, 12 ignored.

      Zoho retired authtokens by 31 May 2021 in favour of OAuth 2.0: authtoken is the target this migration was written for, and code that must talk to today's Zoho needs OAuth next; call sites that all pass through one authtoken are the ones that are easy to move.
      "
    `);
  });

  test('says when nothing was found, and why', () => {
    const result = resultOf({ filesScanned: 1234, leftOut: { ignored: 12, binary: 1 } });
    expect(render(result)).toBe(
      'No Zoho CRM call with an API key or ticket in 1,234 files (1 binary, 12 ignored left out).\n',
    );
    expect(render(resultOf({ filesScanned: 1 }))).toBe(
      'No Zoho CRM call with an API key or ticket in 1 file.\n',
    );
  });

  test('speaks of a dry run in the conditional', () => {
    expect(render({ ...EVERYTHING, dryRun: true })).toContain('Would rewrite 1 call in 2 files\n');
  });

  test('tells a link once that generates several tokens', () => {
    const [first] = EVERYTHING.tokens.filter(({ source }) => source.kind === 'environment');
    const named = (name: string) => ({ ...first!, source: { ...first!.source, name } });
    const same = { ...EVERYTHING, tokens: [named('ONE'), named('TWO')] };
    expect(render(same).match(/ {4}generate /g)).toHaveLength(1);
    expect(render(same)).toMatch(/\n {2}Each of them\n {4}name {6}legacy-app\n {4}generate {2}https:/);
    const other = { ...EVERYTHING, tokens: [named('ONE'), named('TWO'), ...EVERYTHING.tokens] };
    expect(render(other)).toContain('  Each of ONE, TWO, ZOHO_AUTHTOKEN\n');
    expect(render(other).match(/ {4}generate /g)).toHaveLength(2);
  });

  test('counts pieces of ticket code as the page does, and settings apart, each once', () => {
    const piece = (part: 'login' | 'account', place: string, symbol: string) =>
      found({
        ruleId: 'ticket-regeneration',
        severity: 'warning',
        at: at('/repo/a.js', 'abcd', place),
        symbol,
        ticketCode: { part, mechanism: 'login', callers: [], waiting: [] },
      });
    const result = resultOf({
      findings: [
        piece('login', 'a', 'login'),
        piece('account', 'b', 'ZOHO_USER'),
        piece('account', 'c', 'ZOHO_PASSWORD'),
        piece('account', 'd', 'ZOHO_PASSWORD'),
      ],
      texts: new Map([['/repo/a.js', 'abcd']]),
    });
    expect(render(result)).toContain('Ticket code (1 piece, 2 settings)\n');
    const page = renderHtml(result).replace(/<[^>]*>/g, '');
    expect(page).toContain('1 piece, 2 settings.');
    expect(page).toContain('Take out 1 piece of ticket code, by hand');
  });

  test('ends a dry run with what writes the changes, where there are any', () => {
    const next =
      'Nothing was written: `zoho-authtoken migrate` without `--dry-run` or `--diff` writes these changes.';
    expect(render({ ...EVERYTHING, dryRun: true }).endsWith(`\n\n${next}\n`)).toBe(true);
    expect(render(EVERYTHING)).not.toContain('Nothing was written');
    expect(render({ ...EVERYTHING, dryRun: true, changed: [] })).not.toContain('Nothing was written');
    const quiet = renderText({ ...EVERYTHING, dryRun: true }, { color: false, quiet: true });
    expect(quiet).not.toContain('Nothing was written');
  });

  test('says why a fix was not applied', () => {
    const where = { ruleId: 'deprecated-params', at: at('/repo/a.js', 'x', 'x') } as const;
    const safe = { safety: 'safe', group: 'g', edits: [] } as const;
    const report = render(
      resultOf({
        findings: [
          found({ ...where, fix: safe, refusal: 'the edits overlap' }),
          found({ ...where, fix: { ...safe, safety: 'unsafe' } }),
        ],
        texts: new Map([['/repo/a.js', 'x']]),
      }),
    );
    expect(report).toContain('2 calls to rewrite by hand\n');
    expect(report).toContain('`ticket` (not rewritten: the edits overlap)\n');
    expect(report).toContain('`ticket` (rewritten with --unsafe)\n');
    expect(report).not.toContain('No Zoho CRM call');
  });

  test('gives a link for each data centre that one token is sent to', () => {
    const text = 'one two';
    const [one, two] = [at('/repo/a.js', text, 'one'), at('/repo/a.js', text, 'two')];
    const report = render(
      resultOf({
        findings: [
          found({ ruleId: 'deprecated-params', at: one, endpoint: { host: 'crm.zoho.eu' } }),
          found({ ruleId: 'deprecated-params', at: two, endpoint: { host: 'crm.zoho.com' } }),
        ],
        tokens: [{ source: { kind: 'constant', name: 'TOKEN', at: one }, callSites: [one, two] }],
        texts: new Map([['/repo/a.js', text]]),
      }),
    );
    expect(report).toContain('https://accounts.zoho.com/');
    expect(report).toContain('https://accounts.zoho.eu/');
  });

  test('lets no control character and no secret through', () => {
    const report = render();
    expect(report).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
    expect(report).not.toContain('0123456789abcdef');
  });

  test('colours only when asked to, and says the same', () => {
    const colored = renderText(EVERYTHING, { color: true });
    expect(colored).toContain('\u001b[1m');
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(render());
  });

  test('wraps at the width of the terminal', () => {
    const lines = renderText(EVERYTHING, { color: false, width: 72 }).split('\n');
    const tooLong = lines.filter((line) => line.length > 72 && !line.includes('https://'));
    expect(tooLong).toEqual([]);
    expect(lines.join(' ').replace(/\s+/g, ' ')).toBe(render().replace(/\s+/g, ' '));
  });
});
