/** One way that a branching of the program can take: what belongs to different sides of one branch never meets. */
export interface Arm {
  readonly branch: object;
  readonly side: number;
  /** True where nothing is missed on the other side: `if (key) query.apikey = key`. */
  readonly ifGiven?: true;
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

/** The arms that are not among others. */
export function armsWithout(arms: readonly Arm[], others: readonly Arm[]): readonly Arm[] {
  return arms.filter((arm) => !others.some((other) => isSameArm(arm, other)));
}

/** Whether two things are decided by the same sides of the same branchings. */
export function areSameArms(a: readonly Arm[], b: readonly Arm[]): boolean {
  return armsWithout(a, b).length === 0 && armsWithout(b, a).length === 0;
}

function isSameArm(a: Arm, b: Arm): boolean {
  return a.branch === b.branch && a.side === b.side;
}
