/** Thrown where something takes more work than may be spent on it. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';

  /** @param why for people */
  constructor(why = 'its values would take too long to follow') {
    super(`out of time: ${why}`);
  }
}

let left = Number.POSITIVE_INFINITY;

/** Counts steps of the work under way: each takes about a microsecond at most. @throws OutOfTime past its budget */
export function spend(steps = 1): void {
  left -= steps;
  if (left < 0) throw new OutOfTime();
}

/** Lets the work under way take more steps: there is more to read than was known when it began. */
export function grant(steps: number): void {
  left += steps;
}

/** How many steps it may take to follow the values of a text, by character: real programs take less than twenty. */
export const STEPS_A_CHARACTER = 40;
/** The same for a text that is only found to be needed while the work is under way. */
export const STEPS_A_CHARACTER_FOUND = 400;

/**
 * Does work that may take so many steps. Steps are counted, not timed, so that two runs over the same input end in the
 * same way on any machine. Work within it may have a budget of its own.
 */
export function withBudget<T>(steps: number, work: () => T): T {
  const before = left;
  left = steps;
  try {
    return work();
  } finally {
    left = before;
  }
}
