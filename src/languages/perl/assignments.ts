import type { Assignment, Collection, Expression } from '../code/tree.ts';
import type { Slice, Source } from './cursor.ts';
import { collectionOf, isList } from './items.ts';
import { other } from './nodes.ts';

const OPERATORS: Readonly<Record<string, Assignment['operator']>> = {
  '=': 'set',
  '.=': 'append',
  '||=': 'default',
  '//=': 'default',
};

/** An assignment; what a hash or an array is set to is a list, whatever brackets stand around it. */
export function assignmentOf(
  source: Source,
  sign: string,
  target: Expression,
  value: Expression,
): Expression {
  const operator = OPERATORS[sign];
  const slice = source.slices.get(target);
  if (slice && operator === 'set') return sliceAssignment(target, slice, value);
  const { start } = target;
  const end = Math.max(value.end, source.brackets.get(value)?.end ?? 0);
  if (!operator) return other(start, end, [target, value]);
  const single = soleScalar(source, target, value);
  if (single) return { kind: 'assignment', start, end, target: single, value, operator };
  return { kind: 'assignment', start, end, target, value: asList(source, target, value), operator };
}

/**
 * `@params{qw(apikey ticket)} = ($key, $ticket)` sets each key by itself. Where the values do not stand in a list beside
 * it, a map of the keys shows that somebody must look.
 */
function sliceAssignment(target: Expression, { object, keys }: Slice, value: Expression): Expression {
  const span = { start: target.start, end: value.end };
  const values = value.kind === 'collection' && value.items.length === keys.length ? value.items : [];
  if (values.length > 0 && !values.some(({ key, isSpread }) => key || isSpread)) {
    const parts = keys.map((key, i): Expression => {
      const index: Expression = { kind: 'index', start: target.start, end: target.end, object, key };
      return { kind: 'assignment', ...span, target: index, value: values[i]!.value, operator: 'set' };
    });
    return other(span.start, span.end, parts);
  }
  const items = keys.map(
    (key) =>
      ({ kind: 'item', start: key.start, end: key.end, key, value: other(key.end, key.end, []) }) as const,
  );
  const map: Expression = { kind: 'collection', start: target.start, end: target.end, items, isBare: true };
  return other(span.start, span.end, [map, value]);
}

/** `my ($ticket) = fetch();` sets one variable. */
function soleScalar(source: Source, target: Expression, value: Expression): Expression | undefined {
  if (target.kind !== 'collection' || target.items.length !== 1 || value.kind === 'collection')
    return undefined;
  const [item] = target.items;
  return isList(source, value) || item!.isSpread ? undefined : item!.value;
}

function asList(source: Source, target: Expression, value: Expression): Expression {
  if (target.kind === 'collection' || !source.lists.has(target)) return value;
  const isHash = target.kind !== 'name' || target.name.startsWith('%');
  const span = source.brackets.get(value);
  if (value.kind === 'collection' && source.lists.has(value)) return isHash ? paired(source, value) : value;
  if (span) return collectionOf(source, [{ ...value, key: undefined, value }], span);
  return value;
}

function paired(source: Source, { start, end, items }: Collection): Expression {
  return collectionOf(source, items, { start, end }, { isHash: true });
}
