import type { Argv, Options } from 'yargs';
import type { MigrationResult } from '../model/migration.ts';
import { isHandWork } from '../report/view.ts';
import { findDisplayName } from './display-name.ts';
import { BLOCKED, DONE, type ExitCode, FAILED } from './exit-codes.ts';
import { tellFailedFiles } from './failure.ts';
import { checkVariableName, takeLast } from './options.ts';
import { PATHS, readPaths, refuseEmptyPaths } from './paths.ts';
import { showProgress } from './progress.ts';
import { planReports, writeReports } from './reports.ts';
import type { Streams } from './streams.ts';

export interface MigrateArguments {
  readonly paths: readonly string[];
  readonly dryRun: boolean;
  readonly diff: boolean;
  readonly unsafe: boolean;
  readonly annotate: boolean;
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
    'Rewrite calls from apikey and ticket to authtoken and scope',
    (yargs) =>
      yargs.positional('paths', { ...PATHS, describe: 'Files and folders to migrate' }).options(OPTIONS),
    (args) => choose({ ...args, paths: readPaths(args.paths, args._) }),
  );
}

const OPTIONS = {
  'dry-run': {
    alias: 'n',
    type: 'boolean',
    default: false,
    describe: 'Write no source; report what would be',
  },
  diff: { type: 'boolean', default: false, describe: 'Write no source; print a patch for git apply' },
  unsafe: { type: 'boolean', default: false, describe: 'Also make edits that may change behaviour' },
  annotate: {
    type: 'boolean',
    default: false,
    describe: 'Also put a comment above each piece of code that fetches tickets',
  },
  'token-env': {
    type: 'string',
    requiresArg: true,
    coerce: takeLast,
    defaultDescription: 'ZOHO_AUTHTOKEN, or what the configuration says',
    describe: 'Environment variable that will hold the token',
  },
  'display-name': {
    type: 'string',
    requiresArg: true,
    coerce: takeLast,
    defaultDescription: "what the configuration says, the package's name, or the folder's",
    describe: 'Name to generate tokens under',
  },
  'allow-dirty': { type: 'boolean', default: false, describe: 'Change files with uncommitted changes too' },
  'remove-ticket-code': {
    type: 'boolean',
    default: false,
    describe: 'Also take out the code that fetches tickets, where nothing needs it any more',
  },
  strict: { type: 'boolean', default: false, describe: 'Exit 1 when work is left to do by hand' },
  format: {
    type: 'string',
    array: true,
    nargs: 1,
    default: [],
    defaultDescription: 'text',
    describe: 'Report: text, json, diff, or those of check; json=FILE writes it to a file (repeatable)',
  },
} as const satisfies Record<string, Options>;

/** Migrates, reports, and answers with the exit code. */
export async function runMigrate(args: MigrateArguments, streams: Streams): Promise<ExitCode> {
  const reports = planReports(args.format, { diff: args.diff });
  refuseEmptyPaths(args.paths);
  const paths = args.paths.length === 0 ? ['.'] : args.paths;
  const tokenEnv = args.tokenEnv === undefined ? undefined : checkVariableName(args.tokenEnv);
  const displayName = args.displayName ?? findDisplayName(streams.cwd);
  const { migrate } = await import('../engine/migrate.ts');
  const result = await showProgress(streams.err, () =>
    migrate({
      paths,
      cwd: streams.cwd,
      write: !args.dryRun && !args.diff,
      unsafe: args.unsafe,
      annotate: args.annotate,
      ...(tokenEnv !== undefined && { tokenEnv }),
      displayName,
      allowDirty: args.allowDirty,
      removeTicketCode: args.removeTicketCode,
    }),
  );
  await writeReports(result, reports, streams);
  const failed = result.skipped.filter((skipped) => skipped.failed);
  if (failed.length > 0) {
    await tellFailedFiles(failed, streams);
    return FAILED;
  }
  return args.strict && leavesWork(result) ? BLOCKED : DONE;
}

/** A file that was not judged may hold calls, so that it too must not pass for done. */
function leavesWork({ findings, skipped }: MigrationResult): boolean {
  return findings.some(isHandWork) || skipped.length > 0;
}
