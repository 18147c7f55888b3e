'use strict';
// Leads every connection of the http and https modules to a server in this very process, over a pair of
// streams, and answers `fetch`. What is recorded is what the client really wrote. No socket is opened.

const http = require('node:http');
const https = require('node:https');
const net = require('node:net');
const { Duplex } = require('node:stream');
const { answer } = require('./answers.cjs');
const { begin, beginUrl } = require('./transcript.cjs');

// Everything fits into memory: no back pressure.
class End extends Duplex {
  other = null;

  _read() {}

  _write(chunk, _encoding, done) {
    this.other.push(chunk);
    setImmediate(done);
  }

  _final(done) {
    this.other.push(null);
    done();
  }
}

// What clients ask of a socket beyond a stream.
for (const name of ['setTimeout', 'setNoDelay', 'setKeepAlive', 'ref', 'unref']) {
  End.prototype[name] = function () {
    return this;
  };
}
End.prototype.destroySoon = End.prototype.end;

function connect(protocol, options) {
  const near = new End();
  const far = new End();
  near.other = far;
  far.other = near;
  if (protocol === 'https:') Object.assign(near, { encrypted: true, authorized: true });
  far.target = { protocol, host: options.host, port: options.port };
  server.emit('connection', far);
  process.nextTick(() => {
    near.emit('connect');
    if (protocol === 'https:') near.emit('secureConnect');
  });
  return near;
}

const server = http.createServer((request, response) => {
  const entry = begin({
    client: request.socket.target.protocol.slice(0, -1),
    ...request.socket.target,
    method: request.method,
    path: request.url,
    headers: { ...request.headers },
  });
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    entry.body = Buffer.concat(chunks);
    const { status, type, body } = answer(entry);
    response.sendDate = false;
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
});

async function fetchStandIn(input, init) {
  const request = new Request(input, init);
  const headers = Object.fromEntries(request.headers);
  const entry = beginUrl({ client: 'fetch', method: request.method, url: request.url, headers });
  entry.body = Buffer.from(await request.arrayBuffer());
  const { status, type, body } = answer(entry);
  return new Response(body, { status, headers: { 'content-type': type } });
}

function installWire() {
  http.Agent.prototype.createConnection = (options) => connect('http:', options);
  https.Agent.prototype.createConnection = (options) => connect('https:', options);
  net.Socket.prototype.connect = () => {
    throw new Error('A recorded program must not open a connection');
  };
  globalThis.fetch = fetchStandIn;
}

module.exports = { installWire };
