import type * as t from '@babel/types';
import { parseJson } from '../javascript/syntax/parse.ts';
import type { DocumentNode, Pair, ScalarNode } from './node.ts';

/** Reads a JSON document; undefined where it is none. */
export function readJson(text: string): readonly DocumentNode[] | undefined {
  try {
    const root = nodeOf(parseJson(text));
    return root && [root];
  } catch {
    return undefined;
  }
}

function nodeOf(node: t.Node): DocumentNode | undefined {
  const { start, end } = node as { start: number; end: number };
  switch (node.type) {
    case 'ObjectExpression':
      return { kind: 'map', start, end, pairs: node.properties.flatMap(pairOf) };
    case 'ArrayExpression':
      return {
        kind: 'list',
        start,
        end,
        items: node.elements.flatMap((element) => (element && nodeOf(element)) ?? []),
      };
    case 'StringLiteral':
      return { kind: 'scalar', text: node.value, start: start + 1, end: end - 1 };
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return { kind: 'scalar', text: String(node.value), start, end };
    default:
      return undefined;
  }
}

function pairOf(property: t.ObjectExpression['properties'][number]): Pair[] {
  if (property.type !== 'ObjectProperty' || property.key.type !== 'StringLiteral') return [];
  const { start, end } = property as { start: number; end: number };
  const value = nodeOf(property.value);
  return value ? [{ key: nodeOf(property.key) as ScalarNode, value, start, end }] : [];
}
