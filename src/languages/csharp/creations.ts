import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { DeclaredNames } from '../code/declared-names.ts';
import { childOfType, childrenOf, insideOf, nameOf, spanOf } from '../code/syntax.ts';
import type { Call, Collection, Expression, Item, NameSpan, Other } from '../code/tree.ts';
import { readArguments, readExpression, simpleName } from './expressions.ts';

/** `new Type(…) { … }`, `new[] { … }`, `new(…)`. */
export function readCreation(node: SyntaxNode, names: DeclaredNames): Expression {
  const initialiser = childOfType(node, 'initializer_expression');
  if (node.type.includes('array')) return readArray(node, initialiser, names);
  const call = readNew(node, names);
  if (!initialiser) return call;
  const { items } = readInitialiser(initialiser, names);
  return { kind: 'collection', ...spanOf(node), base: call, items };
}

function readNew(node: SyntaxNode, names: DeclaredNames): Call {
  const type = node.childForFieldName('type');
  const list = childOfType(node, 'argument_list');
  const end = list?.endIndex ?? type?.endIndex ?? node.endIndex;
  return {
    kind: 'call',
    ...spanOf(node),
    end,
    name: type ? simpleName(type) : nothing(node.startIndex),
    receiver: undefined,
    isNew: true,
    arguments: list ? readArguments(list, names) : [],
    list: list ? insideOf(list) : { start: end, end },
  };
}

function nothing(at: number): NameSpan {
  return { start: at, end: at, text: '' };
}

function readArray(
  node: SyntaxNode,
  initialiser: SyntaxNode | undefined,
  names: DeclaredNames,
): Collection | Other {
  if (initialiser) return { ...readInitialiser(initialiser, names), ...spanOf(node) };
  const rank = node.childForFieldName('type')?.childForFieldName('rank');
  const parts = rank ? childrenOf(rank).map((size) => readExpression(size, names)) : [];
  if (parts.some(({ kind }) => kind !== 'number')) return { kind: 'other', ...spanOf(node), parts };
  return { kind: 'collection', ...spanOf(node), items: [] };
}

/** `{ … }`: pairs, `[key] = value`, members of the new object or only values. */
export function readInitialiser(node: SyntaxNode, names: DeclaredNames): Collection {
  return {
    kind: 'collection',
    ...spanOf(node),
    items: childrenOf(node).map((item) => readItem(item, names)),
  };
}

function readItem(node: SyntaxNode, names: DeclaredNames): Item {
  const span = spanOf(node);
  if (node.type === 'initializer_expression') {
    const [key, value, ...more] = childrenOf(node).map((part) => readExpression(part, names));
    if (key && value && more.length === 0) return { kind: 'item', ...span, key, value };
  }
  if (node.type === 'assignment_expression') {
    const target = node.childForFieldName('left')!;
    const value = readExpression(node.childForFieldName('right')!, names);
    return { kind: 'item', ...span, key: readKey(target, names), value };
  }
  return { kind: 'item', ...span, key: undefined, value: readExpression(node, names) };
}

/** `["key"]` is an expression, `Key` the name of a member. */
function readKey(target: SyntaxNode, names: DeclaredNames): Expression {
  if (target.type !== 'element_binding_expression') return bareKey(target);
  return readExpression(childrenOf(childrenOf(target)[0]!)[0]!, names);
}

function bareKey(node: SyntaxNode): Expression {
  const span = spanOf(node);
  return {
    kind: 'text',
    ...span,
    style: 'member',
    parts: [{ kind: 'characters', ...span, text: node.text }],
  };
}

/** `new { name = value, other }`. */
export function readAnonymousObject(node: SyntaxNode, names: DeclaredNames): Collection {
  const items: Item[] = [];
  let key: SyntaxNode | undefined;
  for (const child of node.children) {
    if (!child?.isNamed || child.type === 'comment') continue;
    if (child.nextSibling?.type === '=') {
      key = child;
      continue;
    }
    items.push(anonymousItem(key, child, names));
    key = undefined;
  }
  return { kind: 'collection', ...spanOf(node), items };
}

/** A value without a name has that of the variable or member that it is. */
function anonymousItem(key: SyntaxNode | undefined, child: SyntaxNode, names: DeclaredNames): Item {
  const value = readExpression(child, names);
  const name = value.kind === 'member' ? value.name : value.kind === 'name' ? nameOf(child) : undefined;
  const implied: Expression | undefined = name && {
    kind: 'text',
    start: child.startIndex,
    end: child.startIndex,
    style: 'implied',
    parts: [
      {
        kind: 'characters',
        start: child.startIndex,
        end: child.startIndex,
        text: name.text,
        offsets: [...name.text, ''].map(() => child.startIndex),
      },
    ],
  };
  return {
    kind: 'item',
    start: (key ?? child).startIndex,
    end: child.endIndex,
    key: key ? bareKey(key) : implied,
    value,
  };
}
