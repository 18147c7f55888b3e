import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { skipped } from './cases.ts';
import { runText, testClients, URL_TEXT } from './record/clients.ts';
import { withoutNetwork } from './record/interpreters.ts';

const BASE = 'https://crm.zoho.com/crm/private/json/Leads/getRecords';
const POST = 'POST https://crm.zoho.eu:443/crm/private/xml/Leads/insertRecords';
const POST_URL = 'https://crm.zoho.eu/crm/private/xml/Leads/insertRecords';

const lines = (...code: string[]) => `set -euo pipefail\n${code.join('\n')}\n`;
/** A program that prints whether $text, the reply, has a `response`. */
const get = (...code: string[]) => lines(...code, `[[ $text == '{"response"'* ]] && echo ok`);

testClients({
  run: 'main.sh',
  get: {
    curl: get(`text=$(curl -s "${URL_TEXT}")`),
    'curl, its options together': get(`text=$(curl -skL -m 30 -X GET -H 'Accept: */*' --url "${URL_TEXT}")`),
    'curl into a file': get(`curl -sSo reply.json "${URL_TEXT}"`, 'text=$(<reply.json)'),
    'curl with its data in the query': get(
      `text=$(curl -s -G "${BASE}" -d newFormat=1 --data-urlencode "authtoken=t")`,
    ),
    wget: get(`text=$(wget -qO- "${URL_TEXT}")`),
  },
  send: {
    'curl with data': [
      lines(
        `curl -s -d "b=x y" --data 'a=$' "${POST_URL}" >/dev/null`,
        `curl -s --data-urlencode "xmlData=<Leads/>" "${POST_URL}" >/dev/null`,
        `printf 'from=file\\n' | curl -s -d @- "${POST_URL}" >/dev/null`,
      ),
      `${POST} b=x y&a=$`,
      `${POST} xmlData=%3CLeads%2F%3E`,
      `${POST} from=file`,
    ],
    'curl with a form': [
      lines(`curl -s -F b=x "${POST_URL}" >/dev/null`),
      `${POST} --the-boundary\r\nContent-Disposition: form-data; name="b"\r\n\r\nx\r\n--the-boundary--`,
    ],
    'wget with data': [lines(`wget -q -O /dev/null --post-data="b=x y" "${POST_URL}"`), `${POST} b=x y`],
  },
  refused: {},
  environment: 'echo "$ZOHO_AUTHTOKEN_EU $ZOHO_AUTHTOKEN ${OTHER:-}"\n',
  login: lines(
    'reply=$(curl -s "https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true&PASSWORD=p&LOGIN_ID=$WHO")',
    'ticket=$(grep TICKET= <<<"$reply" | cut -d= -f2)',
    'echo "$ticket"',
    'curl -s "https://crm.zoho.com/crm/private/xml/Leads/getRecords?ticket=$ticket" | grep -q Acme',
  ),
  pair: [
    lines(`curl -s "${BASE}?newFormat=1&apikey=k\\$&ticket=$(printf 'f%.0s' {1..32})&fromIndex=1" | wc -c`),
    lines(`curl -s "${BASE}?newFormat=1&authtoken=$ZOHO_AUTHTOKEN&scope=crmapi&fromIndex=1" | wc -c`),
  ],
});

const isolated = withoutNetwork().length > 0;
const name = skipped('a program has no network at all', isolated ? undefined : 'unshare cannot be used here');
it.skipIf(!isolated)(name, async () => {
  const calls: unknown[] = [];
  const server = createServer((socket) => calls.push(socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { exitCode } = await runText('main.sh', `set -e\necho hello >/dev/tcp/127.0.0.1/${port}\n`);
  expect([exitCode, calls]).toEqual([1, []]);
  await new Promise((resolve) => server.close(resolve));
});
