/** `1 call`, `1,234 calls`; give the plural where it is not the singular with an `s`. */
export function count(n: number, singular: string, plural: string = singular + 's'): string {
  return `${groupDigits(n)} ${n === 1 ? singular : plural}`;
}

/** `1234567` becomes `1,234,567`, whatever the machine's language. */
export function groupDigits(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(n: number): string {
  const ending = /1[123]$/.test(String(n)) ? undefined : { 1: 'st', 2: 'nd', 3: 'rd' }[n % 10];
  return `${n}${ending ?? 'th'}`;
}
