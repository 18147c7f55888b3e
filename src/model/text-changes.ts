import type { Change, TokenReference } from './change.ts';
import type { Atom, FlatText } from './flatten.ts';
import { atomsIn, coveredHole, type TextParameter, valueOf } from './parameters.ts';
import type { HolePiece } from './query-text.ts';

/** A change that no syntax of the text can express, with the reason for people. */
export class Unspellable extends Error {}

/**
 * The changes that replace `[from, to)` of a flat text: the first literal in it takes the new text, other characters
 * go, and values that lie in it whole are taken out of the text.
 *
 * @throws Unspellable when the range has characters that stand in no source
 */
export function replaceSpan(flat: FlatText, from: number, to: number, by: string | TokenReference): Change[] {
  const changes: Change[] = [];
  const removed = new Set<HolePiece>();
  let written = by === '';
  const literalFirst = atomsIn(flat, from, to).some((atom) => atom.leaf.kind === 'literal' && !coveredHole(flat, atom, from, to));
  for (const atom of atomsIn(flat, from, to)) {
    const hole = coveredHole(flat, atom, from, to);
    if (hole) {
      if (removed.has(hole)) continue;
      removed.add(hole);
      if (!written && !literalFirst && typeof by === 'string') {
        written = true;
        changes.push({ kind: 'replace-hole', piece: hole, by });
      } else changes.push({ kind: 'remove-hole', piece: hole });
      continue;
    }
    changes.push(...replaceInAtom(atom, from, to, written ? '' : by));
    if (atom.leaf.kind === 'literal') written = true;
  }
  if (!written) throw new Unspellable('no characters of the source stand there');
  return changes;
}

function replaceInAtom(atom: Atom, from: number, to: number, by: string | TokenReference): Change[] {
  const { leaf } = atom;
  if (leaf.kind === 'literal') {
    return [{ kind: 'replace-text', piece: leaf, from: Math.max(from, atom.start) - atom.start, to: Math.min(to, atom.end) - atom.start, by }];
  }
  // A join's separator goes with the element beside it.
  if (leaf.kind === 'known' && leaf.text === '&') return [];
  throw new Unspellable('a part of the parameter is computed');
}

/** The changes that put `text` right behind a parameter's value. */
export function insertAfterValue(parameter: TextParameter, text: string): Change[] {
  const { flat, valueStart, valueEnd } = parameter;
  const value = valueOf(parameter);
  if (value.kind === 'value' && value.hole) return [{ kind: 'insert-after', piece: value.hole, text }];
  const last = flat.atoms.findLast((atom) => atom.start < valueEnd && atom.end >= valueEnd && atom.end > atom.start);
  if (last?.leaf.kind === 'literal') return [{ kind: 'replace-text', piece: last.leaf, from: valueEnd - last.start, to: valueEnd - last.start, by: text }];
  if (last?.leaf.kind === 'hole' && valueEnd > valueStart) return [{ kind: 'insert-after', piece: last.leaf, text }];
  throw new Unspellable('the value is computed in several parts');
}

/** The range of a parameter with the separator that goes with it when it is removed. */
export function removalSpan(parameter: TextParameter): { from: number; to: number } {
  const { text } = parameter.flat;
  const { start, valueEnd } = parameter;
  const before = separatorBefore(text, start);
  if (before > 0 && text[start - before] !== '?') return { from: start - before, to: valueEnd };
  const after = separatorAfter(text, valueEnd);
  return { from: start, to: valueEnd + after };
}

function separatorBefore(text: string, at: number): number {
  if (text.endsWith('&amp;', at) && text.slice(0, at).endsWith('&amp;')) return 5;
  return text[at - 1] === '&' ? 1 : 0;
}

function separatorAfter(text: string, at: number): number {
  if (text.startsWith('&amp;', at)) return 5;
  return text[at] === '&' ? 1 : 0;
}
