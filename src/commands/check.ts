import type { Argv, Options } from 'yargs';
import type { CheckResult } from '../model/migration.ts';
import { BLOCKED, DONE, type ExitCode, FAILED } from './exit-codes.ts';
import { tellFailedFiles } from './failure.ts';
import { checkPaths, PATHS, readPaths } from './paths.ts';
import { showProgress } from './progress.ts';
import { planReports, writeReports } from './reports.ts';
import type { Streams } from './streams.ts';

export interface CheckArguments {
  readonly paths: readonly string[];
  readonly strict: boolean;
  readonly format: readonly string[];
}

/** Teaches the parser the command; `choose` is told what to run. */
export function addCheckCommand(parser: Argv, choose: (args: CheckArguments) => void): Argv {
  return parser.command(
    'check [paths..]',
    'Find calls with apikey and ticket; change nothing',
    (yargs) =>
      yargs.positional('paths', { ...PATHS, describe: 'Files and folders to check' }).options(CHECK_OPTIONS),
    (args) => choose({ ...args, paths: readPaths(args.paths, args._) }),
  );
}

export const CHECK_OPTIONS = {
  strict: { type: 'boolean', default: false, describe: 'Warnings block, too' },
  format: {
    type: 'string',
    array: true,
    nargs: 1,
    default: [],
    defaultDescription: 'text',
    describe: 'Report: text or json; json=FILE writes it to a file (repeatable)',
  },
} as const satisfies Record<string, Options>;

/** Checks, reports, and answers with the exit code. */
export async function runCheck(args: CheckArguments, streams: Streams): Promise<ExitCode> {
  const reports = planReports(args.format, { without: ['diff'] });
  const paths = checkPaths(args.paths);
  const { check } = await import('../engine/check/check.ts');
  const result = await showProgress(streams.err, () =>
    check({ paths, cwd: streams.cwd, strict: args.strict }),
  );
  await writeReports(result, reports, streams);
  const code = exitCodeOf(result);
  // The text says it, too.
  const isTold = reports.some(({ format, target }) => format.name === 'text' && target === 'out');
  if (code === FAILED && !isTold) await tellFailedFiles(result.skipped, streams);
  return code;
}

/** What blocks, blocks; else what should have been read and was not keeps it from being clean. */
function exitCodeOf({ findings, skipped }: CheckResult): ExitCode {
  if (findings.some(({ standing }) => standing === 'blocks')) return BLOCKED;
  return skipped.length > 0 ? FAILED : DONE;
}
