// Stands in for curl on the path of a recorded program: sends the request to the recorder over file descriptor 3.

import fs from 'node:fs';

const FLAGS = 'sSkLfgivNjn#46';
const LONG_FLAGS =
  /^--(?:silent|show-error|insecure|location|fail|globoff|include|verbose|no-buffer|compressed|http1\.[01]|tlsv1(?:\.\d)?|basic|ipv[46])$/;
const IGNORED =
  /^(?:-[mcwEx]|--(?:max-time|connect-timeout|retry|cookie-jar|write-out|cert|cacert|proxy|retry-delay))$/;
const SHORT = {
  X: 'request',
  d: 'data',
  H: 'header',
  F: 'form',
  G: 'get',
  I: 'head',
  A: 'user-agent',
  e: 'referer',
  u: 'user',
  b: 'cookie',
  o: 'output',
};
const ALONE = ['get', 'head'];

/** The options in their order, as `{ name, value }`; addresses are called `url`. */
function readOptions(args) {
  const options = [];
  const rest = [...args];
  while (rest.length > 0) {
    const arg = rest.shift();
    if (!/^-./.test(arg)) options.push({ name: 'url', value: arg });
    else if (IGNORED.test(arg)) rest.shift();
    else if (LONG_FLAGS.test(arg)) options.push({ name: arg.slice(2) });
    else if (arg.startsWith('--')) options.push(take(arg.slice(2), '', rest));
    else if (FLAGS.includes(arg[1])) {
      options.push({ name: { i: 'include' }[arg[1]] ?? 'flag' });
      if (arg.length > 2) rest.unshift(`-${arg.slice(2)}`);
    } else if (SHORT[arg[1]] === undefined) fail(`unknown option ${arg}`);
    else if (ALONE.includes(SHORT[arg[1]])) {
      options.push({ name: SHORT[arg[1]] });
      if (arg.length > 2) rest.unshift(`-${arg.slice(2)}`);
    } else options.push(take(SHORT[arg[1]], arg.slice(2), rest));
  }
  return options;
}

function take(name, glued, rest) {
  if (ALONE.includes(name)) return { name };
  const known = [
    ...Object.values(SHORT),
    'url',
    'data-raw',
    'data-ascii',
    'data-binary',
    'data-urlencode',
    'form-string',
  ];
  if (!known.includes(name)) fail(`unknown option --${name}`);
  return { name, value: glued || rest.shift() || '' };
}

function fail(message) {
  process.stderr.write(`curl, as recorded: ${message}\n`);
  process.exit(2);
}

function bytesOf(path) {
  return fs.readFileSync(path === '-' ? 0 : path, 'utf8');
}

/** One piece of a form as curl encodes it. */
function encodeData({ name, value }) {
  if (name === 'data-raw') return value;
  if (name !== 'data-urlencode') {
    if (!value.startsWith('@')) return value;
    const text = bytesOf(value.slice(1));
    return name === 'data-binary' ? text : text.replace(/[\r\n]/g, '');
  }
  const [, key, sign, content] = /^([^=@]*)([=@]?)(.*)$/s.exec(value);
  if (sign === '') return encode(key);
  const encoded = encode(sign === '@' ? bytesOf(content) : content);
  return key === '' ? encoded : `${key}=${encoded}`;
}

function encode(text) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function encodeForm(fields) {
  const boundary = 'x-form-boundary';
  const parts = fields.map(({ name, value }) => {
    const [, key, given] = /^([^=]*)=(.*)$/s.exec(value);
    const content = name === 'form' && /^[@<]/.test(given) ? bytesOf(given.slice(1).split(';')[0]) : given;
    return `--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${content}\r\n`;
  });
  return { type: `multipart/form-data; boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` };
}

function send(url, options) {
  const values = (name) => options.filter((each) => each.name === name).map(({ value }) => value);
  const has = (name) => options.some((each) => each.name === name);
  const data = options
    .filter(({ name }) => name.startsWith('data'))
    .map(encodeData)
    .join('&');
  const fields = options.filter(({ name }) => /^form/.test(name));
  const form = fields.length > 0 ? encodeForm(fields) : undefined;
  const isPost = form !== undefined || (options.some(({ name }) => name.startsWith('data')) && !has('get'));
  const body = form?.body ?? (isPost ? data : '');
  const address = data && has('get') ? url + (url.includes('?') ? '&' : '?') + data : url;
  const [, protocol = 'http', host, port, path] =
    /^(?:(https?):\/\/)?(?:[^/?#@]*@)?([^/?#:]+)(?::(\d+))?([^#]*)/is.exec(address) ??
    fail(`no address: ${address}`);
  const headers = [`Host: ${host}${port ? `:${port}` : ''}`, ...values('header')];
  const add = (name, value) => {
    if (
      value !== undefined &&
      !headers.some((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    )
      headers.push(`${name}: ${value}`);
  };
  add('User-Agent', values('user-agent').at(-1) ?? 'curl');
  add('Referer', values('referer').at(-1));
  add('Cookie', values('cookie').at(-1));
  const user = values('user').at(-1);
  add('Authorization', user && `Basic ${Buffer.from(user).toString('base64')}`);
  if (isPost) add('Content-Type', form?.type ?? 'application/x-www-form-urlencoded');
  if (isPost) add('Content-Length', Buffer.byteLength(body));
  const method = values('request').at(-1) ?? (isPost ? 'POST' : has('head') ? 'HEAD' : 'GET');
  const start = `${method} ${path.startsWith('/') ? path : `/${path}`} HTTP/1.1`;
  const message = Buffer.from(`${[start, ...headers].join('\r\n')}\r\n\r\n${body}`);
  const secure = protocol.toLowerCase() === 'https';
  return exchange(
    `curl ${secure ? 'https:' : 'http:'} ${host} ${port ?? (secure ? 443 : 80)} ${message.length}\n`,
    message,
  );
}

/** Hands over a frame and reads its answer. */
function exchange(line, message) {
  try {
    fs.writeSync(3, Buffer.concat([Buffer.from(line), message]));
  } catch (error) {
    fail(`no way to the recorder: ${error.message}`);
  }
  let length = '';
  while (!length.endsWith('\n')) length += read(1);
  return read(Number(length)).toString();
}

/** The descriptor may be one that does not wait. */
function read(count) {
  const bytes = Buffer.alloc(count);
  for (let at = 0; at < count; ) {
    try {
      at += fs.readSync(3, bytes, at, count - at, null);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
  return bytes;
}

const options = readOptions(process.argv.slice(2));
const outputs = options.filter(({ name }) => name === 'output').map(({ value }) => value);
for (const { name, value } of options) {
  if (name !== 'url') continue;
  const [head, body] = send(value, options).split(/\r\n\r\n/, 2);
  const shown = options.some((each) => each.name === 'include' || each.name === 'head')
    ? `${head}\r\n\r\n`
    : '';
  const text = shown + (options.some((each) => each.name === 'head') ? '' : body);
  const output = outputs.shift() ?? '-';
  fs.writeFileSync(output === '-' ? 1 : output, text);
}
