import type { Argv } from 'yargs';
import { UsageError } from '../engine/errors.ts';
import { TOOL } from '../package.ts';
import { addCheckCommand, CHECK_OPTIONS, runCheck } from './check.ts';
import { DONE, type ExitCode, FAILED } from './exit-codes.ts';
import { addExplainCommand, runExplain } from './explain.ts';
import { addMigrateCommand, MIGRATE_OPTIONS, runMigrate } from './migrate.ts';
import { findMistake } from './mistakes.ts';
import { COMMON_OPTIONS } from './options.ts';
import { parseCheckQuickly } from './quick-check.ts';
import type { Streams } from './streams.ts';

/** A command with its arguments read, ready to run. */
export interface Job {
  /** Whether all is to be told, of failures too. */
  readonly verbose: boolean;
  run(streams: Streams): Promise<ExitCode>;
}

/** Wider lines are hard to read. */
const WIDEST_HELP = 80;

const COMMANDS = {
  migrate: MIGRATE_OPTIONS,
  check: CHECK_OPTIONS,
  explain: COMMON_OPTIONS,
  // These judge their own words, of which one may be a password.
  token: ['url', 'create'],
};

/**
 * Reads the command line.
 *
 * @param width columns of the terminal that help is for
 * @throws UsageError
 */
export async function parseCommandLine(argv: readonly string[], width = WIDEST_HELP): Promise<Job> {
  if (argv.length === 1 && argv[0] === '--version') return print(TOOL.version);
  const check = parseCheckQuickly(argv);
  if (check) return { verbose: check.verbose, run: (streams) => runCheck(check, streams) };
  const { default: yargs } = await import('yargs');
  let job: Job | undefined;
  const parser = configure(yargs(), Math.min(width, WIDEST_HELP));
  addMigrateCommand(parser, (args) => {
    job = { verbose: args.verbose, run: (streams) => runMigrate(args, streams) };
  });
  addCheckCommand(parser, (args) => {
    job = { verbose: args.verbose, run: (streams) => runCheck(args, streams) };
  });
  addExplainCommand(parser, (args) => {
    job = { verbose: args.verbose, run: (streams) => runExplain(args, streams) };
  });
  const { addTokenCommand } = await import('./token/command.ts');
  addTokenCommand(parser, (run, verbose = false) => {
    job = { verbose, run };
  });
  // Nothing was asked for, and nothing is done: what could be asked for is said in the place of an error.
  if (argv.length === 0) return print(await readWith(parser, ['--help']), 'err');
  const words = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
  const mistake = findMistake(words, COMMANDS);
  if (mistake !== undefined) throw new UsageError(mistake);
  const output = await readWith(parser, words);
  return output === '' && job ? job : print(output);
}

function configure(parser: Argv, width: number): Argv {
  return parser
    .scriptName(TOOL.name)
    .locale('en')
    .usage('$0 <command>\n\nMoves calls of the Zoho CRM API off apikey and ticket onto authtoken.')
    .example('$0 migrate --dry-run', 'Show what would change; write nothing')
    .example('$0 migrate', 'Change it')
    .example('$0 check --staged', 'Keep the old parameters out of a commit')
    .epilogue(`'${TOOL.name} COMMAND --help' tells the options of a command.\n${TOOL.homepage}`)
    .strict()
    .version(TOOL.version)
    .help()
    .alias({ help: 'h', version: 'V' })
    .group(['help', 'version'], 'Others:')
    .wrap(width)
    .exitProcess(false)
    .parserConfiguration({
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    });
}

/** Gives what the command line asks to print (help, version), or throws what is wrong with it. */
async function readWith(parser: Argv, argv: readonly string[]): Promise<string> {
  let printed = '';
  let wrong: unknown;
  parser.fail((message, error) => {
    wrong ??= error instanceof UsageError ? error : new UsageError(message ?? error?.message);
  });
  await parser.parseAsync([...argv], {}, (_error, _args, output) => {
    printed = output;
  });
  if (wrong !== undefined) throw wrong;
  return printed;
}

function print(text: string, to: 'out' | 'err' = 'out'): Job {
  return {
    verbose: false,
    async run(streams) {
      await streams[to].write(text + '\n');
      return to === 'out' ? DONE : FAILED;
    },
  };
}
