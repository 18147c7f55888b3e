import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../../src/main.ts';
import { recordStreams } from '../../commands/streams.ts';
import { callOf, drive } from './sessions.ts';

const MARK = 'zoho-authtoken-ignore[deprecated-params]: the proxy adds the token';
const URL =
  'https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=abcdefghijklmnop1234$&ticket=0123456789abcdef0123456789abcdef';

/** Ignores every call of a file; answers with its new text once `check` finds it clean. */
async function ignored(file: string, text: string): Promise<string | string[]> {
  const driven = await drive({ [file]: text });
  const items = driven.plan.items.filter(({ finding }) => finding.ruleId === 'deprecated-params');
  expect(items.length, 'a call is found').toBeGreaterThan(0);
  const refused: string[] = [];
  for (const item of items) {
    const why = await driven.ignore(item);
    if (why !== undefined) refused.push(why);
  }
  if (refused.length > 0) {
    expect(driven.onDisk(file)).toBe(text);
    return refused;
  }
  for (const item of driven.plan.items)
    if (!driven.choices.has(item.key)) driven.choices.set(item.key, { kind: 'pass' });
  expect(driven.settle()).toEqual([file]);
  const streams = recordStreams(driven.folder);
  const code = await main(['check', '--format', 'json'], streams);
  const { findings } = JSON.parse(streams.said.out());
  const told = findings.filter(({ severity }: { severity: string }) => severity !== 'note');
  expect(told.filter(({ ruleId }: { ruleId: string }) => ruleId === 'unused-ignore')).toEqual([]);
  const calls = told.filter(({ ruleId }: { ruleId: string }) => ruleId === 'deprecated-params');
  expect(calls.map(({ ignored }: { ignored: string }) => ignored)).toEqual(
    items.map(() => 'the proxy adds the token'),
  );
  expect(code).toBe(0);
  return driven.onDisk(file);
}

describe('a comment is written in the syntax of the place', () => {
  test.each<[what: string, file: string, before: string, after: string]>([
    [
      'JavaScript',
      'a.js',
      `if (a) {\n\t${callOf('Leads')}}\n`,
      `if (a) {\n\t// ${MARK}\n\t${callOf('Leads')}}\n`,
    ],
    [
      'CRLF',
      'a.js',
      `let a;\r\n${callOf('Leads').trim()}\r\n`,
      `let a;\r\n// ${MARK}\r\n${callOf('Leads').trim()}\r\n`,
    ],
    ['no line end at the end', 'a.js', callOf('Leads').trim(), `// ${MARK}\n${callOf('Leads').trim()}`],
    ['a byte order mark', 'a.js', `\ufeff${callOf('Leads')}`, `\ufeff// ${MARK}\n${callOf('Leads')}`],
    [
      'at the end of a template',
      'a.js',
      `const a = \`\n\${${callOf('Leads').trim().slice(0, -1)}}\`;\n`,
      `const a = \`\n\${${callOf('Leads').trim().slice(0, -1)}}\`; // ${MARK}\n`,
    ],
    [
      'within a template',
      'a.js',
      `const a = \`\n\${${callOf('Leads').trim().slice(0, -1)}}\n\`;\n`,
      `const a = \`\n\${/* ${MARK} */ ${callOf('Leads').trim().slice(0, -1)}}\n\`;\n`,
    ],
    [
      'below a directive for the next line',
      'a.ts',
      `// @ts-ignore\n${callOf('Leads')}`,
      `// @ts-ignore\n${callOf('Leads').trim()} // ${MARK}\n`,
    ],
    [
      'Python',
      'a.py',
      `import requests\ndef f():\n    requests.get("${URL}")\n`,
      `import requests\ndef f():\n    # ${MARK}\n    requests.get("${URL}")\n`,
    ],
    [
      'Ruby',
      'a.rb',
      `require 'net/http'\nNet::HTTP.get(URI("${URL}"))\n`,
      `require 'net/http'\n# ${MARK}\nNet::HTTP.get(URI("${URL}"))\n`,
    ],
    [
      'PHP',
      'a.php',
      `<?php\nfile_get_contents('${URL}');\n`,
      `<?php\n// ${MARK}\nfile_get_contents('${URL}');\n`,
    ],
    [
      'PHP on the line of its tag',
      'a.php',
      `<p>\n  <?php echo file_get_contents('${URL}'); ?>\n`,
      `<p>\n  <?php echo /* ${MARK} */ file_get_contents('${URL}'); ?>\n`,
    ],
    [
      'HTML around PHP',
      'a.php',
      `<?php $a = 1; ?>\n<div>\n  <a href="${URL}">Leads</a>\n</div>\n`,
      `<?php $a = 1; ?>\n<div>\n<?php /* ${MARK} */ ?>\n  <a href="${URL}">Leads</a>\n</div>\n`,
    ],
    [
      'HTML',
      'a.html',
      `<div>\n  <a href="${URL}">Leads</a>\n</div>\n`,
      `<div>\n  <!-- ${MARK} -->\n  <a href="${URL}">Leads</a>\n</div>\n`,
    ],
    [
      'a script of a page',
      'a.html',
      `<script>\n  ${callOf('Leads', 'key', 'ticket')}</script>\n`,
      `<script>\n  // ${MARK}\n  ${callOf('Leads', 'key', 'ticket')}</script>\n`,
    ],
    [
      'ERB',
      'a.erb',
      `<div>\n  <a href="${URL}">Leads</a>\n</div>\n`,
      `<div>\n  <%# ${MARK} %>\n  <a href="${URL}">Leads</a>\n</div>\n`,
    ],
    [
      'Twig',
      'a.twig',
      `<div>\n  <a href="${URL}">Leads</a>\n</div>\n`,
      `<div>\n  {# ${MARK} #}\n  <a href="${URL}">Leads</a>\n</div>\n`,
    ],
    [
      'SQL',
      'a.sql',
      `INSERT INTO urls VALUES\n  ('${URL}');\n`,
      `INSERT INTO urls VALUES\n  -- ${MARK}\n  ('${URL}');\n`,
    ],
    [
      'XML',
      'a.xml',
      `<a>\n  <url>${URL.replace('&', '&amp;')}</url>\n</a>\n`,
      `<a>\n  <!-- ${MARK} -->\n  <url>${URL.replace('&', '&amp;')}</url>\n</a>\n`,
    ],
    ['YAML', 'a.yml', `zoho:\n  url: ${URL}\n`, `zoho:\n  # ${MARK}\n  url: ${URL}\n`],
    ['settings', 'a.properties', `url=${URL}\n`, `# ${MARK}\nurl=${URL}\n`],
    ['an ini file', 'a.ini', `[zoho]\nurl = ${URL}\n`, `[zoho]\n; ${MARK}\nurl = ${URL}\n`],
    ['shell', 'a.sh', `#!/bin/sh\ncurl '${URL}'\n`, `#!/bin/sh\n# ${MARK}\ncurl '${URL}'\n`],
    [
      'Visual Basic',
      'a.vb',
      `Sub F()\n  Dim client As New WebClient()\n  client.DownloadString("${URL}")\nEnd Sub\n`,
      `Sub F()\n  Dim client As New WebClient()\n  ' ${MARK}\n  client.DownloadString("${URL}")\nEnd Sub\n`,
    ],
    [
      'Perl',
      'a.pl',
      `use LWP::Simple;\nget('${URL.replace('$', '')}');\n`,
      `use LWP::Simple;\n# ${MARK}\nget('${URL.replace('$', '')}');\n`,
    ],
    ['Markdown', 'a.md', `Leads: ${URL}\n`, `Leads: ${URL} <!-- ${MARK} -->\n`],
    ['a makefile', 'Makefile', `all:\n\tcurl '${URL}'\n`, `all:\n# ${MARK}\n\tcurl '${URL}'\n`],
  ])('%s', async (_what, file, before, after) => {
    expect(await ignored(file, before)).toBe(after);
  });
});

describe('where none can be written it says so and changes nothing', () => {
  test.each<[what: string, file: string, text: string, why: string]>([
    ['JSON', 'a.json', `{ "url": "${URL}" }\n`, 'JSON has no comments'],
    [
      'a line that goes on from the one before',
      'a.mk',
      `all:\n\tcd a && \\\n\tcurl '${URL}'\n`,
      'no place was found',
    ],
    ['code in a document', 'a.md', `\`\`\`\n${URL}\n\`\`\`\n`, 'no place was found'],
    ['a block of YAML', 'a.yml', `text: |\n  see ${URL}\n`, 'no place was found'],
    [
      'a file of lines without comments',
      'a.csv',
      `name,url\nleads,${URL}\n`,
      'how comments are written there is not known',
    ],
    [
      'a tag that began before',
      'a.html',
      `<a class="b"\n  href="${URL}"\n  id="c">Leads</a>\n`,
      'no place was found',
    ],
  ])('%s', async (_what, file, text, why) => {
    expect(await ignored(file, text)).toEqual([expect.stringContaining(why)]);
  });

  test('a reason that would end the comment', async () => {
    const text = `<a href="${URL}">Leads</a>\n`;
    const driven = await drive({ 'a.html': text });
    expect(await driven.ignore(driven.item('a.html'), 'so --> there')).toContain("the reason holds '-->'");
    expect(await driven.ignore(driven.item('a.html'), 'so -- there')).toContain("the reason holds '--'");
    expect(driven.choices.size).toBe(0);
  });

  test.each([
    ['a */ b', '*/'],
    ['see src/*.js', '/*'],
    ['a <!-- b', '<!--'],
    ['a --!> b', '--!>'],
    ['a ?> b', '?>'],
    ['a <?php b', '<?'],
    ['a %> b', '%>'],
    ['a <% b', '<%'],
    ['a ]]> b', ']]>'],
    ['a {{ b', '{{'],
    ['a --}} b', '}}'],
    ['a {% b', '{%'],
    ['a {# b', '{#'],
    ['a #} b', '#}'],
    ['a *@ b', '*@'],
    ['a *) b', '*)'],
    ['a ${b}', '${'],
    ['a </Script> b', '</Script'],
    ['goes on _', '_'],
    ['goes on^', '^'],
    ['what??\\', '??/'],
  ])('a reason that some language would not take for a comment: %s', async (reason, mark) => {
    for (const [file, text] of [
      ['a.js', callOf('Leads')],
      ['a.asp', `<div>\n  <a href="${URL}">Leads</a>\n</div>\n`],
      ['Makefile', `all:\n\tcurl '${URL}'\n`],
    ] as const) {
      const driven = await drive({ [file]: text });
      expect(await driven.ignore(driven.item(file), reason)).toContain(`'${mark}'`);
      expect(driven.choices.size).toBe(0);
    }
  });

  test('a reason of nothing but controls', async () => {
    const driven = await drive({ 'a.js': callOf('Leads') });
    expect(await driven.ignore(driven.item('a.js'), ' \u202e\n')).toContain('no reason');
  });

  test('a reason of several lines becomes one', async () => {
    const driven = await drive({ 'a.js': callOf('Leads') });
    expect(await driven.ignore(driven.item('a.js'), ' one\n\u2028two\x1b[2J ')).toBeUndefined();
    expect(driven.after('a.js')).toBe(
      `// zoho-authtoken-ignore[deprecated-params]: one two [2J\n${callOf('Leads')}`,
    );
  });
});

describe('a backslash becomes a slash', () => {
  test.each([
    // It would make the recipe part of the comment.
    ['Makefile', `all:\n\tcurl '${URL}'\n`, 'see C:\\', '# ', 'see C:/'],
    // It would be a character written as an escape, and a wrong one, or the end of the line.
    [
      'A.java',
      `class A {\n  void f() throws Exception {\n    new java.net.URL("${URL}").openStream();\n  }\n}\n`,
      'see C:\\users\\doc \\u000a x();',
      '    // ',
      'see C:/users/doc /u000a x();',
    ],
    ['a.js', callOf('Leads'), 'see C:\\users', '// ', 'see C:/users'],
  ])('%s', async (file, text, reason, open, written) => {
    const driven = await drive({ [file]: text });
    expect(await driven.ignore(driven.item(file), reason)).toBeUndefined();
    expect(driven.after(file).split('\n')).toContain(
      `${open}zoho-authtoken-ignore[deprecated-params]: ${written}`,
    );
    expect(driven.after(file)).not.toContain('\\');
  });

  test('and what turns the direction of writing is left out', async () => {
    const driven = await drive({ 'a.js': callOf('Leads') });
    expect(await driven.ignore(driven.item('a.js'), 'a\u202eb \u2066c')).toBeUndefined();
    expect(driven.after('a.js')).toContain('zoho-authtoken-ignore[deprecated-params]: a b c\n');
  });
});

test('one comment speaks of two calls on a line', async () => {
  const text = `${callOf('Leads').trim()} ${callOf('Cases')}`;
  expect(await ignored('a.js', text)).toBe(`// ${MARK}\n${text}`);
});

test('beside what is taken, in the text that is written', async () => {
  const driven = await drive({ 'a.js': callOf('Leads') + callOf('Cases') });
  expect(await driven.ignore(driven.item('a.js', 1))).toBeUndefined();
  await driven.choose(driven.item('a.js', 0), 'take');
  expect(driven.settle()).toEqual(['a.js']);
  expect(driven.onDisk('a.js')).toMatch(
    new RegExp(
      `^fetch\\('[^']*\\?authtoken='.*\\n// ${MARK.replace(/[[\]]/g, '\\$&')}\\nfetch\\('[^']*\\?apikey='`,
    ),
  );
  expect(join(driven.folder, 'a.js')).toBe(driven.session.first.items[0]!.finding.at.file);
});
