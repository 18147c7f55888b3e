import { sep } from 'node:path';
import { DirtyFiles, UsageError } from '../engine/errors.ts';
import { describeSystemError, isSystemError } from '../files/system-errors.ts';
import { Failure } from '../model/failure.ts';
import type { Skipped } from '../model/finding.ts';
import { TOOL } from '../package.ts';
import { escapeControls } from '../report/escape.ts';
import { maskSecrets } from '../report/mask.ts';
import { showPath } from '../report/paths.ts';
import { count } from '../report/words.ts';
import type { Streams } from './streams.ts';

/** What was asked for, as far as it was understood. */
interface Run {
  readonly verbose: boolean;
  /** As it was typed. */
  readonly argv: readonly string[];
}

/** The first words of a command line that have a help of their own. */
const COMMANDS = ['migrate', 'check', 'explain', 'token url', 'token create', 'token'];

/** Says on standard error why it could not be done, without a secret, and without a stack unless all is to be told. */
export async function tellFailure(
  error: unknown,
  streams: Streams,
  run: Run = { verbose: false, argv: [] },
): Promise<void> {
  await streams.err.write(describeFailure(error, streams, run) + '\n');
}

/** Names the files that could not be looked at; the rest of the run is done and reported. */
export async function tellFailedFiles(skipped: readonly Skipped[], { cwd, err }: Streams): Promise<void> {
  const lines = skipped.map(({ file, reason }) =>
    escapeControls(`  ${showPath(cwd, file)}: ${maskSecrets(reason)}`),
  );
  const title = `${TOOL.name}: ${count(skipped.length, 'file')} could not be looked at:`;
  await err.write([title, ...lines.sort(), ''].join('\n'));
}

function describeFailure(error: unknown, streams: Streams, { verbose, argv }: Run): string {
  const { message, isOurs } = explain(error, streams, argv);
  const lines = message.split('\n').map((line) => escapeControls(maskSecrets(line)));
  const stack = verbose && error instanceof Error ? stackOf(error) : [];
  return [`${TOOL.name}: ${lines.join('\n')}`, ...stack, ...(isOurs ? adviceOn(verbose) : [])].join('\n');
}

/** What is to be told, in lines that may hold anything. */
function explain(
  error: unknown,
  streams: Streams,
  argv: readonly string[],
): { readonly message: string; readonly isOurs?: true } {
  if (error instanceof DirtyFiles) return { message: describeDirtyFiles(error, streams.cwd) };
  if (error instanceof UsageError) return { message: `${error.message}\nTry '${helpFor(argv)}'.` };
  if (error instanceof Failure) return { message: shorten(error.message, streams) };
  if (isSystemError(error)) return { message: shorten(describeSystemError(error), streams) };
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { message: `Internal error: ${what}`, isOurs: true };
}

/** Paths are told as reports tell them. */
function shorten(message: string, streams: Streams): string {
  // Without a path there is nothing to do, nor need there be a working directory.
  return message.includes(sep) ? message.replaceAll(streams.cwd + sep, '') : message;
}

function helpFor(argv: readonly string[]): string {
  const command = COMMANDS.find((one) => `${argv.slice(0, 2).join(' ')} `.startsWith(`${one} `));
  return [TOOL.name, command, '--help'].filter((word) => word !== undefined).join(' ');
}

/** Where in our own code it happened. What the message says is told already, masked. */
function stackOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map(escapeControls);
}

function adviceOn(verbose: boolean): string[] {
  const how = verbose ? 'Please report' : 'Run it again with --verbose to see where, and report';
  return [
    `This is a mistake in ${TOOL.name}, not in your code. ${how} that with the version (${TOOL.version}): ${TOOL.homepage}`,
    'The lines name our code alone; check that the first holds nothing of yours.',
  ];
}

function describeDirtyFiles({ message, files }: DirtyFiles, cwd: string): string {
  const names = files.map((file) => '  ' + showPath(cwd, file)).sort();
  return [`${message}:`, ...names, 'Commit them first, or use --allow-dirty.'].join('\n');
}
