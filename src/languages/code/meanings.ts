import type { Meaning, MeaningOf } from './meaning.ts';
import type { Call, Collection, Expression, Item } from './tree.ts';

/** What a call of a library means; undefined where these arguments do not mean it. */
export type CallMeaning = (call: Call, args: readonly Expression[]) => Meaning | undefined;

/** Meanings by the names of calls. */
export function byName(
  ...rows: readonly (readonly [names: string, meaning: CallMeaning])[]
): Map<string, CallMeaning> {
  return new Map(
    rows.flatMap(([names, meaning]) => names.split(' ').map((name) => [name, meaning] as const)),
  );
}

/** The name of the class that a static call is made on, without namespaces. */
export function classOf(receiver: Expression | undefined): string | undefined {
  if (receiver?.kind === 'name') return receiver.name;
  return receiver?.kind === 'member' ? receiver.name.text : undefined;
}

/** The first argument as it is: an encoding, a conversion, a wrapping. */
export const first: CallMeaning = (_, [value]) => value && { kind: 'same', value };

/** What a method is called on as it is. */
export const itself: CallMeaning = ({ receiver }) => receiver && { kind: 'same', value: receiver };

/** A name and a value given to what the method is called on. */
export const put: CallMeaning = ({ receiver }, [name, value]) =>
  receiver && name && value && { kind: 'put', into: receiver, name, value };

export const add: CallMeaning = ({ receiver }, items) => receiver && { kind: 'add', into: receiver, items };

export const append: CallMeaning = ({ receiver }, values) =>
  receiver && { kind: 'append', into: receiver, values };

/** `builder.append(a).append(b)` adds all of it to the builder, at once. */
export function chained(outer: Meaning | undefined, meaningOf: MeaningOf): Meaning | undefined {
  if (outer?.kind !== 'append' || outer.into.kind !== 'call') return outer;
  const inner = meaningOf(outer.into);
  if (inner?.kind !== 'append') return outer;
  return { kind: 'append', into: inner.into, values: [...inner.values, ...outer.values] };
}

export const attach: CallMeaning = ({ receiver }, values) =>
  receiver && { kind: 'attach', to: receiver, values };

export const mergeInto: CallMeaning = ({ receiver }, [more]) =>
  receiver && more && { kind: 'merge', sets: [receiver, more], inPlace: true };

export const get: CallMeaning = ({ receiver }, [key, fallback]) =>
  receiver && key && { kind: 'get', from: receiver, key, ...(fallback && { fallback }) };

export const pair: CallMeaning = (_, [name, value]) => name && value && { kind: 'pair', name, value };

export const serialise: CallMeaning = (_, [set]) => set && { kind: 'serialise', set };

export const quiet: CallMeaning = () => ({ kind: 'quiet' });

/** A new map, list or text; a number only says how large it will be. */
export function made(what: 'map' | 'list' | 'text'): CallMeaning {
  return (_, [from]) => ({ kind: 'new', what, ...(from && from.kind !== 'number' && { from }) });
}

/** An object of a library that takes what it is made of with it: a connection to an address. */
export const carrier: CallMeaning = (_, [from]) => ({ kind: 'new', what: 'object', ...(from && { from }) });

/** An object of a library that comes of what the method is called on. */
export const carrierOfItself: CallMeaning = ({ receiver }) =>
  receiver && { kind: 'new', what: 'object', from: receiver };

export const entryKey: CallMeaning = ({ receiver }) =>
  receiver && { kind: 'entry', of: receiver, part: 'key' };

export const entryValue: CallMeaning = ({ receiver }) =>
  receiver && { kind: 'entry', of: receiver, part: 'value' };

export const each: CallMeaning = ({ receiver }, [run]) =>
  receiver && run && { kind: 'each', list: receiver, run };

export const replace: CallMeaning = ({ receiver }, [from, by]) =>
  receiver && from && by && { kind: 'replace', text: receiver, from, by };

export const environment: CallMeaning = (_, [name]) => name && { kind: 'environment', name };

export const configuration: CallMeaning = (_, [name, fallback]) =>
  name && { kind: 'configuration', name, ...(fallback && { fallback }) };

/** A separator with a list, or with the items of one. */
export const joinWith: CallMeaning = (call, [separator, list]) =>
  separator &&
  list && { kind: 'join', separator, list: call.arguments.length === 2 ? list : listOf(call, 1) };

export const concat: CallMeaning = (_, values) => ({ kind: 'concat', values });

/** A list of the arguments of a call, from the one at `begin` on. */
export function listOf(call: Call, begin = 0): Collection {
  const items = call.arguments.slice(begin).map(
    ({ start, end, value, isSpread }): Item => ({
      kind: 'item',
      start,
      end,
      key: undefined,
      value,
      ...(isSpread && { isSpread }),
    }),
  );
  return collectionOf(call, items);
}

/** A map of the arguments of a call: a key, its value, the next key and so on. */
export function mapOf(call: Call): Collection {
  const items: Item[] = [];
  for (let i = 0; i + 1 < call.arguments.length; i += 2) {
    const [key, value] = call.arguments.slice(i, i + 2);
    items.push({ kind: 'item', start: key!.start, end: value!.end, key: key!.value, value: value!.value });
  }
  return collectionOf(call, items);
}

function collectionOf({ list }: Call, items: readonly Item[]): Collection {
  return { kind: 'collection', ...list, items, isBare: true };
}
