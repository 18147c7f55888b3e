import type { Node as SyntaxNode } from 'web-tree-sitter';
import { childOfType, childrenOf, spanOf } from '../code/syntax.ts';
import type { Expression, Name } from '../code/tree.ts';
import { readCommands } from './commands.ts';
import type { Reading } from './reading.ts';
import { readWord } from './words.ts';

/** `${…}`, `$(…)` and the like: what stands in their brackets. */
export function readExpansion(node: SyntaxNode, reading: Reading): Expression {
  if (node.type === 'expansion') return readParameter(node, reading);
  if (node.type === 'arithmetic_expansion')
    return { kind: 'other', ...spanOf(node), parts: variablesIn(node) };
  const commands = readCommands(childrenOf(node), reading);
  const [only] = commands;
  if (commands.length === 1 && only) return only;
  return { kind: 'other', ...spanOf(node), parts: commands };
}

function variablesIn(node: SyntaxNode): Name[] {
  return node.descendantsOfType('variable_name').flatMap((name) => (name ? [nameFrom(name)] : []));
}

export function nameFrom(node: SyntaxNode): Name {
  return { kind: 'name', ...spanOf(node), name: node.text };
}

/** A variable, an item of an array, with what stands in for it where it is missing. */
function readParameter(node: SyntaxNode, reading: Reading): Expression {
  const subject = childOfType(node, 'variable_name', 'special_variable_name', 'subscript');
  if (!subject) return { kind: 'other', ...spanOf(node), parts: [] };
  const value = readSubject(subject, reading);
  const begin = subject.endIndex;
  const operator = /^(?::?[-=?+]|#{1,2}|%{1,2}|\/{1,2}|\^{1,2}|,{1,2}|:|@)/.exec(
    reading.text.slice(begin, node.endIndex - 1),
  )?.[0];
  if (reading.text[subject.startIndex - 1] === '#') return { kind: 'other', ...spanOf(node), parts: [value] };
  if (operator === undefined) return value;
  const from = begin + operator.length;
  const span = { start: value.start, end: node.endIndex - 1 };
  const word = readWord(from, node.endIndex - 1, reading);
  switch (operator) {
    case ':-':
    case '-':
      return { kind: 'fork', ...span, condition: undefined, options: [value, word], isDefault: true };
    case ':=':
    case '=':
      return { kind: 'assignment', ...span, target: value, value: word, operator: 'default' };
    case ':?':
    case '?':
      return value;
    default:
      return { kind: 'other', ...span, parts: [value, word] };
  }
}

/** A variable, or an item of one. */
export function readSubject(node: SyntaxNode, reading: Reading): Expression {
  if (node.type !== 'subscript') return nameFrom(node);
  const index = node.childForFieldName('index')!;
  const object = nameFrom(node.childForFieldName('name')!);
  if (/^[@*]$/.test(index.text)) return object;
  return {
    kind: 'index',
    ...spanOf(node),
    object,
    key: readWord(index.startIndex, index.endIndex, reading),
  };
}
