import type { Node } from '../syntax/ast.ts';
import { spreadOut } from '../values/list-calls.ts';
import { memberOf } from '../values/members.ts';
import type { Tracer } from '../values/tracer.ts';
import { type Context, choose, optionsOf, type Value } from '../values/values.ts';

/** What a table holds under a name, or a list at a position. */
export interface NamedValue {
  readonly node: Node;
  readonly context: Context;
  /** True for one of several values: `accounts[which].apikey`. */
  readonly chosen?: boolean;
}

/**
 * Looks a slot's name up in the table that fills it; a name may lead deeper: `user.name`. Undefined where the table is
 * not known, or does not know the name: then the slot stays.
 */
export function namedValue(tracer: Tracer, table: Value, name: string, near: Node): NamedValue | undefined {
  const options = optionsOf(table);
  const [only] = options;
  if (options.length === 1 && only) return inOneTable(tracer, only, name, near);
  const found = options.map((option) => inOneTable(tracer, option, name, near));
  const values = found.flatMap((value) => (value ? [tracer.evaluate(value.node, value.context)] : []));
  const value = values.length === options.length ? choose(values) : undefined;
  return value && { node: tracer.standIn(value, near), context: undefined, chosen: true };
}

function inOneTable(tracer: Tracer, table: Value, name: string, near: Node): NamedValue | undefined {
  if (table.kind === 'list') {
    const { items, known } = spreadOut(tracer, table);
    const position = /^\d+$/.test(name) ? Number(name) : Number.NaN;
    return position < known ? items[position] : undefined;
  }
  if (table.kind !== 'set') return undefined;
  const entries = table.entries.filter((entry) => entry.name === name && entry.value);
  const [entry] = entries;
  if (entries.length === 1 && entry?.value && !entry.grows)
    return { node: entry.value, context: entry.context };
  if (entries.length > 0)
    return {
      node: tracer.standIn(memberOf(tracer, table, name, near, undefined), near),
      context: undefined,
      chosen: true,
    };
  const dot = name.indexOf('.');
  return dot > 0
    ? namedValue(
        tracer,
        memberOf(tracer, table, name.slice(0, dot), near, undefined),
        name.slice(dot + 1),
        near,
      )
    : undefined;
}
