import { isCall, isMember, memberName, type Node, walk } from '../syntax/ast.ts';
import { spreadOut } from '../values/list-calls.ts';
import { returnedBy } from '../values/tables.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Context, Value } from '../values/values.ts';
import type { Filling } from './slots.ts';

/** What is put into the slot that comes after so many others. */
export type Sequence = (position: number) => Filling | undefined;

/** The values that a callback puts in one after the other: `() => values.shift()`, `() => values[i++]`. */
export function sequenceOf(tracer: Tracer, fn: Extract<Value, { kind: 'function' }>): Sequence | undefined {
  let sequence: Sequence | undefined;
  for (const returned of returnedBy(tracer, fn.node))
    walk(returned, (node) => {
      sequence ??= taken(tracer, node, fn.closure);
    });
  return sequence;
}

/** `values.shift()` and `values[i++]` */
export function taken(tracer: Tracer, node: Node, context: Context): Sequence | undefined {
  if (isCall(node) && isMember(node.callee) && memberName(node.callee) === 'shift')
    return itemsFrom(tracer, node.callee.object, context, 0);
  if (!isMember(node) || node.property.type !== 'UpdateExpression') return undefined;
  const { operator, prefix, argument } = node.property;
  const start = operator === '++' ? startOf(tracer, argument) : undefined;
  return start === undefined ? undefined : itemsFrom(tracer, node.object, context, start + (prefix ? 1 : 0));
}

/** The number that a counter is declared with. */
export function startOf(tracer: Tracer, counter: Node): number | undefined {
  const module = tracer.moduleOf(counter);
  const binding = module.scopes.bindingOf(counter);
  const declarator = binding && module.parents.get(binding.declaration);
  return declarator?.type === 'VariableDeclarator' && declarator.init?.type === 'NumericLiteral'
    ? declarator.init.value
    : undefined;
}

/** The items of a list in turn, from one on; undefined where the list is not known. */
export function itemsFrom(tracer: Tracer, list: Node, context: Context, start: number): Sequence | undefined {
  const value = tracer.evaluate(list, context);
  if (value.kind !== 'list') return undefined;
  const { items, known } = spreadOut(tracer, value);
  return (position) => {
    const item = start + position < known ? items[start + position] : undefined;
    return item && { node: item.node, context: item.context, binding: 'argument' };
  };
}
