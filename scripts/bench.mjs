// Times `zoho-authtoken migrate` beside the jscodeshift command running the same transforms over the same tree: all of
// them, one run each, since that command takes one at a time, where `migrate` applies every rule in one run. The main
// rule alone is shown as well. It asserts nothing: times depend on the machine.
//   npm run bench -- [--files 20000] [--legacy 100] [--runs 3] [--seed 1] [--transform FILE]
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeTree } from './bench/make-tree.mjs';
import { measure } from './bench/measure.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '20000' },
    legacy: { type: 'string', default: '100' },
    runs: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    transform: { type: 'string' },
  },
});
const MAIN_RULE = 'deprecated-params.js';

const tree = mkdtempSync(join(tmpdir(), 'zoho-authtoken-bench-'));
try {
  const written = makeTree({
    tree,
    modules: join(ROOT, 'node_modules'),
    fixtures: join(ROOT, 'fixtures'),
    files: Number(values.files),
    legacyFiles: Number(values.legacy),
    seed: Number(values.seed),
  });
  console.log(
    `${written.files} published files and ${written.legacyFiles} legacy ones, node ${process.version}`,
  );
  printRatios(await compare(Number(values.runs)));
} finally {
  rmSync(tree, { recursive: true, force: true });
}

/** Alternates, so that a machine that slows down slows all. */
async function compare(/** @type {number} */ runs) {
  const transforms = values.transform ? [values.transform] : listTransforms();
  /** @type {Record<string, Measured[]>} */
  const results = {};
  const keep = (/** @type {string} */ name, /** @type {Measured} */ result) => {
    results[name] = [...(results[name] ?? []), result];
  };
  for (let run = 1; run <= runs; run++) {
    const ours = await measure(ourCommand(), tree);
    printRun(`zoho-authtoken #${run}`, ours);
    keep('zoho-authtoken', ours);
    const theirs = [];
    for (const transform of transforms) {
      const result = await measure(jscodeshiftCommand(transform), tree);
      printRun(`jscodeshift #${run}, ${basename(transform)}`, result);
      theirs.push(result);
      if (transforms.length > 1 && basename(transform) === MAIN_RULE) keep('jscodeshift, main rule', result);
    }
    keep('jscodeshift', addUp(theirs));
  }
  return results;
}

/** @typedef {{ seconds: number, treeMB: number, largestMB: number }} Measured */

/** One run after the other: the times add up, the peaks do not. @param {Measured[]} runs @returns {Measured} */
function addUp(runs) {
  return {
    seconds: runs.reduce((sum, { seconds }) => sum + seconds, 0),
    treeMB: Math.max(...runs.map(({ treeMB }) => treeMB)),
    largestMB: Math.max(...runs.map(({ largestMB }) => largestMB)),
  };
}

function listTransforms() {
  const folder = join(ROOT, 'dist/transforms');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .sort()
    .map((name) => join(folder, name));
}

function ourCommand() {
  const cli = join(ROOT, 'dist/src/cli.js');
  return [process.execPath, cli, 'migrate', '--dry-run', '--format', 'json', '.'];
}

/** With its default number of workers. @param {string} transform */
function jscodeshiftCommand(transform) {
  const jscodeshift = join(ROOT, 'node_modules/jscodeshift/bin/jscodeshift.js');
  const extensions = '--extensions=js,mjs,cjs,jsx,ts,mts,cts,tsx';
  return [process.execPath, jscodeshift, '--dry', '--transform', transform, extensions, '.'];
}

/** @param {string} label @param {Awaited<ReturnType<typeof measure>>} result */
function printRun(label, { seconds, treeMB, largestMB, stdout }) {
  const memory = `${treeMB.toFixed(0)} MB in all, ${largestMB.toFixed(0)} MB in the largest process`;
  console.log(`${label.padEnd(44)} ${seconds.toFixed(2).padStart(8)} s  ${memory}  (${outcome(stdout)})`);
}

/** What the command says it did: a quick run that did nothing is no good run. */
function outcome(/** @type {string} */ stdout) {
  if (!stdout.startsWith('{'))
    return stdout.match(/^\d+ (errors|unmodified|skipped|ok)$/gm)?.join(', ') ?? 'no summary';
  const { summary } = JSON.parse(stdout);
  return `${summary.filesScanned} scanned, ${summary.filesChanged} would change`;
}

/** @param {Record<string, Measured[]>} results */
function printRatios(results) {
  const { 'zoho-authtoken': ours, ...others } = results;
  for (const [name, runs] of Object.entries(results)) {
    const seconds = runs.map((run) => run.seconds);
    const range = `${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)} s`;
    console.log(`${name.padEnd(23)} median ${median(runs, 'seconds').toFixed(2)} s (${range})`);
  }
  for (const [name, theirs] of Object.entries(others)) {
    const ratio = (/** @type {'seconds' | 'treeMB' | 'largestMB'} */ key) =>
      median(theirs, key) / median(ours, key);
    console.log(`medians: ${ratio('seconds').toFixed(1)} times as fast as ${name}`);
    console.log(
      `  peak memory ${percent(ratio('treeMB'))} of all its processes, ${percent(ratio('largestMB'))} of its largest`,
    );
  }
}

/** @template {string} K @param {Record<K, number>[]} runs @param {K} key */
function median(runs, key) {
  const sorted = runs.map((run) => run[key]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function percent(/** @type {number} */ ratio) {
  return `${(100 / ratio).toFixed(0)} %`;
}
