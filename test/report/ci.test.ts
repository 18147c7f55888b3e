import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { RULE_IDS } from '../../src/model/finding.ts';
import type { CheckResult, MigrationResult } from '../../src/model/migration.ts';
import { type FormatName, render as renderAs } from '../../src/report/formats.ts';
import { at, EVERYTHING, found, resultOf } from './results.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const HOSTILE_NAME = '/repo/a\r::stop-commands::x\n,b:%25\u001b[31m\u009b\u202e"<&\'>`|@all\ud800.js';
const TEXT = `get('https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=${SECRET}');\n`;

/** Findings of every standing, in a file with a name that does its worst. */
const HOSTILE: CheckResult = {
  ...resultOf({
    dryRun: true,
    findings: (['blocks', 'passes', 'elsewhere', 'accepted', 'ignored'] as const).map((standing) =>
      found({
        ruleId: 'deprecated-params',
        severity: standing === 'passes' ? 'warning' : 'error',
        message: `${standing}: \`apikey\` \u001b]8;;x\u0007%0A\r\n::error::<img src=x>|@all ]]> ticket='${SECRET}' \ufffe`,
        at: at(HOSTILE_NAME, TEXT, 'get'),
        standing,
        ...(standing === 'ignored' && { ignored: `apikey=${SECRET}\u001b` }),
      }),
    ),
    tokens: [
      {
        source: {
          kind: 'parameter',
          name: `a\u001b|<b>${SECRET}`,
          at: at(HOSTILE_NAME, TEXT, 'get'),
          owner: { kind: 'class', name: '@all\r\n|', position: 1, usedAt: [at(HOSTILE_NAME, TEXT, 'https')] },
        },
        user: {
          perUser: true,
          by: 'login',
          from: [{ kind: 'literal', name: `<img>\u009b@all|${SECRET}`, at: at(HOSTILE_NAME, TEXT, 'get') }],
          id: 1,
        },
        callSites: [at(HOSTILE_NAME, TEXT, 'get')],
        revoke: [{ what: 'key', at: at(HOSTILE_NAME, TEXT, 'get') }],
      },
    ],
    revoke: [{ what: 'password', at: at(HOSTILE_NAME, TEXT, 'get') }],
    displayName: 'a)(|<b>\u001b\r\n@all',
    skipped: [{ file: HOSTILE_NAME, reason: `\u001b[2J ticket=${SECRET} -->` }],
    texts: new Map([[HOSTILE_NAME, TEXT]]),
  }),
  check: { changedLinesOnly: false, stale: [], pruned: false, staleBlocks: false },
};
const CLEAN: CheckResult = {
  ...resultOf({ dryRun: true }),
  check: { changedLinesOnly: false, stale: [], pruned: false, staleBlocks: false },
};

async function render(
  format: FormatName,
  result: MigrationResult | CheckResult,
  top = '/repo',
): Promise<string> {
  return String(await renderAs(format, result, { color: false, top }));
}

const NAMES = ['text', 'json', 'jsonl', 'sarif', 'github', 'gitlab', 'rdjsonl', 'junit', 'markdown'] as const;

describe.each(NAMES)('%s', (format) => {
  test.each([
    ['everything', EVERYTHING],
    ['hostile names', HOSTILE],
    ['nothing', CLEAN],
  ])('of %s: the same bytes again, no raw control, no secret', async (_what, result) => {
    const text = await render(format, result);
    expect(await render(format, result)).toBe(text);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/);
    expect(Buffer.from(text).toString()).toBe(text);
    expect(text).not.toContain(SECRET);
  });

  test.skipIf(format === 'text')('tells what counts, and not what lies elsewhere', async () => {
    const text = await render(format, HOSTILE);
    expect(text).toContain('blocks');
    expect(text).toContain('passes');
    if (!format.startsWith('json')) expect(text).not.toContain('elsewhere');
  });
});

describe('SARIF', async () => {
  const path = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const { id: _id, $schema: _draft, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const validate = new Ajv({
    strict: false,
    validateFormats: false,
    unicodeRegExp: false,
    allErrors: true,
  }).compile(schema);

  test.each([
    ['everything', EVERYTHING],
    ['hostile names', HOSTILE],
    ['nothing', CLEAN],
  ])('of %s fits the published schema', async (_what, result) => {
    validate(JSON.parse(await render('sarif', result)));
    expect(validate.errors).toBeNull();
  });

  test('the schema would notice', async () => {
    expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
  });

  test('is one run that lists every rule with its help, and no result where nothing is found', async () => {
    const { runs } = JSON.parse(await render('sarif', CLEAN));
    expect(runs).toHaveLength(1);
    const [{ tool, results, invocations }] = runs;
    expect(results).toEqual([]);
    expect(invocations[0].executionSuccessful).toBe(true);
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(RULE_IDS);
    for (const { help, helpUri, properties, shortDescription, name } of tool.driver.rules) {
      expect(help.text.length).toBeGreaterThan(60);
      expect(() => new URL(helpUri)).not.toThrow();
      expect(properties.tags.length).toBeLessThan(20);
      expect(shortDescription.text).toMatch(/\.$/);
      expect(name).toMatch(/^([A-Z][a-z]+)+$/);
    }
  });

  test('names files from the top of the repository, as URIs', async () => {
    const { runs } = JSON.parse(await render('sarif', HOSTILE, '/'));
    const [{ results, invocations }] = runs;
    const { uri, uriBaseId } = results[0].locations[0].physicalLocation.artifactLocation;
    expect(uriBaseId).toBe('%SRCROOT%');
    expect(uri).toMatch(/^repo\/a%0D%3A%3Astop-commands/);
    expect(invocations[0].executionSuccessful).toBe(false);
    expect(invocations[0].toolExecutionNotifications[0].message.text).toContain('Not judged');
  });

  test('keeps what is accepted or ignored as suppressed', async () => {
    const { results } = JSON.parse(await render('sarif', HOSTILE)).runs[0];
    expect(
      results.map(({ suppressions }: { suppressions?: { kind: string }[] }) => suppressions?.[0]?.kind),
    ).toEqual([undefined, undefined, 'external', 'inSource']);
  });

  test('stays within what GitHub takes', async () => {
    const [finding] = HOSTILE.findings;
    const findings = Array.from({ length: 25_010 }, () => finding!);
    const [run] = JSON.parse(await render('sarif', { ...HOSTILE, findings })).runs;
    expect(run.results).toHaveLength(25_000);
    expect(JSON.stringify(run.invocations)).toContain('10 results are left out');
  });
});

test('GitHub annotations are one line each, whatever the name', async () => {
  const lines = (await render('github', HOSTILE)).trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^::error file=a%0D%3A%3Astop-commands%3A%3Ax%0A%2Cb%3A%2525\\x1b\[31m/);
  expect(lines[0]).toContain(',line=1,endLine=1,col=1,endColumn=4,title=deprecated-params::blocks');
  expect(lines[1]).toMatch(/^::warning /);
  expect(lines[2]).toMatch(/^::error file=.*,title=not judged::/);
});

test('GitLab: an entry has what is asked for, and a fingerprint that no line changes', async () => {
  const required = { description: expect.any(String), check_name: expect.any(String) };
  const of = async (result: MigrationResult) =>
    JSON.parse(await render('gitlab', result)) as Record<string, string>[];
  const entries = await of(EVERYTHING);
  for (const entry of entries)
    expect(entry).toMatchObject({ ...required, severity: expect.stringMatching(/^(info|minor|major)$/) });
  const fingerprints = entries.map(({ fingerprint }) => fingerprint);
  expect(new Set(fingerprints).size).toBe(entries.length);
  const below = (result: MigrationResult): MigrationResult => ({
    ...result,
    changed: [],
    findings: result.findings.map((one) => ({
      ...one,
      at: { ...one.at, start: one.at.start + 2, end: one.at.end + 2 },
    })),
    texts: new Map([...result.texts].map(([file, text]) => [file, `\n\n${text}`])),
  });
  expect((await of(below(EVERYTHING))).map(({ fingerprint }) => fingerprint)).toEqual(fingerprints);
  expect(await of(CLEAN)).toEqual([]);
});

test('rdjsonl: one diagnostic a line', async () => {
  const lines = (await render('rdjsonl', EVERYTHING)).trimEnd().split('\n');
  for (const line of lines)
    expect(JSON.parse(line)).toMatchObject({
      message: expect.any(String),
      severity: expect.stringMatching(/^(ERROR|WARNING|INFO)$/),
      location: { path: expect.any(String) },
    });
  expect(await render('rdjsonl', CLEAN)).toBe('');
});

test('JUnit counts what fails', async () => {
  expect(await render('junit', HOSTILE)).toContain(
    '<testsuite name="zoho-authtoken" tests="3" failures="1" errors="1">',
  );
  expect(await render('junit', CLEAN)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="zoho-authtoken" tests="1" failures="0" errors="0"><testsuite name="zoho-authtoken" tests="1" failures="0" errors="0"><testcase classname="zoho-authtoken" name="no findings"/></testsuite></testsuites>
    "
  `);
  for (const result of [EVERYTHING, HOSTILE]) expect(tagsOf(await render('junit', result))).toEqual([]);
});

/** The tags of an XML document that are left open; throws for what no XML may hold. */
function tagsOf(xml: string): string[] {
  const open: string[] = [];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const rest = body.replace(
    /<(\/?)([a-z-]+)((?: [a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot|apos);[^"<&]*)*")*)(\/?)>/g,
    (_tag, end, name, _list, empty) => {
      if (end) expect(open.pop()).toBe(name);
      else if (!empty) open.push(name);
      return '';
    },
  );
  expect(rest.replace(/&(?:amp|lt|gt|quot|apos);/g, '')).not.toMatch(/[<&]/);
  return open;
}

test('Markdown tells of a migration what is left to people: nothing blocks there', async () => {
  const { check: _check, ...migration } = HOSTILE;
  const findings = migration.findings.map(
    ({ standing: _standing, ignored: _ignored, ...finding }) => finding,
  );
  const text = await render('markdown', { ...migration, dryRun: true, findings });
  expect(text).toContain(`**${findings.length} calls to rewrite by hand**, **1 file not judged**.`);
});

test('Markdown mentions nobody and holds no markup of others', async () => {
  const text = await render('markdown', HOSTILE);
  expect(text).not.toMatch(/@all|<img|\[31m/);
  expect(text).toContain('**1 finding that must go**, 1 finding that passes, **1 file not judged**.');
  expect(text).toContain('<code>apikey</code>');
  for (const line of text.split('\n').filter((one) => one.startsWith('| <code>')))
    expect(line.match(/ \| /g)!.length).toBeLessThanOrEqual(3);
  expect(await render('markdown', CLEAN)).toBe('### zoho-authtoken\n\nNo call with an API key or ticket.\n');
});

test('Markdown tells the plan first', async () => {
  const text = await render('markdown', EVERYTHING);
  const [, plan = '', rest = ''] =
    /^### zoho-authtoken\n\n(\*\*2 tokens to generate\*\*.*?\.)\n\n([*\d].*)$/s.exec(text) ?? [];
  expect(plan).toContain(
    '| ZOHO&#95;AUTHTOKEN in the environment | the user that CRM&#95;USER names, whose login fetched the ticket | [legacy-app](https://accounts.zoho.com/apiauthtoken/create?SCOPE=ZohoCRM/crmapi&DISPLAY_NAME=legacy-app) | src/leads.js:2, src/leads.js:3 (by hand) |',
  );
  expect(plan).toMatch(/\nTo revoke besides: the password .* in src\/login\.js:1:17\.$/);
  expect(rest).toContain('finding');
});

test('JSON lines', async () => {
  const lines = (await render('jsonl', EVERYTHING))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const whole = JSON.parse(await render('json', EVERYTHING));
  const of = (type: string) =>
    lines.filter((line) => line.type === type).map(({ type: _type, ...rest }) => rest);
  expect(lines.map(({ type }) => type).slice(0, 3)).toEqual(['token', 'token', 'revoke']);
  expect(of('token')).toEqual(whole.tokens);
  expect(of('revoke')).toEqual(whole.revoke);
  expect(of('finding')).toEqual(whole.findings);
  expect(of('skipped')).toEqual(whole.skipped);
  expect(of('summary')).toEqual([whole.summary]);
});

describe('where people read about a rule', () => {
  test('the README, which stands where package.json says, has a heading for each', async () => {
    const { homepage } = JSON.parse(readFileSync('package.json', 'utf8'));
    const readme = readFileSync('README.md', 'utf8');
    const { runs } = JSON.parse(await render('sarif', CLEAN));
    for (const { id, helpUri } of runs[0].tool.driver.rules) {
      expect(helpUri).toBe(`${homepage}#${id}`);
      expect(readme).toContain(`\n### ${id}\n`);
    }
  });
});

describe('what would mend a finding', () => {
  const LINE = 'é("…/getMyRecords?apikey=" + key + "&ticket=" + ticket);\n';
  const FILE = '/repo/a.js';
  const range = (needle: string) => at(FILE, LINE, needle);
  const edits = [
    { ...range('apikey'), text: 'authtoken' },
    { ...range('ticket=" + ticket'), text: 'scope=crmapi"' },
  ];
  const result = (parts: object = {}, fix: object = {}) => ({
    ...CLEAN,
    findings: [
      found({
        ruleId: 'deprecated-params',
        at: range(LINE.trim()),
        standing: 'blocks',
        proposed: true,
        fix: { safety: 'safe', group: 'a', edits, ...fix },
        ...parts,
      }),
    ],
    texts: new Map([[FILE, `\n${LINE}`.slice(1)]]),
  });

  test('is one suggestion of reviewdog, with columns in bytes from 1', async () => {
    const [{ suggestions, location }] = (await render('rdjsonl', result()))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const before = Buffer.from(LINE);
    expect(location.range.start).toEqual({ line: 1, column: 1 });
    expect(suggestions).toEqual([
      {
        range: {
          start: { line: 1, column: before.indexOf('apikey') + 1 },
          end: { line: 1, column: before.indexOf(');') + 1 },
        },
        text: 'authtoken=" + key + "&scope=crmapi"',
      },
    ]);
  });

  test('is a fix of SARIF, with columns in UTF-16 units', async () => {
    const { runs } = JSON.parse(await render('sarif', result()));
    const [{ fixes }] = runs[0].results;
    const [{ artifactLocation, replacements }] = fixes[0].artifactChanges;
    expect(artifactLocation.uri).toBe('a.js');
    expect(replacements[0]).toEqual({
      deletedRegion: {
        startLine: 1,
        startColumn: LINE.indexOf('apikey') + 1,
        endLine: 1,
        endColumn: LINE.indexOf('apikey') + 7,
      },
      insertedContent: { text: 'authtoken' },
    });
  });

  test.each([
    ['it is not safe', {}, { safety: 'unsafe' }],
    ['it was not verified', { proposed: undefined }, {}],
    ['another file changes, too', {}, { edits: [...edits, { ...edits[0]!, file: '/repo/b.js' }] }],
    ['a secret would stand in it', {}, { edits: [{ ...edits[0]!, text: `authtoken=${SECRET}` }] }],
  ])('is not told where %s', async (_why, parts, fix) => {
    expect(await render('rdjsonl', result(parts, fix))).not.toContain('suggestions');
    expect(await render('sarif', result(parts, fix))).not.toContain('"fixes"');
  });

  describe('is not told where what stands between its changes holds a credential', () => {
    const TICKET = 'live-ticket-00002';
    const text = `const K = 'live-key-00001', T = '${TICKET}';\nget('…?apikey=' + K + '&ticket=' + T);\nlog(T);\n`;
    const place = (needle: string) => at(FILE, text, needle);
    const deprecated = found({
      ruleId: 'deprecated-params',
      at: place('get('),
      standing: 'blocks',
      proposed: true,
      fix: {
        safety: 'safe',
        group: 'a',
        edits: [
          { ...place("'live-key-00001'"), text: 'process.env.K' },
          { ...place("ticket=' + T"), text: "scope=crmapi'" },
        ],
      },
    });
    const of = (parts: Partial<MigrationResult>) => ({
      ...CLEAN,
      findings: [deprecated],
      texts: new Map([[FILE, text]]),
      ...parts,
    });

    test('nothing known of it: it is told', async () => {
      expect(await render('rdjsonl', of({}))).toContain('suggestions');
    });

    test('it may be made of a literal', async () => {
      const made = text.replace("T = 'live-ticket-00002'", "T = make('live-00002x')");
      expect(made).toHaveLength(text.length);
      const result = of({ texts: new Map([[FILE, made]]) });
      expect(await render('rdjsonl', result)).not.toContain('live-00002x');
    });

    test.each<[string, Partial<MigrationResult>]>([
      [
        'a rule found it',
        { findings: [deprecated, found({ ruleId: 'hardcoded-credential', at: place(`'${TICKET}'`) })] },
      ],
      ['it is to be revoked', { revoke: [{ what: 'ticket', at: place(`'${TICKET}'`) }] }],
      [
        'it is to be revoked after a token',
        {
          tokens: [
            {
              source: { kind: 'environment', name: 'K', at: place('K') },
              callSites: [deprecated.at],
              revoke: [{ what: 'ticket', at: place(`'${TICKET}'`) }],
            },
          ],
        },
      ],
    ])('%s', async (_how, parts) => {
      const rendered = await Promise.all([render('rdjsonl', of(parts)), render('sarif', of(parts))]);
      for (const one of rendered) expect(one).not.toContain(TICKET);
      expect(rendered[0]).not.toContain('suggestions');
    });
  });
});
