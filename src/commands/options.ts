import { UsageError } from '../engine/errors.ts';

/** An option given twice counts as it was given last. */
export function takeLast(value: string | string[]): string {
  return Array.isArray(value) ? value.at(-1)! : value;
}

/** What `--token-env` was given. @throws UsageError */
export function checkVariableName(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name)) return name;
  throw new UsageError(`--token-env takes the name of an environment variable, not '${name}'`);
}
