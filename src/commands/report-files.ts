import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { UsageError } from '../engine/errors.ts';
import { meaningOf } from '../files/system-errors.ts';
import { Failure } from '../model/failure.ts';
import { TOOL } from '../package.ts';
import type { Format, FormatName } from '../report/formats.ts';

/** How far into a file its beginning is looked at, in bytes. */
const BEGINNING = 4096;

/** How the reports of an earlier run begin; a text for people is known by the name of its file alone. */
const OURS: Readonly<Record<Exclude<FormatName, 'text'>, RegExp>> = {
  html: new RegExp(`<meta name="generator" content="${TOOL.name} `),
  json: new RegExp(`^\\{\\s*"schemaVersion": \\d+,\\s*"tool": \\{\\s*"name": "${TOOL.name}"`),
  jsonl: /^\{"type":"\w+"/,
  sarif: new RegExp(`^\\{\\s*"\\$schema":[\\s\\S]*"${TOOL.name}"`),
  github: /^::(?:error|warning|notice) /,
  gitlab: /^\[(?:\]|\s*\{\s*"description":[\s\S]*"check_name":)/,
  rdjsonl: new RegExp(`^\\{"message":.*"${TOOL.name}"`),
  junit: new RegExp(`<testsuites name="${TOOL.name}"`),
  markdown: new RegExp(`^### ${TOOL.name}\\n`),
  diff: /^diff --git /,
};
const FOR_PEOPLE: ReadonlySet<string> = new Set(['.txt', '.text', '.log', '.out']);

/**
 * Refuses, before anything is done, what could not be written at its end, or would take the place of something else.
 *
 * @param taken files that the run is given for another purpose
 */
export function checkReportFiles(
  formats: readonly Format[],
  cwd: string,
  taken: readonly (string | undefined)[] = [],
): void {
  const used = new Set(taken.flatMap((file) => (file === undefined ? [] : [resolve(cwd, file)])));
  for (const { name, file } of formats) {
    if (file === undefined) continue;
    const path = resolve(cwd, file);
    const option = `--format ${name}=${file}`;
    if (used.has(path) && !isDevice(path))
      throw new UsageError(`${option}: that file is already used for something else`);
    used.add(path);
    checkPlace(path, name, dirname(file), option);
  }
}

/** Writes one of them. `after` says what is done already. */
export function writeReportFile(file: string, name: string, content: string | Buffer, after: string): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    const reason = meaningOf(error as NodeJS.ErrnoException);
    throw new Failure(`The report ${name} cannot be written: ${reason}${after}`, { cause: error });
  }
}

function checkPlace(path: string, format: FormatName, folderName: string, option: string): void {
  const stats = statOf(path);
  if (stats?.isDirectory()) throw new UsageError(`${option}: that is a folder; name a file in it`);
  if (stats?.isFile() && stats.size > 0 && !isOurs(path, format))
    throw new UsageError(
      `${option}: that file is there, and is no such report of an earlier run; name another one, or delete it first`,
    );
  const folder = statOf(dirname(path));
  if (!folder?.isDirectory())
    throw new UsageError(`${option}: there is no folder ${folderName}; make it first`);
  try {
    accessSync(stats ? path : dirname(path), constants.W_OK);
  } catch (error) {
    throw new UsageError(
      `${option}: it cannot be written there: ${meaningOf(error as NodeJS.ErrnoException)}`,
    );
  }
}

/** Whether a file may be the report of an earlier run, which a new one takes the place of. */
function isOurs(path: string, format: FormatName): boolean {
  return format === 'text'
    ? FOR_PEOPLE.has(extname(path).toLowerCase())
    : OURS[format].test(beginningOf(path));
}

function beginningOf(path: string): string {
  const bytes = Buffer.alloc(BEGINNING);
  const descriptor = openSync(path, 'r');
  try {
    return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, BEGINNING, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** `/dev/null` takes any number of reports. */
function isDevice(path: string): boolean {
  return statOf(path)?.isCharacterDevice() === true;
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    // Whatever keeps it from being looked at keeps it from being written: that is told where it is tried.
    return undefined;
  }
}
