import type { Node } from '../syntax/ast.ts';
import type { Step } from '../syntax/writes.ts';
import { memberOf } from './members.ts';
import { setOfPairs } from './objects.ts';
import type { Tracer } from './tracer.ts';
import { type Context, choose, type Value } from './values.ts';

/** An element of a list, or any name or value of a set. */
export function elementOf(tracer: Tracer, value: Value, node: Node): Value | undefined {
  switch (value.kind) {
    case 'set':
    case 'url':
      return { kind: 'view', of: value };
    case 'view':
      return value;
    case 'list': {
      const pairs = setOfPairs(tracer, value);
      if (pairs?.entries.some(({ name }) => name === 'apikey' || name === 'ticket'))
        return { kind: 'view', of: pairs };
      return choose(
        value.items.flatMap((item) => {
          const element = tracer.evaluate(item.node, item.context);
          return item.spread ? [elementOf(tracer, element, node)].filter((v) => v !== undefined) : [element];
        }),
      );
    }
    case 'choice':
      return choose(
        value.options.map((option) => elementOf(tracer, option, node)).filter((v) => v !== undefined),
      );
    case 'opaque':
      return { ...value, birth: { ...value.birth, kind: 'member', fixed: false } };
    default:
      return undefined;
  }
}

/** Walks from a value to a part of it, as a destructuring pattern does. */
export function follow(
  tracer: Tracer,
  value: Value | undefined,
  path: readonly Step[],
  node: Node,
  context: Context,
): Value | undefined {
  let current = value;
  for (const step of path) {
    if ('fallback' in step) {
      const fallback = tracer.evaluate(step.fallback, context);
      current =
        current && current.kind !== 'opaque'
          ? current
          : (choose(current ? [current, fallback] : [fallback]) ?? undefined);
    } else if (!current) continue;
    else if ('rest' in step) current = without(current, step.without);
    else if ('key' in step) current = memberOf(tracer, current, step.key, node, context);
    else if ('from' in step)
      current =
        current.kind === 'list'
          ? { ...current, items: current.items.slice(step.from) }
          : tracer.opaque(node, context);
    else if ('index' in step)
      current = current.kind === 'view' ? current : itemOf(tracer, current, step.index, node, context);
  }
  return current;
}

/** A value but for some of its properties. */
function without(value: Value, names: ReadonlySet<string>): Value {
  if (value.kind === 'choice') return choose(value.options.map((option) => without(option, names))) ?? value;
  if (value.kind !== 'set') return value;
  const entries = value.entries.filter(({ name }) => name === undefined || !names.has(name));
  return { ...value, entries, rest: value.rest.map((inner) => without(inner, names)) };
}

function itemOf(tracer: Tracer, value: Value, index: number, node: Node, context: Context): Value {
  if (value.kind === 'choice')
    return (
      choose(value.options.map((option) => itemOf(tracer, option, index, node, context))) ??
      tracer.opaque(node, context)
    );
  const item = value.kind === 'list' ? value.items[index] : undefined;
  return item
    ? tracer.evaluate(item.node, item.context)
    : memberOf(tracer, value, String(index), node, context);
}
