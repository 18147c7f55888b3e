import type { Edit } from '../../model/edit.ts';
import { placesOf } from '../javascript/documents/places.ts';
import type { KeyChange } from '../javascript/documents/surroundings.ts';
import { childrenOf, endOf, type Node, startOf } from '../javascript/syntax/ast.ts';
import { parseJson } from '../javascript/syntax/parse.ts';

/** How a JSON document speaks of a key: not at all, or only within longer texts; as a key or a value; nobody can tell. */
export type DocumentUse = 'none' | 'said' | 'unreadable';

/** Whether a document has a key of some name, or says its name. */
export function useOfKey(text: string, { name }: KeyChange): DocumentUse {
  const root = tryParse(text);
  if (!root) return 'unreadable';
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'StringLiteral' && node.value === name) return 'said';
    open.push(...childrenOf(node));
  }
  return 'none';
}

/**
 * The edits by which an example of a document follows what becomes of a key; undefined where it speaks of it otherwise.
 *
 * @param placeholder what takes the place of a value
 */
export function changeInDocument(
  file: string,
  text: string,
  { name, paths, to }: KeyChange,
  placeholder: (value: string, to: string) => string,
): Edit[] | undefined {
  const root = tryParse(text);
  const places = root ? placesOf(root, name) : [];
  if (to === undefined || !places.every(({ path }) => paths.has(path))) return undefined;
  return places.flatMap(({ property }) => {
    const { key, value } = property;
    const edits = [{ file, start: startOf(key) + 1, end: endOf(key) - 1, text: to }];
    const written = value.type === 'StringLiteral' ? text.slice(startOf(value) + 1, endOf(value) - 1) : '';
    const instead = placeholder(written, to);
    return instead === written
      ? edits
      : [...edits, { file, start: startOf(value) + 1, end: endOf(value) - 1, text: instead }];
  });
}

function tryParse(text: string): Node | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
