import type { Entry } from './parameter-set.ts';
import type { HolePiece, LiteralPiece, Origin, Piece, Site } from './query-text.ts';

/** What a value becomes: a reference to the token called `name`, in the idiom of the place. */
export interface TokenReference {
  readonly name: string;
}

/**
 * One change that a rule asks of the syntax, in the request model's terms. A front end spells it as edits.
 * `from` and `to` count UTF-16 units of the piece's run-time text.
 */
export type Change =
  | {
      readonly kind: 'replace-text';
      readonly piece: LiteralPiece;
      readonly from: number;
      readonly to: number;
      readonly by: string | TokenReference;
    }
  | { readonly kind: 'remove-hole'; readonly piece: HolePiece }
  | { readonly kind: 'replace-hole'; readonly piece: HolePiece; readonly by: string | TokenReference }
  | { readonly kind: 'insert-after'; readonly piece: Piece; readonly text: string }
  | { readonly kind: 'rename-entry'; readonly entry: Entry; readonly to: string }
  | { readonly kind: 'replace-entry'; readonly entry: Entry; readonly name: string; readonly value: string }
  | { readonly kind: 'replace-value'; readonly entry: Entry; readonly by: TokenReference }
  | { readonly kind: 'remove-entry'; readonly entry: Entry }
  | {
      readonly kind: 'insert-entry-after';
      readonly entry: Entry;
      readonly name: string;
      readonly value: string;
    }
  | { readonly kind: 'bear-token'; readonly origin: Origin; readonly by: TokenReference }
  /**
   * The names that this value passes through speak of the token from now on, where all that they hold is one; a wish
   * that can always be left open. `holder` is the entry that the value is put into, where it is one.
   */
  | { readonly kind: 'name-token'; readonly site: Site; readonly holder?: Entry }
  /** Every use of an environment variable speaks of the token from now on, in settings files too. */
  | { readonly kind: 'rename-environment'; readonly name: string; readonly to: string };
