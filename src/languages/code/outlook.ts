import type { Edit } from '../../model/edit.ts';

/** What a front end is told of the tree around a file. */
export interface Outlook {
  /** Whether another file of the tree says a name. */
  isSaidElsewhere(name: string): boolean;
  /** The edits, in whatever file, that give a variable of the environment another name. */
  renameSetting(name: string, to: string): readonly Edit[];
  /** Whether code of the tree says a name, a script or a program of another language. */
  isSaidByCode(name: string): boolean;
  /** The name that speaks of the token in the place of one that speaks of key or ticket. */
  tokenNameFor(name: string): string | undefined;
}
