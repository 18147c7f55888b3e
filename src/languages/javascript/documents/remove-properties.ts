import type { Draft } from '../spell/draft.ts';
import { removeItems } from '../spell/lists.ts';
import { endOf, startOf } from '../syntax/ast.ts';
import type { Property } from './places.ts';

/** Takes properties out of the objects of a document; one that has no others is left empty. */
export function removeProperties(draft: Draft, properties: ReadonlySet<Property>): void {
  const objects = new Set([...properties].map((property) => draft.module.parents.get(property)));
  for (const object of objects) {
    if (object?.type !== 'ObjectExpression') continue;
    if (object.properties.every((property) => properties.has(property as Property)))
      draft.replace(startOf(object) + 1, endOf(object) - 1, '');
    else removeItems(draft, object.properties, properties);
  }
}
