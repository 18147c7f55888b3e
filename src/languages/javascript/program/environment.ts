import { specifiersIn } from '../syntax/files.ts';
import type { JsModule } from '../syntax/module.ts';

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
const NODE_GLOBALS = ['require', 'process', 'module', '__dirname'];
const APPS_SCRIPT_GLOBALS: ReadonlySet<string> = new Set([
  'UrlFetchApp',
  'SpreadsheetApp',
  'ScriptApp',
  'PropertiesService',
]);

const cache = new WeakMap<JsModule, Environment>();

/** Where a module runs, by itself and by what the program that it was lowered with told of it. */
export function environmentOf(module: JsModule): Environment {
  const known = cache.get(module);
  if (known) return known;
  const environment = detect(module) ?? 'node';
  cache.set(module, environment);
  return environment;
}

/** Says where a module runs, whatever it shows: a script in a page runs in a browser. */
export function assumeEnvironment(module: JsModule, environment: Environment): void {
  cache.set(module, environment);
}

/**
 * A module that shows nothing of where it runs, a file of settings say, runs where those run that use it.
 *
 * @param usersOf the modules that use a module, by import or as scripts of one page
 */
export function settleEnvironments(
  modules: readonly JsModule[],
  usersOf: (module: JsModule) => readonly JsModule[],
): void {
  const evident = new Map(modules.map((module) => [module, module.json ? undefined : detect(module)]));
  for (const module of modules) {
    if (module.json || evident.get(module) || cache.has(module)) continue;
    const seen = new Set([module]);
    // The set grows while it is gone through.
    for (const user of seen) for (const other of usersOf(user)) seen.add(other);
    const found = new Set([...seen].flatMap((user) => evident.get(user) ?? []));
    const [only] = found;
    if (only && found.size === 1) cache.set(module, only);
  }
}

/** What a module itself shows of where it runs; undefined when nothing does. */
function detect(module: JsModule): Environment | undefined {
  const globals = new Set(module.scopes.globals.map((identifier) => identifier.name));
  if ([...APPS_SCRIPT_GLOBALS].some((name) => globals.has(name))) return 'apps-script';
  if (specifiersIn(module.text).some((source) => BROWSER_PACKAGES.test(source))) return 'browser';
  const usesNode = NODE_GLOBALS.some((name) => globals.has(name));
  const usesBrowser = [...BROWSER_GLOBALS].some((name) => globals.has(name));
  if (usesBrowser && !(usesNode && !globals.has('document') && !globals.has('window') && !globals.has('$')))
    return 'browser';
  return globals.has('process') || globals.has('require') || globals.has('__dirname') ? 'node' : undefined;
}
