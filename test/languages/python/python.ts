import { readGrammar } from '../../../src/files/grammars.ts';
import { childrenOf, nodesOf } from '../../../src/languages/code/children.ts';
import type { Language } from '../../../src/languages/code/language.ts';
import type { CodeTree, Node } from '../../../src/languages/code/tree.ts';
import { openGrammar } from '../../../src/languages/grammar.ts';
import loadPython from '../../../src/languages/python/language.ts';

export const python: Language = loadPython(await openGrammar(readGrammar('python')!));

export function read(source: string): CodeTree {
  return python.reader.read(source);
}

/** The nodes of one kind, in order. */
export function nodesOfKind<K extends Node['kind']>(source: string, kind: K): Extract<Node, { kind: K }>[] {
  return [...nodesOf(read(source))].filter((node): node is Extract<Node, { kind: K }> => node.kind === kind);
}

/** A tree in one line, each node by its kind, with the source of what has no parts. */
export function shape(source: string): string {
  return read(source)
    .body.map((node) => shapeOf(node, source))
    .join(' ');
}

function shapeOf(node: Node, source: string): string {
  const children = childrenOf(node).map((child) => shapeOf(child, source));
  const name = 'name' in node && typeof node.name === 'object' ? `:${node.name.text}` : '';
  if (node.kind === 'statement' || node.kind === 'argument')
    return `${name && `${name.slice(1)}=`}${children.join(' ')}`;
  if (node.kind === 'characters') return JSON.stringify(node.text);
  if (node.kind === 'name' || node.kind === 'number') return source.slice(node.start, node.end);
  const inside = [node.kind + name, ...children].join(' ');
  return children.length === 0 && name === '' ? node.kind : `(${inside})`;
}
