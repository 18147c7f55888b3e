import { UsageError } from '../engine/errors.ts';

/** yargs shows `defaultDescription` here too, which its types do not know. */
export const PATHS = {
  type: 'string',
  array: true,
  defaultDescription: 'this folder',
} as const;

/** What follows `--` is not put among the positionals: without it, `migrate -- FILE` would migrate everything. */
export function readPaths(
  positionals: readonly string[] | undefined,
  [_command, ...afterDashes]: readonly (string | number)[],
): readonly string[] {
  return [...(positionals ?? []), ...afterDashes.map(String)];
}

/** An empty path is a variable that was not set, not a wish to look at everything. */
export function refuseEmptyPaths(paths: readonly string[]): void {
  if (paths.includes('')) throw new UsageError('A path is empty: was a variable not set?');
}
