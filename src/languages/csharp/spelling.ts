import type { Edit } from '../../model/edit.ts';
import type { Spelling } from '../code/language.ts';
import type { Source } from '../code/source.ts';
import type { Assignment, MemberDeclaration, Text } from '../code/tree.ts';

/** How replacements are written in C#. */
export const spelling: Spelling = {
  plus: ' + ',
  quote: (text, like) =>
    like?.style === 'verbatim' ? `@"${escapeVerbatim(text)}"` : `"${escapeString(text)}"`,
  escape: escapeWithin,
  token: (name, _, source) =>
    `${usesSystem(source) ? '' : 'System.'}Environment.GetEnvironmentVariable("${escapeString(name)}")`,
  embed: (code, { style }) =>
    style === 'interpolated' || style === 'verbatim-interpolated' ? `{${code}}` : undefined,
  delimiters,
  variable,
  comment: '//',
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
    case 'member':
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

/** Whether the names of `System` are known without it. */
function usesSystem({ text }: Source): boolean {
  return /^[^\S\r\n]*(?:global\s+)?using\s+System\s*;/m.test(text);
}

/** `const` becomes `static readonly` in a class, and is left away in a method. */
function variable(
  source: Source,
  declared: MemberDeclaration | Assignment,
): readonly Edit[] | string | undefined {
  const isMember = declared.kind === 'declaration';
  const name = isMember ? declared.name : declared.target;
  const whole = isMember ? declared : source.parents.get(declared);
  if (!whole || whole.kind === 'other' || whole.start === name.start)
    return isConstantAmongOthers(source, name.start)
      ? 'the constant is declared together with others'
      : undefined;
  const found = /\bconst\b(\s*)/.exec(source.text.slice(whole.start, name.start));
  if (!found) return undefined;
  const start = whole.start + found.index;
  const end = start + (isMember ? 'const'.length : found[0].length);
  return [{ file: source.file, start, end, text: isMember ? 'static readonly' : '' }];
}

/** Whether one of several names that are declared at once may be a constant. */
function isConstantAmongOthers(source: Source, at: number): boolean {
  const around = source.nodes.findLast(
    ({ kind, start, end }) => start < at && at < end && (kind === 'class' || kind === 'function'),
  );
  return /\bconst\b/.test(source.text.slice(around?.start ?? 0, at));
}

function delimiters(text: Text, source: string): { open: string; close: string } {
  const opening = /^[$@]*(?:"+|')/.exec(source.slice(text.start, text.end))?.[0] ?? '';
  // A verbatim string may begin with a quote of its own, which is doubled.
  const open = text.style.startsWith('raw') ? opening : opening.replace(/"+$/, '"');
  return { open, close: open.replace(/^[$@]+/, '') };
}
