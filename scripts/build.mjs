// Builds dist: the command, and the rules for jscodeshift: few large files start several times as fast as many small ones.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'rolldown';
import { minify } from 'rolldown/utils';
import { pageText } from './build/page-text.mjs';

const CALL =
  "fetch('https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=' + process.env.K + '&ticket=' + process.env.T);\n";
const rules = readdirSync('transforms').map((file) => file.replace(/\.ts$/, ''));

/** Most runs print no new expression: recast is loaded by the first that does. */
const lazyRecast = {
  name: 'lazy-recast',
  resolveId: (/** @type {string} */ id, /** @type {string | undefined} */ importer) =>
    id !== 'recast' ? undefined : importer === '\0recast' ? { id, external: true } : '\0recast',
  load: (/** @type {string} */ id) =>
    id === '\0recast'
      ? `let loaded;
        const recast = () => (loaded ??= require('recast'));
        export const print = (...args) => recast().print(...args);
        export const types = { get builders() { return recast().types.builders; } };`
      : undefined,
};

/** What `check` needs to find that there is nothing to find, and to say so. What parses, traces or writes is not here. */
const CORE = [
  /^(?:model|zoho)\//,
  /^commands\/(?:check|color|display-name|exit-codes|failure|options|parse|paths|progress|quick-check|report-files|report-on|reports|streams)\./,
  /^engine\/(?:components|config|errors|ignores|imports|json-errors|nearest|shared-names|tree|unread-languages|unused-ignores)\./,
  /^engine\/(?:front-ends\/(?:files|for-tree|front-end)|names\/(?:holders|name-search|remembered|word-index))\./,
  /^engine\/(?:sighting\/(?:assembled|sight|batches|keys|naming-index|namings|specifiers)|check\/(?:as-migrated|changes|check|concern|scope|snapshot-scope|understand))\./,
  /^files\/(?:git\/|binary|decode|discover|file-list|kind|left-out|pieces|prefilter|scan|system-errors|texts|unreadable|walk|words\/)/,
  /^languages\/(?:registry|text\/ignore-comments|settings\/dotenv\.|text-files\/kinds\.|javascript\/(?:syntax\/(?:files|import-words)|program\/shared-names))/,
  /^report\/(?:check-text|escape|formats|layout|mask|order|page|paths|positions|revocations|text|ticket-code|token-notes|token-place|token-plan-text|token-user|view|words)\./,
  /^tracing\/(?:aliases|folders|resolve|typescript)\./,
];

// What these have in common is there more than once: shared, it would fall into many small files.
await bundle({
  cleanDir: true,
  input: {
    'chunks/cli': 'src/cli.ts',
  },
});
// Beside the chunk that starts it. It needs little, and is to begin at once.
await bundle({
  cleanDir: false,
  input: { 'chunks/thread': 'src/engine/sighting/thread.ts' },
  folder: 'thread/',
});
await bundle({
  cleanDir: false,
  input: Object.fromEntries(rules.map((rule) => [`transforms/${rule}`, `transforms/${rule}.ts`])),
  folder: 'transforms/',
});

// The grammars of other languages, and what runs them: each is read when a file of its language is.
const GRAMMARS = ['bash', 'c-sharp', 'go', 'java', 'php', 'python', 'ruby'];
mkdirSync('dist/grammars', { recursive: true });
copyFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm', 'dist/grammars/web-tree-sitter.wasm');
copyFileSync('node_modules/web-tree-sitter/LICENSE', 'dist/grammars/LICENSE-web-tree-sitter');
copyFileSync('node_modules/@vscode/tree-sitter-wasm/LICENSE', 'dist/grammars/LICENSE');
for (const name of GRAMMARS)
  copyFileSync(
    `node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`,
    `dist/grammars/tree-sitter-${name}.wasm`,
  );

// What is required is there at once; modules of the newer kind are looked up and read one by one.
writeFileSync('dist/package.json', '{ "type": "commonjs" }\n');
await addParser();
writeAscii();
mkdirSync('dist/src');
copyFileSync('scripts/build/start.cjs', 'dist/src/cli.js');
compileAhead();

/** The parser goes with the command as it is, but for its comments and names: bundled, it would be compiled twice. */
async function addParser() {
  const file = createRequire(import.meta.url).resolve('@babel/parser');
  const { code, errors } = await minify(file, readFileSync(file, 'utf8'), { module: false });
  if (errors.length > 0) throw new Error(`The parser cannot be made smaller: ${errors[0].message}`);
  mkdirSync('dist/chunks/packages/@babel', { recursive: true });
  writeFileSync('dist/chunks/packages/@babel/parser.js', code);
  for (const chunk of chunks()) {
    const text = readFileSync(chunk, 'utf8');
    const named = text.replaceAll(
      /require\(["'`]@babel\/parser["'`]\)/g,
      'require("./packages/@babel/parser.js")',
    );
    if (named !== text) writeFileSync(chunk, named);
  }
}

/**
 * Text of ASCII alone is kept one byte a character, and read twice as fast. Without comments, other characters stand in
 * literals and patterns alone, where an escape means the same.
 */
function writeAscii() {
  const escaped = (/** @type {string} */ character) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  for (const chunk of chunks())
    writeFileSync(chunk, readFileSync(chunk, 'utf8').replace(/[^\0-\x7f]/g, escaped));
}

function chunks() {
  const names = readdirSync('dist/chunks', { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.js')).map((name) => join('dist/chunks', name));
}

/** Where Node does not keep what it has compiled, one run over a small program compiles what most runs need. */
function compileAhead() {
  if ('enableCompileCache' in module) return;
  const folder = mkdtempSync(join(tmpdir(), 'zoho-authtoken-build-'));
  // In a hook, these name the repository of somebody else.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const run = (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
    spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' });
  try {
    writeFileSync(join(folder, 'a.js'), CALL);
    writeFileSync(join(folder, 'b.js'), `require('./a');\n${CALL}`);
    const hasGit = run('git', 'init', '--quiet').status === 0 && run('git', 'add', '--all').status === 0;
    const recorded = ['--require', resolve('scripts/build/compile-ahead.cjs'), resolve('dist/src/cli.js')];
    const args = hasGit ? ['check', '--staged'] : ['check'];
    const { stdout, stderr } = run(process.execPath, ...recorded, ...args);
    if (!stdout.includes('deprecated-params')) throw new Error(`What was built does not run: ${stderr}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {{ cleanDir: boolean, input: Record<string, string>, folder?: string }} what */
async function bundle({ cleanDir, input, folder = '' }) {
  await build({
    input,
    plugins: [lazyRecast, pageText],
    platform: 'node',
    // yargs looks for its translations beside itself; none is asked for. What runs grammars evaluates code of theirs that
    // these have none of.
    checks: { emptyImportMeta: false, eval: false },
    // Large, and required when a question needs them; within a bundle a parser would be read twice.
    external: ['ts-morph', 'jscodeshift', '@babel/parser'],
    output: {
      dir: 'dist',
      cleanDir,
      format: 'cjs',
      exports: 'named',
      minify: true,
      entryFileNames: '[name].js',
      chunkFileNames: `${folder}chunks/[name].js`,
      // Whether a parser or a large package is loaded for a run can be told from the names of the files.
      codeSplitting: {
        groups: [
          { debugName: 'packages', test: /node_modules/, name: groupOf },
          // What every run of the command needs is read at one go.
          ...(folder === '' ? [{ name: 'core', test: isCore }] : []),
        ],
      },
    },
  });
}

function isCore(/** @type {string} */ id) {
  const path = id.replaceAll('\\', '/').replace(/^.*\/src\//, '');
  return CORE.some((pattern) => pattern.test(path));
}

function groupOf(/** @type {string} */ id) {
  const name = id.replaceAll('\\', '/').match(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? 'others';
  if (['diff', 'web-tree-sitter'].includes(name)) return `packages/${name}`;
  // Newer than those that come with yargs.
  if (['string-width', 'strip-ansi', 'ansi-regex', 'get-east-asian-width'].includes(name))
    return 'packages/string-width';
  // Small, and needed by nearly every run.
  if (['ignore', 'picocolors', 'leven'].includes(name)) return null;
  return 'packages/yargs';
}
