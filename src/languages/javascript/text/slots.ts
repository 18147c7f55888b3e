import type { HolePiece, LiteralPiece, Piece, QueryText } from '../../../model/query-text.ts';
import { spend } from '../../../model/work.ts';
import type { CallNode, Node } from '../syntax/ast.ts';
import type { Tracer } from '../values/tracer.ts';
import { type Context, type LiteralSite, rangeOf, type SlotSite } from '../values/values.ts';
import { contentOf, literalPiece, piecesOf, valueRef } from './text.ts';

/** The expression that is put into a slot. */
export interface Filling {
  readonly node: Node;
  readonly context: Context;
  readonly binding: SlotSite['binding'];
  /** True for one of several values, which no expression of its own stands for. */
  readonly chosen?: boolean;
}

/** A place of a text that a value is put into: characters `[from, to)`; without a filling it stays as it is. */
export interface Slot {
  readonly from: number;
  readonly to: number;
  readonly filling?: Filling | undefined;
}

/** Finds the slots of a literal's text, in order. @param before how many were found in the text before it */
export type FindSlots = (text: string, before: number) => readonly Slot[];

/** A format string's pieces, with the constants put in that hold slots; undefined when no text of it is known. */
export function templateOf(
  tracer: Tracer,
  node: Node,
  context: Context,
  hasSlot: (text: string) => boolean,
): QueryText | undefined {
  const pieces = inline(piecesOf(tracer, node, context), hasSlot);
  return holdsText(pieces, () => true) ? pieces : undefined;
}

function inline(pieces: QueryText, hasSlot: (text: string) => boolean): QueryText {
  spend(pieces.length);
  return pieces.flatMap((piece): QueryText => {
    if (piece.kind === 'choice')
      return [{ ...piece, options: piece.options.map((option) => inline(option, hasSlot)) }];
    return piece.kind === 'hole' && !isFilled(piece) && piece.content && holdsText(piece.content, hasSlot)
      ? inline(piece.content, hasSlot)
      : [piece];
  });
}

/** Whether a slot was filled before: what stands in it is no template. */
function isFilled({ site }: HolePiece): boolean {
  return (site as Partial<SlotSite>).type === 'slot';
}

export function holdsText(pieces: QueryText, wanted: (text: string) => boolean): boolean {
  spend(pieces.length);
  return pieces.some((piece) => {
    if (piece.kind === 'literal') return wanted(piece.text);
    if (piece.kind === 'choice') return piece.options.some((option) => holdsText(option, wanted));
    return piece.kind === 'hole' && piece.content !== undefined && holdsText(piece.content, wanted);
  });
}

/** Puts values into the slots of a template. */
export function fillSlots(tracer: Tracer, template: QueryText, call: CallNode, find: FindSlots): QueryText {
  return fillFrom(tracer, template, call, find, 0).pieces;
}

function fillFrom(
  tracer: Tracer,
  template: QueryText,
  call: CallNode,
  find: FindSlots,
  before: number,
): { pieces: QueryText; found: number } {
  let found = before;
  const pieces = template.flatMap((piece): QueryText => {
    if (piece.kind === 'choice') {
      const options = piece.options.map((option) => fillFrom(tracer, option, call, find, found));
      found = Math.max(...options.map((option) => option.found));
      return [{ ...piece, options: options.map((option) => option.pieces) }];
    }
    if (piece.kind !== 'literal') return [piece];
    const slots = find(piece.text, found);
    found += slots.length;
    return splitAt(tracer, piece, slots, call);
  });
  return { pieces, found };
}

/** Cuts a literal at slots. */
function splitAt(tracer: Tracer, piece: LiteralPiece, slots: readonly Slot[], call: CallNode): QueryText {
  const site = piece.site as LiteralSite;
  const pieces: Piece[] = [];
  let done = 0;
  for (const { from, to, filling } of slots) {
    if (!filling) continue;
    if (from > done)
      pieces.push(literalPiece(tracer, site.node, site.from + done, site.from + from, piece.depth));
    pieces.push(slotHole(tracer, { ...site, from: site.from + from, to: site.from + to }, filling, call));
    done = to;
  }
  if (done < piece.text.length)
    pieces.push(literalPiece(tracer, site.node, site.from + done, site.to, piece.depth));
  return pieces;
}

function slotHole(
  tracer: Tracer,
  slot: LiteralSite,
  { node, context, binding, chosen }: Filling,
  call: CallNode,
): HolePiece {
  // One of several values has no place of its own but its slot.
  const at = chosen
    ? { ...slot.at, start: slot.at.start + slot.from, end: slot.at.start + slot.to }
    : rangeOf(tracer.moduleOf(node), node);
  const site: SlotSite = { type: 'slot', at, node, context, slot, call, binding, ...(chosen && { chosen }) };
  return {
    kind: 'hole',
    site,
    value: valueRef(tracer, node, context),
    shared: context !== undefined,
    depth: context?.depth ?? 0,
    content: contentOf(tracer, tracer.evaluate(node, context)),
  };
}
