import type { Expression, Statement } from '../code/tree.ts';
import type { Cursor } from './cursor.ts';
import type { ListItem } from './items.ts';
import { collectionOf, readList } from './items.ts';
import { nameNode, nameSpan, other } from './nodes.ts';

const WORDS = /(?:use|no)\s+([A-Za-z_]\w*(?:::\w+)*|v?[\d._]+)?\s*/y;

/** `use Module list;`: constants are declared, what a package inherits from is noted, the rest is passed on. */
export function readUse(c: Cursor, start: number): Statement {
  const found = c.match(WORDS)!;
  c.at += found[0].length;
  const module = found[1] ?? '';
  const nameStart = start + found[0].indexOf(module, 2);
  const items = module === 'constant' ? readConstants(c) : readList(c);
  c.skipBlanks();
  if (c.peek() === ';') c.at++;
  const span = { start, end: c.at };
  if (module === 'constant') return { kind: 'statement', ...span, expression: constantOf(c, items, start) };
  if (module === 'base' || module === 'parent')
    c.source.supers.set(
      c.source.pack,
      items.flatMap(({ value }) => classNames(value)),
    );
  const list = items.length > 0 ? { start: items[0]!.start, end: items.at(-1)!.end } : undefined;
  const given = list && collectionOf(c.source, items, list, { isBare: true });
  const name = nameNode(nameSpan(module, nameStart).text, nameStart, nameStart + module.length);
  return { kind: 'statement', ...span, expression: other(start, c.at, given ? [name, given] : [name]) };
}

/** The names in what a package says that it inherits from. */
export function classNames(value: Expression): string[] {
  if (value.kind === 'collection') return value.items.flatMap((item) => classNames(item.value));
  if (value.kind !== 'text' || value.parts[0]?.kind !== 'characters') return [];
  const name = value.parts[0].text;
  return name.startsWith('-') ? [] : [name.replace(/^.*::/, '')];
}

/** The names have to be known before the values are read: one may be made of another. */
function readConstants(c: Cursor): ListItem[] {
  const single = c.match(/["']?([A-Za-z_]\w*)/y);
  if (single) c.source.constants.add(single[1]!);
  return readList(c);
}

/** `use constant NAME => value;` sets a name, `use constant { … };` several. */
function constantOf(c: Cursor, items: readonly ListItem[], start: number): Expression {
  const [first] = items;
  if (!first) return other(start, c.at, []);
  if (first.value.kind === 'collection' && first.key === undefined && items.length === 1) {
    const set = first.value.items.map((item) => setting(c, item.key, item.value, item.start));
    return other(first.start, first.end, set);
  }
  const rest = items.slice(1);
  const name = first.key ?? first.value;
  const values = first.key
    ? [first.value, ...rest.map(({ value }) => value)]
    : rest.map(({ value }) => value);
  if (values.length === 1) return setting(c, name, values[0]!, first.start);
  if (values.length === 0) return other(first.start, first.end, [name]);
  const list = collectionOf(
    c.source,
    [{ ...first, key: undefined }, ...rest],
    {
      start: first.value.start,
      end: items.at(-1)!.end,
    },
    { isBare: true },
  );
  return setting(c, name, list, first.start);
}

function setting(c: Cursor, key: Expression | undefined, value: Expression, start: number): Expression {
  const part = key?.kind === 'text' ? key.parts[0] : undefined;
  if (part?.kind !== 'characters') return other(start, value.end, key ? [key, value] : [value]);
  c.source.constants.add(part.text);
  const target = nameNode(part.text, part.start, part.end);
  return { kind: 'assignment', start, end: value.end, target, value, operator: 'set' };
}
