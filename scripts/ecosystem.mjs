// Migrates (as a dry run) the published sources of the packages in ecosystem/packages.json, none of which calls
// Zoho CRM with an API key and a ticket, and fails if a single edit is proposed. The bundled legacy
// repository goes along as a control: a run that would not rewrite it proves nothing.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchPackages } from './ecosystem/fetch-packages.mjs';

/** @typedef {{ ruleId: string, file: string, message: string, range: { start: { line: number } }, fix?: { applied: boolean } }} Finding */
/** @typedef {{ summary: { filesScanned: number, filesChanged: number }, findings: Finding[], skipped: { file: string, reason: string }[] }} Report */

const HERE = fileURLToPath(new URL('.', import.meta.url));
const CLI = join(HERE, '../dist/src/cli.js');
const CONTROL = join(HERE, '../fixtures/legacy-app');
const FEWEST_PACKAGES = 200;

const packages = readList();
const fetching = performance.now();
const folder = await fetchPackages(packages);
console.log(`${packages.length} packages in ${folder} (${secondsSince(fetching)} s)`);

const control = migrateControl();
const scanning = performance.now();
const report = migrate(folder, 'packages');
printCounts(report, secondsSince(scanning));
process.exitCode = judge(report, control);

function readList() {
  /** @type {Record<string, Record<string, string>>} */
  const groups = JSON.parse(readFileSync(join(HERE, 'ecosystem/packages.json'), 'utf8'));
  const list = Object.values(groups).flatMap((group) => Object.entries(group));
  if (list.length < FEWEST_PACKAGES) throw new Error(`only ${list.length} packages are listed`);
  return list.map(([name, version]) => ({ name, version }));
}

/** @returns {Report} */
function migrateControl() {
  const copy = mkdtempSync(join(tmpdir(), 'zoho-authtoken-control-'));
  try {
    cpSync(CONTROL, join(copy, 'legacy-app'), { recursive: true });
    return migrate(copy, 'legacy-app');
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * The installed command's own way through, in a process of its own; its report goes by way of a file, as it may be large.
 * @param {string} cwd
 * @param {string} path
 * @returns {Report}
 */
function migrate(cwd, path) {
  const folder = mkdtempSync(join(tmpdir(), 'zoho-authtoken-report-'));
  const file = join(folder, 'report.json');
  try {
    const stdio = /** @type {const} */ (['ignore', openSync(file, 'w'), 'inherit']);
    const args = [CLI, 'migrate', '--dry-run', '--format', 'json', path];
    const { status, error } = spawnSync(process.execPath, args, { cwd, stdio: [...stdio] });
    if (error) throw error;
    if (status !== 0) throw new Error(`migrate ended with ${status}`);
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Report} report @param {string} seconds */
function printCounts({ summary, findings, skipped }, seconds) {
  console.log(`${summary.filesScanned} files scanned in ${seconds} s, ${findings.length} findings`);
  for (const [rule, count] of countBy(findings, 'ruleId')) console.log(`  ${rule}: ${count}`);
  console.log(`${skipped.length} files hold the parameters and were not judged`);
  for (const [reason, count] of countBy(skipped, 'reason')) console.log(`  ${reason}: ${count}`);
}

/** @param {Report} report @param {Report} control @returns {number} the exit code */
function judge({ summary, findings }, control) {
  const edited = findings.filter((finding) => finding.fix?.applied);
  for (const { file, range, ruleId, message } of edited) {
    console.error(`${file}:${range.start.line}: ${ruleId}: ${message}`);
  }
  if (edited.length > 0 || summary.filesChanged > 0) {
    console.error(`FAILED: ${summary.filesChanged} files that call no Zoho CRM would be changed`);
    return 1;
  }
  if (control.summary.filesChanged === 0) {
    console.error('FAILED: the control was not rewritten either: the run sees nothing');
    return 1;
  }
  if (summary.filesScanned < FEWEST_PACKAGES) {
    console.error('FAILED: fewer files were scanned than packages fetched');
    return 1;
  }
  console.log(`no file would be changed (of the control: ${control.summary.filesChanged})`);
  return 0;
}

/**
 * @template {string} K
 * @param {Record<K, string>[]} items
 * @param {K} key
 * @returns {[string, number][]}
 */
function countBy(items, key) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const item of items) counts.set(item[key], (counts.get(item[key]) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** @param {number} start */
function secondsSince(start) {
  return ((performance.now() - start) / 1000).toFixed(1);
}
