import leven from 'leven';

/** The name that was perhaps meant: the nearest, where it is near enough to be a slip. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const byDistance = known
    .map((one) => ({ one, distance: leven(name.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = byDistance;
  return best && best.distance <= Math.max(2, best.one.length / 3) ? best.one : undefined;
}

/** `; did you mean 'hosts'?`, or nothing. */
export function suggest(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant === undefined ? '' : `; did you mean '${meant}'?`;
}
