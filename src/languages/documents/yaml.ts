import { isMap, isScalar, isSeq, parseAllDocuments, type Scalar, type YAMLMap } from 'yaml';
import type { DocumentNode, MapNode, Pair, ScalarNode } from './node.ts';

/** Reads the documents of a YAML file; undefined where it is none. */
export function readYaml(text: string): readonly DocumentNode[] | undefined {
  const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false });
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return undefined;
  return documents.flatMap(({ contents }) => nodeOf(contents) ?? []);
}

function nodeOf(node: unknown): DocumentNode | undefined {
  if (isScalar(node)) return scalarOf(node);
  if (isMap(node)) return mapOf(node);
  if (!isSeq(node)) return undefined;
  const items = node.items.flatMap((item) => nodeOf(item) ?? []);
  return { kind: 'list', items, ...extentOf(node.range?.[0] ?? 0, node.range?.[1], items, node.flow) };
}

function mapOf(node: YAMLMap): MapNode {
  const pairs = node.items.flatMap(({ key, value }): Pair[] => {
    const name = nodeOf(key);
    const own = nodeOf(value);
    if (name?.kind !== 'scalar' || !own) return [];
    const start = isScalar(key) ? (key.range?.[0] ?? name.start) : name.start;
    const quoted = isScalar(value) ? (value.range?.[1] ?? own.end) : own.end;
    return [{ key: name, value: own, start, end: Math.max(quoted, own.end) }];
  });
  return { kind: 'map', pairs, ...extentOf(node.range?.[0] ?? 0, node.range?.[1], pairs, node.flow) };
}

/** In block style the parser counts what follows up to the next element, blank lines and comments included. */
function extentOf(
  start: number,
  end: number | undefined,
  parts: readonly { readonly end: number }[],
  isFlow: boolean | undefined,
): { start: number; end: number } {
  return { start, end: isFlow ? (end ?? start) : (parts.at(-1)?.end ?? end ?? start) };
}

function scalarOf(node: Scalar): ScalarNode | undefined {
  const range = node.range;
  if (!range) return undefined;
  const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  const [start, end] = isQuoted ? [range[0] + 1, range[1] - 1] : [range[0], range[1]];
  const value = node.source ?? (node.value === null || node.value === undefined ? '' : String(node.value));
  return { kind: 'scalar', text: value, start, end };
}
