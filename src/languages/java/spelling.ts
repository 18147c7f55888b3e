import type { Spelling } from '../code/language.ts';
import type { Text } from '../code/tree.ts';

/** How replacements are written in Java. */
export const spelling: Spelling = {
  plus: ' + ',
  quote: (text) => `"${escapeString(text)}"`,
  escape: (text, within) => (within.style === 'block' ? escapeBlock(text) : escapeString(text)),
  token: (name) => `System.getenv("${escapeString(name)}")`,
  embed: () => undefined,
  delimiters,
  terminator: ';',
};

function escapeString(text: string): string {
  return text
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
}

function escapeBlock(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"""');
}

/** A text block that ends and begins again within a line keeps what it means only with its line end. */
function delimiters(text: Text): { open: string; close: string } {
  if (text.style === 'block') return { open: '"""\n', close: '"""' };
  return text.style === 'character' ? { open: "'", close: "'" } : { open: '"', close: '"' };
}
