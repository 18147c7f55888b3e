/** Thrown where something takes more work than may be spent on it. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';

  constructor() {
    super('out of time');
  }
}

let left = Number.POSITIVE_INFINITY;

/** Counts steps of the work under way: each takes about a microsecond at most. @throws OutOfTime past its budget */
export function spend(steps = 1): void {
  left -= steps;
  if (left < 0) throw new OutOfTime();
}

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
