import { type Arm, areExclusive, joinArms } from './arms.ts';
import { type Forks, forksOf, TELLING } from './forks.ts';
import type { ParameterSet } from './parameter-set.ts';
import type {
  ChoicePiece,
  HolePiece,
  KnownPiece,
  LiteralPiece,
  Piece,
  QueryText,
  SetPiece,
} from './query-text.ts';
import { spend } from './work.ts';

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
  /** The sides of branchings that decide whether it is sent. */
  readonly arms: readonly Arm[];
  readonly start: number;
  readonly end: number;
}

/** One way in which a text may come out: its characters, and which leaf each of them belongs to. */
export interface FlatText {
  readonly text: string;
  readonly atoms: readonly Atom[];
  /** The sides of branchings that were taken to get here. */
  readonly arms: readonly Arm[];
}

type Step = Omit<Atom, 'start' | 'end'>;

/** A way through a text: its leaves in order, and the sides of branchings that it took. */
interface Way {
  readonly steps: readonly Step[];
  readonly arms: readonly Arm[];
}

/** Where a text is unfolded: what it stands in, and what was decided before. */
interface Place {
  readonly holes: readonly HolePiece[];
  readonly branches: readonly QueryText[];
  /** The sides of forks that were taken, and those of all the branchings that it stands in. */
  readonly arms: readonly Arm[];
  readonly within: readonly Arm[];
  readonly forks: Forks;
}

const VARIANT_LIMIT = 24;
const ATOM_LIMIT = 4000;

/** Unfolds what was traced into a text, and its choices, into at most `VARIANT_LIMIT` flat texts. */
export function flatten(text: QueryText): FlatText[] {
  return unfold(text, { holes: [], branches: [], arms: [], within: [], forks: forksOf(text) }).map(layOut);
}

function layOut({ steps, arms }: Way): FlatText {
  let text = '';
  const atoms = steps.map((step): Atom => {
    const start = text.length;
    text += charactersOf(step.leaf);
    return { ...step, start, end: text.length };
  });
  return { text, atoms, arms };
}

function charactersOf(leaf: Leaf): string {
  if (leaf.kind === 'hole') return HOLE;
  return leaf.kind === 'set' ? SET : leaf.text;
}

function unfold(text: QueryText, place: Place): Way[] {
  let variants: Way[] = [{ steps: [], arms: place.arms }];
  for (const piece of text) {
    const next: Way[] = [];
    const waysAfter = new Map<readonly Arm[], Way[]>();
    for (const { steps, arms } of variants) {
      const ways = waysAfter.get(arms) ?? waysOf(piece, { ...place, arms });
      waysAfter.set(arms, ways);
      for (const way of separatorFor(steps, piece, ways) ?? ways) {
        if (next.length >= VARIANT_LIMIT || steps.length >= ATOM_LIMIT) break;
        // To copy a leaf is the least of steps.
        spend(1 + (steps.length + way.steps.length) / 16);
        next.push({ steps: [...steps, ...way.steps], arms: way.arms });
      }
    }
    variants = next;
  }
  return variants;
}

/** A choice between `?` and `&` is made as a program makes it: by what stands before. */
function separatorFor(before: readonly Step[], piece: Piece, ways: readonly Way[]): Way[] | undefined {
  const separators =
    piece.kind === 'choice' ? piece.options.map(separatorOf) : contentOf(piece)?.map(separatorOf);
  if (!separators || separators.length < 2 || !separators.includes('?') || !separators.includes('&'))
    return undefined;
  const wanted = before.some((step) => charactersOf(step.leaf).includes('?')) ? '&' : '?';
  const [first] = ways;
  const step = first?.steps[0];
  return step && [{ ...first, steps: [{ ...step, leaf: { kind: 'known', text: wanted } }] }];
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

function waysOf(piece: Piece, place: Place): Way[] {
  const { holes, branches, arms, within } = place;
  switch (piece.kind) {
    case 'hole':
      return piece.content && !holes.includes(piece)
        ? unfold(piece.content, { ...place, holes: [...holes, piece] })
        : [{ steps: [{ leaf: piece, holes, branches, arms: within }], arms }];
    case 'choice':
      return waysOfChoice(piece, place);
    default:
      return [{ steps: [{ leaf: piece, holes, branches, arms: within }], arms }];
  }
}

/**
 * Only options that shape the request are told apart. What may be absent is taken to be there, so that one plan
 * covers both; but not together with what another side of the same branching gives.
 */
function waysOfChoice(piece: ChoicePiece, place: Place): Way[] {
  const ways = piece.options.flatMap((option, i) => {
    const arms = piece.arms?.[i] ?? [];
    if (option.length === 0 || areExclusive(arms, place.arms)) return [];
    return unfold(option, {
      ...place,
      branches: [...place.branches, option],
      within: [...place.within, ...(arms.length > 0 ? arms : [unknownArm(piece, i)])],
      arms: joinArms(
        place.arms,
        arms.filter(({ branch }) => place.forks.has(branch)),
      ),
    });
  });
  const absent = sidesWithout(piece, place).map((arm): Way => ({ steps: [], arms: [...place.arms, arm] }));
  const present = ways.filter((way) => way.steps.some((step) => charactersOf(step.leaf) !== ''));
  const telling = present.filter(isTelling);
  if (telling.length > 0)
    return [...(telling.length === present.length ? telling : withOneOther(telling, present)), ...absent];
  if (absent.length > 0) return [...present, ...absent];
  const longest = present.sort((a, b) => b.steps.length - a.steps.length)[0];
  return [longest ?? { steps: [], arms: place.arms }];
}

/** What decides for an option is not known: it tells parts of the text apart, but nothing against one of them. */
function unknownArm(branch: ChoicePiece, side: number): Arm {
  return { branch, side, ifGiven: true };
}

function withOneOther(telling: Way[], present: Way[]): Way[] {
  const other = present.find((way) => !telling.includes(way));
  return other?.steps.some((step) => step.leaf.kind === 'hole') ? [...telling, other] : telling;
}

function isTelling({ steps }: Way): boolean {
  return (
    steps.some((step) => step.leaf.kind === 'set') ||
    TELLING.test(steps.map((step) => charactersOf(step.leaf)).join(''))
  );
}

/** The sides of a fork, not decided yet, on which none of a choice's options is there. */
function sidesWithout({ options, arms }: ChoicePiece, place: Place): Arm[] {
  const own = options.flatMap((option, i) => (option.length > 0 ? (arms?.[i] ?? []) : []));
  const fork = own.find(
    ({ branch }) => place.forks.has(branch) && !place.arms.some((arm) => arm.branch === branch),
  );
  if (!fork) return [];
  return [...place.forks.get(fork.branch)!]
    .filter((side) => !own.some((arm) => arm.branch === fork.branch && arm.side === side))
    .map((side) => ({ branch: fork.branch, side }));
}

/** The address part of a flat text: up to its query, holes kept, sets left out. */
export function addressOf(flat: FlatText): string {
  return (/^[^?#]*/.exec(flat.text)?.[0] ?? '').replaceAll(SET, '');
}

const URL_BEFORE = /(?:^|[\s"'`<>(])([a-z][a-z0-9+.-]*:\/\/[^\s"'`<>]*)$/i;

/** The address that a place in a flat text belongs to: in prose, that of the URL around it. */
export function addressAt(flat: FlatText, at: number): string {
  const url = URL_BEFORE.exec(flat.text.slice(0, at).replaceAll(SET, ''))?.[1];
  return url === undefined ? addressOf(flat) : /^[^?#]*/.exec(url)![0];
}

/** The parameter sets that are serialised into a flat text. */
export function setsIn(flat: FlatText): ParameterSet[] {
  return flat.atoms.flatMap((atom) => (atom.leaf.kind === 'set' ? [atom.leaf.set] : []));
}
