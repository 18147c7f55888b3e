import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/engine/migrate.ts';
import { adviseOnTokens } from '../../src/report/token-plan-text.ts';
import { viewResult } from '../../src/report/view.ts';
import { makeFolder } from '../files/workspace.ts';

const LEADS = 'https://crm.zoho.com/crm/private/json/Leads/getMyRecords';
const KEY = 'Za93RfJm47cLpTyS16dkXuQw$';
const TICKET = '90b3e6d42f1c4a7785e0d9c63ba1572f';
const OTHER_TICKET = '4f0c9b1d7e2a68530bd4e1f7a9c83652';

/** A call that sends two expressions. */
function call(key: string, ticket: string): string {
  return `require('request').get('${LEADS}?apikey=' + ${key} + '&ticket=' + ${ticket}, () => {});\n`;
}

async function planOf(files: Readonly<Record<string, string>>) {
  const result = await migrate({ paths: ['.'], cwd: makeFolder(files), write: false, displayName: 'app' });
  return viewResult(result);
}

/** Where each token goes, and for whom. */
async function tellPlan(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { tokens } = await planOf(files);
  return tokens.map(({ where, user, perUser }) => `${where} | ${perUser ? 'EACH ' : ''}${user}`);
}

const LOGIN = (user: string, password: string) =>
  `const request = require('request');
function login(done) {
  request.post('https://accounts.zoho.com/login', { form: { servicename: 'ZohoCRM', FROM_AGENT: true, LOGIN_ID: ${user}, PASSWORD: ${password} } }, (e, r, body) => done(/TICKET=(.*)/.exec(body)[1]));
}
login((ticket) => request.get('${LEADS}?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + ticket, () => {}));
`;

describe('one entry for each place where a token is born, not for each call', () => {
  test('a variable of the environment in several files', async () => {
    const files = {
      'a.js': call('process.env.K', 'process.env.T'),
      'b.js': call('process.env.K', 'process.env.T'),
    };
    const { tokens } = await planOf(files);
    expect(tokens).toHaveLength(1);
    expect(tokens[0]!.callSites.map(({ file }) => file)).toEqual(['a.js', 'b.js']);
  });

  test('two users are two entries', async () => {
    expect(
      await tellPlan({
        'a.js': `for (const user of [{ name: 'ann', ticket: '${TICKET}' }, { name: 'bob', ticket: '${OTHER_TICKET}' }]) ${call('process.env.K', 'user.ticket')}`,
      }),
    ).toEqual([
      'ZOHO_AUTHTOKEN in the environment | the user of ann whose ticket stood in a.js:1',
      'ZOHO_AUTHTOKEN_2 in the environment | the user of bob whose ticket stood in a.js:1',
    ]);
  });

  test('a setting that code asks for by its name, in two places', async () => {
    const cs = (name: string) =>
      `using System.Configuration; using System.Net;
public class ${name} { public void Run() { new WebClient().DownloadString("${LEADS}?apikey=" + ConfigurationManager.AppSettings["ZohoApiKey"] + "&ticket=" + ConfigurationManager.AppSettings["ZohoTicket"]); } }
`;
    expect(await tellPlan({ 'A.cs': cs('A'), 'B.cs': cs('B') })).toEqual([
      'the setting ZohoApiKey, read at A.cs:2 | the user whose ticket the setting ZohoTicket was',
    ]);
  });

  test('an argument whose callers are seen is no place of birth', async () => {
    const php = `<?php
class Zoho {
  function __construct($key, $ticket) { $this->key = $key; $this->ticket = $ticket; }
  function leads() { return file_get_contents('${LEADS}?apikey=' . $this->key . '&ticket=' . $this->ticket); }
}
$zoho = new Zoho(getenv('ZOHO_APIKEY'), getenv('ZOHO_TICKET'));
$zoho->leads();
`;
    expect(await tellPlan({ 'a.php': php })).toEqual([
      'ZOHO_AUTHTOKEN in the environment | the user whose ticket ZOHO_TICKET was',
    ]);
  });

  test('one column, read in two places', async () => {
    const loop = `db.query('SELECT ticket FROM accounts', (e, rows) => rows.forEach((row) => { ${call('process.env.K', 'row.ticket')} }));\n`;
    expect(await tellPlan({ 'a.js': loop, 'b.js': loop })).toEqual([
      'the column ticket of accounts, read at a.js:1 | EACH each user with a row in accounts',
    ]);
  });
});

describe('where a variable is to be set', () => {
  const advice = /none was found: set it wherever the code runs/;
  const files = { 'a.js': call('process.env.ZOHO_APIKEY', 'process.env.ZOHO_TICKET') };

  test.each<[string, Record<string, string>, boolean]>([
    ['one that has a line', { ...files, '.env': 'ZOHO_APIKEY=\n' }, false],
    ['one that had another name', files, false],
    ['one that is new', { 'a.js': call(`'${KEY}'`, `'${TICKET}'`) }, true],
    [
      'one that is new beside one that code of another language reads, of which no line was seen',
      { ...files, 'b.sh': 'echo "$ZOHO_APIKEY"\n' },
      true,
    ],
  ])('%s', async (_, given, isAdvised) => {
    expect(adviseOnTokens(await planOf(given)).some((text) => advice.test(text))).toBe(isAdvised);
  });
});

describe('one user and one place are told once', () => {
  test('a constant of another file, wherever it is read', async () => {
    const ruby = (path: string) =>
      `require 'net/http'\nNet::HTTP.get(URI('${LEADS.replace('getMyRecords', path)}?apikey=' + Settings::APIKEY + '&ticket=' + Settings::TICKET))\n`;
    expect(
      await tellPlan({ 'a.rb': ruby('getRecords') + ruby('getFields'), 'b.rb': ruby('getRecords') }),
    ).toEqual(['the setting APIKEY, read at a.rb:2 | the user whose ticket the setting TICKET was']);
  });

  test('calls that wait for the login of the same user', async () => {
    const java = `class Crm { String key; String user; String password;
  Crm(String key, String user, String password) { this.key = key; this.user = user; this.password = password; }
  String ticket() throws Exception { String body = read("https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true&LOGIN_ID=" + user + "&PASSWORD=" + password); return body.substring(body.indexOf("TICKET=") + 7); }
  String leads() throws Exception { return new java.net.URL("${LEADS}?apikey=" + key + "&ticket=" + ticket()).openStream().toString(); }
  String others() throws Exception { return new java.net.URL("${LEADS}?newFormat=2&apikey=" + key + "&ticket=" + ticket()).openStream().toString(); }
  String read(String url) throws Exception { return new String(new java.net.URL(url).openStream().readAllBytes()); } }
`;
    expect(await tellPlan({ 'Crm.java': java })).toEqual([
      expect.stringMatching(
        /^handed in to the calls at Crm\.java:4, Crm\.java:5, in place of the login of each user \| EACH /,
      ),
    ]);
  });
});

describe('whose it is', () => {
  test.each([
    ["'sync@example.com'", 'sync@example.com, whose login fetched the ticket'],
    ['process.env.CRM_USER', 'the user that CRM_USER names, whose login fetched the ticket'],
  ])('the login with %s', async (user, expected) => {
    expect(await tellPlan({ 'a.js': LOGIN(user, 'process.env.CRM_PASSWORD') })).toEqual([
      `ZOHO_AUTHTOKEN in the environment | ${expected}`,
    ]);
  });

  test('a document tells its user by the name beside it, or by its key among several', async () => {
    const users = JSON.stringify([{ name: 'Grace', apikey: KEY, ticket: TICKET }], null, 1);
    const read = `for (const user of require('./users.json')) ${call('user.apikey', 'user.ticket')}`;
    expect(await tellPlan({ 'users.json': users, 'a.js': read })).toEqual([
      'authtoken in users.json:4 | the user of Grace whose ticket was ticket in users.json:5',
    ]);
    const tenants = `const T = {\n north: { apikey: '${KEY}', ticket: '${TICKET}' },\n south: { apikey: 'Q${KEY}', ticket: '${OTHER_TICKET}' },\n};\n`;
    expect(
      await tellPlan({
        'a.js': `${tenants}for (const t of Object.values(T)) ${call('t.apikey', 't.ticket')}`,
      }),
    ).toEqual([
      'ZOHO_AUTHTOKEN in the environment | the user of north whose ticket stood in a.js:2',
      'ZOHO_AUTHTOKEN_2 in the environment | the user of south whose ticket stood in a.js:3',
    ]);
  });

  test('where no ticket is sent, the key tells all there is', async () => {
    const key = `require('request').get('${LEADS}?apikey=' + process.env.ZOHO_APIKEY, () => {});\n`;
    expect(await tellPlan({ 'a.js': key })).toEqual([
      'ZOHO_AUTHTOKEN in the environment | a user of the organisation whose API key ZOHO_APIKEY was',
    ]);
  });
});

describe('where it goes', () => {
  const CLIENT = `class CrmClient {
  constructor(org, apikey, ticket) { this.org = org; this.apikey = apikey; this.ticket = ticket; }
  leads() { ${call('this.apikey', 'this.ticket').trim()} }
}
module.exports = CrmClient;
`;

  test('the line of an .env file', async () => {
    const files = {
      'a.js': call('process.env.ZOHO_APIKEY', 'process.env.ZOHO_TICKET'),
      '.env.example': 'PORT=1\nZOHO_APIKEY=\nZOHO_TICKET=\n',
    };
    expect(await tellPlan(files)).toEqual([
      'ZOHO_AUTHTOKEN in the environment, set in .env.example:2 | the user whose ticket ZOHO_TICKET was',
    ]);
  });

  test('the argument of a constructor that others call', async () => {
    expect(await tellPlan({ 'client.js': CLIENT })).toEqual([
      'apikey, the 2nd argument of new CrmClient(…), at client.js:2, which its callers hand in | EACH each user whose ticket is handed in as ticket (client.js:2)',
    ]);
  });

  test('what a constructor is called with', async () => {
    const use =
      "const CrmClient = require('./client');\nmodule.exports = (req) => new CrmClient('acme', req.user.apikey, req.user.ticket).leads();\n";
    expect(await tellPlan({ 'client.js': CLIENT, 'use.js': use })).toEqual([
      'req.user.apikey at use.js:2, the 2nd argument of new CrmClient(…) | EACH each user whose ticket was req.user.ticket (use.js:2)',
    ]);
  });

  test.each([
    [
      'a.php',
      `<?php\n$result = mysql_query("SELECT name, apikey, ticket FROM zoho_accounts");\nwhile ($row = mysql_fetch_assoc($result)) file_get_contents('${LEADS}?apikey=' . $row['apikey'] . '&ticket=' . $row['ticket']);\n`,
      'the column apikey of zoho_accounts, read at a.php:3 | EACH each user with a row in zoho_accounts',
    ],
    [
      'a.py',
      `import urllib2\ncursor.execute('SELECT apikey, ticket FROM accounts')\nfor row in cursor.fetchall():\n    urllib2.urlopen('${LEADS}?apikey=%s&ticket=%s' % (row['apikey'], row['ticket']))\n`,
      'the column apikey of accounts, read at a.py:4 | EACH each user with a row in accounts',
    ],
    [
      'A.java',
      `class A { void run(java.sql.ResultSet rs) throws Exception { java.sql.ResultSet r = query("select apikey, ticket from customers");\n  new java.net.URL("${LEADS}?apikey=" + r.getString("apikey") + "&ticket=" + r.getString("ticket")).openStream(); } }\n`,
      'the column apikey of customers, read at A.java:2 | EACH each user with a row in customers',
    ],
  ])('the column of a query: %s', async (file, text, expected) => {
    expect(await tellPlan({ [file]: text })).toEqual([expected]);
  });
});

describe('what to revoke afterwards', () => {
  const textsOf = async (files: Readonly<Record<string, string>>) => {
    const { tokens, revoke } = await planOf(files);
    return {
      own: tokens.map((token) => token.revoke.map(({ text }) => text)),
      besides: revoke.map(({ text }) => text),
    };
  };

  test('keys and tickets in source by place, masked, and settings by name', async () => {
    const { own } = await textsOf({ 'a.js': `const K = '${KEY}';\n${call('K', 'process.env.ZOHO_TICKET')}` });
    expect(own).toEqual([
      ['the API key •••• in a.js:1:11', 'the ticket in the environment variable ZOHO_TICKET'],
    ]);
  });

  test('each entry lists its own', async () => {
    const users = `[{"apikey":"${KEY}","ticket":"${TICKET}"},\n{"apikey":"Q${KEY}","ticket":"${OTHER_TICKET}"}]\n`;
    const read = `for (const user of require('./users.json')) ${call('user.apikey', 'user.ticket')}`;
    expect((await textsOf({ 'users.json': users, 'a.js': read })).own).toEqual([
      ['the API key •••• under apikey in users.json:1:12', 'the ticket •••• under ticket in users.json:1:49'],
      ['the API key •••• under apikey in users.json:2:11', 'the ticket •••• under ticket in users.json:2:49'],
    ]);
  });

  test('a password in source once, besides; one in a setting is told with the code that logs in', async () => {
    const written = await textsOf({ 'a.js': LOGIN("'sync@example.com'", "'h4rd-c0ded'") });
    expect(written.besides).toEqual([expect.stringMatching(/^the password •••• in a\.js:3:\d+$/)]);
    expect((await textsOf({ 'a.js': LOGIN('process.env.U', 'process.env.P') })).besides).toEqual([]);
  });
});

describe('a call that is rewritten by hand needs a token as well', () => {
  /** One expression names both in turn, so that neither can be given another name. */
  const inTurn = (key: string, ticket: string) =>
    `const options = { apikey: ${key}, ticket: ${ticket} };
let path = '/crm/private/json/Leads/getMyRecords?';
for (const name of ['apikey', 'ticket']) path += name + '=' + options[name] + '&';
require('https').get({ hostname: 'crm.zoho.com', path }, () => {});
`;

  /** Where each token goes, for whom, and its calls; those that are rewritten by hand in parentheses. */
  const tellCalls = async (files: Readonly<Record<string, string>>) =>
    (await planOf(files)).tokens.map(
      ({ where, isByHand, callSites }) =>
        `${isByHand ? 'BY HAND ' : ''}${where} | ${callSites.map((site) => (site.isByHand ? `(${site.file})` : site.file)).join(' ')}`,
    );

  test('an entry of its own, under a name that nothing reads yet', async () => {
    expect(await tellCalls({ 'a.js': inTurn('process.env.ZOHO_APIKEY', 'process.env.ZOHO_TICKET') })).toEqual(
      ['BY HAND ZOHO_AUTHTOKEN in the environment | (a.js)'],
    );
    const taken = `${inTurn('process.env.ZOHO_APIKEY', 'process.env.ZOHO_TICKET')}console.log(process.env.ZOHO_AUTHTOKEN);\n`;
    expect(await tellCalls({ 'a.js': taken })).toEqual([
      'BY HAND ZOHO_AUTHTOKEN_2 in the environment | (a.js)',
    ]);
  });

  test('it joins the entry of what draws on the same key', async () => {
    expect(
      await tellCalls({
        'a.js': inTurn('process.env.ZOHO_APIKEY', 'process.env.ZOHO_TICKET'),
        'b.js': call('process.env.ZOHO_APIKEY', 'process.env.ZOHO_TICKET'),
      }),
    ).toEqual(['ZOHO_AUTHTOKEN in the environment | (a.js) b.js']);
  });

  test('where each user logs in, the caller supplies a token of each', async () => {
    const byUser = `const request = require('request');
function login(user, password, done) {
  request.post('https://accounts.zoho.com/login', { form: { servicename: 'ZohoCRM', FROM_AGENT: true, LOGIN_ID: user, PASSWORD: password } }, (e, r, body) => done(/TICKET=(.*)/.exec(body)[1]));
}
exports.leads = (user, password) => login(user, password, (ticket) =>
  request.get('${LEADS}?apikey=' + process.env.K + '&ticket=' + ticket));
`;
    expect(await tellCalls({ 'a.js': byUser })).toEqual([
      'BY HAND handed in to the call at a.js:6, in place of the login of each user | (a.js)',
    ]);
    expect((await planOf({ 'a.js': byUser })).tokens[0]).toMatchObject({
      perUser: true,
      user: expect.stringContaining('whose login fetched the ticket'),
    });
  });

  test('what it revokes is told with it; calls that a comment says to ignore need none', async () => {
    const written = inTurn(`'${KEY}'`, `'${TICKET}'`);
    const [token] = (await planOf({ 'a.js': written })).tokens;
    expect(token!.revoke.map(({ what }) => what)).toEqual(['key', 'ticket']);
    const ignored = written.replace(
      'require(',
      '// zoho-authtoken-ignore[deprecated-params]: the proxy does it\nrequire(',
    );
    expect((await planOf({ 'a.js': ignored })).tokens).toEqual([]);
  });
});

describe('a variable that is read from now on beside one that stays', () => {
  const files = {
    'a.js': call('process.env.ZOHO_APIKEY', 'process.env.ZOHO_TICKET'),
    'b.js': `// zoho-authtoken-ignore[deprecated-params]: later\n${call('process.env.ZOHO_APIKEY', 'process.env.ZOHO_TICKET')}`,
  };

  /** The texts of the files other than scripts after a migration, and what is noted in them. */
  async function settingsAfter(others: Readonly<Record<string, string>>) {
    const cwd = makeFolder({ ...files, ...others });
    const result = await migrate({ paths: ['.'], cwd, write: true });
    const again = await migrate({ paths: ['.'], cwd, write: false });
    expect(again.changed).toEqual([]);
    const view = viewResult(result);
    return {
      where: view.tokens.map(({ where }) => where),
      texts: Object.keys(others).map((file) => readFileSync(join(cwd, file), 'utf8')),
      notes: view.findings
        .filter(({ finding, place }) => finding.ruleId === 'needs-token' && place.file in others)
        .map(({ place, message }) => `${place.file}:${place.start.line} ${message}`),
    };
  }

  test.each([
    ['PORT=1\nZOHO_APIKEY=\nZOHO_TICKET=\n', 'PORT=1\nZOHO_APIKEY=\nZOHO_AUTHTOKEN=\nZOHO_TICKET=\n'],
    [
      `export ZOHO_APIKEY="${KEY}" # org\r\n`,
      `export ZOHO_APIKEY="${KEY}" # org\r\nexport ZOHO_AUTHTOKEN="YOUR_ZOHO_AUTHTOKEN"\r\n`,
    ],
    ['A=1\nZOHO_APIKEY=xx', 'A=1\nZOHO_APIKEY=xx\nZOHO_AUTHTOKEN=YOUR_ZOHO_AUTHTOKEN'],
    ['ZOHO_APIKEY=\nZOHO_AUTHTOKEN=\n', 'ZOHO_APIKEY=\nZOHO_AUTHTOKEN=\n'],
  ])('gets a line of its own: %j', async (before, after) => {
    const { texts, notes, where } = await settingsAfter({ '.env.example': before });
    expect(texts).toEqual([after]);
    expect(notes).toEqual([]);
    expect(where).toEqual([
      expect.stringMatching(
        /^ZOHO_AUTHTOKEN in the environment, (?:beside ZOHO_APIKEY|set) in \.env\.example:\d$/,
      ),
    ]);
  });

  test('where no line can be put in, that is noted', async () => {
    const { texts, notes } = await settingsAfter({
      '.env.example': 'ZOHO_APIKEY="one\ntwo"\n',
      'docker-compose.yml': 'environment:\n  - ZOHO_APIKEY\n',
    });
    expect(texts).toEqual(['ZOHO_APIKEY="one\ntwo"\n', 'environment:\n  - ZOHO_APIKEY\n']);
    expect(notes).toEqual([
      '.env.example:1 `ZOHO_APIKEY` stays here, and `ZOHO_AUTHTOKEN` must be set beside it.',
      'docker-compose.yml:2 `ZOHO_APIKEY` stays here, and `ZOHO_AUTHTOKEN` must be set beside it.',
    ]);
  });

  test('where other files set the old one, that is noted', async () => {
    const { notes } = await settingsAfter({ 'docker-compose.yml': 'environment:\n  - ZOHO_APIKEY\n' });
    expect(notes).toHaveLength(1);
  });

  test('code of other languages, too', async () => {
    const php = (comment: string) =>
      `<?php\n${comment}file_get_contents('${LEADS}?apikey=' . getenv('ZOHO_APIKEY') . '&ticket=' . getenv('ZOHO_TICKET'));\n`;
    const cwd = makeFolder({
      'a.php': php(''),
      'b.php': php('// zoho-authtoken-ignore[deprecated-params]: later\n'),
      '.env': 'ZOHO_APIKEY=\n',
    });
    await migrate({ paths: ['.'], cwd, write: true });
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe('ZOHO_APIKEY=\nZOHO_AUTHTOKEN=\n');
  });
});

describe('what a template puts into a page is told as what it is, and no placeholder', () => {
  const address = (key: string, ticket: string) => `${LEADS}?apikey=${key}&amp;ticket=${ticket}`;
  const link = (key: string, ticket: string) => `<p><a href="${address(key, ticket)}">Leads</a></p>\n`;
  const script = (key: string, ticket: string) =>
    `<script>fetch('${LEADS}?apikey=${key}&ticket=${ticket}');</script>\n`;

  test.each([
    ['a.html.erb', link('<%= @key %>', '<%= @ticket %>'), '<%= @key %>', '<%= @ticket %>'],
    ['b.html.erb', script('<%= key -%>', '<%= ticket -%>'), '<%= key -%>', '<%= ticket -%>'],
    ['c.twig', link('{{ zoho.key }}', '{{ zoho.ticket }}'), '{{ zoho.key }}', '{{ zoho.ticket }}'],
    ['d.twig', script('{{ key|e }}', '{{ ticket }}'), '{{ key|e }}', '{{ ticket }}'],
    ['e.jsp', link('<%= key %>', '${ticket}'), '<%= key %>', '${ticket}'],
    ['f.jsp', script('${crm.key}', '<%= ticket %>'), '${crm.key}', '<%= ticket %>'],
  ])('%s', async (file, text, key, ticket) => {
    expect(await tellPlan({ [file]: text })).toEqual([
      `${key} at ${file}:1, wherever its value comes from | the user whose ticket was ${ticket} (${file}:1)`,
    ]);
  });

  test('more than a variable is not repeated: it may be the key itself', async () => {
    const text = link("<%= encode('k7Qwe9rTy2') %>", "<%= encode('tK8wordABC') %>");
    expect(await tellPlan({ 'a.html.erb': text })).toEqual([
      'the value at a.html.erb:1, wherever it comes from | the user whose ticket came from a.html.erb:1',
    ]);
  });

  test('and it takes no name from a placeholder that is one', async () => {
    const files = {
      'a.html.erb': link('<%= @key %>', '<%= @ticket %>'),
      'b.html.erb': script(KEY, TICKET),
    };
    expect((await tellPlan(files))[1]).toMatch(/^the placeholder YOUR_ZOHO_AUTHTOKEN in b\.html\.erb:1 \|/);
  });
});

test('more tokens of one user than an account is known to allow are noted', async () => {
  const keys = (n: number) =>
    Array.from({ length: n }, (_, i) => call(`'K${i}${KEY}'`, `'${TICKET}'`)).join('');
  expect((await planOf({ 'a.js': keys(20) })).tokenNotes).toEqual([]);
  expect((await planOf({ 'a.js': keys(21) })).tokenNotes).toEqual([
    expect.stringMatching(/^21 tokens may be for one user.*20.*EXCEEDED_MAXIMUM_ALLOWED_AUTHTOKENS/s),
  ]);
});
