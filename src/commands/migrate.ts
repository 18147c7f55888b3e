import type { Argv, Options } from 'yargs';
import { UsageError } from '../engine/errors.ts';
import type { MigrationResult } from '../model/migration.ts';
import { isHandWork } from '../report/view.ts';
import { findDisplayName } from './display-name.ts';
import { BLOCKED, DONE, type ExitCode, FAILED } from './exit-codes.ts';
import { tellFailedFiles } from './failure.ts';
import { planReports, writeReports } from './reports.ts';
import type { Output, Streams } from './streams.ts';

export interface MigrateArguments {
  readonly paths: readonly string[];
  readonly dryRun: boolean;
  readonly diff: boolean;
  readonly unsafe: boolean;
  readonly annotate: boolean;
  readonly tokenEnv: string;
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
    (yargs) => yargs.positional('paths', PATHS).options(OPTIONS),
    (args) => choose({ ...args, paths: readPaths(args.paths, args._) }),
  );
}

/** yargs shows `defaultDescription` here too, which its types do not know. */
const PATHS = {
  type: 'string',
  array: true,
  defaultDescription: 'this folder',
  describe: 'Files and folders to migrate',
} as const;

/** What follows `--` is not put among the positionals: without it, `migrate -- FILE` would migrate everything. */
function readPaths(
  positionals: readonly string[] | undefined,
  [_command, ...afterDashes]: readonly (string | number)[],
): readonly string[] {
  const paths = [...(positionals ?? []), ...afterDashes.map(String)];
  return paths.length === 0 ? ['.'] : paths;
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
    default: 'ZOHO_AUTHTOKEN',
    describe: 'Environment variable that will hold the token',
  },
  'display-name': {
    type: 'string',
    requiresArg: true,
    coerce: takeLast,
    defaultDescription: "the package's name, or the folder's",
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
    describe: 'Report: text, json or diff; json=FILE writes it to a file (repeatable)',
  },
} as const satisfies Record<string, Options>;

/** An option given twice counts as it was given last. */
function takeLast(value: string | string[]): string {
  return Array.isArray(value) ? value.at(-1)! : value;
}

/** Migrates, reports, and answers with the exit code. */
export async function runMigrate(args: MigrateArguments, streams: Streams): Promise<ExitCode> {
  const reports = planReports(args.format, args.diff);
  const paths = checkPaths(args.paths);
  const tokenEnv = checkVariableName(args.tokenEnv);
  const displayName = args.displayName ?? (await findDisplayName(streams.cwd));
  const { migrate } = await import('../engine/migrate.ts');
  const result = await showProgress(streams.err, () =>
    migrate({
      paths,
      cwd: streams.cwd,
      write: !args.dryRun && !args.diff,
      unsafe: args.unsafe,
      annotate: args.annotate,
      tokenEnv,
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

/** An empty path is a variable that was not set, not a wish to migrate everything. */
function checkPaths(paths: readonly string[]): readonly string[] {
  if (!paths.includes('')) return paths;
  throw new UsageError('A path is empty');
}

function checkVariableName(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name)) return name;
  throw new UsageError(`--token-env takes the name of an environment variable, not '${name}'`);
}

/** A file that was not judged may hold calls, so that it too must not pass for done. */
function leavesWork({ findings, skipped }: MigrationResult): boolean {
  return findings.some(isHandWork) || skipped.length > 0;
}

/** A line on a terminal that goes away when the work is done. */
async function showProgress<T>(err: Output, work: () => Promise<T>): Promise<T> {
  if (!err.isTerminal) return work();
  await err.write('Looking for Zoho CRM calls…');
  try {
    return await work();
  } finally {
    await err.write('\r\x1b[K');
  }
}
