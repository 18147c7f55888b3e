#!/usr/bin/env node
// What the command starts with. To compile it takes a third of the time of a hook: where that was done before, it is
// not done again. What was compiled lies beside the code, where only those can write who could change the code, too.
const { existsSync, readFileSync } = require('node:fs');
const nodeModule = require('node:module');
const { basename, dirname, join, sep } = require('node:path');

const FOLDER = join(__dirname, '../compiled');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 20 || (major === 20 && minor >= 19)) start();
else {
  process.stderr.write(
    `zoho-authtoken: This is Node ${process.versions.node}, and Node 20.19 or later is needed: https://nodejs.org\n`,
  );
  process.exitCode = 2;
}

function start() {
  // Node 22 and later keep it themselves, on the first run; where they may not write, they go on without it.
  if (nodeModule.enableCompileCache) nodeModule.enableCompileCache(FOLDER);
  else useCompiled(join(FOLDER, `${process.version}-${process.platform}-${process.arch}`));
  require('../chunks/cli.js');
}

/** Takes what `compile-ahead.cjs` has compiled for this very version of Node. V8 refuses what it does not know. */
function useCompiled(/** @type {string} */ folder) {
  if (!existsSync(folder)) return;
  const { Script } = require('node:vm');
  const chunks = dirname(__dirname) + sep;
  const load = require.extensions['.js'];
  require.extensions['.js'] = (module, filename) => {
    const compiled = join(folder, basename(filename));
    if (!filename.startsWith(chunks) || !existsSync(compiled)) return load(module, filename);
    const source = nodeModule.wrap(readFileSync(filename, 'utf8'));
    const script = new Script(source, { filename, cachedData: readFileSync(compiled) });
    const require = (/** @type {string} */ id) => module.require(id);
    script.runInThisContext()(module.exports, require, module, filename, dirname(filename));
  };
}
