import { describe, expect, it } from 'vitest';
import { scanUrls } from '../../../src/languages/text/scan-url.ts';
import { rule } from '../../../transforms/deprecated-params.ts';
import { check } from '../../transforms/check.ts';

const URL = 'https://crm.zoho.com/crm/private/xml/Leads/getRecords';
const CODE = '\nconst host = "https://crm.zoho.com/";';

/** Rewrites a comment and gives it back. */
function rewrite(comment: string, code = CODE): string {
  const text = comment + code;
  const edits = check(rule, { 'a.js': text })
    .flatMap(({ fix }) => fix?.edits ?? [])
    .sort((a, b) => b.start - a.start || b.end - a.end);
  const rewritten = edits.reduce(
    (all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end),
    text,
  );
  return rewritten.slice(0, rewritten.length - code.length);
}

describe('the old URL in a comment', () => {
  it.each([
    [
      'the end of a sentence',
      `// See ${URL}?apikey=xxxx&ticket=xxxx.`,
      `// See ${URL}?authtoken=xxxx&scope=crmapi.`,
    ],
    ['brackets around it', `// (${URL}?apikey=xxxx&ticket=xxxx)`, `// (${URL}?authtoken=xxxx&scope=crmapi)`],
    ['dots for values', `// ${URL}?apikey=...&ticket=...`, `// ${URL}?authtoken=...&scope=crmapi`],
    ['ticket first', `/* ${URL}?ticket=b&apikey=a&x=1 */`, `/* ${URL}?authtoken=a&scope=crmapi&x=1 */`],
    ['parameters between', `// ${URL}?apikey=a&x=1&ticket=b`, `// ${URL}?authtoken=a&scope=crmapi&x=1`],
    ['a token beside', `// ${URL}?authtoken=t&scope=crmapi&ticket=b`, `// ${URL}?authtoken=t&scope=crmapi`],
    ['entities', `// ${URL}?a=1&amp;apikey=k&amp;ticket=t`, `// ${URL}?a=1&amp;authtoken=k&amp;scope=crmapi`],
    [
      'placeholders that speak of keys',
      `// ${URL}?apikey={apikey}&ticket={ticket}`,
      `// ${URL}?authtoken={authtoken}&scope=crmapi`,
    ],
    [
      'placeholders with blanks',
      `// ${URL}?apikey=<your API key>&ticket=<your ticket>`,
      `// ${URL}?authtoken=<your authtoken>&scope=crmapi`,
    ],
    [
      'a real key',
      `// ${URL}?apikey=kQ3f8Zb1LmN0pRsTuVw$&ticket=0f1e2d3c4b5a69788796a5b4c3d2e1f0`,
      `// ${URL}?authtoken=YOUR_ZOHO_AUTHTOKEN&scope=crmapi`,
    ],
    [
      'no scheme',
      '// crm.zoho.com/crm/private/xml/Leads/getRecords?apikey=x&ticket=y',
      '// crm.zoho.com/crm/private/xml/Leads/getRecords?authtoken=x&scope=crmapi',
    ],
    [
      'a path, where all speaks of the CRM',
      '// GET /crm/private/xml/Leads/getRecords?apikey=x&ticket=y',
      '// GET /crm/private/xml/Leads/getRecords?authtoken=x&scope=crmapi',
    ],
    [
      'two lines',
      `/**\r\n * ${URL}?newFormat=1\r\n *   &apikey=x\r\n *   &ticket=y\r\n */`,
      `/**\r\n * ${URL}?newFormat=1\r\n *   &authtoken=x\r\n *   &scope=crmapi\r\n */`,
    ],
    [
      'line comments in a row',
      `// ${URL}?newFormat=1&\n// apikey=x&ticket=y`,
      `// ${URL}?newFormat=1&\n// authtoken=x&scope=crmapi`,
    ],
    [
      'commented-out code',
      `// get("${URL}?apikey=" + key + "&ticket=" + ticket);`,
      `// get("${URL}?authtoken=" + key + "&scope=crmapi");`,
    ],
    [
      'commented-out code, ticket first',
      `// get('${URL}?ticket=' + ticket + '&apikey=' + this.key);`,
      `// get('${URL}?authtoken=' + this.key + '&scope=crmapi');`,
    ],
    [
      'a commented-out template',
      `// get(\`${URL}?apikey=\${key}&ticket=\${ticket}\`);`,
      `// get(\`${URL}?authtoken=\${key}&scope=crmapi\`);`,
    ],
  ])('is rewritten: %s', (_what, before, after) => {
    expect(rewrite(before)).toBe(after);
    expect(rewrite(after)).toBe(after);
  });

  it.each([
    ['Recruit', '// https://recruit.zoho.com/crm/private/xml/A/getRecords?apikey=x&ticket=y'],
    ['another host', '// https://example.org/crm/private/xml/A/getRecords?apikey=x&ticket=y'],
    ['a query without its URL', '// ?apikey=xxxx&ticket=xxxx'],
    ['a URL already migrated', `// ${URL}?authtoken=x&scope=crmapi`],
  ])('is left alone: %s', (_what, comment) => {
    expect(rewrite(comment)).toBe(comment);
  });

  it('is left alone when it is a path and Recruit is near', () => {
    const comment = '// GET /crm/private/xml/Leads/getRecords?apikey=x&ticket=y';
    expect(
      rewrite(comment, '\nconst host = "https://recruit.zoho.com/"; const other = "https://crm.zoho.com/";'),
    ).toBe(comment);
  });
});

describe('a line of 5 MB that never ends a URL', () => {
  it.each(['.', ')', '.)', ')]}.', '([{.', 'a).', '=...', ')('])('%s', { timeout: 60_000 }, (piece) => {
    const text = `${URL}?apikey=x&ticket=y${piece.repeat(5_000_000 / piece.length)}`;
    const [found, ...others] = scanUrls(text, 0, text.length);
    expect(others).toEqual([]);
    expect(found!.end).toBeLessThanOrEqual(text.length);
  });
});

describe('what ends a URL', () => {
  it.each([
    ['x)', 'x'],
    ['(x)', '(x)'],
    ['x).', 'x'],
    ['(x).)', '(x)'],
    ['=...', '=...'],
    ['=...)', '=...'],
    ['x?!', 'x'],
    ['[x]}', '[x]'],
  ])('%s leaves %s', (end, kept) => {
    const text = `${URL}?a=${end}`;
    expect(text.slice(0, scanUrls(text, 0, text.length)[0]!.end)).toBe(`${URL}?a=${kept}`);
  });
});
