import type { Expression, Span, Statement } from '../code/tree.ts';
import type { Cursor, Source } from './cursor.ts';
import { readFull } from './expressions.ts';
import { goingThrough } from './loops.ts';
import { nameNode, other } from './nodes.ts';

const MODIFIER = /(?:if|unless|while|until|foreach|for|when)\b/y;

/** Makes a statement of an expression and of the condition or loop behind it, to the semicolon that ends it. */
export function modified(c: Cursor, start: number, expression: Expression): Statement {
  c.skipBlanks();
  const at = c.at;
  const word = c.take(MODIFIER);
  const asked = word === undefined ? undefined : readFull(c);
  const end = endOf(c);
  const span = { start, end };
  // What stands before its condition goes together with it.
  const inner = plain(c.source, expression, start, end);
  if (word === undefined) return inner;
  if (word === 'if' || word === 'unless' || word === 'when')
    return {
      kind: 'branching',
      ...span,
      conditions: asked ? [asked] : [],
      arms: [[inner]],
      isExhaustive: false,
    };
  const isList = word === 'for' || word === 'foreach';
  const through = isList ? goingThrough(asked, nameNode('$_', at, at)) : undefined;
  return {
    kind: 'loop',
    ...span,
    ...(through ?? { over: undefined, key: undefined, item: undefined }),
    header: isList || !asked ? [] : [asked],
    body: [inner],
  };
}

/** Where a statement ends, its semicolon included. */
function endOf(c: Cursor): number {
  const { at } = c;
  c.skipBlanks();
  if (c.peek() === ';') return ++c.at;
  c.at = at;
  return at;
}

/** What an expression does as a statement: `… or die` may leave, `eval { … }` may fail. */
function plain(source: Source, expression: Expression, start: number, end: number): Statement {
  const span = { start, end };
  const control = source.controls.get(expression);
  if (control) return { ...control, ...span };
  if (expression.kind !== 'fork' || expression.options.length > 2)
    return { kind: 'statement', ...span, expression };
  const [first, second] = expression.condition
    ? [expression.condition, expression.options[0]]
    : expression.options;
  const isChoice = expression.condition !== undefined && expression.options.length === 2;
  if (!first || !second || isChoice) return { kind: 'statement', ...span, expression };
  const attempt = expression.condition ? undefined : source.controls.get(first);
  const then = dependent(source, first, second, span);
  if (attempt?.kind === 'attempt') return { ...attempt, ...span, handlers: [[then]] };
  return { kind: 'branching', ...span, conditions: [first], arms: [[then]], isExhaustive: false };
}

/** What is only done where what stands before it says so: it cannot go alone, but together with a plain question. */
function dependent(source: Source, first: Expression, second: Expression, whole: Span): Statement {
  const then = plain(source, second, second.start, second.end);
  if (then.kind !== 'statement') return then;
  const isPlain = first.kind === 'name' || first.kind === 'member' || first.kind === 'index';
  if (isPlain) return { ...then, ...whole };
  return { ...then, expression: other(second.start, second.end, [second]) };
}
