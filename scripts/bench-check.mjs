// Times `zoho-authtoken check` beside what cannot be beaten: a hook beside `node -e 0`, a whole tree beside ripgrep.
// It asserts nothing: times depend on the machine.
// With hardly a core to itself, compare the times of the processor: what else runs counts less there.
//   npm run bench:check -- [--files 100000] [--runs 15] [--tree-runs 5]
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeTree } from './bench/make-tree.mjs';
import { measure } from './bench/measure.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLI = join(ROOT, 'dist/src/cli.js');
const CALL =
  "fetch('https://crm.zoho.com/crm/private/json/Leads/getRecords?apikey=' + process.env.ZOHO_APIKEY + '&ticket=' + process.env.ZOHO_TICKET);\n";
const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '15' },
    'tree-runs': { type: 'string', default: '5' },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'zoho-authtoken-bench-'));
try {
  await timeHook(join(folder, 'hook'));
  if (spawnSync('rg', ['--version']).status !== 0)
    console.log('a whole tree beside ripgrep: LEFT OUT, there is no rg');
  else {
    const files = Number(values.files);
    const few = await timeTree(join(folder, 'few'), files / 5, 1);
    const one = await timeTree(join(folder, 'one'), files, 1);
    console.log(`peak memory for five times the files: ${(one.peakMB - few.peakMB).toFixed(0)} MB more`);
    await timeTree(join(folder, 'many'), files, 100);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Ten staged files, two of them with a call. */
async function timeHook(/** @type {string} */ repository) {
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...args], {
      cwd: repository,
    });
  execFileSync('git', ['init', '--quiet', repository]);
  const files = Array.from({ length: 10 }, (_, i) => join(repository, `file-${i}.js`));
  files.forEach((file, i) => {
    writeFileSync(file, `exports.f${i} = require('./file-${(i + 1) % 10}');\n`.repeat(20));
  });
  git('add', '--all');
  git('commit', '--quiet', '--message', 'start');
  files.forEach((file, i) => {
    appendFileSync(file, i < 2 ? CALL : '// more\n');
  });
  git('add', '--all');
  /** @type {{ seconds: number }[][]} */
  const [node, check] = [[], []];
  for (let i = 0; i < Number(values.runs); i++) {
    node.push(time(['-e', '0'], 0));
    check.push(time([CLI, 'check', '--staged'], 1));
  }
  print('ten staged files, two with a call, beside `node -e 0`', check, node, 2.2);
  if (process.env.NODE_EXTRA_CA_CERTS)
    console.log(
      '  NODE_EXTRA_CA_CERTS is set: every start of node reads certificates, which brings the two together',
    );

  function time(/** @type {string[]} */ args, /** @type {number} */ expected) {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, args, { cwd: repository });
    if (status !== expected) throw new Error(`${args.join(' ')} ended with ${status}`);
    return { seconds: (performance.now() - start) / 1000 };
  }
}

/**
 * Published sources, and legacy programs among them.
 * @param {string} tree
 * @param {number} files
 * @param {number} legacyFiles at least so many
 */
async function timeTree(tree, files, legacyFiles) {
  const modules = join(ROOT, 'node_modules');
  makeTree({ tree, modules, fixtures: join(ROOT, 'fixtures'), files, legacyFiles, seed: 1 });
  const times = await alternate(Number(values['tree-runs']), tree, {
    rg: { command: ['rg', '-l', '-i', 'apikey|ticket', '.'] },
    check: { command: [process.execPath, CLI, 'check'], expected: [1] },
  });
  const programs = legacyFiles === 1 ? 'one legacy program' : `legacy programs of ${legacyFiles} files`;
  print(
    `a tree of ${files} files with ${programs} beside \`rg -l -i 'apikey|ticket'\``,
    times.check,
    times.rg,
    1.3,
  );
  const busy = times.check.map(({ busySeconds }, i) => busySeconds / times.rg[i].busySeconds);
  console.log(`  time of the processor: ${median(busy).toFixed(2)} times`);
  const peakMB = Math.max(...times.check.map(({ treeMB }) => treeMB));
  console.log(`  peak memory ${peakMB.toFixed(0)} MB (aim: 250)`);
  rmSync(tree, { recursive: true });
  return { peakMB };
}

/**
 * In turns, so that a machine that slows down slows all.
 * @typedef {Awaited<ReturnType<typeof measure>>} Result
 * @param {number} runs
 * @param {string} cwd
 * @param {Record<string, { command: string[], expected?: number[] }>} commands
 */
async function alternate(runs, cwd, commands) {
  /** @type {Record<string, Result[]>} */
  const results = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let i = 0; i < runs; i++)
    for (const [name, { command, expected }] of Object.entries(commands))
      results[name].push(await measure(command, cwd, expected));
  return results;
}

/**
 * @param {string} what
 * @param {{ seconds: number }[]} ours
 * @param {{ seconds: number }[]} floor
 * @param {number} aim
 */
function print(what, ours, floor, aim) {
  const [a, b] = [ours, floor].map((results) => median(results.map(({ seconds }) => seconds)));
  // Pair by pair: a machine that is busy for a while is busy for both.
  const ratio = median(ours.map(({ seconds }, i) => seconds / floor[i].seconds));
  console.log(
    `${what}: ${ratio.toFixed(2)} times (aim: ${aim}); ${(a * 1000).toFixed(0)} and ${(b * 1000).toFixed(0)} ms`,
  );
}

function median(/** @type {number[]} */ numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}
