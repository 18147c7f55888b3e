import type { SourceRange } from './edit.ts';
import type { OriginKind } from './query-text.ts';

/** Whose token it is. A token belongs to the user whose ticket it takes the place of. */
export interface TokenUser {
  /** True where the code sends a token of each of several users here: as many are needed as there are users. */
  readonly perUser: boolean;
  /**
   * What tells who it is: the login that fetched the ticket, the ticket, or, where none is sent, the key alone. A call
   * that sends a token already tells of nobody.
   */
  readonly by: 'login' | 'ticket' | 'key' | 'call';
  /** Where that comes from: the login's user name, the ticket, the key. Empty where nothing is known of it. */
  readonly from: readonly NamedPlace[];
  /** The same number for tokens that are known to be one user's, or of which nothing tells them apart. */
  readonly id: number;
}

/** A place that a value comes from. Of a literal, the name is empty unless it is a user's name: it may be a secret. */
export interface NamedPlace {
  readonly kind: OriginKind;
  readonly name: string;
  readonly at: SourceRange;
  /** True where a setting is read here that is kept elsewhere. */
  readonly isRead?: true;
  /** What the code calls the user that it belongs to: the name in a record, or the record's key. */
  readonly of?: string;
}

/** The class or function that a token is handed to, or the class that keeps it. */
export interface TokenOwner {
  readonly kind: 'class' | 'function';
  readonly name: string;
  /** Which argument it is, counted from 1; undefined where it is none, or one by name. */
  readonly position?: number;
  /** Where objects of the class are made, or the function is called. */
  readonly usedAt: readonly SourceRange[];
}

/** What is to be revoked once the token is in its place. Its text is never told. */
export interface Revocation {
  readonly what: 'key' | 'ticket' | 'password';
  /** The setting that held it; undefined where it stood in the source itself. */
  readonly setting?: {
    /** `entry`: of a configuration document of the tree; `setting`: kept elsewhere, and read here. */
    readonly kind: 'environment' | 'entry' | 'setting';
    readonly name: string;
  };
  readonly at: SourceRange;
}
