import { UsageError } from '../../engine/errors.ts';
import type { MigrateOptions } from '../../engine/migrate.ts';
import { openSession } from '../../engine/session/session.ts';
import { withCleanup } from '../../files/write.ts';
import type { MigrationResult } from '../../model/migration.ts';
import { escapeControls } from '../../report/escape.ts';
import { showPath } from '../../report/paths.ts';
import { showProgress } from '../progress.ts';
import type { Streams } from '../streams.ts';
import { runSession } from './run.ts';
import { openTerminal } from './terminal.ts';

/**
 * Migrates a tree as somebody at the terminal decides; undefined where they break off.
 *
 * @throws UsageError without a terminal, and what `migrate` throws
 */
export async function migrateInteractively(
  options: MigrateOptions,
  streams: Streams,
): Promise<MigrationResult | undefined> {
  if (!process.stdin.isTTY || !streams.out.isTerminal || !streams.err.isTerminal)
    throw new UsageError(
      '--interactive asks at a terminal, and standard input, output or error is none. See what would be done with --dry-run, and do all of it without --interactive',
    );
  const session = await showProgress(streams.err, () => openSession(options));
  // What is typed before the first question is no answer to it.
  const terminal = openTerminal(streams.env);
  try {
    const ended = await withCleanup(() => runSession(session, terminal, streams.out.color));
    if (ended.kind === 'finished') return ended.result;
    const files = ended.written.map((file) => `  ${escapeControls(showPath(options.cwd, file))}\n`);
    const title = options.write ? 'Written before that:' : 'Would have been written before that:';
    await streams.err.write(
      files.length === 0 ? 'Stopped. Nothing was written.\n' : `Stopped. ${title}\n${files.join('')}`,
    );
    return undefined;
  } finally {
    terminal.close();
  }
}
