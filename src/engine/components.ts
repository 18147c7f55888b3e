import { isData, isScript } from '../languages/javascript/syntax/files.ts';
import { filesReadAlone, isReadAlone } from './front-ends/files.ts';
import { type ImportGraph, type Resolve, readImports } from './imports.ts';
import { linkByNames } from './shared-names.ts';
import type { Tree } from './tree.ts';

/** The files of a tree that have to be understood, in parts that share no import. */
export interface Components {
  readonly resolve: Resolve;
  readonly importersOf: ImportGraph['importersOf'];
  /** Sorted files of each part. */
  readonly parts: readonly (readonly string[])[];
}

/** How often importers of importers are looked for. */
const ROUNDS = 4;
/** How far down files that speak of nothing themselves are passed through. */
const PASSED_THROUGH = 3;
/** A parameter's name as code spells it, or a login for a ticket. */
const NAMED = /(?:apikey|ticket)(?![\w$-])|FROM_AGENT/;
const TOKEN = /authtoken(?![\w$-])/;
/** A literal that ends within a parameter's name, and one that begins there: `'&tic' + 'ket='`. */
const NAME_BEGINS = /[?&'"`](?:a|ap|api|apik|apike|t|ti|tic|tick|ticke)(?:['"`]|\$\{)/;
const NAME_ENDS = /['"`}](?:pikey|ikey|key|ey|y|icket|cket|ket|et|t)[='"`]/;

const cache = new WeakMap<Tree, Components>();

/**
 * Finds the scripts that may speak of Zoho, those with parameter names that they import, and what imports either; parts
 * that name no parameter are left out.
 */
export function findComponents(tree: Tree): Components {
  const known = cache.get(tree);
  if (known) return known;
  const components = find(tree);
  cache.set(tree, components);
  return components;
}

/** The same tree, of which only some parts are looked at. */
export function focusOn(tree: Tree, parts: Components['parts']): Tree {
  const focused = { ...tree };
  cache.set(focused, { ...findComponents(tree), parts });
  return focused;
}

/** The parts that hold these files or import them; all parts when that cannot be told of one of the files. */
export function partsAround(tree: Tree, files: ReadonlySet<string>): Components['parts'] {
  const { parts, importersOf } = findComponents(tree);
  const chosen = new Set<readonly string[]>();
  for (const file of files) {
    if (!isScript(file) && !isData(file) && !isReadAlone(file)) continue;
    const around = importersAround(file, importersOf);
    const found = parts.filter((part) => part.some((member) => around.has(member)));
    if (found.length === 0) return parts;
    for (const part of found) chosen.add(part);
  }
  return parts.filter((part) => chosen.has(part));
}

/** A file and what imports it, over a few others. */
function importersAround(file: string, importersOf: ImportGraph['importersOf']): Set<string> {
  const around = new Set([file]);
  let level = [file];
  for (let depth = 0; depth <= PASSED_THROUGH; depth++) {
    level = level.flatMap((at) => importersOf(at)).filter((importer) => !around.has(importer));
    for (const importer of level) around.add(importer);
  }
  return around;
}

function find(tree: Tree): Components {
  const candidates = new Set(tree.candidates.filter((file) => isScript(file) || isData(file)));
  const seeds = [...candidates].filter((file) => tree.maySpeakOfZoho(file));
  const alone = filesReadAlone(tree).map((file) => [file]);
  if (seeds.length === 0) return { resolve: () => undefined, importersOf: () => [], parts: alone };
  const graph = linkByNames(readImports(tree), tree, candidates);
  const related = relatedTo(seeds, candidates, graph);
  const parts = connect(related, graph)
    .filter((part) =>
      namesParameter(
        part.map((file) => tree.read(file) ?? ''),
        tree.withTokens,
      ),
    )
    .map((part) => part.filter(isScript).sort())
    .filter((part) => part.length > 0);
  return { resolve: graph.resolve, importersOf: graph.importersOf, parts: [...parts, ...alone] };
}

/** Whether the texts of a part name a parameter, whole or in pieces that code puts together. */
function namesParameter(texts: readonly string[], withTokens = false): boolean {
  const some = (pattern: RegExp) => texts.some((text) => pattern.test(text));
  return some(NAMED) || (withTokens && some(TOKEN)) || (some(NAME_BEGINS) && some(NAME_ENDS));
}

function relatedTo(
  seeds: readonly string[],
  candidates: ReadonlySet<string>,
  graph: ImportGraph,
): Set<string> {
  const related = new Set(seeds);
  let fresh = seeds;
  for (let round = 0; round < ROUNDS && fresh.length > 0; round++) {
    const next = fresh.flatMap((file) => [
      ...candidatesBelow(file, candidates, graph),
      ...graph.importersOf(file),
    ]);
    fresh = [...new Set(next)].filter((file) => !related.has(file));
    for (const file of fresh) related.add(file);
  }
  return related;
}

/** The candidates that a file imports, with the barrels and indexes on the way to them. */
function candidatesBelow(file: string, candidates: ReadonlySet<string>, graph: ImportGraph): string[] {
  const importedBy = new Map<string, string>();
  const found = new Set<string>();
  let level = [file];
  for (let depth = 0; depth <= PASSED_THROUGH && level.length > 0; depth++) {
    const next: string[] = [];
    for (const importer of level) {
      for (const target of graph.importsOf(importer)) {
        if (target === file || importedBy.has(target)) continue;
        importedBy.set(target, importer);
        if (!candidates.has(target)) next.push(target);
        else for (let at = target; at !== file; at = importedBy.get(at)!) found.add(at);
      }
    }
    level = next;
  }
  return [...found];
}

/** Splits files into parts between which no import runs. */
function connect(files: ReadonlySet<string>, graph: ImportGraph): string[][] {
  const parts: string[][] = [];
  const placed = new Set<string>();
  for (const file of files) {
    if (placed.has(file)) continue;
    placed.add(file);
    const part = [file];
    // `part` grows while it is gone through.
    for (const member of part) {
      for (const other of [...graph.importsOf(member), ...graph.importersOf(member)]) {
        if (!files.has(other) || placed.has(other)) continue;
        placed.add(other);
        part.push(other);
      }
    }
    parts.push(part);
  }
  return parts;
}
