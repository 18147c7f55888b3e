/** One way that a branching of the program can take: what belongs to different sides of one branch never meets. */
export interface Arm {
  readonly branch: object;
  readonly side: number;
}

/** Whether two things can never happen in one run of the code. */
export function areExclusive(a: readonly Arm[], b: readonly Arm[]): boolean {
  return a.some(({ branch, side }) => b.some((other) => other.branch === branch && other.side !== side));
}

/** The arms of both, each branch once. */
export function joinArms(a: readonly Arm[], b: readonly Arm[]): readonly Arm[] {
  const fresh = b.filter(({ branch }) => !a.some((known) => known.branch === branch));
  return fresh.length === 0 ? a : [...a, ...fresh];
}
