import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Expression } from '../code/tree.ts';
import { readExpression, readOther } from './expressions.ts';
import { classNameOf, field, nameSpan, partsOf, type Reading, spanOf } from './reading.ts';
import { readBare } from './texts.ts';

/** A member; one whose name is put together is taken as what stands under that key. */
export function readMember(node: SyntaxNode, reading: Reading): Expression {
  const object = field(node, 'object');
  const name = field(node, 'name');
  if (!object || !name) return readOther(node, reading);
  const read = readExpression(object, reading);
  return name.type === 'name'
    ? { kind: 'member', ...spanOf(node), object: read, name: nameSpan(name) }
    : { kind: 'index', ...spanOf(node), object: read, key: readExpression(name, reading) };
}

export function readStaticMember(node: SyntaxNode, reading: Reading): Expression {
  const [scope, name] = node.namedChildren.filter(({ type }) => type !== 'comment');
  if (!scope || !name || (name.type !== 'name' && name.type !== 'variable_name'))
    return readOther(node, reading);
  // Where it stands is the whole of it, and the name alone without its sign.
  const sign = name.type === 'variable_name' ? 1 : 0;
  return {
    kind: 'member',
    ...spanOf(node),
    object: readScope(scope, reading),
    name: { start: name.startIndex + sign, end: name.endIndex, text: name.text.slice(sign) },
  };
}

/** What stands before `::`. */
export function readScope(node: SyntaxNode, reading: Reading, isCall = false): Expression {
  if (!/^(?:relative_scope|name|qualified_name)$/.test(node.type)) return readExpression(node, reading);
  if (isCall && /^parent$/i.test(node.text)) return { kind: 'name', ...spanOf(node), name: 'parent' };
  return /^(?:self|static)$/i.test(node.text)
    ? { kind: 'this', ...spanOf(node), isStatic: true }
    : { kind: 'name', ...spanOf(node), name: classNameOf(node, reading) };
}

export function readIndex(node: SyntaxNode, reading: Reading): Expression {
  const [object, key] = partsOf(node);
  if (!object) return readOther(node, reading);
  return {
    kind: 'index',
    ...spanOf(node),
    object: readExpression(object, reading),
    key: key && readKey(key, reading),
  };
}

/** Before PHP 8 a key could stand without quotes; constants are written in upper case. */
export function readKey(node: SyntaxNode, reading: Reading): Expression {
  return node.type === 'name' && /[a-z]/.test(node.text) ? readBare(node) : readExpression(node, reading);
}
