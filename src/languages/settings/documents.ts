import type { Edit } from '../../model/edit.ts';
import { placesOf } from '../javascript/documents/places.ts';
import { removeProperties } from '../javascript/documents/remove-properties.ts';
import type { KeyChange } from '../javascript/documents/surroundings.ts';
import { Draft } from '../javascript/spell/draft.ts';
import { endOf, startOf } from '../javascript/syntax/ast.ts';
import { createModule, type JsModule } from '../javascript/syntax/module.ts';

/** How a JSON document speaks of a key: not at all, or only within longer texts; as a key or a value; nobody can tell. */
export type DocumentUse = 'none' | 'said' | 'unreadable';

/** Whether a document has a key of some name, or says its name. */
export function useOfKey(text: string, { name }: KeyChange): DocumentUse {
  const document = tryParse('document.json', text);
  if (!document) return 'unreadable';
  return document.nodes('StringLiteral').some(({ value }) => value === name) ? 'said' : 'none';
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
): readonly Edit[] | undefined {
  const document = tryParse(file, text);
  const places = document ? placesOf(document.root, name) : [];
  if (!document || !places.every(({ path }) => paths.has(path))) return undefined;
  const draft = new Draft(document);
  if (to === undefined) removeProperties(draft, new Set(places.map(({ property }) => property)));
  else
    for (const { key, value } of places.map(({ property }) => property)) {
      draft.rename(key, to);
      if (value.type !== 'StringLiteral') continue;
      const [start, end] = [startOf(value) + 1, endOf(value) - 1];
      const written = text.slice(start, end);
      const instead = placeholder(written, to);
      if (instead !== written) draft.replace(start, end, instead);
    }
  return draft.edits;
}

/** A document whatever its file is called: `config.json.dist`. */
function tryParse(file: string, text: string): JsModule | undefined {
  try {
    return { ...createModule('document.json', text), file };
  } catch {
    return undefined;
  }
}
