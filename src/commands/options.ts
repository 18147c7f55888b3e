import type { Options } from 'yargs';
import { UsageError } from '../engine/errors.ts';

/** What every command may be told about how much it says, and in which colours. */
export interface CommonArguments {
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Undefined: as the terminal and the environment have it. */
  readonly color?: boolean | undefined;
}

const GROUP = 'What it tells:';

export const COMMON_OPTIONS = {
  quiet: { alias: 'q', type: 'boolean', group: GROUP, describe: 'Tell only what fails or blocks' },
  verbose: {
    alias: 'v',
    type: 'boolean',
    group: GROUP,
    describe: 'Also tell, on standard error, what was left out and why, and where time went',
  },
  color: {
    type: 'boolean',
    group: GROUP,
    defaultDescription: 'on a terminal',
    describe: 'Use colours; --no-color uses none',
  },
} as const satisfies Record<string, Options>;

/** Reads what any command line says about these. @throws UsageError for two that contradict each other */
export function readCommon(values: {
  readonly quiet?: unknown;
  readonly verbose?: unknown;
  readonly color?: unknown;
}): CommonArguments {
  const [quiet, verbose] = [values.quiet === true, values.verbose === true];
  if (quiet && verbose) throw new UsageError('--quiet and --verbose exclude each other: use one of them');
  return { quiet, verbose, color: typeof values.color === 'boolean' ? values.color : undefined };
}

/** An option given twice counts as it was given last. */
export function takeLast(value: string | string[]): string {
  return Array.isArray(value) ? value.at(-1)! : value;
}

/** What `--token-env` was given. @throws UsageError */
export function checkVariableName(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name)) return name;
  throw new UsageError(
    `--token-env takes the name of an environment variable, not '${name}': letters, digits and _`,
  );
}
