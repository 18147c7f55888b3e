import type { Edit } from '../../model/edit.ts';
import type { Import, Spelling } from '../code/language.ts';
import type { Source } from '../code/source.ts';
import type { Assignment, Expression, MemberDeclaration, Name, Node, Text } from '../code/tree.ts';

/** How replacements are written in Go. */
export const spelling: Spelling = {
  plus: ' + ',
  quote: (text) => `"${escapeString(text)}"`,
  escape: (text, { style }) => (style === 'raw' || style === 'member' ? text : escapeString(text)),
  token: (name, _, source) => `${source ? packageName(source) : 'os'}.Getenv("${escapeString(name)}")`,
  embed: () => undefined,
  delimiters: ({ style }: Text) => (style === 'raw' ? { open: '`', close: '`' } : { open: '"', close: '"' }),
  variable,
  comment: '//',
  terminator: '',
  preamble: importOf,
  discard,
  imports,
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
  const edit = (start: number): Edit[] => [
    { file: source.file, start, end: start + 'const'.length, text: 'var' },
  ];
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
  return value.kind === 'text'
    ? value.style !== 'rune'
    : value.kind === 'sum' && value.operands.some(isTextual);
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

/** The blank takes the value; `:=` must have something new on its left. */
function discard(source: Source, assignment: Assignment, name: Name): readonly Edit[] {
  const { file, text } = source;
  const { target, value } = assignment;
  const edits: Edit[] = [{ file, start: name.start, end: name.end, text: '_' }];
  const others = target.kind === 'collection' ? target.items.map((item) => item.value) : [];
  const isNew = others.some(
    (other) =>
      other !== name &&
      other.kind === 'name' &&
      other.name !== '_' &&
      !isKnownBefore(source, assignment, other),
  );
  const sign = /(?::|\+)?=/.exec(text.slice(target.end, value.start));
  if (!sign || sign[0] === '=' || (sign[0] === ':=' && isNew)) return edits;
  const start = target.end + sign.index;
  return [...edits, { file, start, end: start + sign[0].length, text: '=' }];
}

/** Whether a name is declared in the block of an assignment already. */
function isKnownBefore(source: Source, assignment: Assignment, name: Name): boolean {
  const block = source.parents.get(source.parents.get(assignment)!);
  if (block?.kind === 'function' && block.parameters.some((parameter) => parameter.name.text === name.name))
    return true;
  return source.nodes.some(
    (node) =>
      node.kind === 'assignment' &&
      node.end <= assignment.start &&
      source.parents.get(source.parents.get(node)!) === block &&
      [
        node.target,
        ...(node.target.kind === 'collection' ? node.target.items.map(({ value }) => value) : []),
      ].some((target) => target.kind === 'name' && target.name === name.name),
  );
}

/** What a file imports, but for what is imported for its effects alone. */
function imports({ text }: Source): Import[] {
  const found: Import[] = [];
  const single = /^import[^\S\r\n]+(?:([\w.]+)[^\S\r\n]+)?"([^"]*)"/gm;
  const blocks = /^import[^\S\r\n]*\(([^)]*)\)/gm;
  const note = (start: number, whole: string, alias: string | undefined, path: string) => {
    const name =
      alias ??
      path
        .replace(/\/v\d+$/, '')
        .split('/')
        .at(-1)!;
    if (name !== '_' && name !== '.') found.push({ name, start, end: start + whole.length });
  };
  for (const match of text.matchAll(single)) note(match.index, match[0], match[1], match[2]!);
  for (const block of text.matchAll(blocks)) {
    const at = block.index + block[0].length - 1 - block[1]!.length;
    for (const line of block[1]!.matchAll(/^([^\S\r\n]*)((?:([\w.]+)[^\S\r\n]+)?"([^"]*)")/gm))
      note(at + line.index + line[1]!.length, line[2]!, line[3], line[4]!);
  }
  return found;
}
