import { expect, test } from 'vitest';
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
])('what only names a value stays: %s', (line) => {
  expect(maskSource(line, true)).toBe(line);
});

test('in settings, a word is a value', () => {
  expect(maskSource('password = correcthorse', false)).toBe('password = ••••');
});
