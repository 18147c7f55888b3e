import type { Change, TokenReference } from './change.ts';
import type { Atom, FlatText } from './flatten.ts';
import { atomsIn, coveredHoles, type TextParameter } from './parameters.ts';
import type { HolePiece, QueryText } from './query-text.ts';

/** A change with the part of the flat text that asks for it. */
export interface LocatedChange {
  readonly change: Change;
  readonly flat: FlatText;
  readonly from: number;
  readonly to: number;
}

/** A change that no syntax of the text can express, with the reason for people. */
export class Unspellable extends Error {}

/** Where a text that a helper builds is edited: in the helper itself, or at most so many calls deep, in what is handed to it. */
export type Level = 'here' | { readonly depth: number };

/**
 * The changes that replace `[from, to)` of a flat text: the first literal in it takes the new text, other characters
 * go, and values that lie in it whole are taken out of the text.
 *
 * @throws Unspellable when the range has characters that stand in no source
 */
export function replaceSpan(
  flat: FlatText,
  from: number,
  to: number,
  by: string | TokenReference,
  level: Level = 'here',
): LocatedChange[] {
  const changes: LocatedChange[] = [];
  const add = (change: Change, atom: Atom) => changes.push({ change, flat, from: atom.start, to: atom.end });
  const done = new Set<HolePiece>();
  const atoms = atomsIn(flat, from, to);
  const target = (atom: Atom) => {
    const covered = coveredHoles(flat, atom, from, to).filter((hole) => by === '' || !hole.element);
    return level === 'here' ? covered[0] : holeOfCaller(covered, atom, level.depth);
  };
  const literalFirst =
    typeof by === 'string' && atoms.some((atom) => atom.leaf.kind === 'literal' && !target(atom));
  let written = by === '';
  for (const atom of atoms) {
    const hole = target(atom);
    if (!hole) {
      for (const change of replaceInAtom(atom, from, to, written ? '' : by)) add(change, atom);
      if (atom.leaf.kind === 'literal') written = true;
    } else if (!done.has(hole)) {
      done.add(hole);
      const extent = extentOf(flat, hole, atom);
      if (written || literalFirst) add({ kind: 'remove-hole', piece: hole }, extent);
      else {
        written = true;
        add({ kind: 'replace-hole', piece: hole, by }, extent);
      }
    }
  }
  if (!written) throw new Unspellable('no characters of the source stand there');
  return changes;
}

/**
 * Refuses a name that one expression gives for several parameters: another one each time round a loop.
 *
 * @throws Unspellable when the name is chosen while the program runs
 */
export function requireOneName({ flat, start, nameEnd }: TextParameter): void {
  for (const atom of atomsIn(flat, start, nameEnd))
    for (const hole of coveredHoles(flat, atom, start, nameEnd))
      if (isChosen(hole.content ?? [], atom))
        throw new Unspellable('one expression names several parameters in turn');
}

function isChosen(text: QueryText, atom: Atom): boolean {
  return text.some((piece) =>
    piece.kind === 'choice'
      ? piece.options.length > 1 && piece.options.some((option) => atom.branches.includes(option))
      : piece.kind === 'hole' && isChosen(piece.content ?? [], atom),
  );
}

/** The part of a flat text that a hole's content takes, as one atom. */
function extentOf(flat: FlatText, hole: HolePiece, fallback: Atom): Atom {
  const atoms = flat.atoms.filter((atom) => atom.leaf === hole || atom.holes.includes(hole));
  return { ...fallback, start: atoms[0]?.start ?? fallback.start, end: atoms.at(-1)?.end ?? fallback.end };
}

/** What a caller hands over is edited where the caller stands. */
function holeOfCaller(covered: readonly HolePiece[], atom: Atom, depth: number): HolePiece | undefined {
  const own = covered.find((hole) => (hole.depth ?? 0) <= depth);
  if (own) return own;
  if (atom.leaf.kind === 'literal' && covered.length > 0) return undefined;
  const depths = covered.map((hole) => hole.depth ?? 0);
  return covered[depths.indexOf(Math.min(...depths))];
}

function replaceInAtom(atom: Atom, from: number, to: number, by: string | TokenReference): Change[] {
  const { leaf } = atom;
  if (leaf.kind === 'literal') {
    return [
      {
        kind: 'replace-text',
        piece: leaf,
        from: Math.max(from, atom.start) - atom.start,
        to: Math.min(to, atom.end) - atom.start,
        by,
      },
    ];
  }
  // A join's separator goes with the element beside it.
  if (leaf.kind === 'known' && (leaf.text === '&' || leaf.text === '')) return [];
  throw new Unspellable('a part of the parameter is computed');
}

/**
 * The changes that put `text` right behind a parameter's value; behind the whole call when a helper adds the parameter.
 *
 * @throws Unspellable when what stands there would encode the text, or is computed
 */
export function insertAfterValue(parameter: TextParameter, text: string, level: Level): LocatedChange[] {
  const { flat, valueStart, valueEnd } = parameter;
  return insertionAfter(parameter, text, level).map((change) => ({
    change,
    flat,
    from: valueStart,
    to: valueEnd,
  }));
}

function insertionAfter(parameter: TextParameter, text: string, level: Level): Change[] {
  const { flat, valueStart, valueEnd } = parameter;
  const last = flat.atoms.findLast((atom) => atom.start < valueEnd && atom.end >= valueEnd);
  if (!last || valueEnd === valueStart) return insertAfterName(parameter, text);
  if (level !== 'here') {
    const chain = last.leaf.kind === 'hole' ? [...last.holes, last.leaf] : last.holes;
    const call = chain.find((hole) => (hole.depth ?? 0) <= level.depth && endOf(flat, hole) === valueEnd);
    if (!call || call.element)
      throw new Unspellable('a helper adds the parameter, and nothing can stand behind it');
    return [{ kind: 'insert-after', piece: call, text }];
  }
  const [hole] = coveredHoles(flat, last, valueStart, valueEnd);
  if (hole?.element)
    throw new Unspellable('each element of a list becomes one parameter, and no text can stand behind it');
  if (hole) return [{ kind: 'insert-after', piece: hole, text }];
  if (last.leaf.kind === 'literal')
    return [
      {
        kind: 'replace-text',
        piece: last.leaf,
        from: valueEnd - last.start,
        to: valueEnd - last.start,
        by: text,
      },
    ];
  throw new Unspellable('the value is computed in several parts');
}

function insertAfterName(parameter: TextParameter, text: string): Change[] {
  const { flat, valueStart } = parameter;
  const atom = flat.atoms.findLast(
    (candidate) => candidate.start < valueStart && candidate.end >= valueStart,
  );
  if (atom?.leaf.kind !== 'literal') throw new Unspellable('the parameter has no value here');
  return [
    {
      kind: 'replace-text',
      piece: atom.leaf,
      from: valueStart - atom.start,
      to: valueStart - atom.start,
      by: text,
    },
  ];
}

function endOf(flat: FlatText, hole: HolePiece): number {
  return flat.atoms.findLast((atom) => atom.leaf === hole || atom.holes.includes(hole))?.end ?? -1;
}

/**
 * The range of a parameter with the separator that goes with it when it is removed.
 *
 * @param taken where what goes before it ends: no separator goes twice
 */
export function removalSpan(parameter: TextParameter, taken: number): { from: number; to: number } {
  const { text } = parameter.flat;
  const { start, valueEnd } = parameter;
  const before = separatorBefore(text, start);
  if (before > 0 && start - before >= taken) return { from: start - before, to: valueEnd };
  return { from: start, to: valueEnd + separatorAfter(text, valueEnd) };
}

function separatorBefore(text: string, at: number): number {
  if (text.slice(0, at).endsWith('&amp;')) return 5;
  return text[at - 1] === '&' ? 1 : 0;
}

function separatorAfter(text: string, at: number): number {
  if (text.startsWith('&amp;', at)) return 5;
  return text[at] === '&' ? 1 : 0;
}
