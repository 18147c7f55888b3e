'use strict';
// The requests of one run, in the order in which they were begun; written out when the process ends.

const fs = require('node:fs');

const PORTS = { 'http:': 80, 'https:': 443 };
const entries = [];

/** Notes that a request goes out; the caller sets `body` (a Buffer) on the entry when it is complete. */
function begin({ client, method, protocol, host, port, path, headers }) {
  const entry = {
    client,
    method: method.toUpperCase(),
    protocol,
    host,
    port: Number(port) || PORTS[protocol],
    path,
    headers: headers ?? {},
    body: Buffer.alloc(0),
  };
  entries.push(entry);
  return entry;
}

/** Notes a request given by its URL, as clients do that hold no socket. */
function beginUrl({ client, method, url, base, headers }) {
  const parsed = new URL(url, base);
  return begin({
    client,
    method,
    protocol: parsed.protocol,
    host: parsed.hostname,
    port: parsed.port,
    path: parsed.pathname + parsed.search,
    headers,
  });
}

function writeWhenDone(file) {
  process.on('exit', () => {
    const plain = entries.map((entry) => ({ ...entry, body: entry.body.toString('latin1') }));
    fs.writeFileSync(file, JSON.stringify(plain));
  });
}

module.exports = { begin, beginUrl, writeWhenDone };
