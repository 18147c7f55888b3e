import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const SAMPLE_EVERY_MS = 50;

/**
 * Runs a command to its end and measures it. `treeMB` is the highest sum of the resident memory of the process and
 * all its descendants at one moment, `largestMB` the highest of one of them; both are NaN where there is no /proc.
 * @param {string[]} command program and arguments
 * @param {string} cwd
 * @param {number[]} expected how it may end
 * `busySeconds` is the time of the processor, of all threads and ended children.
 * @returns {Promise<{ seconds: number, busySeconds: number, treeMB: number, largestMB: number, stdout: string }>}
 */
export async function measure([program, ...args], cwd, expected = [0]) {
  const before = busySeconds();
  const start = performance.now();
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const memory = watchMemory(child.pid);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];

  const status = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  const seconds = (performance.now() - start) / 1000;
  if (!expected.includes(status)) throw new Error(`${program} ended with ${status}: ${stderr()}`);
  return { seconds, busySeconds: busySeconds() - before, ...memory.stop(), stdout: stdout() };
}

/** Of the children that have ended, in the hundredths of a second that Linux counts; NaN elsewhere. */
function busySeconds() {
  if (!existsSync('/proc/self/stat')) return Number.NaN;
  // Behind the name, which may hold anything, field 3 comes first.
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** @param {import('node:stream').Readable} stream @returns {() => string} what came so far */
function collect(stream) {
  /** @type {Buffer[]} */
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

/** @param {number | undefined} root */
function watchMemory(root) {
  if (!existsSync('/proc/self/status'))
    return { stop: () => ({ treeMB: Number.NaN, largestMB: Number.NaN }) };

  const peak = { treeMB: 0, largestMB: 0 };
  const timer = setInterval(() => {
    const members = membersOf(root, readProcesses());
    const now = members.reduce((sum, { residentMB }) => sum + residentMB, 0);
    const highest = Math.max(0, ...members.map(({ peakMB }) => peakMB));
    peak.largestMB = Math.max(peak.largestMB, highest);
    peak.treeMB = Math.max(peak.treeMB, now, highest);
  }, SAMPLE_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

/** @typedef {{ pid: number, parent: number, residentMB: number, peakMB: number }} Process */

function readProcesses() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)));
}

/** @param {number} pid @returns {Process[]} nothing when it has ended meanwhile */
function readProcess(pid) {
  let status;
  try {
    status = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'ENOENT' || code === 'ESRCH') return [];
    throw error;
  }
  const field = (/** @type {string} */ name) =>
    Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  return [{ pid, parent: field('PPid'), residentMB: field('VmRSS') / 1024, peakMB: field('VmHWM') / 1024 }];
}

/** @param {number | undefined} root @param {Process[]} all */
function membersOf(root, all) {
  const found = all.filter(({ pid }) => pid === root);
  for (const member of found) found.push(...all.filter(({ parent }) => parent === member.pid));
  return found;
}
