import { tablesReadBy } from './tables.ts';
import { foldText, type Tracer } from './tracer.ts';
import { type ListValue, optionsOf, type SetValue, type Value } from './values.ts';

type FunctionValue = Extract<Value, { kind: 'function' }>;

/**
 * The entries of a set that a list of names picks out: `['apikey', 'ticket'].map((name) => name + '=' + auth[name])`.
 * Undefined when the list or the callback is of another form.
 */
export function pickedEntries(tracer: Tracer, list: ListValue, fn: FunctionValue): SetValue | undefined {
  const names = list.items.map((item) => (item.spread ? undefined : nameOf(tracer, item)));
  if (!names.includes('apikey') && !names.includes('ticket')) return undefined;
  const [table, ...others] = tablesReadBy(tracer, fn, 0);
  const sets = table && others.length === 0 ? optionsOf(tracer.evaluate(table.table, fn.closure)) : [];
  const [set] = sets;
  if (sets.length !== 1 || set?.kind !== 'set') return undefined;
  const entries = names.flatMap((name) => set.entries.filter((entry) => entry.name === name));
  return names.every((name) => entries.some((entry) => entry.name === name))
    ? { kind: 'set', node: set.node, entries, rest: [] }
    : undefined;
}

function nameOf(tracer: Tracer, { node, context }: ListValue['items'][number]): string | undefined {
  const value = tracer.evaluate(node, context);
  return value.kind === 'text' ? foldText(value.pieces) : undefined;
}
