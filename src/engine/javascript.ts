import { createCodeMap } from '../languages/javascript/code-map/code-map.ts';
import {
  builtEnvironmentNames,
  environmentMentions,
} from '../languages/javascript/program/environment-names.ts';
import { JsProgram, ModuleStore } from '../languages/javascript/program/program.ts';
import { lower } from '../languages/javascript/requests/lower.ts';
import { isScript } from '../languages/javascript/syntax/files.ts';
import { leftOversOf } from '../languages/javascript/unused/left-overs.ts';
import { Tracer } from '../languages/javascript/values/tracer.ts';
import type { CodeMap } from '../model/code-map.ts';
import type { Edit } from '../model/edit.ts';
import type { Skipped } from '../model/finding.ts';
import type { LeftOver } from '../model/left-over.ts';
import type { Request } from '../model/request.ts';
import type { Speller } from '../model/speller.ts';
import type { Watch } from '../model/watch.ts';
import { OutOfTime, withBudget } from '../model/work.ts';
import { tokenNameForVariable } from '../recognition/token-names.ts';
import { filesToName, reasonOf, stepsFor } from './budget.ts';
import { findComponents } from './components.ts';
import { documentsOf } from './documents.ts';
import { entriesOf } from './entries.ts';
import { nameLanguage } from './front-ends/files.ts';
import type { FrontEnds } from './front-ends/front-end.ts';
import { type Settings, settingsOf } from './settings.ts';
import { createSpellerByPart, type TracedPart } from './spell-by-part.ts';
import type { Tree } from './tree.ts';
import { TypesOfParts } from './types.ts';

/** What the JavaScript front end makes of a tree. */
export interface Lowered {
  readonly requests: readonly Request[];
  readonly speller: Speller;
  readonly settings: Settings;
  readonly code: CodeMap;
  /** The scripts that were traced together, and send something. */
  readonly programs: readonly JsProgram[];
  readonly skipped: readonly Skipped[];
  /** What nothing needs any more once some edits are made, and stays. */
  leftOvers(edits: readonly Edit[]): readonly LeftOver[];
}

/**
 * Lowers the scripts that speak of Zoho, what they import, and what imports them. Each part that is connected by
 * imports is traced by itself; what turns out to hold no request is forgotten at once.
 */
export function lowerScripts(
  tree: Tree,
  read: (file: string) => string | undefined,
  watch: Watch,
  frontEnds?: FrontEnds,
): Lowered {
  watch.at('relate', 0);
  const { parts: all, resolve, importersOf } = findComponents(tree);
  const parts = all.filter((part) => part.every(isScript));
  const store = new ModuleStore(read);
  const sources = { read, resolve, importersOf: () => [] };
  const whole = new JsProgram(sources, store);
  const skipped = new Map<string, Skipped>();
  const requests: Request[] = [];
  const traced: TracedPart[] = [];
  const takenNames = new Set<string>();
  const builtNames: RegExp[] = [];
  const types = new TypesOfParts(tree, read, resolve);
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  let done = 0;
  for (const part of parts) {
    const program = new JsProgram(sources, store);
    for (const file of part) {
      watch.at('parse', done++, total, file, nameLanguage(file));
      program.load(file);
    }
    watch.at('trace', done, total, part[0]);
    const fail = (file: string, error: unknown) =>
      skipped.set(file, { file, reason: reasonOf(error), failed: true });
    const found = lowerInTime(program, fail);
    if (!found) {
      for (const file of filesToName(tree, part)) fail(file, new OutOfTime());
      continue;
    }
    for (const module of program.modules) {
      for (const { name } of environmentMentions(module)) takenNames.add(name);
      builtNames.push(...builtEnvironmentNames(module));
    }
    if (found.length > 0) {
      types.add(program.modules.map(({ file, text }) => ({ file, text })));
      for (const { file } of program.modules) whole.load(file);
      traced.push({ program, requests: found });
    } else store.release(program.modules.map(({ file }) => file).filter((file) => !whole.has(file)));
    requests.push(...found);
  }
  for (const [file, reason] of store.failures) skipped.set(file, { file, reason });
  const settings = settingsOf(tree, read, (file) => whole.load(file), { takenNames, builtNames }, frontEnds);
  const speller = createSpellerByPart(whole, traced, () => new JsProgram(sources, store), {
    spellSettings: settings.spell,
    findSetting: settings.find,
    documents: documentsOf(tree, read, { importersOf, resolve }),
    typesAround: (file) => types.around(file),
    tokenNameFor: tokenNameForVariable,
  });
  const programs = traced.map(({ program }) => program);
  const code = createCodeMap((file) => programs.find((program) => program.has(file)), entriesOf(tree));
  const leftOvers = (edits: readonly Edit[]) => leftOversOf(whole, edits, settings.find);
  return { requests, speller, settings, code, programs, skipped: [...skipped.values()], leftOvers };
}

/** What some scripts send; undefined where that takes more work than their size explains. */
function lowerInTime(
  program: JsProgram,
  fail: (file: string, error: unknown) => void,
): Request[] | undefined {
  const { modules } = program;
  try {
    return withBudget(stepsFor(modules), () => lower(new Tracer(program), modules, fail));
  } catch (error) {
    if (error instanceof OutOfTime) return undefined;
    throw error;
  }
}
