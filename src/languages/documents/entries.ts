import type { Range } from '../../model/edit.ts';
import { addressAround, type Described, type Step } from './addresses.ts';
import type { DocumentNode, MapNode, Pair, ScalarNode } from './node.ts';

/** A name with its value in a document, in whatever way the two are joined. */
export interface DocumentEntry {
  readonly name: string;
  /** Where the name stands: several times in some notations. */
  readonly names: readonly ScalarNode[];
  readonly value: ScalarNode;
  /** True where it says what a parameter is, and not what it is given. */
  readonly isDeclared?: true;
  /** All that belongs to it, and what is of its kind beside it. */
  readonly item: Range;
  readonly before: Range | undefined;
  readonly after: Range | undefined;
}

/** Names with their values that stand together. */
export interface Collection {
  readonly entries: readonly DocumentEntry[];
  /** What it is called, from the outside to the inside. */
  readonly keys: readonly string[];
  /** The request that they are parameters of; undefined where they are something else. */
  readonly call: Described | undefined;
}

const NAME_KEY = /^(?:key|name|param-name|argument\.name)$/i;
const VALUE_KEY = /^(?:value|param-value|argument\.value)$/i;
const PLACE_KEY = /^in$/i;
/** An element of a list of variables. */
const ASSIGNED = /^([\w.-]+)=(.*)$/s;
/** What parameters of a request are called together. */
const PARAMETERS =
  /^(?:query(?:string|params?|parameters?)?|(?:url)?params?|parameters?|qs|search|urlencoded|form(?:data|params?|parameters?|fields?)?|arguments|body(?:form(?:data|urlencoded))?|data|fields|payload)$/i;
/** So far from the entries it may be said that they are parameters. */
const NEAR = 3;

/** Finds the collections of a document that hold an entry of interest. */
export function collectionsIn(
  roots: readonly DocumentNode[],
  isOfInterest: (name: string) => boolean,
  unknown: string,
): Collection[] {
  const found: Collection[] = [];
  const visit = (node: DocumentNode, path: readonly Step[]) => {
    const entries = entriesOf(node);
    if (entries.some(({ name }) => isOfInterest(name))) {
      const keys = path.map(({ key }) => key);
      const isParameters = keys.slice(-NEAR).some((key) => PARAMETERS.test(plain(key)));
      const isGiven = isParameters && !entries.some(({ isDeclared }) => isDeclared);
      found.push({ entries, keys, call: isGiven ? addressAround(path.slice(0, -1), unknown) : undefined });
    }
    for (const step of childrenOf(node)) visit(step.node, [...path, step]);
  };
  for (const node of roots) visit(node, [{ node, key: '' }]);
  return found;
}

/** The nodes around a place, from the outside to the inside. */
export function pathTo(roots: readonly DocumentNode[], at: number): Step[] {
  const path: Step[] = [];
  let steps: readonly Step[] = roots.map((node) => ({ node, key: '' }));
  for (;;) {
    const step = steps.find(({ node }) => node.start <= at && at <= node.end);
    if (!step) return path;
    path.push(step);
    steps = childrenOf(step.node);
  }
}

function childrenOf(node: DocumentNode): Step[] {
  if (node.kind === 'map') return node.pairs.map(({ key, value }) => ({ node: value, key: key.text }));
  return node.kind === 'list' ? node.items.map((item) => ({ node: item, key: '' })) : [];
}

/** `HTTPsampler.Arguments` and `form-data` as one word. */
function plain(key: string): string {
  return key.replace(/^.*[.:]/, '').replace(/[_-]/g, '');
}

function entriesOf(node: DocumentNode): DocumentEntry[] {
  if (node.kind === 'scalar') return [];
  const items: readonly (Range & { readonly pair?: Pair; readonly node: DocumentNode })[] =
    node.kind === 'list'
      ? node.items.map((item) => ({ start: item.start, end: item.end, node: item }))
      : node.pairs.map((pair) => ({ start: pair.start, end: pair.end, pair, node: pair.value }));
  return items.flatMap((item, i): DocumentEntry[] => {
    const own = ownEntry(item.node, item.pair);
    if (!own) return [];
    const kind = item.pair?.isElement;
    const beside = (other: (typeof items)[number] | undefined) =>
      other && other.pair?.isElement === kind ? { start: other.start, end: other.end } : undefined;
    const { start, end } = item;
    return [{ ...own, item: { start, end }, before: beside(items[i - 1]), after: beside(items[i + 1]) }];
  });
}

/** What an entry says by itself. */
type OwnEntry = Pick<DocumentEntry, 'name' | 'names' | 'value' | 'isDeclared'>;

function ownEntry(node: DocumentNode, pair: Pair | undefined): OwnEntry | undefined {
  const named = node.kind === 'map' ? namedValue(node) : undefined;
  if (named) {
    const label = pair?.isElement && pair.key.text === named.name ? [pair.key] : [];
    const places = new Map([...label, ...named.names].map((name) => [name.start, name]));
    return { ...named, names: [...places.values()] };
  }
  if (!pair) return node.kind === 'scalar' ? assigned(node) : undefined;
  const value = onlyScalar(node);
  return value && { name: pair.key.text, names: [pair.key], value };
}

/** `NAME=value`, where each of its characters stands for itself. */
function assigned({ text, start, end }: ScalarNode): OwnEntry | undefined {
  const match = ASSIGNED.exec(text);
  if (!match || end - start !== text.length) return undefined;
  const name = match[1]!;
  const at = start + name.length;
  return {
    name,
    names: [{ kind: 'scalar', text: name, start, end: at }],
    value: { kind: 'scalar', text: match[2]!, start: at + 1, end },
  };
}

/** `{"key": "apikey", "value": "…"}`, and elements that hold both. */
function namedValue(map: MapNode): OwnEntry | undefined {
  const scalars = map.pairs.flatMap(({ key, value }) =>
    value.kind === 'scalar' ? [{ key: key.text, value }] : [],
  );
  const names = scalars.filter(({ key }) => NAME_KEY.test(key)).map(({ value }) => value);
  const own = scalars.find(({ key }) => VALUE_KEY.test(key))?.value;
  const declared = scalars.find(({ key }) => PLACE_KEY.test(key))?.value;
  const value = own ?? declared;
  const [first] = names;
  if (!first || !value) return undefined;
  const name = scalars.find(({ key }) => /^argument\.name$/i.test(key))?.value.text ?? first.text;
  return {
    name,
    names: names.filter(({ text }) => text === name),
    value,
    ...(!own && { isDeclared: true }),
  };
}

/** A value alone, also as the only one of a list or of a map that says how it is compared. */
function onlyScalar(node: DocumentNode): ScalarNode | undefined {
  if (node.kind === 'scalar') return node;
  const inner = node.kind === 'list' ? node.items : node.pairs.map(({ value }) => value);
  const [only] = inner;
  return inner.length === 1 && only?.kind === 'scalar' ? only : undefined;
}
