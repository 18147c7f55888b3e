import type { Spelling } from '../code/language.ts';
import type { Text } from '../code/tree.ts';

/** How PHP is written. */
export const spelling: Spelling = {
  comment: '//',
  plus: ' . ',
  quote: (text, like) => (like?.style === 'double' ? `"${escapeDouble(text)}"` : `'${escapeSingle(text)}'`),
  escape: escapeFor,
  // No call can stand within a heredoc, but what the environment handed to the program can.
  token: (name, like) => {
    if (like?.style === 'heredoc') return `$_SERVER['${name}']`;
    return like?.style === 'double' ? `getenv("${name}")` : `getenv('${name}')`;
  },
  embed: (code, { style }) =>
    code.startsWith('$') && (style === 'double' || style === 'heredoc') ? `{${code}}` : undefined,
  delimiters: ({ start, end, parts }, source) => ({
    open: source.slice(start, parts[0]!.start),
    close: source.slice(parts.at(-1)!.end, end),
  }),
  terminator: ';',
};

function escapeFor(text: string, { style }: Text): string {
  switch (style) {
    case 'single':
      return escapeSingle(text);
    case 'double':
      return escapeDouble(text);
    case 'heredoc':
      return text.replace(/[\\$]/g, '\\$&');
    default:
      return text;
  }
}

function escapeSingle(text: string): string {
  return text.replace(/[\\']/g, '\\$&');
}

function escapeDouble(text: string): string {
  return text.replace(/[\\"$]/g, '\\$&');
}
