import { testClients, URL_TEXT } from './record/clients.ts';

const BASE = 'https://crm.zoho.com/crm/private/json/Leads/getRecords';
const POST = 'POST https://crm.zoho.eu:443/crm/private/xml/Leads/insertRecords';
const POST_URL = 'https://crm.zoho.eu/crm/private/xml/Leads/insertRecords';

const lines = (...code: string[]) => `use strict;\nuse warnings;\n${code.join('\n')}\n`;
/** A program that prints whether $text, the reply, has a `response`. */
const get = (...code: string[]) =>
  lines('use JSON;', 'my $text;', ...code, 'print decode_json($text)->{response} ? "ok\\n" : $text;');

testClients({
  run: 'main.pl',
  get: {
    LWP: get(
      'use LWP::UserAgent;',
      'my $ua = LWP::UserAgent->new(timeout => 9, ssl_opts => { verify_hostname => 0 });',
      "$ua->agent('client/1.0'); $ua->timeout(30);",
      `my $response = $ua->get('${URL_TEXT}', Accept => '*/*');`,
      'die $response->status_line unless $response->is_success;',
      '$text = $response->decoded_content;',
    ),
    'LWP, a request': get(
      'use LWP; use HTTP::Request; use HTTP::Cookies;',
      `my $request = HTTP::Request->new(GET => '${URL_TEXT}');`,
      "$request->header('Accept' => 'text/xml');",
      '$text = LWP::UserAgent->new(cookie_jar => HTTP::Cookies->new)->request($request)->content;',
    ),
    'LWP, HTTP::Request::Common': get(
      'use LWP::UserAgent; use HTTP::Request::Common;',
      `$text = LWP::UserAgent->new->request(GET '${URL_TEXT}')->content;`,
    ),
    'LWP, URI': get(
      'use LWP::UserAgent; use URI;',
      `my $uri = URI->new('${BASE}'); $uri->query_form(newFormat => 1, authtoken => 't');`,
      '$text = LWP::UserAgent->new->get($uri)->content;',
    ),
    'LWP::Simple': get('use LWP::Simple;', `$text = get('${URL_TEXT}');`),
    'a curl of its own': get("$text = `curl -s '" + URL_TEXT + "'`;"),
    'HTTP::Tiny': get(
      'use HTTP::Tiny;',
      `my $response = HTTP::Tiny->new(verify_SSL => 0)->get('${URL_TEXT}');`,
      'die $response->{reason} unless $response->{success};',
      '$text = $response->{content};',
    ),
    'HTTP::Tiny, a form': get(
      'use HTTP::Tiny;',
      'my $http = HTTP::Tiny->new;',
      `$text = $http->get('${BASE}?' . $http->www_form_urlencode([newFormat => 1, authtoken => 't']))->{content};`,
    ),
  },
  send: {
    'LWP with fields in order, in a hash, and a text': [
      lines(
        'use LWP::UserAgent;',
        'my $ua = LWP::UserAgent->new;',
        `$ua->post('${POST_URL}', [b => 'x y', a => '1&2']);`,
        `$ua->post('${POST_URL}', { b => 'x y', a => 1 });`,
        `$ua->post('${POST_URL}', Content_Type => 'text/xml', Content => '<Leads/>');`,
      ),
      `${POST} b=x+y&a=1%262`,
      `${POST} a=1&b=x+y`,
      `${POST} <Leads/>`,
    ],
    'LWP with parts': [
      lines(
        'use LWP::UserAgent; use HTTP::Request::Common qw(POST);',
        `LWP::UserAgent->new->request(POST '${POST_URL}', Content_Type => 'form-data', Content => [b => 'x']);`,
      ),
      `${POST} --the-boundary\r\nContent-Disposition: form-data; name="b"\r\n\r\nx\r\n--the-boundary--`,
    ],
    'a request whose content is set': [
      lines(
        'use LWP::UserAgent; use HTTP::Request; use URI::Escape;',
        `my $request = HTTP::Request->new('POST', '${POST_URL}');`,
        "$request->content_type('application/x-www-form-urlencoded');",
        "$request->content('b=' . uri_escape('x y$'));",
        'LWP::UserAgent->new->request($request);',
      ),
      `${POST} b=x%20y%24`,
    ],
    'HTTP::Tiny with fields': [
      lines('use HTTP::Tiny;', `HTTP::Tiny->new->post_form('${POST_URL}', { b => 'x y', a => 1 });`),
      `${POST} a=1&b=x+y`,
    ],
    'another port': [
      lines('use LWP::Simple;', "get('http://crm.zoho.com:8080/crm/private/xml/Leads?a=$&b=c d');"),
      'GET http://crm.zoho.com:8080/crm/private/xml/Leads?a=$&b=c%20d',
    ],
  },
  refused: {
    'a socket of its own': lines(
      'use Socket;',
      "socket(my $socket, PF_INET, SOCK_STREAM, 0); connect($socket, pack_sockaddr_in(80, inet_aton('192.0.2.1')));",
    ),
    'IO::Socket::INET': lines('use IO::Socket::INET;', "IO::Socket::INET->new('192.0.2.1:80') or exit;"),
    'IO::Socket::IP': lines(
      'use IO::Socket::IP;',
      "IO::Socket::IP->new(PeerAddr => '192.0.2.1:80') or exit;",
    ),
  },
  environment: lines("print join ' ', $ENV{ZOHO_AUTHTOKEN_EU}, $ENV{ZOHO_AUTHTOKEN}, $ENV{OTHER} // '';"),
  login: lines(
    'use LWP::Simple;',
    "my $reply = get('https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true&PASSWORD=p&LOGIN_ID=' . $ENV{WHO});",
    'my ($ticket) = $reply =~ /TICKET=(.+)/;',
    'print "$ticket\\n";',
    `my $xml = get("https://crm.zoho.com/crm/private/xml/Leads/getRecords?ticket=$ticket");`,
    'exit 1 unless $xml =~ />Acme</;',
  ),
  pair: [
    lines(
      'use LWP::UserAgent;',
      `print length LWP::UserAgent->new->post('${BASE}', { newFormat => 1, apikey => 'k$', ticket => 'f' x 32, fromIndex => 1 })->content;`,
    ),
    lines(
      'use LWP::UserAgent;',
      `print length LWP::UserAgent->new->post('${BASE}', { newFormat => 1, authtoken => $ENV{ZOHO_AUTHTOKEN}, scope => 'crmapi', fromIndex => 1 })->content;`,
    ),
  ],
});
