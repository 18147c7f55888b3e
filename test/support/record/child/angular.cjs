'use strict';
// As much of AngularJS as a service that calls `$http` needs: an injector, and `$http` with its serializers.

const { send } = require('./page.cjs');

const encode = (value) =>
  encodeURIComponent(value).replace(/%20/g, '+').replace(/%3A/gi, ':').replace(/%24/g, '$');

/** AngularJS sorts the names. */
function serialize(params = {}) {
  return Object.keys(params)
    .sort()
    .filter((name) => params[name] !== undefined && params[name] !== null)
    .map((name) => `${encode(name)}=${encode(params[name])}`)
    .join('&');
}

function request(config) {
  const query = serialize(config.params);
  const url = query ? config.url + (config.url.includes('?') ? '&' : '?') + query : config.url;
  const headers = { ...config.headers };
  const isObject = typeof config.data === 'object' && !(config.data instanceof FormData);
  let body = config.data;
  if (config.transformRequest)
    body = [].concat(config.transformRequest).reduce((data, change) => change(data), body);
  else if (isObject && body !== null) {
    body = JSON.stringify(body);
    headers['content-type'] ??= 'application/json;charset=utf-8';
  }
  const method = config.method === 'JSONP' ? 'GET' : (config.method ?? 'GET');
  const reply = send({ client: 'angular', method, url, headers, body });
  const data = reply.type === 'application/json' ? JSON.parse(reply.body) : reply.body;
  const promise = Promise.resolve({ data, status: reply.status, config });
  promise.success = (next) => {
    promise.then(() => next(data, reply.status));
    return promise;
  };
  promise.error = () => promise;
  return promise;
}

function createHttp() {
  const bare = (method) => (url, config) => request({ ...config, method, url });
  const withData = (method) => (url, data, config) => request({ ...config, method, url, data });
  return Object.assign(request, {
    get: bare('GET'),
    delete: bare('DELETE'),
    jsonp: bare('JSONP'),
    post: withData('POST'),
    put: withData('PUT'),
    defaults: { headers: { common: {}, post: {} } },
  });
}

function builtIns(window) {
  return {
    $http: createHttp(),
    $httpParamSerializer: serialize,
    $httpParamSerializerJQLike: serialize,
    $q: {
      all: (list) => Promise.all(list),
      when: (value) => Promise.resolve(value),
      reject: (why) => Promise.reject(why),
    },
    $log: { log: console.log, info: console.log, warn: console.log, error: console.log },
    $window: window,
    $rootScope: {},
    $scope: { $apply: (run) => run?.() },
    $timeout: (run) => Promise.resolve().then(run),
  };
}

function namesOf(recipe) {
  if (recipe.$inject) return recipe.$inject;
  const list = /^[^(]*\(([^)]*)\)|^\s*([\w$]+)\s*=>/.exec(recipe.toString());
  return (list?.[1] ?? list?.[2] ?? '').split(',').flatMap((name) => name.trim() || []);
}

function createAngular(window) {
  const made = builtIns(window);
  const recipes = {};
  const waiting = [];
  const get = (name) => {
    if (!(name in made) && !(name in recipes)) throw new Error(`Unknown provider: ${name}`);
    if (!(name in made)) made[name] = recipes[name]();
    return made[name];
  };
  const invoke = (annotated, asClass = false) => {
    const recipe = Array.isArray(annotated) ? annotated.at(-1) : annotated;
    const names = Array.isArray(annotated) ? annotated.slice(0, -1) : namesOf(recipe);
    return asClass ? new recipe(...names.map(get)) : recipe(...names.map(get));
  };
  const define = {
    value: (name, value) => Object.assign(made, { [name]: value }),
    constant: (name, value) => Object.assign(made, { [name]: value }),
    factory: (name, recipe) => Object.assign(recipes, { [name]: () => invoke(recipe) }),
    service: (name, recipe) => Object.assign(recipes, { [name]: () => invoke(recipe, true) }),
    config: () => undefined,
    run: (recipe) => waiting.push(() => invoke(recipe)),
    controller: (_name, recipe) => waiting.push(() => invoke(recipe, true)),
  };
  const module = {};
  for (const kind of Object.keys(define)) {
    module[kind] = (...args) => {
      define[kind](...args);
      return module;
    };
  }
  const bootstrap = () => {
    for (const start of waiting) start();
  };
  return {
    angular: { module: () => module, extend: Object.assign, forEach, copy: structuredClone },
    bootstrap,
  };
}

function forEach(list, visit) {
  for (const [key, value] of Object.entries(list)) visit(value, key);
}

module.exports = { createAngular };
