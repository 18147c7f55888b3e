import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../engine/errors.ts';
import { suggest } from '../engine/nearest.ts';
import type { MigrationResult } from '../model/migration.ts';
import { FORMATS, type Format, type FormatName, parseFormat, render } from '../report/formats.ts';
import type { CommonArguments } from './options.ts';
import { writeReportFile } from './report-files.ts';
import type { Streams } from './streams.ts';

/** A report and the place where it goes: a file, or one of the standard streams. */
export interface PlannedReport {
  readonly format: Format;
  readonly target: 'out' | 'err' | 'file';
}

/**
 * Decides where each report goes, before anything is done. `--diff` has standard output for itself: a report
 * without a file then goes to standard error. No two reports share a stream.
 */
export function planReports(
  specs: readonly string[],
  { diff = false, without = [] }: { diff?: boolean; without?: readonly FormatName[] } = {},
): readonly PlannedReport[] {
  const names = Object.keys(FORMATS).filter((name) => !without.some((other) => other === name));
  const formats = specs.map((spec) => readFormat(spec, names));
  if (diff) return onlyOneEach([{ format: { name: 'diff' }, target: 'out' }, ...formats.map(toErrOrFile)]);
  if (formats.length === 0) return [{ format: { name: 'text' }, target: 'out' }];
  return onlyOneEach(
    formats.map((format) => ({ format, target: format.file === undefined ? 'out' : 'file' })),
  );
}

function readFormat(spec: string, names: readonly string[]): Format {
  const format = parseFormat(spec);
  if (format && names.includes(format.name)) return format;
  const [name = '', file] = spec.split('=');
  if (names.includes(name) && file === '')
    throw new UsageError(`--format ${spec} names no file: --format ${name}=FILE`);
  throw new UsageError(
    `There is no format '${name}'${suggest(name, names) || ` here. Formats: ${names.join(', ')}; NAME=FILE writes one to a file`}`,
  );
}

function toErrOrFile(format: Format): PlannedReport {
  return { format, target: format.file === undefined ? 'err' : 'file' };
}

function onlyOneEach(reports: readonly PlannedReport[]): readonly PlannedReport[] {
  for (const target of ['out', 'err'] as const) {
    const [first, second] = reports.filter((report) => report.target === target);
    if (first && second) {
      const [one, other] = [first.format.name, second.format.name];
      throw new UsageError(
        `Two reports, ${one} and ${other}, would go to standard ${target === 'out' ? 'output' : 'error'}: give one a file, --format ${other}=FILE`,
      );
    }
  }
  return reports;
}

/** Renders and writes each report where it was planned. */
export async function writeReports(
  result: MigrationResult,
  reports: readonly PlannedReport[],
  { quiet, color }: CommonArguments,
  streams: Streams,
): Promise<void> {
  const top = findRepositoryTop(streams.cwd) ?? streams.cwd;
  for (const { format, target } of reports) {
    if (target === 'file') {
      const file = resolve(streams.cwd, format.file!);
      const content = await render(format.name, result, { color: false, quiet, top });
      const written = result.changed.length > 0 && !result.dryRun;
      writeReportFile(file, format.file!, content, written ? '. The sources are changed all the same' : '');
      continue;
    }
    const output = streams[target];
    // A patch in a pipe is for programs: a variable of the environment must not spoil it.
    const isShown = output.isTerminal || color === true;
    const context = { color: output.color, width: output.width, quiet, isShown, top };
    await output.write(await render(format.name, result, context));
  }
}

/** The folder at or above `folder` that holds `.git`, which is a file in a linked work tree. */
function findRepositoryTop(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : findRepositoryTop(parent);
}
