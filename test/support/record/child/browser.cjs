'use strict';
// Runs the scripts named on the command line as one page would: one global scope, in order.

const fs = require('node:fs');
const vm = require('node:vm');
const { createAngular } = require('./angular.cjs');
const { createJQuery } = require('./jquery.cjs');
const { PAGE, Element, XMLHttpRequest, createDocument, createStorage } = require('./page.cjs');

const document = createDocument();
const $ = createJQuery(document);
const globals = {
  ...{
    console,
    fetch,
    FormData,
    URL,
    URLSearchParams,
    Headers,
    Request,
    btoa,
    atob,
    XMLHttpRequest,
    document,
    $,
    jQuery: $,
  },
  ...{ setTimeout, clearTimeout, setInterval, clearInterval, structuredClone },
  ...{ localStorage: createStorage(), sessionStorage: createStorage(), location: new URL(PAGE) },
  navigator: { userAgent: 'recorder' },
  alert: (message) => console.log(message),
  Image: function Image() {
    return new Element('img');
  },
  addEventListener: (type, listener) => {
    if (type === 'load') setTimeout(listener, 0);
  },
};
globals.window = globals;
globals.self = globals;
const { angular, bootstrap } = createAngular(globals);
globals.angular = angular;

const page = vm.createContext(globals);
for (const file of process.argv.slice(2))
  vm.runInContext(fs.readFileSync(file, 'utf8'), page, { filename: file });
bootstrap();
if (typeof globals.onload === 'function') setTimeout(globals.onload, 0);
