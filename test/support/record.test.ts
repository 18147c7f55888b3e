import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareRecordings } from './record/compare.ts';
import { type Program, type Recording, record } from './record/record.ts';
import { type RawRequest, readRequest } from './record/request.ts';

const KEY = 'made-up-key-1$';
const TICKET = '0123456789abcdef0123456789abcdef';

function request(path: string, more: Partial<RawRequest> = {}) {
  const raw = { client: 'https', method: 'GET', protocol: 'https:', host: 'crm.zoho.com', port: 443 };
  return readRequest({ ...raw, path, headers: {}, body: '', ...more });
}

function recording(...requests: ReturnType<typeof request>[]): Recording {
  return { requests, stdout: 'done\n', stderr: '', exitCode: 0 };
}

function call(credentials: string, rest = 'newFormat=1', more: Partial<RawRequest> = {}) {
  return request(`/crm/private/json/Leads/getRecords?${credentials}&${rest}`, more);
}

const OLD = call(`apikey=${encodeURIComponent(KEY)}&ticket=${TICKET}`);
const NEW = call('authtoken=tok-A&scope=crmapi');

describe('compareRecordings', () => {
  it('accepts the pair replaced, in the query and in a form body', () => {
    const post = (body: string) => request('/crm/private/xml/Leads/insertRecords', { method: 'POST', body });
    const before = recording(OLD, post(`newFormat=1&apikey=k$&ticket=${TICKET}&xmlData=%3CLeads%3E`));
    const after = recording(NEW, post('newFormat=1&authtoken=tok-B&scope=crmapi&xmlData=%3CLeads%3E'));
    expect(compareRecordings(before, after, { tokens: 2 })).toEqual([]);
  });

  const broken: [string, Recording, RegExp][] = [
    [
      'a parameter left over',
      recording(call(`authtoken=t&scope=crmapi&ticket=${TICKET}`)),
      /ticket is still/,
    ],
    ['no scope', recording(call('authtoken=tok-A')), /scope is \[\]/],
    ['the scope twice', recording(call('authtoken=t&scope=crmapi&scope=crmapi')), /scope is/],
    ['no token', recording(call('scope=crmapi')), /authtoken is sent 0 times/],
    ['two tokens', recording(call('authtoken=a&authtoken=a&scope=crmapi')), /authtoken is sent 2 times/],
    ['an undefined token', recording(call('authtoken=undefined&scope=crmapi')), /has no value/],
    ['a swallowed scope', recording(call('authtoken=t%26scope%3Dcrmapi&scope=crmapi')), /has no value/],
    ['the key as the token', recording(call(`authtoken=${KEY}&scope=crmapi`)), /written in the code/],
    ['another parameter changed', recording(call('authtoken=t&scope=crmapi', 'newFormat=2')), /other query/],
    [
      'another parameter encoded anew',
      recording(call('authtoken=t&scope=crmapi', 'newForma%74=1')),
      /other query/,
    ],
    ['a request lost', recording(), /number of requests/],
    ['another host', recording(call('authtoken=t&scope=crmapi', 'newFormat=1', { host: 'x.com' })), /host/],
    [
      'another header',
      recording(call('authtoken=t&scope=crmapi', 'newFormat=1', { headers: { a: '1' } })),
      /header/,
    ],
    ['another output', { ...recording(NEW), stdout: '' }, /stdout/],
    ['another exit code', { ...recording(NEW), exitCode: 1 }, /exit code/],
    [
      'the credentials moved to the body',
      recording(
        request('/crm/private/json/Leads/getRecords?newFormat=1', { body: 'authtoken=t&scope=crmapi' }),
      ),
      /body|stand where/,
    ],
  ];
  it.each(broken)('notices %s', (_what, after, difference) => {
    expect(compareRecordings(recording(OLD), after).join('\n')).toMatch(difference);
  });

  it('lets a key from outside the code live on as a token', () => {
    const after = recording(call(`authtoken=${KEY}&scope=crmapi`));
    expect(compareRecordings(recording(OLD), after, { outside: [KEY] })).toEqual([]);
  });

  it('holds users apart and keeps one user together', () => {
    const other = call(`apikey=${KEY}&ticket=${TICKET.replace('0', 'f')}`);
    const second = call('authtoken=tok-B&scope=crmapi');
    expect(compareRecordings(recording(OLD, other), recording(NEW, second))).toEqual([]);
    expect(compareRecordings(recording(OLD, other), recording(NEW, NEW))).toEqual([
      'requests 1 and 2: two users share one token',
    ]);
    expect(compareRecordings(recording(OLD, OLD), recording(NEW, second))).toEqual([
      'requests 1 and 2: one user, two tokens',
    ]);
    expect(compareRecordings(recording(OLD), recording(NEW), { tokens: 2 })).not.toEqual([]);
  });

  it('wants requests that are not the CRM’s byte for byte, look-alikes too', () => {
    const recruit = (query: string) =>
      request(`/ats/private/xml/JobOpenings/getRecords?${query}`, { host: 'recruit.zoho.com' });
    const before = recording(recruit(`apikey=a&ticket=${TICKET}`));
    expect(compareRecordings(before, before)).toEqual([]);
    expect(compareRecordings(before, recording(recruit('authtoken=t&scope=crmapi')))).not.toEqual([]);
  });

  it('keeps a token that already stood', () => {
    const half = recording(call(`authtoken=real&scope=crmapi&ticket=${TICKET}`));
    expect(compareRecordings(half, recording(call('authtoken=real&scope=crmapi')))).toEqual([]);
    expect(compareRecordings(half, recording(NEW))).not.toEqual([]);
  });
});

describe('record', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'program-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const URL_TEXT = 'https://crm.zoho.com/crm/private/json/Leads/getRecords?newFormat=1&authtoken=';
  const SENT = ['GET https://crm.zoho.com:443/crm/private/json/Leads/getRecords?newFormat=1&authtoken=t'];

  async function run(file: string, text: string, more: Partial<Program> = {}): Promise<Recording> {
    await writeFile(join(dir, file), text);
    const done = await record(dir, { run: file, ...more });
    expect(done.stderr).toBe('');
    return done;
  }

  function lines({ requests }: Recording): string[] {
    return requests.map(
      ({ method, protocol, host, port, path }) => `${method} ${protocol}//${host}:${port}${path}`,
    );
  }

  const clients: [string, string, Partial<Program>?][] = [
    [
      'https.js',
      `require('https').get('${URL_TEXT}t', (r) => r.resume().on('end', () => console.log('ok')))`,
    ],
    [
      'agent.js',
      `require('https').get('${URL_TEXT}t', {agent: false}, (r) => r.resume().on('end', () => console.log('ok')))`,
    ],
    [
      'request.js',
      `require('request')({url: '${URL_TEXT}t', json: true}, (e, r, b) => console.log(e || (b.response && 'ok')))`,
    ],
    ['axios.js', `require('axios').get('${URL_TEXT}t').then((r) => console.log(r.data.response && 'ok'))`],
    ['got.mjs', `import got from 'got'; console.log((await got('${URL_TEXT}t').json()).response && 'ok')`],
    [
      'needle.js',
      `require('needle').get('${URL_TEXT}t', (e, r) => console.log(e || (r.body.response && 'ok')))`,
    ],
    [
      'superagent.js',
      `require('superagent').get('${URL_TEXT}t').end((e, r) => console.log(e || (r.body.response && 'ok')))`,
    ],
    [
      'node-fetch.js',
      `require('node-fetch')('${URL_TEXT}t').then((r) => r.json()).then((r) => console.log(r.response && 'ok'))`,
    ],
    ['fetch.mjs', `console.log((await (await fetch('${URL_TEXT}t')).json()).response && 'ok')`],
    [
      'typed.ts',
      `const at: string = 't'; fetch('${URL_TEXT}' + at).then((r: Response) => console.log('ok'))`,
    ],
    [
      'xhr.js',
      `var x = new XMLHttpRequest(); x.onload = function () { console.log('ok') }; x.open('GET', '${URL_TEXT}t'); x.send()`,
      { browser: true },
    ],
    [
      'jquery.js',
      `$.get('${URL_TEXT.replace('&authtoken=', '')}', {authtoken: 't'}, () => console.log('ok'))`,
      { browser: true },
    ],
    [
      'angular.js',
      `angular.module('m', []).run(function ($http) { $http.get('${URL_TEXT}t').then(() => console.log('ok')) })`,
      { browser: true },
    ],
    [
      'script.gs',
      `function main() { UrlFetchApp.fetch('${URL_TEXT}t'); Logger.log('ok') }`,
      { appsScript: true },
    ],
  ];
  it.each(clients)('answers and records %s', async (file, text, more = {}) => {
    const done = await run(file, text, more);
    expect(lines(done)).toEqual(SENT);
    expect([done.stdout, done.exitCode]).toEqual(['ok\n', 0]);
  });

  it('reads form, multipart and JSON bodies into ordered parameters', async () => {
    const done = await run(
      'bodies.js',
      `const request = require('request'), axios = require('axios'); const url = 'http://crm.zoho.eu:8080/crm/private/xml/Leads/insertRecords';
       request.post({url, form: {b: 'x y', a: '1&2'}}, () => request.post({url, formData: {b: 'x', a: 'y'}}, () => axios.post(url, {b: 1, a: 'y'})))`,
    );
    expect(done.requests.map(({ form }) => form)).toEqual([
      [
        ['b', 'x y'],
        ['a', '1&2'],
      ],
      [
        ['b', 'x'],
        ['a', 'y'],
      ],
      [
        ['b', '1'],
        ['a', 'y'],
      ],
    ]);
    expect(done.requests.map(({ protocol, port }) => `${protocol}${port}`)).toEqual([
      'http:8080',
      'http:8080',
      'http:8080',
    ]);
  });

  it('answers a token that names its variable for every unset AUTHTOKEN variable', async () => {
    const text = `console.log(process.env.ZOHO_AUTHTOKEN_EU, process.env.ZOHO_AUTHTOKEN, process.env.OTHER, process.env.RECORDING_FILE)`;
    const { stdout } = await run('env.js', text, { env: { ZOHO_AUTHTOKEN: 'set' } });
    expect(stdout).toBe('tok-ZOHO_AUTHTOKEN_EU set undefined undefined\n');
  });

  it('answers a login with a ticket of that user', async () => {
    const login = `https://accounts.zoho.com/login?servicename=ZohoCRM&FROM_AGENT=true&PASSWORD=p&LOGIN_ID=`;
    const text = `for (const user of ['ann', 'bob']) console.log(/TICKET=([0-9a-f]{32})\\nRESULT=TRUE/.exec(await (await fetch('${login}' + user)).text())[1])`;
    const [ann, bob] = (await run('login.mjs', text)).stdout.trim().split('\n');
    expect(ann).toMatch(/^[0-9a-f]{32}$/);
    expect(bob).not.toBe(ann);
  });
});
