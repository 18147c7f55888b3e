import type { Edit } from '../../model/edit.ts';
import type { Spelling } from '../code/language.ts';
import type { Source } from '../code/source.ts';
import type { Assignment, MemberDeclaration, Text } from '../code/tree.ts';

/** How Visual Basic is written. */
export const spelling: Spelling = {
  plus: ' & ',
  quote: (text) => `"${doubled(text)}"`,
  escape: (text, within) => escapedIn(text, within),
  token: (name, _, source) =>
    !source || isOfNet(source)
      ? `${source && importsSystem(source) ? '' : 'System.'}Environment.GetEnvironmentVariable("${doubled(name)}")`
      : environmentOf(source, name),
  embed: (code, { style }) => (style === 'interpolated' ? `{${code}}` : undefined),
  delimiters: ({ style, start, end, parts }, source) =>
    style === 'string' || style === 'interpolated'
      ? { open: source.slice(start, parts[0]!.start), close: source.slice(parts.at(-1)!.end, end) }
      : undefined,
  variable,
  comment: "'",
  terminator: '',
};

function escapedIn(text: string, { style }: Text): string {
  if (style === 'bare') return text;
  return style === 'interpolated' ? doubled(text).replace(/[{}]/g, '$&$&') : doubled(text);
}

function doubled(text: string): string {
  return text.replaceAll('"', '""');
}

/** Visual Basic before .NET has no such class. */
function isOfNet({ file }: Source): boolean {
  return !/\.(?:vbs|bas|cls|frm|ctl)$/i.test(file);
}

function environmentOf({ file }: Source, name: string): string {
  return /\.vbs$/i.test(file)
    ? `CreateObject("WScript.Shell").ExpandEnvironmentStrings("%${name}%")`
    : `Environ$("${doubled(name)}")`;
}

/** Projects import `System` for all of their files unless they say otherwise. */
function importsSystem({ text }: Source): boolean {
  return !/^[^\S\r\n]*namespace\s+system\b/im.test(text);
}

/** `Const` becomes `Shared ReadOnly` in a class, `ReadOnly` in a module and `Dim` in a method. */
function variable(
  source: Source,
  declared: MemberDeclaration | Assignment,
): readonly Edit[] | string | undefined {
  const isMember = declared.kind === 'declaration';
  const name = isMember ? declared.name : declared.target;
  const whole = isMember ? declared : source.parents.get(declared);
  const start = Math.max(0, lineStart(source.text, name.start));
  const before = source.text.slice(start, name.start);
  const found = /\bconst\b/i.exec(before);
  if (!found) return undefined;
  if (whole?.kind === 'other' || /,/.test(before)) return 'the constant is declared together with others';
  const place = start + found.index;
  const end = place + found[0].length;
  const edit = (text: string): Edit[] => [{ file: source.file, start: place, end, text }];
  if (/\.vbs$/i.test(source.file)) return inScript(source, place, end);
  if (!isOfNet(source)) return 'a constant cannot be read from the environment';
  if (source.functionAround(declared)) return edit('Dim');
  return edit(isMember ? 'Shared ReadOnly' : 'ReadOnly');
}

/** What is no constant any more is declared nowhere: a script may do so where it need not declare all. */
function inScript({ file, text }: Source, start: number, constEnd: number): readonly Edit[] | string {
  if (/^[^\S\r\n]*option\s+explicit\b/im.test(text)) return 'a constant takes no value of the environment';
  const blanks = /^[^\S\r\n]*/.exec(text.slice(constEnd))![0];
  return [{ file, start, end: constEnd + blanks.length, text: '' }];
}

function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}
