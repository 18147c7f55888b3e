import { isFunction, isMember, type Node, walk } from '../syntax/ast.ts';
import { returnsOf } from './call-index.ts';
import type { Tracer } from './tracer.ts';
import type { Value } from './values.ts';

/** The objects that what a callback returns reads by one of its parameters: `table[name]`. */
export function tablesReadBy(
  tracer: Tracer,
  fn: Extract<Value, { kind: 'function' }>,
  position: number,
): readonly Node[] {
  const name = fn.node.params[position];
  if (name?.type !== 'Identifier') return [];
  const { scopes } = tracer.moduleOf(fn.node);
  const binding = scopes.bindingOf(name);
  const tables: Node[] = [];
  for (const returned of returnsOf(tracer, fn.node))
    walk(returned, (node) => {
      if (isFunction(node) || !isMember(node) || !node.computed) return;
      if (node.property.type === 'Identifier' && scopes.bindingOf(node.property) === binding)
        tables.push(node.object);
    });
  return tables;
}
