// Times `zoho-authtoken migrate` beside the jscodeshift command running the same transform over the same tree.
// It asserts nothing: times depend on the machine.
//   npm run bench -- [--files 20000] [--legacy 100] [--runs 3] [--seed 1] [--transform FILE]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    transform: { type: 'string', default: join(ROOT, 'dist/transforms/deprecated-params.js') },
  },
});

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

/** Alternates, so that a machine that slows down slows both. */
async function compare(/** @type {number} */ runs) {
  const commands = { 'zoho-authtoken': ourCommand(), jscodeshift: jscodeshiftCommand() };
  /** @type {Record<string, Awaited<ReturnType<typeof measure>>[]>} */
  const results = { 'zoho-authtoken': [], jscodeshift: [] };
  for (let run = 1; run <= runs; run++) {
    for (const [name, command] of Object.entries(commands)) {
      const result = await measure(command, tree);
      results[name].push(result);
      printRun(`${name} #${run}`, result);
    }
  }
  return results;
}

function ourCommand() {
  const cli = join(ROOT, 'dist/src/cli.js');
  return [process.execPath, cli, 'migrate', '--dry-run', '--format', 'json', '.'];
}

/** With its default number of workers. */
function jscodeshiftCommand() {
  const jscodeshift = join(ROOT, 'node_modules/jscodeshift/bin/jscodeshift.js');
  const extensions = '--extensions=js,mjs,cjs,jsx,ts,mts,cts,tsx';
  return [process.execPath, jscodeshift, '--dry', '--transform', values.transform, extensions, '.'];
}

/** @param {string} label @param {Awaited<ReturnType<typeof measure>>} result */
function printRun(label, { seconds, treeMB, largestMB, stdout }) {
  const memory = `${treeMB.toFixed(0)} MB in all, ${largestMB.toFixed(0)} MB in the largest process`;
  console.log(`${label.padEnd(18)} ${seconds.toFixed(2).padStart(8)} s  ${memory}  (${outcome(stdout)})`);
}

/** What the command says it did: a quick run that did nothing is no good run. */
function outcome(/** @type {string} */ stdout) {
  if (!stdout.startsWith('{'))
    return stdout.match(/^\d+ (errors|unmodified|skipped|ok)$/gm)?.join(', ') ?? 'no summary';
  const { summary } = JSON.parse(stdout);
  return `${summary.filesScanned} scanned, ${summary.filesChanged} would change`;
}

/** @param {Record<string, Awaited<ReturnType<typeof measure>>[]>} results */
function printRatios(results) {
  const { 'zoho-authtoken': ours, jscodeshift: theirs } = results;
  const ratio = (/** @type {'seconds' | 'treeMB' | 'largestMB'} */ key) =>
    median(theirs, key) / median(ours, key);
  for (const [name, runs] of Object.entries(results)) {
    const seconds = runs.map((run) => run.seconds);
    const range = `${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)} s`;
    console.log(`${name.padEnd(15)} median ${median(runs, 'seconds').toFixed(2)} s (${range})`);
  }
  console.log(`medians: ${ratio('seconds').toFixed(1)} times as fast as jscodeshift`);
  console.log(
    `  peak memory ${percent(ratio('treeMB'))} of all its processes, ${percent(ratio('largestMB'))} of its largest`,
  );
}

/** @template {string} K @param {Record<K, number>[]} runs @param {K} key */
function median(runs, key) {
  const sorted = runs.map((run) => run[key]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function percent(/** @type {number} */ ratio) {
  return `${(100 / ratio).toFixed(0)} %`;
}
