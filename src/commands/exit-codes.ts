/** What every command answers with; only `cli.ts` hands it to the process. */
export type ExitCode = 0 | 1 | 2 | 130;

export const DONE: ExitCode = 0;
/** Findings that block. */
export const BLOCKED: ExitCode = 1;
/** Usage, unreadable input, failed write. */
export const FAILED: ExitCode = 2;
/** Somebody pressed Ctrl-C: 128 and the number of the signal. */
export const INTERRUPTED: ExitCode = 130;
