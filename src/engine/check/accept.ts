import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createFile, replaceFile } from '../../files/write.ts';
import type { SourceRange } from '../../model/edit.ts';
import type { Finding } from '../../model/finding.ts';
import { showPath } from '../../report/paths.ts';
import { UsageError } from '../errors.ts';
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
  return { file, folder: dirname(file), name: showPath(cwd, file) };
}

/** Tells which findings the baseline accepts. @throws UsageError when it is not there or is no baseline */
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
    throw new UsageError(`There is no baseline ${baseline.name}; --update-baseline writes one`);
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
  if (before === undefined) createFile(baseline.file, Buffer.from(after));
  else if (before !== after) replaceFile(baseline.file, readFileSync(baseline.file), Buffer.from(after));
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

function readFrom({ file }: Baseline): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
