import { type Arm, areSameArms, armsWithout } from '../../../model/arms.ts';
import type { HolePiece, LiteralPiece, Piece, QueryText, SetPiece } from '../../../model/query-text.ts';
import type { Call, Characters, Expression, Text } from '../tree.ts';
import { asText } from './calls.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frames.ts';
import { textOfMeaning } from './library.ts';
import { branchOf, type Machine } from './machine.ts';
import { originsOfText, valueRef } from './origins.ts';
import { parameterSet } from './sets.ts';
import { type CodeSite, type ObjectValue, siteAt, textValue, type Value, type Write } from './values.ts';
import { writesSeen } from './writes.ts';

/** Characters of a string as a piece. */
function literalPiece(
  machine: Machine,
  node: Characters,
  frame: Frame,
  from = 0,
  to = node.text.length,
): LiteralPiece {
  return {
    kind: 'literal',
    text: node.text.slice(from, to),
    site: siteAt(machine.source, node),
    offset: from,
    depth: frame.depth,
  };
}

/** An expression as a part of a text: its pieces where its syntax puts text together in place, else one hole. */
export function piecesOf(machine: Machine, node: Expression, frame: Frame): QueryText {
  machine.step();
  switch (node.kind) {
    case 'text':
      return piecesOfText(machine, node, frame);
    case 'number':
      return [{ kind: 'known', text: node.text }];
    case 'sum':
      return foldEach(node.operands.flatMap((operand) => piecesOf(machine, operand, frame)));
    case 'fork':
      if (!node.isDefault) {
        if (node.condition) evaluate(machine, node.condition, frame);
        const branch = branchOf(frame, node, node.options.length);
        const arms = node.options.map((_, side) => ({ branch, side }));
        const options = node.options.map((option, side) =>
          machine.under(arms[side]!, () => piecesOf(machine, option, frame)),
        );
        if (options.some(isStructural))
          return [
            { kind: 'choice', site: siteAt(machine.source, node), options, arms: arms.map((arm) => [arm]) },
          ];
      }
      break;
    case 'assignment':
      if (node.operator === 'set') {
        const value = evaluate(machine, node, frame);
        return value.kind === 'text' ? value.pieces : [holeOf(machine, node.value, frame, value)];
      }
      break;
    case 'call': {
      // A method of the program may have the name of one of the library.
      const meaning = hasMethod(machine, node) ? undefined : machine.meaningOf(node);
      const built = meaning && textOfMeaning(machine, node, meaning, frame);
      if (built) return built;
      break;
    }
  }
  return [holeOf(machine, node, frame, asText(machine, evaluate(machine, node, frame), node, frame))];
}

function hasMethod({ source }: Machine, { name }: Call): boolean {
  const key = source.keyOf(name.text);
  return source.functions.has(key) || [...source.classes.values()].some((type) => source.methodOf(type, key));
}

function piecesOfText(machine: Machine, node: Text, frame: Frame): QueryText {
  return foldEach(
    node.parts.flatMap((part) =>
      part.kind === 'characters'
        ? [literalPiece(machine, part, frame)]
        : piecesOf(machine, part.expression, frame),
    ),
  );
}

/** The value of an expression that puts text together. */
export function textOf(machine: Machine, node: Expression, frame: Frame): Value {
  const pieces = piecesOf(machine, node, frame);
  machine.build(node, pieces, frame);
  return textValue(pieces, originsOfText(pieces, siteAt(machine.source, node)));
}

/** Whether the branches of a conditional shape the URL, rather than only picking a value. */
function isStructural(pieces: QueryText): boolean {
  return pieces.some(
    (piece) =>
      ((piece.kind === 'literal' || piece.kind === 'known') && /[?&=/]/.test(piece.text)) ||
      (piece.kind === 'hole' && piece.content !== undefined && isStructural(piece.content)),
  );
}

/** An expression as a hole of a text, with the text that it is known to hold. */
export function holeOf(
  machine: Machine,
  node: Expression,
  frame: Frame,
  value: Value,
  site: CodeSite = siteAt(machine.source, node),
): HolePiece {
  if (value.kind === 'unknown' && value.eachOf) noteEach(site, value.eachOf.object, value.eachOf.part);
  return {
    kind: 'hole',
    site,
    value: valueRef(value, site),
    shared: frame.depth > 0,
    depth: frame.depth,
    content: contentOf(value),
  };
}

/** The text that a value turns into, when anything of it is known. */
export function contentOf(value: Value): QueryText | undefined {
  switch (value.kind) {
    case 'text':
      return value.pieces;
    case 'object':
      return [setPiece(value)];
    case 'choice': {
      const contents = value.options.map(contentOf);
      if (contents.every((content) => content === undefined)) return undefined;
      return [{ kind: 'choice', options: contents.map((content) => content ?? []), arms: value.arms }];
    }
    default:
      return undefined;
  }
}

const SERIALISED = new WeakSet<ObjectValue>();

/** Whether a text was made of a map. */
export function isSerialised(object: ObjectValue): boolean {
  return SERIALISED.has(object);
}

/** A map that becomes a query string in a text; what it holds is looked at when the text is. */
function setPiece(object: ObjectValue): SetPiece & { readonly object: ObjectValue } {
  SERIALISED.add(object);
  return {
    kind: 'set',
    object,
    get set() {
      return parameterSet(object);
    },
  };
}

/** Text that grows: `url .= more`. */
export function appended(
  machine: Machine,
  writes: readonly Write[] | undefined,
  current: Value | undefined,
  addition: QueryText,
  site: CodeSite,
): { readonly value: Value; readonly arms: readonly Write['arms'][number][] } {
  const seen = writes ? writesSeen(writes, machine.arms) : [];
  const [only] = seen;
  const open = only && seen.length === 1 ? armsWithout(machine.arms, only.arms) : [];
  const before = current ? (contentOf(current) ?? [unknownPiece(current, site)]) : [];
  const pieces = open.length > 0 ? grownUnder(before, addition, open) : foldEach([...before, ...addition]);
  return {
    value: textValue(pieces, originsOfText(pieces, site)),
    arms: open.length > 0 ? only!.arms : machine.arms,
  };
}

/** Text that grows where some arms are taken; what grew before on the same arms is one with it. */
function grownUnder(before: QueryText, addition: QueryText, open: readonly Arm[]): QueryText {
  const last = before.at(-1);
  const isSame =
    last?.kind === 'choice' &&
    last.options.length === 2 &&
    last.options[1]!.length === 0 &&
    last.arms !== undefined &&
    areSameArms(last.arms[0] ?? [], open);
  const grown = foldEach([...(isSame ? last.options[0]! : []), ...addition]);
  return [
    ...(isSame ? before.slice(0, -1) : before),
    { kind: 'choice', options: [grown, []], arms: [open, []] },
  ];
}

function unknownPiece(value: Value, site: CodeSite): HolePiece {
  return { kind: 'hole', site, value: valueRef(value, site), shared: false, content: undefined };
}

/** `$key=$value` for each parameter of a map is the map's query string. */
export function foldEach(pieces: QueryText): QueryText {
  const folded: Piece[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const object = eachOf(pieces[i]!, 'key');
    const end = object ? pieces.findIndex((piece, j) => j > i && eachOf(piece, 'value') === object) : -1;
    if (!object || end < 0 || !isJustEqual(pieces.slice(i + 1, end))) folded.push(pieces[i]!);
    else {
      folded.push(setPiece(object));
      i = end;
    }
  }
  return folded;
}

/** Whether nothing but the sign of a parameter stands between its name and its value. */
function isJustEqual(between: QueryText): boolean {
  const [only, ...more] = between;
  return !only || (more.length === 0 && 'text' in only && only.text === '=');
}

function eachOf(piece: Piece, part: 'key' | 'value'): ObjectValue | undefined {
  if (piece.kind !== 'hole') return undefined;
  const each = EACH.get(piece.value.site);
  return each?.part === part ? each.object : undefined;
}

const EACH = new WeakMap<object, { object: ObjectValue; part: 'key' | 'value' }>();

/** Remembers that a hole holds each key, or each value, of a map. */
function noteEach(site: CodeSite, object: ObjectValue, part: 'key' | 'value'): void {
  EACH.set(site, { object, part });
}
