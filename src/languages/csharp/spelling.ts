import type { Spelling } from '../code/language.ts';
import type { Text } from '../code/tree.ts';

/** How replacements are written in C#. */
export const spelling: Spelling = {
  plus: ' + ',
  quote: (text, like) =>
    like?.style === 'verbatim' ? `@"${escapeVerbatim(text)}"` : `"${escapeString(text)}"`,
  escape: escapeWithin,
  token: (name) => `System.Environment.GetEnvironmentVariable("${escapeString(name)}")`,
  embed: (code, { style }) =>
    style === 'interpolated' || style === 'verbatim-interpolated' ? `{${code}}` : undefined,
  delimiters,
  terminator: ';',
};

function escapeWithin(text: string, { style }: Text): string {
  switch (style) {
    case 'verbatim':
      return escapeVerbatim(text);
    case 'verbatim-interpolated':
      return escapeBraces(escapeVerbatim(text));
    case 'interpolated':
      return escapeBraces(escapeString(text));
    case 'raw':
    case 'raw-interpolated':
    case 'symbol':
      return text;
    default:
      return escapeString(text);
  }
}

function escapeString(text: string): string {
  return text
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
}

function escapeVerbatim(text: string): string {
  return text.replaceAll('"', '""');
}

function escapeBraces(text: string): string {
  return text.replace(/[{}]/g, '$&$&');
}

function delimiters(text: Text, source: string): { open: string; close: string } {
  const opening = /^[$@]*(?:"+|')/.exec(source.slice(text.start, text.end))?.[0] ?? '';
  // A verbatim string may begin with a quote of its own, which is doubled.
  const open = text.style.startsWith('raw') ? opening : opening.replace(/"+$/, '"');
  return { open, close: open.replace(/^[$@]+/, '') };
}
