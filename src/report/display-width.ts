import stringWidth from 'string-width';

/** How many columns of a terminal a text takes that holds no controls: wide characters take two, combining ones none. */
export function displayWidth(text: string): number {
  return stringWidth(text, { countAnsiEscapeCodes: true });
}
