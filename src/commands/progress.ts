import type { Stage, Watch } from '../model/watch.ts';
import { count, groupDigits } from '../report/words.ts';
import type { Output } from './streams.ts';

/** What takes no longer needs no progress. */
const PATIENCE_MS = 500;
/** A line is not drawn more often than people can read it. */
const PAUSE_MS = 100;

/** A line on a terminal that tells what a run is at. */
export interface Progress {
  readonly at: Watch['at'];
  /** Takes the line away. */
  clear(): void;
}

/**
 * Shows progress on a terminal, and nowhere else. The work holds the thread, so that no timer would ever fire: the line
 * is drawn when the work says something. It is drawn over with blanks, which every terminal understands.
 */
export function createProgress(err: Output, now: () => number = () => performance.now()): Progress {
  if (!err.isTerminal) return { at() {}, clear() {} };
  let due = now() + PATIENCE_MS;
  let shown = 0;
  const draw = (text: string) => {
    const line = text.slice(0, (err.width ?? 80) - 1);
    err.show('\r' + line.padEnd(shown) + (line.length < shown ? '\r' + line : ''));
    shown = line.length;
  };
  return {
    at(stage, done, total) {
      const time = now();
      if (time < due) return;
      due = time + PAUSE_MS;
      draw(describe(stage, done, total));
    },
    clear() {
      if (shown === 0) return;
      draw('');
      shown = 0;
    },
  };
}

const DOING: Readonly<Record<Stage, string>> = {
  find: 'Looking for files',
  look: 'Looking at files',
  relate: 'Following imports',
  parse: 'Reading code',
  trace: 'Following values',
  judge: 'Judging calls',
  verify: 'Verifying',
  remove: 'Taking out ticket code',
  write: 'Writing',
  report: 'Reporting',
};

/** `Looking at files: 1,280 of 100,000`. */
function describe(stage: Stage, done: number, total: number | undefined): string {
  const counts =
    total !== undefined
      ? `${groupDigits(done)} of ${count(total, 'file')}`
      : done > 0
        ? groupDigits(done)
        : '';
  return counts === '' ? DOING[stage] : `${DOING[stage]}: ${counts}`;
}
