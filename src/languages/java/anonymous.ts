import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { DeclaredNames } from '../code/declared-names.ts';
import { childrenOf, nameOf, spanOf } from '../code/syntax.ts';
import type { Call, Collection, Expression, Item, Other, Statement } from '../code/tree.ts';
import { readExpression } from './expressions.ts';
import { readFunction } from './functions.ts';
import { readBlock, readStatement } from './statements.ts';

/** `new HashMap<…>() {{ put("a", b); … }}` is a map that is written with what it holds. */
export function readInitialiserMap(
  base: Call,
  node: SyntaxNode,
  body: SyntaxNode,
  names: DeclaredNames,
): Collection | undefined {
  const [block, ...more] = childrenOf(body);
  if (block?.type !== 'block' || more.length > 0) return undefined;
  const statements = childrenOf(block);
  const calls = statements.map((statement) => childrenOf(statement)[0]);
  const items: Item[] = [];
  for (const [i, call] of calls.entries()) {
    const item = call?.type === 'method_invocation' && readEntry(call, statements[i]!, names);
    if (!item) return undefined;
    items.push(item);
  }
  return { kind: 'collection', ...spanOf(node), base, items };
}

function readEntry(call: SyntaxNode, statement: SyntaxNode, names: DeclaredNames): Item | undefined {
  const values = childrenOf(call.childForFieldName('arguments')!);
  const method = call.childForFieldName('name')!.text;
  if (call.childForFieldName('object')) return undefined;
  if (method === 'put' && values.length === 2) {
    const [key, value] = values.map((argument) => readExpression(argument, names));
    return { kind: 'item', ...spanOf(statement), key, value: value! };
  }
  if (method === 'add' && values.length === 1)
    return { kind: 'item', ...spanOf(statement), key: undefined, value: readExpression(values[0]!, names) };
  return undefined;
}

/**
 * An object of a class without a name. Its methods are closures: they see the variables around it, and the members that
 * they name are mostly those of the class around.
 */
export function readAnonymousClass(
  call: Call,
  node: SyntaxNode,
  body: SyntaxNode,
  names: DeclaredNames,
): Other {
  return {
    kind: 'other',
    ...spanOf(node),
    parts: [call],
    body: names.inBlock(() => childrenOf(body).flatMap((member) => readPart(member, names))),
  };
}

function readPart(member: SyntaxNode, names: DeclaredNames): Statement[] {
  switch (member.type) {
    case 'method_declaration':
      return [{ ...readFunction(member, names), isClosure: true }];
    case 'field_declaration':
      return [readFields(member, names)];
    case 'block':
      return [readBlock(member, names)];
    default:
      return [readStatement(member, names)];
  }
}

/** Members of an object without a class are variables to its methods. */
function readFields(node: SyntaxNode, names: DeclaredNames): Statement {
  const parts = node.childrenForFieldName('declarator').flatMap((declarator): Expression[] => {
    if (!declarator) return [];
    const name = nameOf(declarator.childForFieldName('name')!);
    names.declare(name);
    const target = names.read(name);
    const value = declarator.childForFieldName('value');
    if (!value) return [target];
    return [
      {
        kind: 'assignment',
        ...spanOf(declarator),
        target,
        value: readExpression(value, names),
        operator: 'set',
      },
    ];
  });
  const expression: Expression = parts.length === 1 ? parts[0]! : { kind: 'other', ...spanOf(node), parts };
  return { kind: 'statement', ...spanOf(node), expression };
}
