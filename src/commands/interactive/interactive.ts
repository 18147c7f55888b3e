import { UsageError } from '../../engine/errors.ts';
import type { MigrateOptions } from '../../engine/migrate.ts';
import { openSession } from '../../engine/session/session.ts';
import { withCleanup } from '../../files/write.ts';
import type { MigrationResult } from '../../model/migration.ts';
import type { Watch } from '../../model/watch.ts';
import { escapeControls } from '../../report/escape.ts';
import { showPath } from '../../report/paths.ts';
import type { CommonArguments } from '../options.ts';
import { createProgress } from '../progress.ts';
import { reportOn } from '../report-on.ts';
import type { Streams } from '../streams.ts';
import { runSession } from './run.ts';
import { openTerminal } from './terminal.ts';

/** Thrown where somebody breaks off, and has been told what was written. */
class BrokenOff extends Error {}

/**
 * Migrates a tree as somebody at the terminal decides, and reports on it; undefined where they break off.
 *
 * @throws UsageError without a terminal, and what `migrate` throws
 */
export async function runInteractively(
  options: MigrateOptions,
  report: (result: MigrationResult) => Promise<void>,
  args: CommonArguments,
  streams: Streams,
): Promise<MigrationResult | undefined> {
  if (!process.stdin.isTTY || !streams.out.isTerminal || !streams.err.isTerminal)
    throw new UsageError(
      '--interactive asks at a terminal, and standard input, output or error is none. See what would be done with --dry-run, and do all of it without --interactive',
    );
  try {
    // How far the work is must not be drawn over a question: that is shown here.
    const work = (watch: Watch) => decideAll(options, watch, args, streams);
    return await reportOn(work, report, { ...args, quiet: true }, streams);
  } catch (error) {
    if (error instanceof BrokenOff) return undefined;
    throw error;
  }
}

async function decideAll(
  options: MigrateOptions,
  watch: Watch,
  { quiet }: CommonArguments,
  streams: Streams,
): Promise<MigrationResult> {
  const progress = quiet ? undefined : createProgress(streams.err);
  const watched: Watch = {
    ...watch,
    at(...what) {
      watch.at(...what);
      progress?.at(...what);
    },
  };
  const clear = () => progress?.clear();
  const session = await openSession({ ...options, watch: watched }).finally(clear);
  const terminal = openTerminal(streams.env);
  try {
    const ended = await withCleanup(() => runSession(session, terminal, streams.out, clear));
    if (ended.kind === 'finished') return ended.result;
    const files = ended.written.map((file) => `  ${escapeControls(showPath(options.cwd, file))}\n`);
    const title = options.write ? 'Written before that:' : 'Would have been written before that:';
    await streams.err.write(
      files.length === 0 ? 'Stopped. Nothing was written.\n' : `Stopped. ${title}\n${files.join('')}`,
    );
    throw new BrokenOff();
  } finally {
    terminal.close();
  }
}
