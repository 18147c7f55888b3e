import type { Arm } from './arms.ts';
import type { Site, ValueRef } from './query-text.ts';

/** One named parameter of a set. Entries of one `region` are always sent together or not at all. */
export interface Entry {
  readonly name: string;
  readonly value: ValueRef;
  readonly site: Site;
  readonly region: object;
  /** The branchings that decide whether it is put in. */
  readonly arms: readonly Arm[];
}

/** Named parameters being collected, whatever syntax collects them. */
export interface ParameterSet {
  readonly entries: readonly Entry[];
  /** Values that are sent, too, under names that are not known. */
  readonly unnamed?: readonly ValueRef[];
  /** What tells two mentions of one set apart from two sets. */
  readonly identity: object;
}
