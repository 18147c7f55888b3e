import type { Spelling } from '../code/language.ts';
import type { Source } from '../code/source.ts';
import type { Assignment, MemberDeclaration, Text } from '../code/tree.ts';

/** How replacements are written in Java. */
export const spelling: Spelling = {
  plus: ' + ',
  quote: (text) => `"${escapeString(text)}"`,
  escape: (text, within) => (within.style === 'block' ? escapeBlock(text) : escapeString(text)),
  token: (name) => `System.getenv("${escapeString(name)}")`,
  embed: () => undefined,
  delimiters,
  // A constant is one by its value: it becomes none when that is no constant.
  variable: (source, declared) => (isFinal(source, declared) ? [] : undefined),
  comment: '//',
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

/** Whether a declaration says `final`, or stands in an interface, where all do. */
function isFinal(source: Source, declared: MemberDeclaration | Assignment): boolean {
  if (declared.kind === 'declaration' && declared.isStatic) return true;
  const whole = declared.kind === 'declaration' ? declared : source.parents.get(declared);
  const name = declared.kind === 'declaration' ? declared.name : declared.target;
  return whole !== undefined && /\bfinal\b/.test(source.text.slice(whole.start, name.start));
}

/** A text block cannot be cut in two: each half would lose another indentation. */
function delimiters(text: Text): { open: string; close: string } | undefined {
  if (text.style === 'block') return undefined;
  return text.style === 'character' ? { open: "'", close: "'" } : { open: '"', close: '"' };
}
