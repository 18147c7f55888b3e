import type { Edit } from '../../model/edit.ts';
import type { Spelling } from '../code/language.ts';
import type { Source } from '../code/source.ts';
import type { Assignment, Expression, MemberDeclaration, Node, Text } from '../code/tree.ts';

/** How replacements are written in Go. */
export const spelling: Spelling = {
  plus: ' + ',
  quote: (text) => `"${escapeString(text)}"`,
  escape: (text, { style }) => (style === 'raw' || style === 'member' ? text : escapeString(text)),
  token: (name, _, source) => `${packageName(source)}.Getenv("${escapeString(name)}")`,
  embed: () => undefined,
  delimiters: ({ style }: Text) => (style === 'raw' ? { open: '`', close: '`' } : { open: '"', close: '"' }),
  variable,
  comment: '//',
  terminator: '',
  preamble: importOf,
};

function escapeString(text: string): string {
  return text
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
}

const IMPORT = /^[^\S\r\n]*(?:import[^\S\r\n]+)?(?:(\w+)[^\S\r\n]+)?"os"/m;

/** What the package that reads the environment is called in a file. */
function packageName({ text }: Source): string {
  return IMPORT.exec(text)?.[1]?.replace(/^import$/, 'os') ?? 'os';
}

/** Imports the package that reads the environment, where it is not yet: in the order that `gofmt` keeps. */
function importOf({ file, text }: Source): readonly Edit[] {
  if (IMPORT.test(text)) return [];
  const end = /\r\n/.test(text) ? '\r\n' : '\n';
  const block = /^import[^\S\r\n]*\([^\S\r\n]*\r?\n/m.exec(text);
  if (block) {
    const at = placeIn(text, block.index + block[0].length);
    return [{ file, start: at, end: at, text: `\t"os"${end}` }];
  }
  const single = /^import[^\S\r\n]+(?:[\w.]+[^\S\r\n]+)?"[^"]*"[^\r\n]*(?:\r?\n|$)/m.exec(text);
  if (single) return [{ file, start: single.index, end: single.index, text: `import "os"${end}` }];
  const head = /^package[^\S\r\n]+\w+[^\r\n]*(?:\r?\n|$)/m.exec(text);
  const at = head ? head.index + head[0].length : 0;
  return [{ file, start: at, end: at, text: `${end}import "os"${end}` }];
}

/** Where `"os"` stands in the first group of a block of imports, by the alphabet. */
function placeIn(text: string, from: number): number {
  let at = from;
  for (const [line] of text.slice(from).matchAll(/[^\n]*\n/g)) {
    const path = /"([^"]*)"/.exec(line)?.[1];
    if (path === undefined || path > 'os') break;
    at += line.length;
  }
  return at;
}

/** `const` becomes `var`; several that are declared in one block do so together, where all of them are texts. */
function variable(
  source: Source,
  declared: MemberDeclaration | Assignment,
): readonly Edit[] | string | undefined {
  const statement = source.parents.get(declared);
  if (declared.kind !== 'assignment' || statement?.kind !== 'statement') return undefined;
  const edit = (start: number): Edit[] => [{ file: source.file, start, end: start + 'const'.length, text: 'var' }];
  if (/^const\b/.test(source.slice(statement))) return edit(statement.start);
  const block = blockBefore(source, statement);
  if (!block) return undefined;
  const isText = source.nodes.every(
    (node) =>
      node.kind !== 'statement' ||
      node.start < block.start ||
      node.end > block.end ||
      (node.expression.kind === 'assignment' && isTextual(node.expression.value)),
  );
  return isText ? edit(block.start) : 'the constant is declared together with others that are no texts';
}

function isTextual(value: Expression): boolean {
  return value.kind === 'text' ? value.style !== 'rune' : value.kind === 'sum' && value.operands.some(isTextual);
}

/** The block of constants that a statement is a line of. */
function blockBefore({ text }: Source, { start, end }: Node): { start: number; end: number } | undefined {
  const found = [...text.slice(0, start).matchAll(/^[^\S\r\n]*(const)[^\S\r\n]*\(/gm)].at(-1);
  if (!found) return undefined;
  const begin = found.index + found[0].indexOf('const');
  const close = /^[^\S\r\n]*\)/m.exec(text.slice(begin));
  const last = close ? begin + close.index + close[0].length : text.length;
  return last >= end ? { start: begin, end: last } : undefined;
}
