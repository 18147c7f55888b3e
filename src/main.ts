import { type ExitCode, FAILED } from './commands/exit-codes.ts';
import { tellFailure } from './commands/failure.ts';
import { parseCommandLine } from './commands/parse.ts';
import type { Streams } from './commands/streams.ts';

/** Does what the command line asks for, and answers with the exit code. */
export async function main(argv: readonly string[], streams: Streams): Promise<ExitCode> {
  let verbose = false;
  try {
    const job = await parseCommandLine(argv, streams.out.width);
    verbose = job.verbose;
    return await job.run(streams);
  } catch (error) {
    await tellFailure(error, streams, { verbose, argv });
    return FAILED;
  }
}
