'use strict';
// After a migration a token is read from a variable that nobody set: answer one that names the variable,
// so that two variables give two tokens.

const real = process.env;

function tokenFor(name) {
  if (typeof name !== 'string' || !/AUTHTOKEN/i.test(name)) return undefined;
  return real[name] === undefined ? `tok-${name}` : undefined;
}

function installEnvironment() {
  process.env = new Proxy(real, {
    get: (target, name) => tokenFor(name) ?? target[name],
    has: (target, name) => tokenFor(name) !== undefined || name in target,
    getOwnPropertyDescriptor: (target, name) => Reflect.getOwnPropertyDescriptor(target, name),
  });
}

module.exports = { installEnvironment };
