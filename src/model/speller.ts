import type { Change } from './change.ts';
import type { Edit } from './edit.ts';

/** Spells changes in the syntax of their files: what a front end gives to the rules. */
export interface Speller {
  /**
   * The edits for changes that are made together, by group; a group that cannot be spelled has a reason instead.
   */
  spell(groups: ReadonlyMap<string, readonly Change[]>): ReadonlyMap<string, readonly Edit[] | string>;
}
