import { expect } from 'vitest';
import { readGrammar } from '../../../src/files/grammars.ts';
import type { Language } from '../../../src/languages/code/language.ts';
import type { CodeTree, Expression, Node, Statement } from '../../../src/languages/code/tree.ts';
import { openGrammar } from '../../../src/languages/grammar.ts';
import php from '../../../src/languages/php/language.ts';

const language: Language = php(await openGrammar(readGrammar('php')!));

/** Reads the source of a file, and holds that every node stands where it should. */
export function read(source: string): CodeTree {
  const tree = language.reader.read(source);
  const whole = { start: 0, end: source.length };
  expectInOrder(tree.body, whole);
  for (const statement of tree.body) expectSound(statement, source);
  return tree;
}

/** The one expression of a snippet that stands behind `<?php `. */
export function readExpression(source: string): Expression {
  const [statement] = read(`<?php ${source};`).body;
  expect(statement?.kind).toBe('statement');
  return (statement as Extract<Statement, { kind: 'statement' }>).expression;
}

function expectSound(node: Node, source: string): void {
  expect(node.end).toBeGreaterThanOrEqual(node.start);
  if (node.kind === 'characters') {
    const offsets = node.offsets ?? [...node.text, ''].map((_, i) => node.start + i);
    expect(offsets[0]).toBe(node.start);
    expect(offsets.at(-1)).toBe(node.end);
    if (!node.offsets) expect(source.slice(node.start, node.end)).toBe(node.text);
    else expect(offsets).toHaveLength(node.text.length + 1);
    return;
  }
  const children = childrenOf(node);
  expectInOrder(children, node);
  for (const child of children) expectSound(child, source);
}

function expectInOrder(nodes: readonly Node[], around: { start: number; end: number }): void {
  let at = around.start;
  for (const node of nodes) {
    expect(node.start, JSON.stringify(node)).toBeGreaterThanOrEqual(at);
    at = node.end;
  }
  expect(around.end).toBeGreaterThanOrEqual(at);
}

/** The nodes in a node, found by what they look like, so that none is missed. */
function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flat(2)
    .filter((value): value is Node => typeof value === 'object' && value !== null && 'kind' in value)
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** A tree in few words: `set($url, 'http://' . $host)`. */
export function show(node: Node | undefined): string {
  if (!node) return '-';
  const all = (nodes: readonly (Node | undefined)[]) => nodes.map(show).join(', ');
  switch (node.kind) {
    case 'characters':
      return node.text;
    case 'embedded':
      return `{${show(node.expression)}}`;
    case 'text':
      return `${node.style}"${node.parts.map(show).join('')}"`;
    case 'number':
      return node.text;
    case 'name':
      return node.name;
    case 'this':
      return node.isStatic ? 'Self' : 'this';
    case 'sum':
      return `sum(${all(node.operands)})`;
    case 'member':
      return `${show(node.object)}.${node.name.text}`;
    case 'index':
      return `${show(node.object)}[${node.key ? show(node.key) : ''}]`;
    case 'argument':
      return `${node.name ? `${node.name.text}: ` : ''}${node.isSpread ? '...' : ''}${show(node.value)}`;
    case 'call':
      return `${node.isNew ? 'new ' : ''}${node.receiver ? `${show(node.receiver)}.` : ''}${node.name.text}(${all(node.arguments)})`;
    case 'item':
      return `${node.key ? `${show(node.key)} => ` : ''}${node.isSpread ? '...' : ''}${show(node.value)}`;
    case 'collection':
      return `[${all(node.items)}]`;
    case 'fork':
      return `${node.isDefault ? 'default' : 'fork'}(${show(node.condition)} ? ${node.options.map(show).join(' : ')})`;
    case 'assignment':
      return `${node.operator}(${show(node.target)}, ${show(node.value)})`;
    case 'other':
      return `other(${[all(node.parts), ...(node.body ? [body(node.body)] : [])].join('; ')})`;
    case 'function':
      return `${node.isConstructor ? 'constructor ' : ''}${node.isStatic ? 'static ' : ''}function ${node.name?.text ?? ''}(${all(node.parameters)}) ${body(node.body)}`;
    case 'parameter':
      return `${node.member ? `${node.member} ` : ''}${node.rest ? '...' : ''}${node.name.text}${node.default ? ` = ${show(node.default)}` : ''}`;
    case 'statement':
      return show(node.expression);
    case 'branching':
      return `if(${all(node.conditions)}) ${node.arms.map(body).join(' | ')}${node.isExhaustive ? '' : ' | -'}`;
    case 'loop':
      return `loop(${all([node.over, node.key, node.item])}; ${all(node.header)}) ${body(node.body)}`;
    case 'attempt':
      return `try ${body(node.body)} catch ${node.handlers.map(body).join(' ')} finally ${body(node.finally)}`;
    case 'return':
      return `return ${show(node.value)}`;
    case 'leave':
      return `leave ${show(node.value)}`;
    case 'block':
      return body(node.body);
    case 'class':
      return `class ${node.name?.text ?? ''} < ${node.supers.join(', ')} {${node.members.map(show).join('; ')}}`;
    case 'declaration':
      return `${node.isStatic ? 'static ' : ''}${node.name.text} = ${show(node.value)}`;
    case 'globals':
      return `globals ${node.names.join(', ')}`;
  }
}

export function body(statements: readonly Statement[]): string {
  return `{${statements.map(show).join('; ')}}`;
}
