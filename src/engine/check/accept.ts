import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isSystemError, meaningOf } from '../../files/system-errors.ts';
import { createFile, replaceFile } from '../../files/write.ts';
import type { SourceRange } from '../../model/edit.ts';
import { Failure } from '../../model/failure.ts';
import type { Finding } from '../../model/finding.ts';
import { showPath } from '../../report/paths.ts';
import { type BaselineEntry, matchBaseline, parseBaseline, printBaseline } from './baseline.ts';
import { fingerprint } from './fingerprint.ts';
import type { CheckScope, Source } from './scope.ts';

/** What is accepted, and which entries nothing answers to. */
export interface Acceptance {
  readonly accepted: ReadonlySet<Finding>;
  readonly stale: readonly (BaselineEntry & { readonly path: string })[];
}

interface Candidate extends BaselineEntry {
  readonly finding: Finding;
}

/** A baseline with the folder that its names are relative to. */
export interface Baseline {
  readonly file: string;
  readonly folder: string;
  readonly name: string;
}

export function baselineAt(path: string, cwd: string): Baseline {
  const file = resolve(cwd, path);
  return { file, folder: dirname(file), name: showPath(cwd, file) || '.' };
}

/** Tells which findings the baseline accepts. @throws Failure when it is not there or is no baseline */
export function acceptKnown(
  baseline: Baseline,
  source: Source,
  scope: CheckScope,
  findings: readonly Finding[],
  textAt: (range: SourceRange) => string,
): Acceptance {
  // Git does not know a baseline that lies elsewhere or is not added yet.
  const text = source.readTexts([baseline.file]).get(baseline.file) ?? readFrom(baseline);
  if (text === undefined)
    throw new Failure(`There is no baseline ${baseline.name}; with --update-baseline as well, it is written`);
  return match(baseline, parseBaseline(text, baseline.name), scope, candidatesOf(baseline, findings, textAt));
}

/** Accepts all that is found from now on, and forgets what nothing answers to. */
export function acceptAll(
  baseline: Baseline,
  scope: CheckScope,
  findings: readonly Finding[],
  textAt: (range: SourceRange) => string,
): Acceptance {
  const before = readFrom(baseline);
  const candidates = candidatesOf(baseline, findings, textAt);
  const known = before === undefined ? [] : parseBaseline(before, baseline.name);
  const { stale, untouched } = match(baseline, known, scope, candidates);
  const after = printBaseline([...candidates, ...untouched]);
  if (before !== after) writeTo(baseline, before, after);
  return { accepted: new Set(findings), stale };
}

function match(
  { folder }: Baseline,
  entries: readonly BaselineEntry[],
  scope: CheckScope,
  candidates: readonly Candidate[],
) {
  const { accepted, stale, untouched } = matchBaseline(entries, candidates, (name) => {
    const file = resolve(folder, name);
    return scope.judged.has(file) || !scope.has(file);
  });
  return {
    accepted: new Set([...accepted].map(({ finding }) => finding)),
    stale: stale.map((entry) => ({ ...entry, path: resolve(folder, entry.file) })),
    untouched,
  };
}

function candidatesOf(
  { folder }: Baseline,
  findings: readonly Finding[],
  textAt: (range: SourceRange) => string,
): Candidate[] {
  return findings.map((finding) => ({
    finding,
    ruleId: finding.ruleId,
    fingerprint: fingerprint(finding, textAt),
    file: showPath(folder, finding.at.file),
  }));
}

function writeTo({ file, name }: Baseline, before: string | undefined, after: string): void {
  try {
    if (before === undefined) createFile(file, Buffer.from(after));
    else replaceFile(file, readFileSync(file), Buffer.from(after));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Failure(`The baseline ${name} cannot be written: ${meaningOf(error)}`, { cause: error });
  }
}

function readFrom({ file, name }: Baseline): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure(`The baseline ${name} cannot be read: ${meaningOf(error as NodeJS.ErrnoException)}`, {
      cause: error,
    });
  }
}
