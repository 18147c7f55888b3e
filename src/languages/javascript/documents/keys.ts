import type { Change } from '../../../model/change.ts';
import type { Node } from '../syntax/ast.ts';
import { ancestorsOf, type JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import type { ExpressionSite } from '../values/values.ts';
import { Holders } from './holders.ts';
import { type Property, placesOf } from './places.ts';

/** A key of a document, wherever the document holds it under that name. */
export interface DocumentKey {
  readonly document: JsModule;
  readonly name: string;
  readonly properties: ReadonlySet<Property>;
}

/** The keys of documents whose values become tokens. */
export function keysOfTokens(tracer: Tracer, changes: Iterable<Change>): DocumentKey[] {
  const nodes = [...changes].flatMap((change) =>
    change.kind === 'bear-token' && change.origin.inDocument
      ? [(change.origin.site as ExpressionSite).node]
      : [],
  );
  return keysOf(tracer, nodes);
}

/** The keys of documents that some values stand under. */
export function keysOf(tracer: Tracer, values: Iterable<Node>): DocumentKey[] {
  const keys = new Map<JsModule, Map<string, Set<Property>>>();
  for (const value of values) {
    const document = tracer.moduleOf(value);
    const property = document.parents.get(value);
    if (!document.json || property?.type !== 'ObjectProperty' || property.value !== value) continue;
    if (property.key.type !== 'StringLiteral') continue;
    const named = keys.get(document) ?? new Map<string, Set<Property>>();
    keys.set(document, named);
    named.set(property.key.value, (named.get(property.key.value) ?? new Set()).add(property));
  }
  return [...keys].flatMap(([document, named]) =>
    [...named].map(([name, properties]) => ({ document, name, properties })),
  );
}

/** The objects and lists of a document that lead to a key. */
export function holdersOf({ document, properties }: DocumentKey): Holders {
  const holders = new Holders();
  for (const property of properties) {
    const [owner, ...above] = ancestorsOf(document, property);
    holders.add(owner!, 'owner');
    for (const node of above)
      if (node.type === 'ObjectExpression' || node.type === 'ArrayExpression') holders.add(node, 'above');
  }
  return holders;
}

/** The paths to a key in its document. */
export function pathsOf({ document, name, properties }: DocumentKey): Set<string> {
  const places = placesOf(document.root, name);
  return new Set(places.flatMap(({ property, path }) => (properties.has(property) ? [path] : [])));
}
