import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const AT_ONCE = 4;
const SPECS_PER_CALL = 10;
const ATTEMPTS = 3;

/**
 * Lays the published sources of `packages` out as `<folder>/packages/<name>/` and answers `folder`, which lies
 * in the system's temporary folder under a name made from the list: a second run of the same list fetches nothing.
 * No script of a package is run and no dependency is fetched. Throws when a package cannot be had.
 * @param {{ name: string, version: string }[]} packages
 * @returns {Promise<string>}
 */
export async function fetchPackages(packages) {
  const folder = join(tmpdir(), `zoho-authtoken-ecosystem-${hashOf(packages)}`);
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return folder;

  await mkdir(folder, { recursive: true });
  const queue = chunksOf(packages.filter((one) => !existsSync(homeOf(folder, one))));
  await Promise.all(Array.from({ length: AT_ONCE }, () => drain(queue, folder)));
  const missing = packages.filter((one) => !existsSync(homeOf(folder, one)));
  if (missing.length > 0) throw new Error(`not published: ${missing.map(({ name }) => name).join(', ')}`);
  await writeFile(complete, '');
  return folder;
}

/** @param {{ name: string, version: string }[][]} queue @param {string} folder */
async function drain(queue, folder) {
  for (let chunk = queue.shift(); chunk; chunk = queue.shift()) await fetchChunk(chunk, folder);
}

/** @param {{ name: string, version: string }[]} chunk @param {string} folder */
async function fetchChunk(chunk, folder) {
  const downloads = await mkdtemp(join(folder, 'downloads-'));
  try {
    for (const { filename, name } of await pack(chunk, downloads)) {
      await unpack(join(downloads, filename), homeOf(folder, { name }));
    }
  } finally {
    await rm(downloads, { recursive: true, force: true });
  }
}

/**
 * `npm pack` fetches the published tarballs through npm's own client, cache and integrity checks.
 * @param {{ name: string, version: string }[]} chunk
 * @param {string} downloads
 * @returns {Promise<{ filename: string, name: string }[]>}
 */
async function pack(chunk, downloads, attempt = 1) {
  const specs = chunk.map(({ name, version }) => `${name}@${version}`);
  try {
    const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', ...specs], {
      cwd: downloads,
      maxBuffer: 2 ** 28,
      shell: process.platform === 'win32',
    });
    return Object.values(JSON.parse(stdout));
  } catch (error) {
    if (attempt === ATTEMPTS) throw error;
    return pack(chunk, downloads, attempt + 1);
  }
}

/** Unpacks elsewhere and renames, so that a folder that exists is whole. */
async function unpack(/** @type {string} */ tarball, /** @type {string} */ home) {
  const half = await mkdtemp(`${tarball}-`);
  await run('tar', ['-xzf', tarball, '-C', half, '--strip-components=1', '--no-same-owner']);
  // Some tarballs hold folders that nobody may enter.
  if (process.platform !== 'win32') await run('chmod', ['-R', 'u+rwX', half]);
  await mkdir(dirname(home), { recursive: true });
  await rename(half, home);
}

/** @param {string} folder @param {{ name: string }} one */
function homeOf(folder, { name }) {
  return join(folder, 'packages', name);
}

/** @param {object} value */
function hashOf(value) {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}

/** @template T @param {T[]} all @returns {T[][]} */
function chunksOf(all) {
  const count = Math.ceil(all.length / SPECS_PER_CALL);
  return Array.from({ length: count }, (_, i) => all.slice(i * SPECS_PER_CALL, (i + 1) * SPECS_PER_CALL));
}
