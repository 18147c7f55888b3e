import leven from 'leven';

/** The known names, those first that are most like another one. */
export function byNearness(name: string, known: readonly string[]): string[] {
  return measured(name, known).map(({ one }) => one);
}

function measured(name: string, known: readonly string[]) {
  return known
    .map((one) => ({ one, distance: leven(name.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
}

/** The name that was perhaps meant: the nearest, where it is near enough to be a slip. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const [best] = measured(name, known);
  return best && best.distance <= Math.max(2, best.one.length / 3) ? best.one : undefined;
}

/** `; did you mean 'hosts'?`, or nothing; `inFull` is how the name that was meant is written. */
export function suggest(
  name: string,
  known: readonly string[],
  inFull: (meant: string) => string = String,
): string {
  const meant = nearest(name, known);
  return meant === undefined ? '' : `; did you mean '${inFull(meant)}'?`;
}
