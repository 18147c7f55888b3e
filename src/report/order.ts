/** Orders by UTF-16 units, the same on every machine whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders by several keys in turn; the first that differs decides. */
export function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [i, key] of a.entries()) {
    const other = b[i]!;
    const order =
      typeof key === 'number' && typeof other === 'number' ? key - other : compareText(`${key}`, `${other}`);
    if (order !== 0) return order;
  }
  return 0;
}
