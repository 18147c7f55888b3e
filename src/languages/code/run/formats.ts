import type { HolePiece, LiteralPiece, Piece, QueryText } from '../../../model/query-text.ts';
import type { Meaning, SlotStyle } from '../meaning.ts';
import type { Expression, Node } from '../tree.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frames.ts';
import { namedArguments } from './given.ts';
import type { Machine } from './machine.ts';
import { entriesFrom, findEntry } from './objects.ts';
import { literalsIn } from './seeds.ts';
import { foldEach, holeOf, piecesOf } from './texts.ts';
import { type CodeSite, objectIn, type SlotFill, siteAt, type Template, type Value } from './values.ts';

/** A slot of a format string: its characters, and what it asks for. */
interface Slot {
  readonly from: number;
  readonly to: number;
  /** `undefined`: the next value in order. */
  readonly asks: number | string | undefined;
}

/** What a format string comes to, with its values in their slots. */
export function piecesOfFormat(
  machine: Machine,
  node: Node,
  { template, slots: style, values, named }: Extract<Meaning, { kind: 'format' }>,
  frame: Frame,
): QueryText | undefined {
  const text = inline(piecesOf(machine, template, frame), style);
  if (!text.some((piece) => piece.kind === 'literal')) return undefined;
  if (style === 'message' && literalsIn(text).some((literal) => literal.text.includes("'"))) return undefined;
  const handed: Handed[] = values.map((value) => ({
    expression: value,
    value: evaluate(machine, value, frame),
  }));
  if (named && node.kind === 'call')
    handed.push({ expression: node, value: namedArguments(machine, node, frame) });
  const literals = literalSitesIn(text);
  const whole: Template = { style, literals, values, call: node };
  let next = 0;
  const fillPiece = (piece: Piece): QueryText => {
    if (piece.kind === 'choice') {
      const before = next;
      let furthest = before;
      const options = piece.options.map((option) => {
        next = before;
        const filled = option.flatMap(fillPiece);
        furthest = Math.max(furthest, next);
        return filled;
      });
      next = furthest;
      return [{ ...piece, options }];
    }
    if (piece.kind !== 'literal') return [piece];
    return cut(piece, slotsIn(piece.text, style), (slot) => {
      const asks = slot.asks ?? next++;
      const found = valueFor(machine, node, handed, asks);
      if (!found) return undefined;
      const fill: SlotFill = {
        template: whole,
        literal: piece.site as CodeSite,
        from: piece.offset + slot.from,
        to: piece.offset + slot.to,
        asks,
        isInOrder: slot.asks === undefined,
        value: found.expression,
      };
      const site = siteAt(machine.source, found.expression, {
        fill,
        slot: { at: piece.site.at, from: fill.from },
      });
      return holeOf(machine, found.expression, frame, found.value, site);
    });
  };
  return foldEach(text.flatMap(fillPiece));
}

function literalSitesIn(text: QueryText): CodeSite[] {
  return text.flatMap((piece) => {
    if (piece.kind === 'choice') return piece.options.flatMap(literalSitesIn);
    return piece.kind === 'literal' ? [piece.site as CodeSite] : [];
  });
}

interface Handed {
  readonly expression: Expression;
  readonly value: Value;
}

/** The value that a slot asks for: by position, or by the name that it has in a map or as a named argument. */
function valueFor(
  machine: Machine,
  node: Node,
  handed: readonly Handed[],
  asks: number | string,
): Handed | undefined {
  const maps = handed.flatMap(({ value }) => objectIn(value) ?? []);
  if (typeof asks === 'string') {
    for (const map of maps) {
      const [entry] = findEntry(map, asks);
      if (!entry?.site.value) continue;
      machine.namedReads.read(map, asks, node);
      return { expression: entry.site.value, value: entriesFrom([entry])! };
    }
    return undefined;
  }
  const [only] = maps;
  if (handed.length === 1 && only && only.items.length > 0) {
    const item = only.items[asks];
    return item && { expression: item.expression, value: item.value };
  }
  return handed[asks];
}

/** The text of a template, with the constants put in that hold slots. */
function inline(pieces: QueryText, style: SlotStyle): QueryText {
  return pieces.flatMap((piece): QueryText => {
    if (piece.kind === 'choice')
      return [{ ...piece, options: piece.options.map((option) => inline(option, style)) }];
    const holdsSlot = (text: QueryText): boolean =>
      text.some((part) => part.kind === 'literal' && slotsIn(part.text, style).length > 0);
    return piece.kind === 'hole' && piece.content && holdsSlot(piece.content)
      ? inline(piece.content, style)
      : [piece];
  });
}

/** Cuts a literal at its slots; what nothing is known of for a slot leaves it as it is. */
function cut(
  piece: LiteralPiece,
  slots: readonly Slot[],
  fill: (slot: Slot) => HolePiece | undefined,
): QueryText {
  const pieces: Piece[] = [];
  let done = 0;
  const literal = (from: number, to: number) => {
    if (to > from) pieces.push({ ...piece, text: piece.text.slice(from, to), offset: piece.offset + from });
  };
  for (const slot of slots) {
    const hole = fill(slot);
    if (!hole) continue;
    literal(done, slot.from);
    pieces.push(hole);
    done = slot.to;
  }
  literal(done, piece.text.length);
  return pieces;
}

const PATTERNS: Readonly<Record<SlotStyle, RegExp>> = {
  printf: /%%|%(?:(\d+)\$)?[-+ 0#]*(?:'.)?\d*(?:\.\d+)?[a-zA-Z@]/g,
  go: /%%|%(?:\[(\d+)\])?[-+ 0#]*\d*(?:\.\d+)?[a-zA-Z]/g,
  'named-percent':
    /%%|%\((\w+)\)[-+ 0#]*\d*(?:\.\d+)?[a-zA-Z]|%\{(\w+)\}|%<(\w+)>[-+ 0#]*\d*(?:\.\d+)?[a-zA-Z]|%[-+ 0#]*\d*(?:\.\d+)?[a-zA-Z]/g,
  braces: /\{\{|\}\}|\{(\w*)[^{}]*\}/g,
  message: /\{(\d+)[^{}]*\}/g,
  dollar: /\$\$|\$(\w+)|\$\{(\w+)\}/g,
  'numbered-braces': /\{\{|\}\}|\{(\d+)[^{}]*\}/g,
};

/** Finds the slots of a text, in order. */
export function slotsIn(text: string, style: SlotStyle): Slot[] {
  return [...text.matchAll(PATTERNS[style])].flatMap((match): Slot[] => {
    if (/^(?:%%|\{\{|\}\}|\$\$)$/.test(match[0])) return [];
    const named = match.slice(1).find((group) => group !== undefined);
    const at = { from: match.index, to: match.index + match[0].length };
    if (named === undefined || named === '') return [{ ...at, asks: undefined }];
    if (!/^\d+$/.test(named)) return [{ ...at, asks: named }];
    return [{ ...at, asks: Number(named) - (style === 'printf' || style === 'go' ? 1 : 0) }];
  });
}
