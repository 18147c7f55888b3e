// Preloaded into a run of the command by the build: keeps what V8 has compiled of each chunk by the end of that run.
//   node --require compile-ahead.cjs dist/src/cli.js check
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const nodeModule = require('node:module');
const { basename, dirname, join } = require('node:path');
const { Script } = require('node:vm');

const chunks = join(dirname(/** @type {string} */ (process.argv[1])), '../chunks');
const folder = join(chunks, '../compiled', `${process.version}-${process.platform}-${process.arch}`);
/** @type {Map<string, Script>} */
const scripts = new Map();

const load = require.extensions['.js'];
require.extensions['.js'] = (module, filename) => {
  if (!filename.startsWith(chunks)) return load(module, filename);
  const script = new Script(nodeModule.wrap(readFileSync(filename, 'utf8')), { filename });
  scripts.set(basename(filename), script);
  const require = (/** @type {string} */ id) => module.require(id);
  script.runInThisContext()(module.exports, require, module, filename, dirname(filename));
};

process.on('exit', () => {
  mkdirSync(folder, { recursive: true });
  for (const [name, script] of scripts) writeFileSync(join(folder, name), script.createCachedData());
});
