import { createHash } from 'node:crypto';
import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import type { CheckResult, MigrationResult } from '../../../src/model/migration.ts';
import { renderHtml } from '../../../src/report/html/document.ts';
import { sampleResult } from '../../support/sample.ts';
import { at, EVERYTHING, found, resultOf } from '../results.ts';
import { checkResult, HOSTILE, hostileResult, largeResult } from './results.ts';

const sample = sampleResult();
const RESULTS: readonly (readonly [name: string, () => Promise<MigrationResult | CheckResult>])[] = [
  ['one of everything', async () => EVERYTHING],
  ['nothing', async () => resultOf()],
  ['a tree of fixtures', () => sample],
  ['what an enemy wrote', async () => hostileResult()],
  ['a check', async () => checkResult()],
  ['very many findings', async () => largeResult(400)],
];

describe.each(RESULTS)('the page of %s', (_, resultOf) => {
  test('is the same for the same result', async () => {
    const result = await resultOf();
    expect(renderHtml(result)).toBe(renderHtml(result));
  });

  test('lets nothing run but its own style and script', async () => {
    const page = renderHtml(await resultOf());
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)![1]!;
    const rules = policy.replaceAll('&#39;', "'").split('; ');
    expect(rules).toEqual([
      "default-src 'none'",
      `style-src '${hashOf(/<style>([\s\S]*?)<\/style>/.exec(page)![1]!)}'`,
      `script-src '${hashOf(/<script>([\s\S]*?)<\/script>/.exec(page)![1]!)}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    // The policy stands before all that it is for.
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
  });

  test('holds nothing from elsewhere, and leads nowhere but to Zoho Accounts', async () => {
    const page = renderHtml(await resultOf());
    const tags = page.match(/<[a-z][^>]*>/g)!;
    const links = tags.flatMap((tag) => /\shref="([^"]*)"/.exec(tag)?.[1] ?? []);
    for (const link of links) expect(link).toMatch(/^(?:#|https:\/\/accounts\.zoho\.\S+$)/);
    for (const tag of tags)
      expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(
        /\s(?:src|srcset|srcdoc|style|action|data|poster|background|ping|target|on\w+)=/i,
      );
    for (const tag of tags.filter((tag) => /href="https/.test(tag)))
      expect(tag).toContain('rel="noreferrer"');
    expect(page).not.toMatch(/<(?:link|base|iframe|object|embed|img|audio|video)\b/i);
  });

  test('is valid', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:standard', 'html-validate:a11y'],
      rules: {
        // Cells and rows of the changes end where the next begins, as the standard lets them.
        'no-implicit-close': 'off',
        'long-title': 'off',
        // What is typed counts at once; there is nothing to submit.
        'wcag/h32': 'off',
        'no-inline-style': 'error',
        'no-unknown-elements': 'error',
      },
    });
    const report = await validator.validateString(renderHtml(await resultOf()));
    const messages = report.results.flatMap(({ messages }) => messages);
    expect(messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`)).toEqual([]);
  });

  test('gives each place a name of its own, and leads to none that is not there', async () => {
    const page = renderHtml(await resultOf());
    const names = [...page.matchAll(/<[a-z][^>]*\sid="([^"]*)"/g)].map(([, name]) => name!);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    const links = [...page.matchAll(/<a [^>]*href="#([^"]*)"/g)].map(([, name]) => name!);
    expect(links.filter((name) => !names.includes(name))).toEqual([]);
  });
});

test('nothing that an enemy wrote is more than text', () => {
  const page = renderHtml(hostileResult());
  const body = page.slice(page.indexOf('<body>'), page.lastIndexOf('<script>'));
  for (const hostile of HOSTILE.filter((text) => /[<"']/.test(text))) expect(body).not.toContain(hostile);
  expect(body.match(/<(?:img|script|iframe)\b/g)).toBeNull();
  expect(body).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2066-\u2069]|\p{Surrogate}/u);
  expect(body).toContain('<i>\\x1b</i>[31mred');
  expect(body).toContain('\\u202eevil');
});

test('a title and a folder of an enemy cannot end the head', () => {
  const page = renderHtml(resultOf({ displayName: '</title><script>alert(1)</script>' }));
  expect(page.match(/<script>/g)).toHaveLength(1);
});

test('calls of a token that are rewritten by hand stand apart', () => {
  const plan = /<ol class="tokens">([\s\S]*?)<\/ol>/.exec(renderHtml(EVERYTHING))![1]!;
  expect(plan.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).toMatch(
    /used by src\/leads\.js:2 by hand src\/leads\.js:3 /,
  );
});

describe('what to do next', () => {
  const stepsOf = (result: MigrationResult | CheckResult) => {
    const list = /<ol class="steps">([\s\S]*?)<\/ol>/.exec(renderHtml(result))?.[1] ?? '';
    return [...list.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, step]) => step!.replace(/<[^>]*>/g, ''));
  };

  test('comes in order, each step for what there is', () => {
    expect(stepsOf({ ...EVERYTHING, dryRun: true })).toEqual([
      'Look through what would change (1 call in 2 files), then run zoho-authtoken migrate. This was a dry run: nothing is written yet.',
      'Rewrite 1 call by hand. It still sends the old parameters; the reason stands with each.',
      'Look into 1 file that was not judged, although the parameters may stand there.',
      'Generate 2 tokens, and put each into its place: authtoken, ZOHO_AUTHTOKEN.',
      'Take out 1 piece of ticket code, for which 2 calls still wait, by hand or with zoho-authtoken migrate --remove-ticket-code.',
      'Read 1 warning; 1 credential written into source counts as known to others.',
      'Run your tests; those that look for apikey or ticket in a request must change with it.',
      'Commit, and let zoho-authtoken check keep the old parameters out.',
      'Revoke what was sent before, once the tokens are in their places and work: 1 API key, 1 ticket, 1 password.',
    ]);
  });

  test('of a migration that is done, nothing is left to run', () => {
    expect(stepsOf(EVERYTHING).join()).not.toContain('dry run');
  });

  test('of a check is what blocks', () => {
    expect(stepsOf(checkResult())).toEqual([
      'Mend 4 findings that block: zoho-authtoken migrate rewrites 1 of them, the others are hand work.',
      'Drop 1 entry of the baseline to which nothing answers, with --update-baseline.',
      'Read 1 warning.',
    ]);
  });

  test('is nothing where nothing was found', () => {
    const page = renderHtml(resultOf({ filesScanned: 3 }));
    expect(page).toContain('No Zoho CRM call with an API key or ticket in 3 files.');
    expect(page).not.toContain('<ol class="steps">');
  });
});

test('a name of a finding stays when the code above it grows', () => {
  const anchorOf = (text: string) => {
    const file = '/repo/a.js';
    const result = resultOf({
      findings: [found({ ruleId: 'unresolved', severity: 'warning', at: at(file, text, 'call') })],
      texts: new Map([[file, text]]),
    });
    return /id="(n-[0-9a-f]+)"/.exec(renderHtml(result))![1];
  };
  expect(anchorOf('call()')).toBe(anchorOf('\n\n\n  call()'));
});

test('a secret that a rule has found is shown nowhere, whatever stands around it', () => {
  const [file, text] = ['/repo/a.js', "client('swordfish77', 'x')\nlog('swordfish77')\n"];
  const findings = [
    found({ ruleId: 'hardcoded-credential', severity: 'warning', at: at(file, text, "'swordfish77'") }),
  ];
  const changed = [{ file, encoding: 'utf8' as const, before: text, after: text.replace("'x'", "'y'") }];
  expect(renderHtml(resultOf({ findings, changed }))).not.toContain('swordfish');
});

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
