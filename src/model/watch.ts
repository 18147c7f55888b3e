/** What a run is at, one after the other; some come again. */
export type Stage =
  | 'find'
  | 'look'
  | 'relate'
  | 'parse'
  | 'trace'
  | 'judge'
  | 'verify'
  | 'remove'
  | 'write'
  | 'report';

/**
 * Is told what a run is at. The work holds the thread, so that nobody else could ask: it says so itself, for every file
 * that it reads the code of, and for batches of those that it only looks at.
 */
export interface Watch {
  /**
   * From now on until the next call, the run is at a stage.
   *
   * @param done files that are done with in this stage
   * @param total of how many, once that is known
   * @param file the file that comes next, absolute
   * @param language what it is written in, as people call it
   */
  at(stage: Stage, done: number, total?: number, file?: string, language?: string): void;
  /** A file, or a folder with all that is in it, is left out by rule: told only where somebody wants to know. */
  readonly leaveOut?: (path: string, reason: string) => void;
  /** Which configuration holds: undefined where there is none. */
  readonly configure?: (file: string | undefined) => void;
}

/** Nobody watches. */
export const UNWATCHED: Watch = { at() {} };

/** Counts whatever is done as one stage: where a run looks again at what it made, the user is told of that alone. */
export function asStage(stage: Stage, watch: Watch): Watch {
  return { at: (_stage, done, total, file, language) => watch.at(stage, done, total, file, language) };
}
