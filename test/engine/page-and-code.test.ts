import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/engine/migrate.ts';
import { viewResult } from '../../src/report/view.ts';
import { makeFolder } from '../files/workspace.ts';
import { drive } from './session/sessions.ts';

const URL = 'https://crm.zoho.com/crm/private/json';
const IGNORE = 'zoho-authtoken-ignore[deprecated-params]: it stays';
const ENVIRONMENT = "$key = getenv('ZOHO_APIKEY'); $ticket = getenv('ZOHO_TICKET');";
const LITERALS = "$key = 'Za93RfJm47cLpTyS16dkXuQw'; $ticket = '90b3e6d42f1c4a7785e0d9c63ba1572f';";
const OPTIONS = "$key = get_option('zoho_key'); $ticket = get_option('zoho_ticket');";
const INCLUDED = "require 'config.php';";
const SOURCES = { ENVIRONMENT, LITERALS, OPTIONS, INCLUDED };

const CALL = `readfile('${URL}/A/getRecords?apikey=' . $key . '&ticket=' . $ticket);`;
const LINK = `<a href="${URL}/V/getRecords?apikey=<?= $key ?>&amp;ticket=<?= $ticket ?>">y</a>`;
const FORM = `<form method="post" action="${URL}/V/insertRecords"><input type="hidden" name="apikey" value="<?php echo $key; ?>"><input type="hidden" name="ticket" value="<?php echo $ticket; ?>"></form>`;
const SCRIPT = `<script>$.get('${URL}/V/getRecords?apikey=<?= $key ?>&ticket=<?= $ticket ?>');</script>`;
const DATA = `<script>$.ajax({ url: '${URL}/V/getRecords', data: { apikey: '<?= $key ?>', ticket: '<?= $ticket ?>' } });</script>`;
const PARTS = { LINK, FORM, SCRIPT, DATA };

const BOTH = Object.entries(SOURCES).flatMap(([source, born]) =>
  Object.entries(PARTS).map(([part, html]) => ({ source, born, part, html })),
);

async function migrated(text: string, more: Readonly<Record<string, string>> = {}) {
  const cwd = makeFolder({ 'main.php': text, ...more });
  const result = await migrate({ paths: ['.'], cwd, write: true });
  return {
    text: readFileSync(join(cwd, 'main.php'), 'utf8'),
    by: result.findings.filter(({ ruleId, applied }) => ruleId === 'deprecated-params' && !applied),
    plan: viewResult(result).tokens.map(({ where }) => where),
  };
}

const page = (born: string, call: string, html: string) => `<?php\n${born}\n${call}\n?>\n${html}\n`;

describe('a page whose code draws on the same variables', () => {
  test.each(BOTH)('$part of $source: both are migrated', async ({ born, html }) => {
    const { text, by, plan } = await migrated(page(born, CALL, html));
    expect(by).toEqual([]);
    expect(text).not.toMatch(/(?<!_)apikey['"=:]/);
    expect(text).not.toMatch(/(?<!_)ticket['"=:]/);
    expect(plan).toHaveLength(1);
    expect(plan[0]).not.toContain('placeholder');
  });

  test.each(BOTH)(
    '$part of $source: what a comment keeps of the page keeps its values',
    async ({ born, html }) => {
      const before = page(born, CALL, `<!-- ${IGNORE} -->\n${html}`);
      const { text } = await migrated(before);
      expect(text).toContain(html);
      // The variables stay what they were; the code has the token from elsewhere, or stays.
      expect(text).toContain(born);
      if (!text.includes(CALL))
        expect(text).toContain("authtoken=' . getenv('ZOHO_AUTHTOKEN') . '&scope=crmapi'");
    },
  );

  test.each(BOTH)(
    '$part of $source: what a comment keeps of the code keeps the page',
    async ({ born, html }) => {
      const before = page(born, `// ${IGNORE}\n${CALL}`, html);
      const { text, by } = await migrated(before);
      expect(text).toBe(before);
      expect(by.map(({ message }) => message).join()).toContain('draw on the same variable');
    },
  );

  test.each([0, 1])('what is skipped of it, call %i, is planned around', async (n) => {
    const driven = await drive({ 'main.php': page(ENVIRONMENT, CALL, LINK) });
    await driven.choose(driven.item('main.php', n), 'leave');
    const after = driven.after('main.php');
    expect(after).toContain(ENVIRONMENT);
    expect(after).toContain(LINK);
    expect(after.includes(CALL)).toBe(n === 0);
  });

  test('a page is not rewritten where the code has the token in the place of the ticket', async () => {
    const call = `function show($ticket) { readfile('${URL}/A/getRecords?apikey=' . getenv('ZOHO_APIKEY') . '&ticket=' . $ticket); }`;
    const html = LINK.replace('$key', "getenv('ZOHO_APIKEY')");
    const { text } = await migrated(page("$ticket = getenv('T');", call, html));
    expect(text).toContain(html);
  });

  test('two links of one variable, one of which stays', async () => {
    const before = page(ENVIRONMENT, '', `<!-- ${IGNORE} -->\n${LINK}\n${LINK}`);
    expect((await migrated(before)).text).toBe(before);
  });

  test('a variable of the environment that a page of another file goes on sending keeps its name', async () => {
    const html = LINK.replace('$key', "getenv('ZOHO_APIKEY')").replace('$ticket', "getenv('ZOHO_TICKET')");
    const other = `<p>\n<!-- ${IGNORE} -->\n${html}\n<?php echo 1; ?>\n`;
    const cwd = makeFolder({ 'main.php': `<?php\n${ENVIRONMENT}\n${CALL}\n`, 'page.php': other });
    await migrate({ paths: ['.'], cwd, write: true });
    expect(readFileSync(join(cwd, 'page.php'), 'utf8')).toBe(other);
    expect(readFileSync(join(cwd, 'main.php'), 'utf8')).toContain("authtoken=' . getenv('ZOHO_AUTHTOKEN')");
  });
});

describe('a page whose code does not send what it puts in', () => {
  test.each(Object.entries(SOURCES))('of %s is rewritten as it stands', async (_, born) => {
    const { text, by } = await migrated(page(born, '', LINK));
    expect(by).toEqual([]);
    expect(text).toContain(born);
    expect(text).toContain('authtoken=<?= $key ?>&amp;scope=crmapi');
  });

  test('is rewritten beside code that sends other variables', async () => {
    const call = CALL.replace('$key', '$other').replace('$ticket', '$second');
    const born = "$other = getenv('OTHER_APIKEY'); $second = getenv('OTHER_TICKET');";
    const { text, by } = await migrated(page(`${ENVIRONMENT} ${born}`, `// ${IGNORE}\n${call}`, LINK));
    expect(by.map(({ message }) => message).join()).not.toContain('same variable');
    expect(text).toContain('authtoken=<?= $key ?>&amp;scope=crmapi');
    expect(text).toContain(call);
  });

  test('that puts in the secret itself tells it nowhere', async () => {
    const { plan } = await migrated(page('', '', LINK.replace('$key', "'Za93RfJm47cLpTyS16dkXuQw'")));
    expect(plan).toHaveLength(1);
    expect(plan[0]).not.toContain('Za93');
    expect(plan[0]).toContain('at main.php:5');
  });

  test.each([
    ['ENVIRONMENT', 'ZOHO_APIKEY in the environment'],
    ['LITERALS', '<?= $key ?> at main.php:5, wherever its value comes from'],
    ['OPTIONS', 'the setting zoho_key, read at main.php:2'],
    ['INCLUDED', 'the setting $key, read at main.php:5'],
  ] as const)('of %s has its token at %s', async (source, where) => {
    expect((await migrated(page(SOURCES[source], '', LINK))).plan).toEqual([where]);
  });
});
