import type { Skipped } from '../model/finding.ts';
import { meaningOf } from './system-errors.ts';

export const UNREADABLE = 'cannot be read';

/** A file or folder that could not be read, with the reason for people. */
export function unreadable(file: string, error: unknown): Skipped {
  return { file, reason: `${UNREADABLE}: ${meaningOf(error as NodeJS.ErrnoException)}`, failed: true };
}
