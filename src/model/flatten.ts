import type { ParameterSet } from './parameter-set.ts';
import type { HolePiece, KnownPiece, LiteralPiece, Piece, QueryText, SetPiece } from './query-text.ts';

/** Stands for a value that is not known, and for a set of parameters, in a flat text. */
export const HOLE = '\uE000';
const SET = '\uE001';

type Leaf = LiteralPiece | KnownPiece | HolePiece | SetPiece;

/** A leaf of a text with the holes that it was reached through, outermost first, and where it lies in the flat text. */
export interface Atom {
  readonly leaf: Leaf;
  readonly holes: readonly HolePiece[];
  /** The options of choices that it stands in: two atoms with the same branches are sent together or not at all. */
  readonly branches: readonly QueryText[];
  readonly start: number;
  readonly end: number;
}

/** One way in which a text may come out: its characters, and which leaf each of them belongs to. */
export interface FlatText {
  readonly text: string;
  readonly atoms: readonly Atom[];
}

type Step = Omit<Atom, 'start' | 'end'>;

const VARIANT_LIMIT = 24;
const ATOM_LIMIT = 4000;

/** Unfolds what was traced into a text, and its choices, into at most `VARIANT_LIMIT` flat texts. */
export function flatten(text: QueryText): FlatText[] {
  return unfold(text, [], []).map(layOut);
}

function layOut(steps: readonly Step[]): FlatText {
  let text = '';
  const atoms = steps.map((step): Atom => {
    const start = text.length;
    text += charactersOf(step.leaf);
    return { ...step, start, end: text.length };
  });
  return { text, atoms };
}

function charactersOf(leaf: Leaf): string {
  if (leaf.kind === 'hole') return HOLE;
  return leaf.kind === 'set' ? SET : leaf.text;
}

function unfold(text: QueryText, holes: readonly HolePiece[], branches: readonly QueryText[]): Step[][] {
  let variants: Step[][] = [[]];
  for (const piece of text) {
    const next: Step[][] = [];
    const ways = waysOf(piece, holes, branches);
    for (const variant of variants)
      for (const way of separatorFor(variant, piece, ways) ?? ways)
        if (next.length < VARIANT_LIMIT && variant.length < ATOM_LIMIT) next.push([...variant, ...way]);
    variants = next;
  }
  return variants;
}

/** A choice between `?` and `&` is made as a program makes it: by what stands before. */
function separatorFor(before: readonly Step[], piece: Piece, ways: readonly Step[][]): Step[][] | undefined {
  const separators =
    piece.kind === 'choice' ? piece.options.map(separatorOf) : contentOf(piece)?.map(separatorOf);
  if (!separators || separators.length < 2 || !separators.includes('?') || !separators.includes('&'))
    return undefined;
  const wanted = before.some((step) => charactersOf(step.leaf).includes('?')) ? '&' : '?';
  return ways.length > 0 ? [[{ ...ways[0]![0]!, leaf: { kind: 'known', text: wanted } }]] : undefined;
}

function contentOf(piece: Piece): readonly QueryText[] | undefined {
  const only = piece.kind === 'hole' && piece.content?.length === 1 ? piece.content[0] : undefined;
  return only?.kind === 'choice' ? only.options : undefined;
}

function separatorOf(option: QueryText): string | undefined {
  const [piece] = option;
  return option.length === 1 && piece && (piece.kind === 'literal' || piece.kind === 'known')
    ? piece.text
    : undefined;
}

function waysOf(piece: Piece, holes: readonly HolePiece[], branches: readonly QueryText[]): Step[][] {
  switch (piece.kind) {
    case 'hole':
      return piece.content && !holes.includes(piece)
        ? unfold(piece.content, [...holes, piece], branches)
        : [[{ leaf: piece, holes, branches }]];
    case 'choice':
      return waysOfChoice(piece.options, holes, branches);
    default:
      return [[{ leaf: piece, holes, branches }]];
  }
}

/**
 * Only options that shape the request are told apart. What may be absent is taken to be there, so that one plan
 * covers both.
 */
function waysOfChoice(
  options: readonly QueryText[],
  holes: readonly HolePiece[],
  branches: readonly QueryText[],
): Step[][] {
  const ways = options.flatMap((option) =>
    option.length === 0 ? [] : unfold(option, holes, [...branches, option]),
  );
  const present = ways.filter((way) => way.some((step) => charactersOf(step.leaf) !== ''));
  const telling = present.filter(isTelling);
  if (telling.length > 0) return telling.length === present.length ? telling : withOneOther(telling, present);
  const longest = present.sort((a, b) => b.length - a.length)[0];
  return longest ? [longest] : [[]];
}

function withOneOther(telling: Step[][], present: Step[][]): Step[][] {
  const other = present.find((way) => !telling.includes(way));
  return other?.some((step) => step.leaf.kind === 'hole') ? [...telling, other] : telling;
}

function isTelling(way: readonly Step[]): boolean {
  return (
    way.some((step) => step.leaf.kind === 'set') ||
    /apikey|ticket|authtoken|scope|\/\/|\/crm\/|zoho/i.test(
      way.map((step) => charactersOf(step.leaf)).join(''),
    )
  );
}

/** The address part of a flat text: up to its query, holes kept, sets left out. */
export function addressOf(flat: FlatText): string {
  return (/^[^?#]*/.exec(flat.text)?.[0] ?? '').replaceAll(SET, '');
}

/** The parameter sets that are serialised into a flat text. */
export function setsIn(flat: FlatText): ParameterSet[] {
  return flat.atoms.flatMap((atom) => (atom.leaf.kind === 'set' ? [atom.leaf.set] : []));
}
