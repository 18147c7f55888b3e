import type { JsModule } from './module.ts';

/** Where a module runs, as far as it shows: it decides whether there is a `process.env`, and who can read a token. */
export type Environment = 'node' | 'browser' | 'apps-script';

const BROWSER_GLOBALS: ReadonlySet<string> = new Set([
  'window',
  'document',
  '$',
  'jQuery',
  'angular',
  'XMLHttpRequest',
  'navigator',
  'localStorage',
  'sessionStorage',
  'location',
  'alert',
  'ActiveXObject',
  'chrome',
]);
const BROWSER_PACKAGES = /^(jquery|angular|react-dom|vue|backbone|@angular\/|knockout|zepto)/;
const APPS_SCRIPT_GLOBALS: ReadonlySet<string> = new Set([
  'UrlFetchApp',
  'SpreadsheetApp',
  'ScriptApp',
  'PropertiesService',
]);

const cache = new WeakMap<JsModule, Environment>();

export function environmentOf(module: JsModule): Environment {
  const known = cache.get(module);
  if (known) return known;
  const environment = detect(module);
  cache.set(module, environment);
  return environment;
}

function detect(module: JsModule): Environment {
  const globals = new Set(module.scopes.globals.map((identifier) => identifier.name));
  if ([...APPS_SCRIPT_GLOBALS].some((name) => globals.has(name))) return 'apps-script';
  const imports = module.nodes('ImportDeclaration').map((node) => node.source.value);
  if (imports.some((source) => BROWSER_PACKAGES.test(source))) return 'browser';
  const usesNode =
    globals.has('require') || globals.has('process') || globals.has('module') || globals.has('__dirname');
  const usesBrowser = [...BROWSER_GLOBALS].some((name) => globals.has(name));
  return usesBrowser && !(usesNode && !globals.has('document') && !globals.has('window') && !globals.has('$'))
    ? 'browser'
    : 'node';
}
