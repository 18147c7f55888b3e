import type { Argv, Options } from 'yargs';
import type { What } from '../engine/check/scope.ts';
import { UsageError } from '../engine/errors.ts';
import type { CheckResult } from '../model/migration.ts';
import type { Watch } from '../model/watch.ts';
import { findDisplayName } from './display-name.ts';
import { BLOCKED, DONE, type ExitCode, FAILED } from './exit-codes.ts';
import { tellFailedFiles } from './failure.ts';
import { COMMON_OPTIONS, type CommonArguments, readCommon, takeLast } from './options.ts';
import { PATHS, readPaths, refuseEmptyPaths } from './paths.ts';
import { checkReportFiles } from './report-files.ts';
import { reportOn } from './report-on.ts';
import { planReports, writeReports } from './reports.ts';
import { type Streams, withColor } from './streams.ts';

export interface CheckArguments extends CommonArguments {
  readonly paths: readonly string[];
  readonly staged: boolean;
  readonly since?: string | undefined;
  readonly wholeFiles: boolean;
  readonly baseline?: string | undefined;
  readonly updateBaseline: boolean;
  readonly strict: boolean;
  readonly format: readonly string[];
}

/** Teaches the parser the command; `choose` is told what to run. */
export function addCheckCommand(parser: Argv, choose: (args: CheckArguments) => void): Argv {
  return parser.command(
    'check [paths..]',
    'Find calls with the old parameters',
    (yargs) =>
      yargs
        .usage('$0 check [paths..]\n\nFinds calls with apikey and ticket; changes nothing.')
        .positional('paths', { ...PATHS, describe: 'Files and folders to check' })
        .options(CHECK_OPTIONS)
        .example('$0 check --staged', 'For a hook: what git would commit now')
        .example('$0 check --since origin/main', 'For CI: what the commits since then change')
        .example('$0 check --format sarif=a.sarif --format text', 'Two reports, one in a file')
        .epilogue('Exit codes: 0 clean, 1 something blocks, 2 it could not be told.'),
    (args) =>
      choose({
        ...args,
        ...readCommon(args),
        paths: readPaths(args.paths, args._),
        staged: args.staged === true,
        wholeFiles: args.wholeFiles === true,
        updateBaseline: args.updateBaseline === true,
        strict: args.strict === true,
      }),
  );
}

const JUDGES = 'What it judges:';
const TELLS = 'What it tells:';

export const CHECK_OPTIONS = {
  staged: {
    type: 'boolean',
    group: JUDGES,
    describe: 'What git would commit now; only changed lines block',
  },
  since: {
    type: 'string',
    requiresArg: true,
    coerce: takeLast,
    group: JUDGES,
    describe: 'What the commits since this one change; only changed lines block',
  },
  'whole-files': {
    type: 'boolean',
    group: JUDGES,
    describe: 'With these two: all lines of changed files block',
  },
  baseline: {
    type: 'string',
    requiresArg: true,
    coerce: takeLast,
    group: JUDGES,
    describe: 'File of findings that are accepted',
  },
  'update-baseline': {
    type: 'boolean',
    group: JUDGES,
    describe: 'Accept all that is found from now on',
  },
  strict: { type: 'boolean', group: JUDGES, describe: 'Warnings block, too' },
  format: {
    type: 'string',
    array: true,
    nargs: 1,
    default: [],
    group: TELLS,
    defaultDescription: 'text',
    describe:
      'Report: text, json, jsonl, sarif, github, gitlab, rdjsonl, junit, markdown or html; NAME=FILE writes it to a file (repeatable)',
  },
  ...COMMON_OPTIONS,
} as const satisfies Record<string, Options>;

const TELL_FIXES: ReadonlySet<string> = new Set(['rdjsonl', 'sarif', 'html']);
/** Of the others, the text says how many tokens it takes, and no more. */
const TELL_PLAN: ReadonlySet<string> = new Set(['json', 'jsonl', 'markdown', 'html']);

/** Checks, reports, and answers with the exit code. */
export async function runCheck(args: CheckArguments, given: Streams): Promise<ExitCode> {
  const streams = withColor(given, args.color);
  const reports = planReports(args.format, { without: ['diff'] });
  const what = whatToCheck(args, streams.env);
  refuseEmptyPaths(args.paths);
  checkBaseline(args);
  checkReportFiles(
    reports.map(({ format }) => format),
    streams.cwd,
    [args.baseline],
  );
  const { check } = await import('../engine/check/check.ts');
  const work = (watch: Watch) =>
    check({
      paths: args.paths,
      cwd: streams.cwd,
      what,
      strict: args.strict,
      withFixes: reports.some(({ format }) => TELL_FIXES.has(format.name)),
      withPlan: reports.some(({ format }) => TELL_PLAN.has(format.name)),
      displayName: () => findDisplayName(streams.cwd),
      ...(args.baseline !== undefined && { baseline: args.baseline, updateBaseline: args.updateBaseline }),
      watch,
    });
  const result = await reportOn(work, (done) => writeReports(done, reports, args, streams), args, streams);
  const code = exitCodeOf(result);
  // The text says it, too.
  const isTold = reports.some(({ format, target }) => format.name === 'text' && target === 'out');
  if (code === FAILED && !isTold) await tellFailedFiles(result.skipped, streams);
  return code;
}

/** The pre-commit framework tells by variables that it was asked about a range of commits, not about the index. */
function whatToCheck({ staged, since, wholeFiles }: CheckArguments, env: Streams['env']): What {
  if (staged && since !== undefined)
    throw new UsageError('--staged and --since exclude each other: use one of them');
  if (since === '') throw new UsageError('--since takes the name of a commit: --since origin/main');
  if (since !== undefined) return { kind: 'since', since, wholeFiles };
  if (!staged && wholeFiles) throw new UsageError('--whole-files needs --staged or --since');
  if (!staged) return { kind: 'work-tree' };
  const { PRE_COMMIT_FROM_REF: from, PRE_COMMIT_TO_REF: until } = env;
  return from && until ? { kind: 'since', since: from, until, wholeFiles } : { kind: 'staged', wholeFiles };
}

function checkBaseline({ baseline, updateBaseline, staged, since }: CheckArguments): void {
  if (baseline === '') throw new UsageError('--baseline takes the name of a file');
  if (!updateBaseline) return;
  if (baseline === undefined) throw new UsageError('--update-baseline needs --baseline FILE');
  // What a commit does not change would be forgotten.
  if (staged || since !== undefined)
    throw new UsageError('--update-baseline looks at the work tree, not at a commit');
}

/** What blocks, blocks; else what should have been read and was not keeps it from being clean. */
function exitCodeOf({ findings, skipped, check }: CheckResult): ExitCode {
  if (findings.some(({ standing }) => standing === 'blocks')) return BLOCKED;
  if (skipped.length > 0) return FAILED;
  return check.staleBlocks && check.stale.length > 0 ? BLOCKED : DONE;
}
