import type { Spelling } from '../code/language.ts';
import type { Text } from '../code/tree.ts';
import { refusesCall, spellBirth } from './births.ts';

/** How PHP is written. */
export const spelling: Spelling = {
  comment: '//',
  plus: ' . ',
  quote: (text, like) => (like?.style === 'double' ? `"${escapeDouble(text)}"` : `'${escapeSingle(text)}'`),
  escape: escapeFor,
  token,
  embed,
  // What stands around a heredoc must keep its lines.
  delimiters: ({ start, end, parts, style }, source) =>
    style === 'single' || style === 'double'
      ? { open: source.slice(start, parts[0]!.start), close: source.slice(parts.at(-1)!.end, end) }
      : undefined,
  birth: (source, node, name) =>
    spellBirth(source, node, token(name, node.kind === 'text' ? node : undefined)),
  refusesCall,
  terminator: ';',
};

function token(name: string, like: Text | undefined): string {
  return like?.style === 'double' ? `getenv("${name}")` : `getenv('${name}')`;
}

/** Only what begins with a variable can stand in a string: not a call, but what the environment handed to the program. */
function embed(code: string, { style }: Text): string | undefined {
  if (style !== 'double' && style !== 'heredoc') return undefined;
  const setting = style === 'heredoc' ? /^getenv\('(\w+)'\)$/.exec(code)?.[1] : undefined;
  if (setting !== undefined) return `{$_SERVER['${setting}']}`;
  return code.startsWith('$') ? `{${code}}` : undefined;
}

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
