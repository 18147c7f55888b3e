/** What every command answers with; only `cli.ts` hands it to the process. */
export type ExitCode = 0 | 1 | 2 | 129 | 130 | 143;

export const DONE: ExitCode = 0;
/** Findings that block. */
export const BLOCKED: ExitCode = 1;
/** Usage, unreadable input, failed write. */
export const FAILED: ExitCode = 2;
/** Ended by a signal, or by the keys that send it: 128 plus its number, as shells have it. */
export const INTERRUPTED_BY = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const satisfies Record<
  string,
  ExitCode
>;
