import { accessSync, constants, readFileSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { UsageError } from '../engine/errors.ts';
import { isSource } from '../engine/front-ends/files.ts';
import { meaningOf } from '../files/system-errors.ts';
import { Failure } from '../model/failure.ts';
import { TOOL } from '../package.ts';
import type { Format } from '../report/formats.ts';

/** As `src/report/html/document.ts` marks its pages. */
const GENERATOR = `<meta name="generator" content="${TOOL.name} `;

/** Files of JSON that are no reports, though reports are JSON. */
const SETTINGS: ReadonlySet<string> = new Set(['package.json', 'zoho-authtoken.json']);

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
    checkPlace(path, dirname(file), option);
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

function checkPlace(path: string, folderName: string, option: string): void {
  const stats = statOf(path);
  if (stats?.isDirectory()) throw new UsageError(`${option}: that is a folder; name a file in it`);
  if (stats?.isFile() && (isSource(path) || SETTINGS.has(basename(path))) && !isPageOfOurs(path))
    throw new UsageError(`${option}: that file is there, and is no report; name another one`);
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

/** A page is a source, but for the report that an earlier run wrote. */
function isPageOfOurs(path: string): boolean {
  return /\.html?$/i.test(path) && readFileSync(path, 'latin1').includes(GENERATOR);
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
