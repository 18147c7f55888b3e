/**
 * How a name is mentioned.
 * `member`: a declaration in a type, a class or an enum. `entry`: a key of an object literal, `shorthand` when key and
 * value are one. `access`: `x.name`. `binding`: `{ name }` of a destructuring. `string`: a literal that says the name.
 * `type`: a literal type. `parameter`: a member that a constructor's parameter declares, or a use of that parameter.
 * `via`: an expression whose value is the name.
 */
export type MentionKind =
  | 'member'
  | 'entry'
  | 'shorthand'
  | 'access'
  | 'binding'
  | 'string'
  | 'type'
  | 'parameter'
  | 'via';

/** A place that speaks of a property by name. */
export interface Reference {
  readonly kind: MentionKind;
  readonly name: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** True for what puts a value there: an entry, an assignment. */
  readonly writes: boolean;
}

/** Who else speaks of a property, as far as types tell. */
export interface References {
  /** All places that the name at this offset must agree with, itself included; nothing where no type knows it. */
  kinOf(file: string, start: number): readonly Reference[];
}

/** What is known of names in the types around a file; undefined where no types are. */
export type TypesAround = (file: string) => References | undefined;
