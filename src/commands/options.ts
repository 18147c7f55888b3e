/** An option given twice counts as it was given last. */
export function takeLast(value: string | string[]): string {
  return Array.isArray(value) ? value.at(-1)! : value;
}
