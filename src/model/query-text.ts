import type { Arm } from './arms.ts';
import type { SourceRange } from './edit.ts';
import type { ParameterSet } from './parameter-set.ts';

/** A handle into a front end's own syntax: only that front end looks inside, anybody may ask where it stands. */
export interface Site {
  readonly at: SourceRange;
  /** The slot of a template that a value is put into: one value may fill several. */
  readonly slot?: { readonly at: SourceRange; readonly from: number };
}

/** Characters that stand in the source and can be edited there, `text` being what they mean at run time. */
export interface LiteralPiece {
  readonly kind: 'literal';
  readonly text: string;
  readonly site: Site;
  /** How many run-time characters of the site's literal come before this piece. */
  readonly offset: number;
  /** How many calls were looked into to reach it (none: 0). */
  readonly depth?: number;
  /** True where code that was not followed may put other characters in its place. */
  readonly replaced?: boolean;
}

/** Characters that are known but do not stand in this text's source: a join's separator, a folded number. */
export interface KnownPiece {
  readonly kind: 'known';
  readonly text: string;
}

/** A value put into the text. `content` is the text it was traced to, when it could be. */
export interface HolePiece {
  readonly kind: 'hole';
  readonly site: Site;
  readonly value: ValueRef;
  /** True inside a function that was looked into for one call: what is changed there changes for every caller. */
  readonly shared: boolean;
  /** How many calls were looked into to reach it (none: 0). */
  readonly depth?: number;
  readonly content: QueryText | undefined;
  /** True for an element of a list that a callback turns into this text: it can go, but no text can take its place. */
  readonly element?: boolean;
}

/** Either of several texts, decided at run time. An option that may be absent is an empty text. */
export interface ChoicePiece {
  readonly kind: 'choice';
  readonly site?: Site;
  readonly options: readonly QueryText[];
  /** What decides for each of the options, where that is known. */
  readonly arms?: readonly (readonly Arm[])[];
}

/** A parameter set that is serialised into the text at this place. */
export interface SetPiece {
  readonly kind: 'set';
  readonly set: ParameterSet;
}

export type Piece = LiteralPiece | KnownPiece | HolePiece | ChoicePiece | SetPiece;

/** Text being built, in order, whatever syntax builds it. */
export type QueryText = readonly Piece[];

/** An expression whose value travels in a request. */
export interface ValueRef {
  readonly site: Site;
  /** Where the value comes from: never empty (an untraceable value has one `unknown` origin). */
  origins(): readonly Origin[];
}

export type OriginKind =
  | 'literal'
  | 'environment'
  | 'configuration'
  | 'parameter'
  | 'member'
  | 'ticket-request'
  | 'external'
  | 'unknown';

/** Where a value is born. */
export interface Origin {
  readonly kind: OriginKind;
  /** The literal's text, or the name of the variable, key, parameter or member. */
  readonly name: string;
  readonly site: Site;
  /** True when every run of the program sees one value here: a literal, the environment, configuration. */
  readonly fixed: boolean;
  /** Of a literal that is put together of several, where those stand. */
  readonly parts?: readonly SourceRange[];
  /** The setting that a literal stands in for when that is missing: `process.env.X || 'literal'`. */
  readonly fallbackFor?: string;
  /** True for a value that stands in a configuration document of the tree. */
  readonly inDocument?: boolean;
  /** True where the name is put together while the program runs, so that nobody can write another one there. */
  readonly isComposed?: true;
  /** Where a document names the key of the value. */
  readonly namedAt?: SourceRange;
  /** What a literal stands in together with others: the record of one user, say. Equal for those of one record. */
  readonly record?: string;
  /** What the record that it stands in calls its user: `name: 'Grace'` beside it, or its key among several records. */
  readonly user?: string;
  /** What its surroundings call the user it belongs to: the key of a tenant's record, say. */
  readonly hint?: string;
}
