import type { Range } from '../../model/edit.ts';
import { escapePattern } from '../../model/patterns.ts';
import type { Source } from './source.ts';
import type { Characters, Expression, Node } from './tree.ts';

/**
 * Where code reads a variable of the environment by its name: the characters of the name. Undefined where the name
 * stands anywhere else, too, or names are put together at run time.
 */
export function environmentReads(source: Source, name: string): readonly Range[] | undefined {
  const names = source.nodes.flatMap((node) => nameRead(source, node) ?? []);
  if (names.some((read) => namePart(read) === undefined)) return undefined;
  const found = names.flatMap((read) => {
    const part = namePart(read)!;
    return part.text === name ? [{ start: part.start, end: part.end }] : [];
  });
  const before = source.language.reader.scoping.readsEnvironment ? '\\w' : '\\w$';
  const word = new RegExp(`(?<![${before}])${escapePattern(name)}(?![\\w$])`, 'g');
  const isSeen = (at: number) =>
    found.some(({ start }) => start === at) ||
    source.tree.comments.some(({ start, end }) => at >= start && at < end);
  const all = [...source.text.matchAll(word)].every(({ index }) => isSeen(index));
  return all ? found : undefined;
}

/** The expression that names a variable of the environment. */
function nameRead(source: Source, node: Node): Expression | undefined {
  if (node.kind === 'name') return source.language.reader.scoping.readsEnvironment ? node : undefined;
  if (node.kind !== 'call' && node.kind !== 'member' && node.kind !== 'index') return undefined;
  const meaning = source.language.reader.meaningOf(node);
  return meaning?.kind === 'environment' ? meaning.name : undefined;
}

function namePart(name: Expression): Pick<Characters, 'text' | 'start' | 'end'> | undefined {
  if (name.kind === 'name') return { text: name.name, start: name.start, end: name.end };
  const [only] = name.kind === 'text' && name.parts.length === 1 ? name.parts : [];
  return only?.kind === 'characters' ? only : undefined;
}
