import type { MigrationResult } from '../model/migration.ts';
import type { Watch } from '../model/watch.ts';
import type { CommonArguments } from './options.ts';
import { createProgress } from './progress.ts';
import type { Streams } from './streams.ts';

/** Does work, shows on a terminal how far it is, reports on it, and with `--verbose` tells how it went. */
export async function reportOn<R extends MigrationResult>(
  work: (watch: Watch) => Promise<R>,
  report: (result: R) => Promise<void>,
  args: CommonArguments,
  streams: Streams,
): Promise<R> {
  const progress = args.quiet ? undefined : createProgress(streams.err);
  const log = args.verbose ? (await import('./log.ts')).createLog() : undefined;
  const watch: Watch = {
    at(...what) {
      log?.at(...what);
      progress?.at(...what);
    },
    ...(log && { leaveOut: log.leaveOut, configure: log.configure }),
  };
  let result: R | undefined;
  try {
    watch.at('find', 0);
    result = await work(watch).finally(() => progress?.clear());
    log?.at('report', 0);
    await report(result);
    return result;
  } finally {
    if (log) await streams.err.write(log.tell(streams.cwd, result?.skipped));
  }
}
