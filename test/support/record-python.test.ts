import { testClients, URL_TEXT } from './record/clients.ts';

const QUERY = '{"newFormat": 1, "authtoken": "t"}';
const BASE = 'https://crm.zoho.com/crm/private/json/Leads/getRecords';
const PATH = URL_TEXT.replace('https://crm.zoho.com', '');
const POST = 'POST https://crm.zoho.eu:443/crm/private/xml/Leads/insertRecords';
const POST_URL = 'https://crm.zoho.eu/crm/private/xml/Leads/insertRecords';

const lines = (...code: string[]) => `${code.join('\n')}\n`;
/** A program that prints whether `text`, the reply, has a `response`. */
const get = (...code: string[]) =>
  lines('import json', ...code, "print('ok' if json.loads(text).get('response') else text)");

testClients({
  run: 'main.py',
  get: {
    urllib: get(
      'import urllib.request',
      `text = urllib.request.urlopen('${URL_TEXT}').read().decode('utf-8')`,
    ),
    'urllib, a request': get(
      'from urllib.request import Request, urlopen',
      'from urllib.parse import urlencode',
      `with urlopen(Request('${BASE}?' + urlencode(${QUERY}))) as reply:`,
      '    text = reply.read()',
    ),
    'http.client': get(
      'import http.client',
      "connection = http.client.HTTPSConnection('crm.zoho.com')",
      `connection.request('GET', '${PATH}')`,
      'text = connection.getresponse().read()',
      'connection.close()',
    ),
    'the old urllib': get(
      'import urllib',
      `text = urllib.urlopen('${BASE}?%s' % urllib.urlencode(${QUERY})).read()`,
    ),
    urllib2: get(
      'import urllib, urllib2',
      'try:',
      `    text = urllib2.urlopen(urllib2.Request('${BASE}?' + urllib.urlencode(${QUERY}))).read()`,
      'except urllib2.URLError as error:',
      '    print(error)',
    ),
    httplib: get(
      'import httplib',
      "connection = httplib.HTTPSConnection('crm.zoho.com', 443)",
      `connection.request('GET', '${PATH}')`,
      'text = connection.getresponse().read()',
    ),
    httplib2: get('import httplib2', `response, text = httplib2.Http().request('${URL_TEXT}', 'GET')`),
    'a curl of its own': get(
      'import subprocess',
      `text = subprocess.check_output(['curl', '-s', '${URL_TEXT}'])`,
    ),
    requests: get('import requests', `text = requests.get('${BASE}', params=${QUERY}, timeout=9).text`),
    'requests, an address': get('import requests', `text = json.dumps(requests.get('${URL_TEXT}').json())`),
    'requests, a session': get(
      'import requests',
      'session = requests.Session()',
      "session.params['newFormat'] = 1",
      `reply = session.get('${BASE}', params={'authtoken': 't'})`,
      'reply.raise_for_status()',
      "text = reply.text if reply.status_code == requests.codes.ok else ''",
    ),
  },
  send: {
    'urllib with a body': [
      lines(
        'import urllib.request, urllib.parse',
        `urllib.request.urlopen('${POST_URL}', urllib.parse.urlencode([('b', 'x y'), ('a', '1&2')]).encode('utf-8'))`,
      ),
      `${POST} b=x+y&a=1%262`,
    ],
    'urllib2 with a body': [
      lines(
        'import urllib, urllib2',
        `request = urllib2.Request('${POST_URL}', urllib.urlencode({'b': 'x y'}))`,
        'urllib2.urlopen(request)',
        `urllib2.urlopen('${POST_URL}', 'a=1')`,
      ),
      `${POST} b=x+y`,
      `${POST} a=1`,
    ],
    'httplib with a body': [
      lines(
        'import httplib',
        "connection = httplib.HTTPSConnection('crm.zoho.eu')",
        `for text in ('a=1', 'b=2'):`,
        `    connection.request('POST', '/crm/private/xml/Leads/insertRecords', text, {'Content-Type': 'application/x-www-form-urlencoded'})`,
        '    connection.getresponse().read()',
      ),
      `${POST} a=1`,
      `${POST} b=2`,
    ],
    'requests with fields, a text, JSON and a file': [
      lines(
        'import requests',
        `for data in ({'b': 'x y', 'c': None}, 'raw'):`,
        `    requests.post('${POST_URL}', data=data)`,
        `requests.request('post', '${POST_URL}', json={'a': 1})`,
        `requests.post('${POST_URL}', {'b': 'x'}, files={'f': ('name', b'bytes')})`,
      ),
      `${POST} b=x+y`,
      `${POST} raw`,
      `${POST} {"a": 1}`,
      `${POST} --the-boundary\r\nContent-Disposition: form-data; name="b"\r\n\r\nx\r\n--the-boundary\r\nContent-Disposition: form-data; name="f"\r\n\r\nbytes\r\n--the-boundary--`,
    ],
    'another port': [
      lines(
        'import urllib.request',
        "urllib.request.urlopen('http://crm.zoho.com:8080/crm/private/xml/Leads?a=$')",
      ),
      'GET http://crm.zoho.com:8080/crm/private/xml/Leads?a=$',
    ],
    'several threads': [
      lines(
        'import requests',
        'from concurrent.futures import ThreadPoolExecutor',
        'with ThreadPoolExecutor(4) as pool:',
        `    list(pool.map(lambda _: requests.get('http://crm.zoho.com/a').text, range(3)))`,
      ),
      ...Array.from({ length: 3 }, () => 'GET http://crm.zoho.com:80/a'),
    ],
  },
  refused: {
    'a socket of its own': lines('import socket', "socket.socket().connect(('192.0.2.1', 80))"),
    create_connection: lines('import socket', "socket.create_connection(('192.0.2.1', 80))"),
    smtplib: lines('import smtplib', "smtplib.SMTP('192.0.2.1')"),
  },
  environment: lines(
    'import os',
    "print(os.environ['ZOHO_AUTHTOKEN_EU'], os.getenv('ZOHO_AUTHTOKEN'), os.environ.get('OTHER', ''))",
  ),
  login: lines(
    'import os, re, urllib.request, xml.dom.minidom',
    "login = 'https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true&PASSWORD=p&LOGIN_ID='",
    "reply = urllib.request.urlopen(login + os.environ['WHO']).read().decode()",
    "ticket = re.search(r'TICKET=(.+)', reply).group(1)",
    'print(ticket)',
    `reply = urllib.request.urlopen('https://crm.zoho.com/crm/private/xml/Leads/getRecords?ticket=' + ticket)`,
    "assert xml.dom.minidom.parse(reply).getElementsByTagName('FL')[1].firstChild.data == 'Acme'",
  ),
  pair: [
    lines(
      'import requests',
      `print(len(requests.get('${BASE}', params={'newFormat': 1, 'apikey': 'k$', 'ticket': 'f' * 32, 'fromIndex': 1}).text))`,
    ),
    lines(
      'import os, requests',
      `print(len(requests.get('${BASE}', params={'newFormat': 1, 'authtoken': os.environ['ZOHO_AUTHTOKEN'], 'scope': 'crmapi', 'fromIndex': 1}).text))`,
    ),
  ],
});
