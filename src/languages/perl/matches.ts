import type { Call, Expression } from '../code/tree.ts';
import { other } from './nodes.ts';

/** `$text =~ s/…/…/` sets the text to what a call makes of it; any other match only asks. */
export function bindRegex(operator: string, target: Expression, pattern: Expression): Expression {
  const span = { start: target.start, end: pattern.end };
  if (operator === '!~' || pattern.kind !== 'call' || pattern.receiver || pattern.name.text !== 's')
    return other(span.start, span.end, [target, pattern]);
  if (target.kind !== 'name' && target.kind !== 'index' && target.kind !== 'member')
    return other(span.start, span.end, [target, ...pattern.arguments.map(({ value }) => value)]);
  const value: Call = { ...pattern, ...span, receiver: target };
  return { kind: 'assignment', ...span, target, value, operator: 'set' };
}
