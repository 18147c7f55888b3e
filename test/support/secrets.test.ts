import { expect, test } from 'vitest';
import { secretsOf } from './secrets.ts';

const TICKET = '0123456789abcdef0123456789abcdef';

test.each([
  // JavaScript and JSON
  "const apikey = 's3cr3t-1';",
  '"password": "s3cr3t-1"',
  "params['ticket'] = 's3cr3t-1';",
  // PHP
  "define('ZOHO_PASSWORD', 's3cr3t-1');",
  "$params = array('ticket' => 's3cr3t-1');",
  'private $apiKey = "s3cr3t-1";',
  "const API_KEY = 's3cr3t-1';",
  "$this->ticket ??= 's3cr3t-1';",
  // Ruby
  "{ :ticket => 's3cr3t-1', apikey: x }",
  "ticket: 's3cr3t-1'",
  "@password ||= 's3cr3t-1'",
  'PASSWORD = %q(s3cr3t-1)',
  // Python
  "self.ticket = u's3cr3t-1'",
  "apikey: str = 's3cr3t-1'",
  "password = b's3cr3t-1'",
  "dict(ticket='s3cr3t-1')",
  // Perl
  'my $ticket = q{s3cr3t-1};',
  "$self->{password} = 's3cr3t-1';",
  "(ticket => 's3cr3t-1')",
  // Java
  'private static final String API_KEY = "s3cr3t-1";',
  'method.setParameter("ticket", "s3cr3t-1");',
  'new BasicNameValuePair("apikey", "s3cr3t-1")',
  // C#
  '{ "ticket", "s3cr3t-1" }',
  'var password = @"s3cr3t-1";',
  'query["apikey"] = "s3cr3t-1";',
  // Visual Basic
  'Dim ticket As String = "s3cr3t-1"',
  'Const APIKEY = "s3cr3t-1"',
  // Go
  'ticket := "s3cr3t-1"',
  'var apiKey string = "s3cr3t-1"',
  'v.Set("ticket", "s3cr3t-1")',
  // shell and settings
  "TICKET='s3cr3t-1'",
  'zoho.password=s3cr3t-1',
  'password: s3cr3t-1',
  '<add key="ApiKey" value="s3cr3t-1"/>',
  '<password>s3cr3t-1</password>',
])('what stands beside a name is a secret: %s', (text) => {
  expect(secretsOf(text)).toContain('s3cr3t-1');
});

test('tickets and keys are known by themselves', () => {
  expect(secretsOf(`call(a, "${TICKET}", 'abc-defghij12_x$')`)).toEqual([TICKET, 'abc-defghij12_x$']);
});

test.each([
  '$ticket = $this->ticket2;',
  'ticket = get_ticket_2()',
  '"apikey=$apikey1&ticket=$ticket2"',
  'password As String)',
])('names are none: %s', (text) => {
  expect(secretsOf(text)).toEqual([]);
});
