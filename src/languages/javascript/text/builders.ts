import type { Piece, QueryText } from '../../../model/query-text.ts';
import { type CallNode, isMember, memberName, type Node, unwrap } from '../syntax/ast.ts';
import { splitBefore } from '../syntax/callee-names.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Context, ListItem, Value } from '../values/values.ts';
import { formatText } from './format-strings.ts';
import { replaceText } from './replacements.ts';
import { asText, contentOf, hole, piecesOf } from './text.ts';

/** The text that a call builds from its parts: `.concat`, `.join`, format functions, `.replace` of a slot. */
export function textOfBuilder(tracer: Tracer, call: CallNode, context: Context): QueryText | undefined {
  if (call.type === 'NewExpression') return undefined;
  const { callee } = call;
  if (isMember(callee)) {
    const name = memberName(callee);
    if (name === 'concat') return concatText(tracer, callee.object, call, context);
    if (name === 'join') return joinText(tracer, callee.object, call, context);
  }
  return formatText(tracer, call, context);
}

function concatText(tracer: Tracer, receiver: Node, call: CallNode, context: Context): QueryText | undefined {
  const first = tracer.evaluate(receiver, context);
  if (first.kind === 'list' || (first.kind === 'opaque' && unwrap(receiver).type !== 'StringLiteral'))
    return undefined;
  return [receiver, ...call.arguments].flatMap((part) => piecesOf(tracer, part, context));
}

function joinText(tracer: Tracer, receiver: Node, call: CallNode, context: Context): QueryText | undefined {
  const before = splitBefore(call);
  if (before) return replaceText(tracer, { call, template: before.text, context, split: before.split });
  const list = tracer.evaluate(receiver, context);
  const separator = call.arguments[0] ? tracer.textOf(call.arguments[0], context) : ',';
  if (separator === undefined) return undefined;
  return joinValue(tracer, list, separator);
}

/** An item that was made of an element is a part of the text that goes when the element goes. */
function itemPieces(tracer: Tracer, item: ListItem): QueryText {
  const pieces = piecesOf(tracer, item.node, item.context);
  if (!item.source) return pieces;
  return [{ ...hole(tracer, item.source.node, item.source.context), content: pieces, element: true }];
}

/** Items that are put in on one condition are there together, or not at all. */
function joinItems(tracer: Tracer, items: readonly ListItem[], separator: string): QueryText {
  const pieces: Piece[] = [];
  for (let i = 0; i < items.length; ) {
    const { arms } = items[i]!;
    let next = i + 1;
    while (next < items.length && areSameArms(items[next]!.arms, arms)) next++;
    const part = items.slice(i, next).flatMap((item, k): QueryText => {
      const glue: Piece[] = i + k > 0 ? [{ kind: 'known', text: separator }] : [];
      return [...glue, ...joinItem(tracer, item, separator)];
    });
    if (arms) pieces.push({ kind: 'choice', options: [part, []], arms: [arms, []] });
    else pieces.push(...part);
    i = next;
  }
  return pieces;
}

function joinItem(tracer: Tracer, item: ListItem, separator: string): QueryText {
  if (!item.spread) return itemPieces(tracer, item);
  const inner = tracer.evaluate(item.node, item.context);
  return inner.kind === 'opaque'
    ? itemPieces(tracer, item)
    : (joinValue(tracer, inner, separator) ?? asText(tracer, inner));
}

function areSameArms(a: ListItem['arms'], b: ListItem['arms']): boolean {
  if (!a || !b) return a === b;
  return a.length === b.length && a.every((arm, i) => arm.branch === b[i]!.branch && arm.side === b[i]!.side);
}

function joinValue(tracer: Tracer, value: Value, separator: string): QueryText | undefined {
  switch (value.kind) {
    case 'list':
      return joinItems(tracer, value.items, separator);
    case 'view':
    case 'set':
      return contentOf(tracer, value);
    case 'choice': {
      const options = value.options.map((option) => joinValue(tracer, option, separator));
      return options.some((option) => option !== undefined)
        ? [{ kind: 'choice', options: options.map((option) => option ?? []) }]
        : undefined;
    }
    default:
      return undefined;
  }
}
