import type { Argument, Collection, Expression, Item } from '../code/tree.ts';
import { closeBracket } from './brackets.ts';
import type { Cursor, Source } from './cursor.ts';
import { readItem } from './expressions.ts';

/** A value of a list, with what stands before its arrow. */
export interface ListItem {
  readonly start: number;
  readonly end: number;
  readonly key: Expression | undefined;
  readonly value: Expression;
}

/** The methods of HTTP, which stand before an arrow without being the key of anything: `POST => $url`. */
const HTTP_METHOD = /^(?:GET|POST|PUT|DELETE|HEAD|PATCH)$/;

/** Reads values with commas or arrows between them, as many as there are. */
export function readList(c: Cursor): ListItem[] {
  const items: ListItem[] = [];
  for (;;) {
    while (c.eat(',') || c.eat('=>'));
    const value = readItem(c);
    if (!value) return items;
    const second = c.eat('=>') ? readItem(c) : undefined;
    const key = second && value;
    items.push({ start: value.start, end: (second ?? value).end, key, value: second ?? value });
    if (!c.eat(',') && !c.eat('=>')) return items;
  }
}

/** Reads values in brackets, the closing one included. */
export function readBracketedList(c: Cursor, closing: string): ListItem[] {
  const items = readList(c);
  for (const value of closeBracket(c, closing))
    items.push({ start: value.start, end: value.end, key: undefined, value });
  return items;
}

/** Puts plain values together to pairs, as a hash takes them: `('ticket', $ticket)`. */
function paired(source: Source, items: readonly ListItem[]): ListItem[] {
  const result: ListItem[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    const next = items[i + 1];
    const isPlain = (each: ListItem | undefined) =>
      each !== undefined && each.key === undefined && !isList(source, each.value);
    if (isPlain(item) && isPlain(next)) {
      result.push({ start: item.start, end: next!.end, key: item.value, value: next!.value });
      i++;
    } else result.push(item);
  }
  return result;
}

/** Whether an expression stands for several values, so that it is spread where a list takes it. */
export function isList(source: Source, value: Expression): boolean {
  return (
    source.lists.has(value) ||
    (value.kind === 'fork' && value.options.length > 0 && value.options.some((each) => isList(source, each)))
  );
}

/** A list or hash of what was read; `isHash` where plain values make pairs. */
export function collectionOf(
  source: Source,
  items: readonly ListItem[],
  span: { readonly start: number; readonly end: number },
  { isHash = false, isBare = false } = {},
): Collection {
  const all = isHash ? paired(source, items) : items;
  return {
    kind: 'collection',
    start: span.start,
    end: span.end,
    items: all.map(({ start, end, key, value }): Item => {
      const isSpread = key === undefined && (isList(source, value) || (isHash && value.kind === 'call'));
      return { kind: 'item', start, end, key, value, ...(isSpread && { isSpread: true }) };
    }),
    ...(isBare && { isBare: true }),
  };
}

/** The arguments of a call: pairs at their end are one hash, as the function takes them. */
export function argumentsOf(source: Source, items: readonly ListItem[]): Argument[] {
  const plain = items.flatMap((item, i) =>
    i === 0 && isHttpMethod(item.key)
      ? [
          { start: item.key!.start, end: item.key!.end, key: undefined, value: item.key! },
          { start: item.value.start, end: item.end, key: undefined, value: item.value },
        ]
      : [item],
  );
  const firstPair = plain.findIndex(({ key }) => key !== undefined);
  if (firstPair < 0) return plain.map((item) => argumentOf(source, item));
  let from = firstPair;
  while (from > 0 && isHash(source, plain[from - 1]!.value)) from--;
  const pairs = plain.slice(from);
  const span = { start: pairs[0]!.start, end: pairs.at(-1)!.end };
  const hash = collectionOf(source, pairs, span, { isHash: true, isBare: true });
  return [
    ...plain.slice(0, from).map((item) => argumentOf(source, item)),
    { kind: 'argument', ...span, value: hash },
  ];
}

function isHttpMethod(key: Expression | undefined): boolean {
  const part = key?.kind === 'text' ? key.parts[0] : undefined;
  return part?.kind === 'characters' && HTTP_METHOD.test(part.text);
}

function isHash(source: Source, value: Expression): boolean {
  return source.lists.has(value) && !(value.kind === 'name' && value.name.startsWith('@'));
}

/** A hash is handed over as it is, the items of an array one by one. */
function argumentOf(source: Source, { start, end, value }: ListItem): Argument {
  const isSpread = isList(source, value) && !isHash(source, value);
  return { kind: 'argument', start, end, value, ...(isSpread && { isSpread: true }) };
}
