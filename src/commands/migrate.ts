import type { Argv, Options } from 'yargs';
import { UsageError } from '../engine/errors.ts';
import type { MigrateOptions } from '../engine/migrate.ts';
import type { MigrationResult } from '../model/migration.ts';
import type { Watch } from '../model/watch.ts';
import { isHandWork } from '../report/view.ts';
import { findDisplayName } from './display-name.ts';
import { BLOCKED, DONE, type ExitCode, FAILED, INTERRUPTED_BY } from './exit-codes.ts';
import { tellFailedFiles } from './failure.ts';
import { COMMON_OPTIONS, type CommonArguments, checkVariableName, readCommon, takeLast } from './options.ts';
import { PATHS, readPaths, refuseEmptyPaths } from './paths.ts';
import { checkReportFiles } from './report-files.ts';
import { reportOn } from './report-on.ts';
import { planReports, writeReports } from './reports.ts';
import { type Streams, withColor } from './streams.ts';

export interface MigrateArguments extends CommonArguments {
  readonly paths: readonly string[];
  readonly dryRun: boolean;
  readonly diff: boolean;
  readonly unsafe: boolean;
  readonly annotate: boolean;
  readonly interactive: boolean;
  readonly tokenEnv?: string | undefined;
  readonly displayName?: string | undefined;
  readonly allowDirty: boolean;
  readonly removeTicketCode: boolean;
  readonly strict: boolean;
  readonly format: readonly string[];
}

/** Teaches the parser the command; `choose` is told what to run. */
export function addMigrateCommand(parser: Argv, choose: (args: MigrateArguments) => void): Argv {
  return parser.command(
    'migrate [paths..]',
    'Rewrite calls to authtoken and scope=crmapi',
    (yargs) =>
      yargs
        .usage('$0 migrate [paths..]\n\nRewrites calls from apikey and ticket to authtoken and scope.')
        .positional('paths', { ...PATHS, describe: 'Files and folders to migrate' })
        .options(MIGRATE_OPTIONS)
        .example('$0 migrate --dry-run', 'Show what would change; write nothing')
        .example('$0 migrate --diff > a.diff', 'The same as a patch for git apply')
        .example('$0 migrate src jobs', 'Change it, only there')
        .epilogue(
          'Exit codes: 0 done, 1 hand work is left (--strict), 2 it could not be done, or not all of it, 130 broken off (--interactive).',
        ),
    (args) =>
      choose({
        ...args,
        ...readCommon(args),
        paths: readPaths(args.paths, args._),
        dryRun: args.dryRun === true,
        diff: args.diff === true,
        unsafe: args.unsafe === true,
        annotate: args.annotate === true,
        interactive: args.interactive === true,
        allowDirty: args.allowDirty === true,
        removeTicketCode: args.removeTicketCode === true,
        strict: args.strict === true,
      }),
  );
}

const WRITES = 'What it writes:';
const TELLS = 'What it tells:';

export const MIGRATE_OPTIONS = {
  'dry-run': {
    alias: 'n',
    type: 'boolean',
    group: WRITES,
    describe: 'Write no source; report what would be',
  },
  diff: { type: 'boolean', group: WRITES, describe: 'Write no source; print a patch for git apply' },
  unsafe: { type: 'boolean', group: WRITES, describe: 'Also make edits that may change behaviour' },
  annotate: {
    type: 'boolean',
    group: WRITES,
    describe: 'Also put a comment above each piece of code that fetches tickets',
  },
  interactive: {
    type: 'boolean',
    group: WRITES,
    describe: 'Show one finding at a time and ask whether to take it',
  },
  'remove-ticket-code': {
    type: 'boolean',
    group: WRITES,
    describe: 'Also take out the code that fetches tickets, where nothing needs it any more',
  },
  'allow-dirty': { type: 'boolean', group: WRITES, describe: 'Change files with uncommitted changes too' },
  'token-env': {
    type: 'string',
    requiresArg: true,
    coerce: takeLast,
    group: WRITES,
    defaultDescription: 'ZOHO_AUTHTOKEN',
    describe: 'Environment variable that will hold the token',
  },
  'display-name': {
    type: 'string',
    requiresArg: true,
    coerce: takeLast,
    group: TELLS,
    defaultDescription: "configured, or the package's",
    describe: 'Name to generate tokens under',
  },
  format: {
    type: 'string',
    array: true,
    nargs: 1,
    default: [],
    group: TELLS,
    defaultDescription: 'text',
    describe: 'Report: text, json, html, diff, or those of check; json=FILE writes it to a file (repeatable)',
  },
  strict: { type: 'boolean', group: TELLS, describe: 'Exit with 1 when work is left to do by hand' },
  ...COMMON_OPTIONS,
} as const satisfies Record<string, Options>;

/** Migrates, reports, and answers with the exit code. */
export async function runMigrate(args: MigrateArguments, given: Streams): Promise<ExitCode> {
  const streams = withColor(given, args.color);
  if (args.interactive) refuseBeside(args);
  const reports = planReports(args.format, { diff: args.diff });
  refuseEmptyPaths(args.paths);
  checkReportFiles(
    reports.map(({ format }) => format),
    streams.cwd,
  );
  const paths = args.paths.length === 0 ? ['.'] : args.paths;
  const tokenEnv = args.tokenEnv === undefined ? undefined : checkVariableName(args.tokenEnv);
  if (args.displayName === '')
    throw new UsageError('--display-name takes a name: --display-name harbour-crm');
  const displayName = args.displayName ?? findDisplayName(streams.cwd);
  const options: MigrateOptions = {
    paths,
    cwd: streams.cwd,
    write: !args.dryRun && !args.diff,
    unsafe: args.unsafe,
    annotate: args.annotate,
    ...(tokenEnv !== undefined && { tokenEnv }),
    displayName,
    allowDirty: args.allowDirty,
    removeTicketCode: args.removeTicketCode,
  };
  const report = (done: MigrationResult) => writeReports(done, reports, args, streams);
  if (args.interactive) {
    const { runInteractively } = await import('./interactive/interactive.ts');
    const result = await runInteractively(options, report, args, streams);
    return result ? endOf(result, args, streams) : INTERRUPTED_BY.SIGINT;
  }
  const { migrate } = await import('../engine/migrate.ts');
  const work = (watch: Watch) => migrate({ ...options, watch });
  return endOf(await reportOn(work, report, args, streams), args, streams);
}

/** What a run that was reported answers with. */
async function endOf(result: MigrationResult, args: MigrateArguments, streams: Streams): Promise<ExitCode> {
  const failed = result.skipped.filter((skipped) => skipped.failed);
  if (failed.length > 0) {
    await tellFailedFiles(failed, streams);
    return FAILED;
  }
  return args.strict && leavesWork(result) ? BLOCKED : DONE;
}

function refuseBeside({ diff, removeTicketCode }: MigrateArguments): void {
  if (diff)
    throw new UsageError(
      '--interactive shows every change itself and --diff prints them all: choose one. --dry-run asks and writes nothing',
    );
  if (removeTicketCode)
    throw new UsageError(
      '--remove-ticket-code takes out what nothing needs any more, which is known once all is decided: run it after --interactive, by itself',
    );
}

/** A file that was not judged may hold calls, so that it too must not pass for done. */
function leavesWork({ findings, skipped }: MigrationResult): boolean {
  return findings.some(isHandWork) || skipped.length > 0;
}
