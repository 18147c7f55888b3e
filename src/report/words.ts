/** `1 call`, `1,234 calls`; give the plural where it is not the singular with an `s`. */
export function count(n: number, singular: string, plural: string = singular + 's'): string {
  return `${groupDigits(n)} ${n === 1 ? singular : plural}`;
}

/** `1234567` becomes `1,234,567`, whatever the machine's language. */
export function groupDigits(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
