import type { Piece, QueryText } from './query-text.ts';

/** Text that shapes a request: a credential, or a part of an address. */
export const TELLING = /apikey|ticket|authtoken|scope|\/\/|crm|zoho/i;

/** The branchings by which a text comes out in ways that must not be taken for one, with their sides. */
export type Forks = ReadonlyMap<object, ReadonlySet<number>>;

/** Finds the branchings whose sides give different texts, one of them with credentials. */
export function forksOf(text: QueryText): Forks {
  const sides = new Map<object, Set<number>>();
  const telling = new Set<object>();
  const seen = new Set<Piece>();
  const look = (piece: Piece): void => {
    if (seen.has(piece)) return;
    seen.add(piece);
    if (piece.kind === 'hole') piece.content?.forEach(look);
    if (piece.kind !== 'choice') return;
    piece.options.forEach((option, i) => {
      option.forEach(look);
      if (option.length === 0) return;
      for (const { branch, side } of piece.arms?.[i] ?? []) {
        sides.set(branch, (sides.get(branch) ?? new Set()).add(side));
        if (option.some((part) => part.kind === 'literal' && TELLING.test(part.text))) telling.add(branch);
      }
    });
  };
  text.forEach(look);
  return new Map([...sides].filter(([branch, taken]) => taken.size > 1 && telling.has(branch)));
}
