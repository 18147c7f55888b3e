import type { Argv } from 'yargs';
import type { ExitCode } from '../exit-codes.ts';
import type { Streams } from '../streams.ts';
import { addTokenCreateCommand } from './create-command.ts';
import { addTokenUrlCommand, runTokenUrl } from './url.ts';

/** Teaches the parser `token` and what follows it; `choose` is told what to run. */
export function addTokenCommand(
  parser: Argv,
  choose: (run: (streams: Streams) => Promise<ExitCode>, verbose?: boolean) => void,
): Argv {
  return parser.command('token', 'Get the tokens that the migrated code needs', (yargs) => {
    addTokenUrlCommand(yargs, (args) => choose((streams) => runTokenUrl(args, streams), args.verbose));
    addTokenCreateCommand(yargs, choose);
    return yargs.demandCommand(1, 'Say what to do: token url or token create');
  });
}
