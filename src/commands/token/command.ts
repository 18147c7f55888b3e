import type { Argv } from 'yargs';
import type { ExitCode } from '../exit-codes.ts';
import type { Streams } from '../streams.ts';
import { addTokenCreateCommand } from './create-command.ts';

/** Teaches the parser the commands about tokens; `choose` is told what to run. */
export function addTokenCommand(
  parser: Argv,
  choose: (run: (streams: Streams) => Promise<ExitCode>) => void,
): Argv {
  return parser.command('token', 'Get a token', (yargs) =>
    addTokenCreateCommand(yargs, choose).demandCommand(1, 'Say what to do with tokens: create'),
  );
}
