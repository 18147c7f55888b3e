import type { Spelling } from '../code/language.ts';
import type { Text } from '../code/tree.ts';
import { Refusal } from '../refusal.ts';

/** How replacements are written in shell. */
export const spelling: Spelling = {
  // Words beside each other are one.
  plus: '',
  quote,
  escape: escapeFor,
  token: (name, like) => {
    if (like?.style === 'part-double') return `\${${name}}`;
    return like?.style === 'part-single' ? `'"$${name}"'` : `"$${name}"`;
  },
  separator: ' ',
  embed,
  delimiters,
  needsStatements: true,
  comment: '#',
  terminator: '',
};

/** What needs no quotes. */
const SAFE = /^[\w./:=@%+,-]+$/;

function quote(text: string, like: Text | undefined): string {
  if (like?.style.startsWith('part-')) return escapeFor(text, like);
  if (/^(?:bare|apart)$/.test(like?.style ?? '') && SAFE.test(text)) return text;
  return like?.style === 'single' ? `'${escapeSingle(text)}'` : `"${escapeDouble(text)}"`;
}

/** @throws Refusal where what is a parameter depends on how the text is taken apart */
function escapeFor(text: string, { style }: Text): string {
  if (style === 'options') throw new Refusal('the text holds several options of a command');
  switch (style.replace('part-', '')) {
    case 'single':
      return escapeSingle(text);
    case 'double':
      return escapeDouble(text);
    case 'ansi':
      return text.replace(/[\\']/g, '\\$&');
    case 'heredoc':
      return text.replace(/[\\$`]/g, '\\$&');
    case 'bare':
      return text.replace(/[^\w./:=@%+,-]/g, '\\$&');
    default:
      return text;
  }
}

function escapeSingle(text: string): string {
  return text.replaceAll("'", "'\\''");
}

function escapeDouble(text: string): string {
  return text.replace(/[\\"$`]/g, '\\$&');
}

/** A variable in quotes loses them within others, and is marked off from what follows. */
function embed(code: string, within: Text): string | undefined {
  const { style } = within;
  if (style === 'options') return escapeFor(code, within);
  if (style === 'bare') return code;
  return style === 'double' || style === 'heredoc' ? code.replace(/^"\$(\w+)"$/, '${$1}') : undefined;
}

/** A document in the script is all of it one text. */
function delimiters({ style }: Text): { open: string; close: string } | undefined {
  switch (style) {
    case 'single':
      return { open: "'", close: "'" };
    case 'double':
      return { open: '"', close: '"' };
    case 'ansi':
      return { open: "$'", close: "'" };
    case 'bare':
    case 'apart':
    case 'part-single':
    case 'part-double':
    case 'part-bare':
      return { open: '', close: '' };
    default:
      return undefined;
  }
}
