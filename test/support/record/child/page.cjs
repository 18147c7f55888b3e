'use strict';
// A page without a browser: as much of the document, and of what in it sends requests, as small scripts use.

const { answer } = require('./answers.cjs');
const { beginUrl } = require('./transcript.cjs');

const PAGE = 'https://app.example.com/crm/index.html';
const FORM = 'application/x-www-form-urlencoded';

/** Sends one request and returns `{ status, type, body }` at once. `body`: text, FormData, URLSearchParams or nothing. */
function send({ client, method, url, headers = {}, body }) {
  const encoded = encodeBody(body);
  const sent =
    encoded.type && !hasHeader(headers, 'content-type')
      ? { ...headers, 'content-type': encoded.type }
      : headers;
  const lower = Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const entry = beginUrl({ client, method, url, base: PAGE, headers: lower });
  entry.body = encoded.bytes;
  return answer(entry);
}

function hasHeader(headers, wanted) {
  return Object.keys(headers).some((name) => name.toLowerCase() === wanted);
}

function encodeBody(body) {
  if (body === undefined || body === null) return { bytes: Buffer.alloc(0) };
  if (body instanceof URLSearchParams) return { bytes: Buffer.from(body.toString()), type: FORM };
  if (!(body instanceof FormData)) return { bytes: Buffer.from(String(body)) };
  const boundary = 'x-form-boundary';
  const parts = [...body].map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${typeof value === 'string' ? value : value.name}\r\n`,
  );
  return {
    bytes: Buffer.from(`${parts.join('')}--${boundary}--\r\n`),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}

class XMLHttpRequest {
  readyState = 0;
  status = 0;
  responseText = '';
  responseXML = null;
  #listeners = [];
  #headers = {};

  open(method, url, async = true) {
    Object.assign(this, { method, url, async, readyState: 1 });
  }

  setRequestHeader(name, value) {
    this.#headers[name] = value;
  }

  addEventListener(type, listener) {
    this.#listeners.push({ type, listener });
  }

  send(body) {
    const sent = this.method.toUpperCase() === 'GET' ? undefined : body;
    const reply = send({
      client: 'XMLHttpRequest',
      method: this.method,
      url: this.url,
      headers: this.#headers,
      body: sent,
    });
    const finish = () => {
      Object.assign(this, {
        readyState: 4,
        status: reply.status,
        responseText: reply.body,
        response: reply.body,
      });
      for (const type of ['readystatechange', 'load', 'loadend']) this.#fire(type);
    };
    if (this.async) setTimeout(finish, 0);
    else finish();
  }

  #fire(type) {
    const event = { type, target: this };
    this[`on${type}`]?.call(this, event);
    for (const each of this.#listeners) if (each.type === type) each.listener.call(this, event);
  }
}

class Element {
  value = '';
  innerHTML = '';
  textContent = '';
  style = {};
  children = [];
  listeners = {};
  #src = '';

  constructor(tag) {
    this.tagName = tag.toUpperCase();
  }

  get src() {
    return this.#src;
  }

  set src(url) {
    this.#src = url;
    if (this.tagName === 'IMG') send({ client: 'img', method: 'GET', url });
  }

  setAttribute(name, value) {
    this[name] = value;
  }

  getAttribute(name) {
    return this[name] ?? null;
  }

  addEventListener(type, listener) {
    this.listeners[type] = listener;
  }

  appendChild(child) {
    this.children.push(child);
    if (['SCRIPT', 'IFRAME'].includes(child.tagName))
      send({ client: 'script', method: 'GET', url: child.src });
    return child;
  }

  removeChild(child) {
    this.children = this.children.filter((each) => each !== child);
    return child;
  }

  click() {
    this.listeners.click?.call(this, { type: 'click', target: this, preventDefault() {} });
  }

  submit() {
    const fields = new URLSearchParams(this.children.map(({ name, value }) => [name, value]));
    const method = (this.method ?? 'GET').toUpperCase();
    if (method === 'GET') send({ client: 'form', method, url: `${this.action.split('?')[0]}?${fields}` });
    else send({ client: 'form', method, url: this.action, body: fields });
  }
}

function createDocument() {
  const byId = new Map();
  const find = (key) => {
    if (!byId.has(key)) byId.set(key, new Element('div'));
    return byId.get(key);
  };
  return {
    readyState: 'complete',
    cookie: '',
    body: new Element('body'),
    head: new Element('head'),
    getElementById: (id) => find(`#${id}`),
    querySelector: find,
    getElementsByTagName: (tag) => [find(tag)],
    createElement: (tag) => new Element(tag),
    addEventListener: (type, listener) => {
      if (type === 'DOMContentLoaded') setTimeout(listener, 0);
    },
  };
}

function createStorage() {
  const items = new Map();
  return {
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => items.set(name, String(value)),
    removeItem: (name) => items.delete(name),
  };
}

module.exports = { PAGE, XMLHttpRequest, Element, createDocument, createStorage, send };
