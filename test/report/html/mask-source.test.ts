import { describe, expect, test } from 'vitest';
import { maskSource } from '../../../src/report/html/mask-source.ts';

const SECRET = 'k7Qwe9rTy2';

test.each([
  `const apikey = '${SECRET}';`,
  `const apikey =\n  '${SECRET}';`,
  `Const PASSWORD As String = "${SECRET}"`,
  `password: str = "${SECRET}"`,
  `$ticketOfSales = '${SECRET}';`,
  `<input name="password" value="${SECRET}">`,
  `<password>${SECRET}</password>`,
  `ZOHO_PASSWORD=${SECRET}`,
  `password: ${SECRET}`,
  `apikey=${SECRET}&ticket=`,
  `// the password = ${SECRET}, ask Joe`,
  `# password = correcthorse`,
  `url = "x?password = correcthorse"`,
  `get('https://joe:${SECRET}@crm.zoho.com/crm/private/json/Leads/getRecords');`,
  `headers: { Authorization: 'Basic ${SECRET}==' }`,
  `$url = '...&PASSWORD=' . urlencode('${SECRET}');`,
  `url = "...&ticket=" + base64.b64decode("${SECRET}")`,
  `client.login('user', '${SECRET}');`,
  `$crm = new Crm('${SECRET}', $ticket);`,
  `open(lib.connect(user, "${SECRET}"))`,
  `    '${SECRET}',`,
  `const parts = ['${SECRET}', 'x'];`,
  `url = "?apikey=" + part + "${SECRET}&ticket=" + ticket`,
  `curl "?apikey=\${ZOHO_APIKEY:-${SECRET}}"`,
  `ZOHO_APIKEY="$(echo ${SECRET})"`,
  'password=$ecret9correcthorse',
])('%s', (line) => {
  const masked = maskSource(line, true);
  expect(masked).not.toContain(SECRET);
  expect(masked).not.toContain('correcthorse');
  expect(masked.split('\n')).toHaveLength(line.split('\n').length);
});

test.each([
  'const apiKey = process.env.ZOHO_APIKEY;',
  "$url = '...&apikey=' . getenv('ZOHO_APIKEY');",
  "fetch('https://crm.zoho.com:443/crm/private/json/Leads/getRecords?a=b@c');",
  'qs: { apikey: process.env.K, ticket: this.ticket }',
  '$reply = file_get_contents("$url?apikey=$this->apikey&ticket=$ticket");',
  'apikey = os.environ["ZOHO_AUTHTOKEN"]',
  'ticket = getTicket();',
  'password = config.get(',
  "'apikey=' + key + '&ticket=' + ticket",
  'authtoken: "YOUR_ZOHO_AUTHTOKEN"',
  'authtoken=YOUR_ZOHO_AUTHTOKEN_2&scope=crmapi',
  '"apikey": "YOUR_ZOHO_AUTHTOKEN_12"',
  'ZOHO_APIKEY=',
  '  :apikey => api_key,',
  "getenv('ZOHO_AUTHTOKEN_4')",
  "url = '...&authtoken=' . getenv('ZOHO_AUTHTOKEN_4')",
  "request.get('https://crm.zoho.com/crm/private/json/CustomModule10/getRecords');",
  "client.insert('CustomModule10', { encoding: 'utf8mb4-bin', hash: 'sha256-sum' }, '2014-01-01T00:00:00Z')",
  '<td id="field12name" class=\'col-md-12\'>',
])('what only names a value stays: %s', (line) => {
  expect(maskSource(line, true)).toBe(line);
});

test('in settings, a word is a value', () => {
  expect(maskSource('password = correcthorse', false)).toBe('password = ••••');
  expect(maskSource('  zoho_ticket: sesame # Joe', false)).toBe('  zoho_ticket: •••• # Joe');
  expect(maskSource('ticket: required\nThe ticket: ask Joe', false)).toBe(
    'ticket: required\nThe ticket: ask Joe',
  );
});

describe('what only refers to a value stays, in settings too', () => {
  test.each([
    'ZOHO_APIKEY=$(cat /etc/zoho/key)',
    'ZOHO_APIKEY="$(cat /etc/zoho/key)"',
    'ZOHO_APIKEY=`cat /etc/zoho/key`',
    'ZOHO_APIKEY=$KEY',
    'ZOHO_APIKEY="$KEY"',
    'ZOHO_APIKEY=${KEY}',
    'ZOHO_APIKEY="${KEY_2}"',
    'set ZOHO_APIKEY=%CRM_KEY%',
    'curl "https://crm.zoho.com/x?apikey=$KEY&ticket=$(cat ticket)"',
    "password = ENV['ZOHO_PASSWORD']",
    'apikey: process.env.ZOHO_APIKEY2',
    'apikey=process.env.ZOHO_APIKEY',
    'apikey=<?= $key ?>&ticket=<%= ticket %>',
    'apikey=%s&ticket=%1$s',
    "'apikey' => '%s'",
    'apikey: "{{ apikey }}"',
    'ticket: "#{ticket}"',
  ])('%s', (line) => {
    expect(maskSource(line, false)).toBe(line);
  });
});

test.each(['ticket', "f('k7Qwe9rTy2');", '<a b=', "+ 'a1", '("'])(
  'a long line of %j takes no longer than its length',
  (part) => {
    const timeOf = (length: number) => {
      const line = part.repeat(length / part.length);
      const start = performance.now();
      maskSource(line, true);
      return performance.now() - start;
    };
    timeOf(5_000);
    expect(timeOf(200_000)).toBeLessThan(3_000);
  },
);
