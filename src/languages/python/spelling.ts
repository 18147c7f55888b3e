import type { Spelling } from '../code/language.ts';
import type { Text } from '../code/tree.ts';

/** How Python is written. */
export const pythonSpelling: Spelling = {
  plus: ' + ',
  comment: '#',
  addsOnlyTexts: true,
  terminator: '',
  needsStatements: true,
  quote(text, like) {
    const { prefix, quote } = openingOf(like);
    const open = prefix.replace(/[^ub]/gi, '') + quote;
    return open + escapeFor(text, open) + quote;
  },
  escape(text, within) {
    return within.style === 'name' ? text : escapeFor(text, within.style);
  },
  token(name, like) {
    const { prefix, quote } = openingOf(like);
    const variable = `os.environ[${quote}${escapeFor(name, quote)}${quote}]`;
    return /b/i.test(prefix) ? `${variable}.encode()` : variable;
  },
  embed(code, within) {
    const { prefix, quote } = openingOf(within);
    if (!/f/i.test(prefix)) return undefined;
    const other = quote === '"' ? "'" : '"';
    // Until Python 3.12 the quotes of a string may not stand in an expression within it.
    if (!code.includes(quote)) return `{${code}}`;
    return code.includes(other) || code.includes('\\') ? undefined : `{${code.replaceAll(quote, other)}}`;
  },
  delimiters(text, source) {
    if (text.style === 'name') return { open: '', close: '' };
    const close = /(?:'''|"""|'|")$/.exec(text.style)?.[0] ?? '';
    return { open: text.style, close: source.slice(text.start, text.end).endsWith(close) ? close : '' };
  },
  preamble({ file, text, tree: { imports } }) {
    if (!imports || imports.names.get('os') === 'os') return [];
    const end = /\r\n?|\n/.exec(text)?.[0] ?? '\n';
    return [{ file, start: imports.at, end: imports.at, text: `import os${end}` }];
  },
};

/** The letters before a string's quotes, and one of the quotes. */
function openingOf(like: Text | undefined): { readonly prefix: string; readonly quote: string } {
  const [, prefix = '', quote = '"'] = /^(\w*)(['"])/.exec(like?.style ?? '') ?? [];
  return { prefix: like?.style === 'name' ? '' : prefix, quote };
}

/** Characters as they stand behind an opening. A raw string cannot hold its own quotes; nothing that is put in has any. */
function escapeFor(text: string, open: string): string {
  const quote = open.at(-1)!;
  const escaped = /r/i.test(open)
    ? text
    : text
        .replaceAll('\\', '\\\\')
        .replaceAll(quote, `\\${quote}`)
        .replaceAll('\r', '\\r')
        .replace(/\n/g, '\\n');
  return /f/i.test(open) ? escaped.replace(/[{}]/g, '$&$&') : escaped;
}
