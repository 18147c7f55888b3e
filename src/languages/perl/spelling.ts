import type { Spelling } from '../code/language.ts';
import type { Text } from '../code/tree.ts';

/** Strings that variables may stand in. */
const INTERPOLATES: ReadonlySet<string> = new Set(['double', 'heredoc', 'command', 'regex']);
/** Strings in whose place no expression can be put. */
const TAKES_NO_CODE: ReadonlySet<string> = new Set(['word', 'heredoc', 'raw-heredoc', 'bare', 'regex']);
/** A variable or an element of one, which needs nothing around it in a string. */
const VARIABLE = /^\$[A-Za-z_]\w*$/;
const ELEMENT = /^\$[A-Za-z_]\w*(?:->)?(?:\{\w+\}|\[\d+\])+$/;

/** How Perl is written. */
export const spelling: Spelling = {
  plus: ' . ',
  quote: (text, like) => (like?.style === 'double' ? `"${double(text)}"` : `'${single(text)}'`),
  escape: escaped,
  token: (name) => (/^[A-Za-z_]\w*$/.test(name) ? `$ENV{${name}}` : `$ENV{'${single(name)}'}`),
  embed: (code, within) => {
    if (!INTERPOLATES.has(within.style)) return undefined;
    if (VARIABLE.test(code)) return `\${${code.slice(1)}}`;
    if (ELEMENT.test(code)) return code;
    // What delimits the string would end it.
    return /["\\/{}]/.test(code) ? undefined : `@{[ ${code} ]}`;
  },
  delimiters: ({ start, end, parts, style }, source) =>
    style === 'single' || style === 'double'
      ? { open: source.slice(start, parts[0]!.start), close: source.slice(parts.at(-1)!.end, end) }
      : undefined,
  birth: (_, node) =>
    node.kind === 'text' && TAKES_NO_CODE.has(node.style)
      ? 'no expression can stand in its place'
      : undefined,
  comment: '#',
  terminator: ';',
};

function escaped(text: string, within: Text): string {
  if (INTERPOLATES.has(within.style)) return double(text);
  return within.style === 'single' ? single(text) : text;
}

function double(text: string): string {
  return text
    .replace(/[\\"$@]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
}

function single(text: string): string {
  return text.replace(/\\(?=[\\']|$)|'/g, '\\$&');
}
