import { expect, test } from 'vitest';
import { migrate } from '../../src/engine/migrate.ts';
import { makeFolder } from '../files/workspace.ts';

const CALL = 'https://crm.zoho.com/crm/private/xml/Leads/getRecords?newFormat=1&apikey=';

async function skippedOf(files: Record<string, string>): Promise<string[]> {
  const cwd = makeFolder(files);
  const { skipped } = await migrate({ paths: ['.'], cwd, write: false });
  return skipped.map(({ file, reason }) => `${file.slice(cwd.length + 1)} ${reason}`).sort();
}

test('a call in a language without a front end does not pass for clean', async () => {
  const files = {
    'leads.lua': `url = '${CALL}' .. key .. '&ticket=' .. ticket`,
    'Leads.kt': `val url = "${CALL}" + key + "&ticket=" + ticket`,
  };
  const reason = 'is in a language that is not read yet, and speaks of Zoho CRM';
  expect(await skippedOf(files)).toEqual([`Leads.kt ${reason}`, `leads.lua ${reason}`]);
});

test('documents, data and code for other services are not listed', async () => {
  const files = {
    'README.md': `Call ${CALL}KEY&ticket=TICKET.`,
    'calls.log': `GET ${CALL}x&ticket=y 200`,
    'desk.lua': `url = 'https://desk.example.org/?apikey=' .. key .. '&ticket=' .. id`,
  };
  expect(await skippedOf(files)).toEqual([]);
});

test.each([
  [
    'leads.html.erb',
    `<% leads = Net::HTTP.get(URI("${CALL}#{key}&ticket=#{ticket}")) %>\n<p><%= leads %></p>\n`,
  ],
  ['leads.jsp', `<% String url = "${CALL}" + key + "&ticket=" + ticket; %>\n`],
  ['leads.twig', `<p>{{ fetch('${CALL}' ~ key ~ '&ticket=' ~ ticket) }}</p>\n`],
])('nor does a call in the code of a template: %s', async (file, text) => {
  expect(await skippedOf({ [file]: text })).toEqual([
    expect.stringMatching(`^${file} is a template whose own code speaks of Zoho CRM`),
  ]);
});

test('a template that only puts values in is read in full', async () => {
  const page = (key: string, ticket: string) => `<a href="${CALL}${key}&amp;ticket=${ticket}">leads</a>\n`;
  const files = {
    'a.html.erb': page('<%= key %>', '<%= ticket %>'),
    'b.twig': page('{{ apikey }}', '{{ ticket }}'),
    'c.jsp': page('${apikey}', '<%= ticket %>'),
    'd.html.erb': `<%# was: ${CALL}x&ticket=y %>\n<p>ticket</p>\n`,
  };
  expect(await skippedOf(files)).toEqual([]);
});
