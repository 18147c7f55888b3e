import type { Node as SyntaxNode } from 'web-tree-sitter';
import type { Expression, Loop, Statement } from '../code/tree.ts';
import { readExpression } from './expressions.ts';
import { field, partsOf, type Reading, spanOf } from './reading.ts';
import { readBlock } from './statements.ts';

/** `foreach (over as key => item)` */
export function readForeach(node: SyntaxNode, reading: Reading): Loop {
  const body = field(node, 'body');
  const [over, target] = partsOf(node).filter((part) => part.startIndex !== body?.startIndex);
  const names = target?.type === 'pair' ? partsOf(target) : target ? [target] : [];
  const read = (part: SyntaxNode | undefined) => part && readExpression(part, reading);
  return {
    kind: 'loop',
    ...spanOf(node),
    over: read(over),
    key: names.length > 1 ? read(names[0]) : undefined,
    item: read(names.at(-1)),
    header: [],
    body: body ? readBlock(body, reading) : [],
  };
}

/** `for (first; while; step)`: what comes first runs once, before the loop. */
export function readFor(node: SyntaxNode, reading: Reading): Statement[] {
  const read = (...names: string[]): Expression[] =>
    names
      .flatMap((name) => childrenOf(node, name))
      .flatMap((part) => (part.type === 'sequence_expression' ? partsOf(part) : [part]))
      .map((part) => readExpression(part, reading));
  const before = read('initialize').map(
    (expression): Statement => ({
      kind: 'statement',
      start: expression.start,
      end: expression.end,
      expression,
    }),
  );
  const loop: Loop = {
    kind: 'loop',
    start: before.at(-1)?.end ?? node.startIndex,
    end: node.endIndex,
    over: undefined,
    key: undefined,
    item: undefined,
    header: read('condition', 'update'),
    body: childrenOf(node, 'body').flatMap((part) => readBlock(part, reading)),
  };
  return [{ kind: 'block', ...spanOf(node), body: [...before, loop] }];
}

function childrenOf(node: SyntaxNode, name: string): SyntaxNode[] {
  return node.childrenForFieldName(name).filter((part) => part?.isNamed);
}

/** `while (c) …`, `do … while (c);` */
export function readWhile(node: SyntaxNode, reading: Reading): Loop {
  const condition = field(node, 'condition');
  const body = field(node, 'body');
  return {
    kind: 'loop',
    ...spanOf(node),
    over: undefined,
    key: undefined,
    item: undefined,
    header: condition ? [readExpression(condition, reading)] : [],
    body: body ? readBlock(body, reading) : [],
  };
}
