import type { Argv } from 'yargs';
import { UsageError } from '../engine/errors.ts';
import { TOOL } from '../package.ts';
import { addCheckCommand, runCheck } from './check.ts';
import type { ExitCode } from './exit-codes.ts';
import { DONE } from './exit-codes.ts';
import { addExplainCommand, runExplain } from './explain.ts';
import { addMigrateCommand, runMigrate } from './migrate.ts';
import { parseCheckQuickly } from './quick-check.ts';
import type { Streams } from './streams.ts';

/** A command with its arguments read, ready to run. */
export type Job = (streams: Streams) => Promise<ExitCode>;

/** Reads the command line. Throws `UsageError`. */
export async function parseCommandLine(argv: readonly string[]): Promise<Job> {
  if (argv.length === 1 && argv[0] === '--version') return print(TOOL.version);
  const check = parseCheckQuickly(argv);
  if (check) return (streams) => runCheck(check, streams);
  const { default: yargs } = await import('yargs');
  let job: Job | undefined;
  const parser = configure(yargs());
  addMigrateCommand(parser, (args) => {
    job = (streams) => runMigrate(args, streams);
  });
  addCheckCommand(parser, (args) => {
    job = (streams) => runCheck(args, streams);
  });
  addExplainCommand(parser, (args) => {
    job = (streams) => runExplain(args, streams);
  });
  const { addTokenCommand } = await import('./token/command.ts');
  addTokenCommand(parser, (run) => {
    job = run;
  });
  const output = await readWith(parser, argv);
  return output === '' && job ? job : print(output);
}

function configure(parser: Argv): Argv {
  return parser
    .scriptName(TOOL.name)
    .locale('en')
    .usage('$0 <command>\n\nMoves calls of the Zoho CRM API off apikey and ticket onto authtoken.')
    .demandCommand(1, 'Say what to do: migrate, check, explain or token')
    .strict()
    .version(TOOL.version)
    .help()
    .alias('help', 'h')
    .wrap(100)
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
  let wrong: string | undefined;
  parser.fail((message, error) => {
    wrong ??= message ?? error?.message;
  });
  await parser.parseAsync([...argv], {}, (_error, _args, output) => {
    printed = output;
  });
  if (wrong !== undefined) throw new UsageError(wrong);
  return printed;
}

function print(text: string): Job {
  return async ({ out }) => {
    await out.write(text + '\n');
    return DONE;
  };
}
