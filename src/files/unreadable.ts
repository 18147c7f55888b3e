import type { Skipped } from '../model/finding.ts';

export const UNREADABLE = 'cannot be read';

/** A file or folder that could not be read, with the reason for people. */
export function unreadable(file: string, error: unknown): Skipped {
  const { code, message } = error as NodeJS.ErrnoException;
  return { file, reason: `${UNREADABLE}: ${code ?? message}`, failed: true };
}
