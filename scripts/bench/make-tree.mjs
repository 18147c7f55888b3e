import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

const SOURCE = /\.[cm]?[jt]sx?$/;
const GENERATED = /\.d\.[cm]?ts$|\.min\.[cm]?js$/;

/**
 * Copies real sources from `modules` (a node_modules folder), as often as it takes, and the legacy programs below
 * `fixtures` into `tree`: the same tree for the same input and seed. Programs stay whole, so that their imports hold.
 * @param {{ tree: string, modules: string, fixtures: string, files: number, legacyFiles: number, seed: number }} options
 * @returns {{ files: number, legacyFiles: number }} how many were written
 */
export function makeTree({ tree, modules, fixtures, files, legacyFiles, seed }) {
  const random = randomFrom(seed);
  const sources = shuffle(listSources(modules), random);
  const folders = [];
  for (let i = 0; i < files; i++) {
    const source = sources[i % sources.length];
    const copy = `copy-${Math.floor(i / sources.length) + 1}`;
    // The name node_modules would make both tools look away.
    const path = relative(modules, source)
      .split(sep)
      .filter((part) => part !== 'node_modules');
    const target = join(tree, copy, ...path);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(source, target);
    folders.push(dirname(target));
  }
  return { files, legacyFiles: spreadPrograms(listPrograms(fixtures), folders, legacyFiles, random) };
}

/** @param {string[]} programs @param {string[]} folders @param {number} atLeast @param {() => number} random */
function spreadPrograms(programs, folders, atLeast, random) {
  if (programs.length === 0) throw new Error('there is no legacy program to spread');
  let written = 0;
  for (let i = 0; written < atLeast; i++) {
    const program = programs[i % programs.length];
    const home = folders[Math.floor(random() * folders.length)];
    cpSync(program, join(home, `legacy-${i}-${basename(dirname(program))}`), { recursive: true });
    written += listSources(program).length;
  }
  return written;
}

/** The roots of the programs: every `input` folder, and the bundled legacy repository. */
function listPrograms(/** @type {string} */ fixtures) {
  const inputs = readdirSync(fixtures, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name === 'input')
    .map((entry) => join(entry.parentPath, entry.name));
  return [...inputs, join(fixtures, 'legacy-app')].filter((folder) => listSources(folder).length > 0).sort();
}

/** @param {string} folder */
function listSources(folder) {
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && SOURCE.test(entry.name) && !GENERATED.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      // What tools keep in `.cache` and the like is no published source.
      .filter(
        (file) =>
          !relative(folder, file)
            .split(sep)
            .some((part) => part.startsWith('.')),
      )
      .sort()
  );
}

/** @template T @param {T[]} items @param {() => number} random @returns {T[]} */
function shuffle(items, random) {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
}

/** Mulberry32: a generator of numbers in [0, 1) that is the same everywhere. */
function randomFrom(/** @type {number} */ seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
