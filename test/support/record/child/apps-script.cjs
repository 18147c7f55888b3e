'use strict';
// Runs the scripts named on the command line as a Google Apps Script project, then its function `main`.

const fs = require('node:fs');
const util = require('node:util');
const vm = require('node:vm');
const { answer } = require('./answers.cjs');
const { beginUrl } = require('./transcript.cjs');

const FORM = 'application/x-www-form-urlencoded';

function encodePayload(payload) {
  if (payload === undefined || typeof payload === 'string') return payload ?? '';
  return Object.entries(payload)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

function fetchUrl(url, params = {}) {
  const method = params.method ?? 'get';
  const body = encodePayload(params.payload);
  const headers = Object.entries(params.headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    String(value),
  ]);
  if (body) headers.push(['content-type', params.contentType ?? FORM]);
  const entry = beginUrl({ client: 'UrlFetchApp', method, url, headers: Object.fromEntries(headers) });
  entry.body = Buffer.from(body);
  const reply = answer(entry);
  return { getContentText: () => reply.body, getResponseCode: () => reply.status };
}

// Script properties and the like: values come from the environment of the run.
function properties() {
  const own = {};
  return {
    getProperty: (name) => own[name] ?? process.env[name] ?? null,
    setProperty: (name, value) => Object.assign(own, { [name]: String(value) }),
  };
}

const script = properties();
const user = properties();
const logged = (...args) => console.log(util.format(...args));
const globals = {
  console,
  UrlFetchApp: { fetch: fetchUrl, fetchAll: (all) => all.map((each) => fetchUrl(each.url, each)) },
  Logger: { log: logged },
  PropertiesService: { getScriptProperties: () => script, getUserProperties: () => user },
  Utilities: { formatString: util.format, sleep() {} },
};

const project = vm.createContext(globals);
for (const file of process.argv.slice(2))
  vm.runInContext(fs.readFileSync(file, 'utf8'), project, { filename: file });
vm.runInContext('main()', project);
