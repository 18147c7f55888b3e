import { areSameArms } from '../../../model/arms.ts';
import type { Piece, QueryText } from '../../../model/query-text.ts';
import { type CallNode, isMember, memberName, type Node, unwrap } from '../syntax/ast.ts';
import { splitBefore } from '../syntax/callee-names.ts';
import type { Tracer } from '../values/tracer.ts';
import { type Context, type ListItem, optionsOf, type Value } from '../values/values.ts';
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
  if (
    optionsOf(first).some(({ kind }) => kind === 'list') ||
    (first.kind === 'opaque' && unwrap(receiver).type !== 'StringLiteral')
  )
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

/** Items that are put in by the same branchings are one addition to the text. */
function joinItems(tracer: Tracer, items: readonly ListItem[], separator: string): QueryText {
  const pieces: Piece[] = [];
  for (let from = 0, to = 1; from < items.length; from = to, to++) {
    const arms = items[from]!.arms ?? [];
    while (to < items.length && areSameArms(arms, items[to]!.arms ?? [])) to++;
    const addition = items.slice(from, to).flatMap((item, i): QueryText => {
      const glue: Piece[] = from + i > 0 ? [{ kind: 'known', text: separator }] : [];
      return [...glue, ...joinItem(tracer, item, separator)];
    });
    if (arms.length === 0) pieces.push(...addition);
    else pieces.push({ kind: 'choice', options: [addition, []], arms: [arms, []] });
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
