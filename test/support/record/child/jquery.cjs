'use strict';
// jQuery's requests, with its own rules of how data becomes a query or a body.

const { send } = require('./page.cjs');

const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';

function encode(value) {
  return encodeURIComponent(value ?? '').replace(/%20/g, '+');
}

function param(data) {
  const pairs = Array.isArray(data) ? data.map(({ name, value }) => [name, value]) : Object.entries(data);
  return pairs
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((each) => [`${name}[]`, each]) : [[name, value]],
    )
    .map(([name, value]) => `${encode(name)}=${encode(typeof value === 'function' ? value() : value)}`)
    .join('&');
}

function isPlain(data) {
  return typeof data === 'object' && data !== null && !(data instanceof FormData);
}

function ajax(url, options) {
  const settings = typeof url === 'string' ? { ...options, url } : url;
  const method = (settings.method ?? settings.type ?? 'GET').toUpperCase();
  const data =
    isPlain(settings.data) && settings.processData !== false ? param(settings.data) : settings.data;
  const headers = { ...settings.headers };
  let target = settings.url;
  let body;
  if (method === 'GET' || method === 'HEAD') {
    if (data) target += (target.includes('?') ? '&' : '?') + data;
    if (settings.dataType === 'jsonp') target += `${target.includes('?') ? '&' : '?'}callback=jsonpReply`;
  } else {
    body = data;
    if (data && settings.contentType !== false) headers['content-type'] = settings.contentType ?? FORM;
  }
  settings.beforeSend?.({ setRequestHeader: (name, value) => (headers[name] = value) }, settings);
  return settle(send({ client: 'jquery', method, url: target, headers, body }), settings);
}

function settle(reply, settings) {
  const data = reply.type === 'application/json' ? JSON.parse(reply.body) : reply.body;
  const jqXHR = { status: reply.status, responseText: reply.body };
  const later = new Promise((resolve) => setTimeout(resolve, 0)).then(() => {
    settings.success?.call(settings.context ?? settings, data, 'success', jqXHR);
    settings.complete?.call(settings.context ?? settings, jqXHR, 'success');
  });
  const chain = { fail: () => chain };
  chain.done = (next) => {
    later.then(() => next(data, 'success', jqXHR));
    return chain;
  };
  chain.always = chain.done;
  // biome-ignore lint/suspicious/noThenProperty: what jQuery returns is a thenable
  chain.then = (next) => later.then(() => next?.(data, 'success', jqXHR));
  return chain;
}

function shorthand(method) {
  return (url, data, success, dataType) => {
    if (typeof url === 'object') return ajax({ ...url, method });
    if (typeof data === 'function') return ajax({ url, method, success: data, dataType: success });
    return ajax({ url, method, data, success, dataType });
  };
}

function createJQuery(document) {
  const $ = (what) => (typeof what === 'function' ? void setTimeout(() => what($), 0) : wrap(document, what));
  const extend = (first, ...rest) =>
    first === true ? Object.assign(...rest) : Object.assign(first, ...rest);
  const each = (list, visit) => {
    for (const [key, value] of Object.entries(list))
      visit.call(value, Array.isArray(list) ? Number(key) : key, value);
  };
  const getJSON = (url, data, success) =>
    typeof data === 'function'
      ? ajax({ url, dataType: 'json', success: data })
      : ajax({ url, data, dataType: 'json', success });
  const when = (...all) => {
    const together = Promise.all(all);
    return { done: (next) => together.then((values) => next(...values)) };
  };
  return Object.assign($, {
    ajax,
    param,
    extend,
    each,
    getJSON,
    when,
    get: shorthand('GET'),
    post: shorthand('POST'),
  });
}

function wrap(document, what) {
  const element = typeof what === 'string' ? document.querySelector(what) : what;
  const accessor = (name) => (value) => {
    if (value === undefined) return element[name];
    element[name] = value;
    return wrapped;
  };
  const wrapped = { val: accessor('value'), text: accessor('textContent'), html: accessor('innerHTML') };
  wrapped.on = (type, listener) => {
    element.addEventListener?.(type, listener);
    return wrapped;
  };
  wrapped.click = (listener) => {
    if (listener) return wrapped.on('click', listener);
    element.click();
    return wrapped;
  };
  wrapped.ready = (listener) => {
    setTimeout(listener, 0);
    return wrapped;
  };
  for (const name of ['append', 'show', 'hide', 'addClass', 'removeClass', 'empty', 'css'])
    wrapped[name] = () => wrapped;
  return wrapped;
}

module.exports = { createJQuery };
