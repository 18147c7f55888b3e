import { DirtyFiles, UsageError } from '../engine/errors.ts';
import type { Skipped } from '../model/finding.ts';
import { TOOL } from '../package.ts';
import { escapeControls } from '../report/escape.ts';
import { maskSecrets } from '../report/mask.ts';
import { showPath } from '../report/paths.ts';
import { count } from '../report/words.ts';
import type { Streams } from './streams.ts';

/** Says on standard error why it could not be done, without a secret and without a stack. */
export async function tellFailure(error: unknown, { cwd, err }: Streams): Promise<void> {
  await err.write(describeFailure(error, cwd) + '\n');
}

/** Names the files that could not be looked at; the rest of the run is done and reported. */
export async function tellFailedFiles(skipped: readonly Skipped[], { cwd, err }: Streams): Promise<void> {
  const lines = skipped.map(({ file, reason }) =>
    escapeControls(`  ${showPath(cwd, file)}: ${maskSecrets(reason)}`),
  );
  const title = `${TOOL.name}: ${count(skipped.length, 'file')} could not be looked at:`;
  await err.write([title, ...lines.sort(), ''].join('\n'));
}

function describeFailure(error: unknown, cwd: string): string {
  if (error instanceof DirtyFiles) return describeDirtyFiles(error, cwd);
  const message = escapeControls(maskSecrets(error instanceof Error ? error.message : String(error)));
  const hint = error instanceof UsageError ? `\nTry '${TOOL.name} --help'.` : '';
  return `${TOOL.name}: ${message}${hint}`;
}

function describeDirtyFiles({ message, files }: DirtyFiles, cwd: string): string {
  const names = files.map((file) => '  ' + escapeControls(showPath(cwd, file))).sort();
  return [`${TOOL.name}: ${message}:`, ...names, 'Commit them first, or use --allow-dirty.'].join('\n');
}
