import { basename, dirname } from 'node:path';
import { isData, isScript, specifiersIn } from '../languages/javascript/files.ts';
import { lower } from '../languages/javascript/lower.ts';
import { JsProgram } from '../languages/javascript/program.ts';
import { createSpeller } from '../languages/javascript/speller.ts';
import { Tracer } from '../languages/javascript/tracer.ts';
import type { Skipped } from '../model/finding.ts';
import type { Request } from '../model/request.ts';
import type { Speller } from '../model/speller.ts';
import { resolveRelative } from '../tracing/resolve.ts';
import { type Settings, settingsOf } from './settings.ts';
import type { Tree } from './tree.ts';

/** What the JavaScript front end makes of a tree. */
export interface Lowered {
  readonly requests: readonly Request[];
  readonly speller: Speller;
  readonly settings: Settings;
  readonly skipped: readonly Skipped[];
}

/** How often importers of importers are looked for. */
const ROUNDS = 4;

/** Lowers the scripts that speak of Zoho, what they import, and what imports them. */
export function lowerScripts(tree: Tree, read: (file: string) => string | undefined): Lowered {
  const files = relatedFiles(tree, read);
  const resolve = (from: string, specifier: string) => resolveRelative(from, specifier, tree.has);
  const program = new JsProgram({ read, resolve, importersOf: () => [] });
  for (const file of files) program.load(file);
  const tracer = new Tracer(program);
  const modules = program.modules;
  const requests = lower(tracer, modules);
  const settings = settingsOf(tree, read, program.modules);
  return {
    requests,
    speller: createSpeller(program, settings.spell),
    settings,
    skipped: [...program.failures].map(([file, reason]) => ({ file, reason: `cannot be parsed: ${reason}` })),
  };
}

/** The scripts and data that speak of Zoho, with their importers, and the parameter-holding files that they import. */
function relatedFiles(tree: Tree, read: (file: string) => string | undefined): string[] {
  const scripts = tree.files.filter(isScript);
  const candidates = new Set(tree.candidates.filter((file) => isScript(file) || isData(file)));
  const related = new Set([...candidates].filter((file) => /zoho|baihui|crm\/private/i.test(read(file) ?? '')));
  let fresh = [...related];
  for (let round = 0; round < ROUNDS && fresh.length > 0; round++) {
    const imported = fresh.filter(isScript).flatMap((file) => importsOf(tree, read, file).filter((target) => candidates.has(target)));
    const next = new Set([...imported, ...importersOf(tree, read, scripts, fresh)]);
    fresh = [...next].filter((file) => !related.has(file));
    for (const file of fresh) related.add(file);
  }
  return [...related].filter(isScript).sort();
}

function importsOf(tree: Tree, read: (file: string) => string | undefined, file: string): string[] {
  return specifiersIn(read(file) ?? '').flatMap((specifier) => {
    const target = resolveRelative(file, specifier, tree.has);
    return target === undefined ? [] : [target];
  });
}

/** Scripts that import one of `files`. */
function importersOf(tree: Tree, read: (file: string) => string | undefined, scripts: readonly string[], files: readonly string[]): string[] {
  const targets = new Set(files);
  const stems = [...new Set(files.map(stemOf))];
  return tree.holding(scripts, stems).filter((script) => importsOf(tree, read, script).some((target) => targets.has(target)));
}

/** The part of a file's path that every specifier of it holds. */
function stemOf(file: string): string {
  const name = basename(file).replace(/\.[^.]+$/, '');
  return name === 'index' ? basename(dirname(file)) : name;
}
