import type { Range } from './edit.ts';

/** How a comment is written around a place of a text, and which stand in the text. */
export interface Comments {
  /** What begins a comment that ends with its line: `//`. */
  readonly line?: string | undefined;
  /** What a comment stands between that may end anywhere. */
  readonly block?: readonly [open: string, close: string] | undefined;
  /** Where one may be put: on a line of its own, at the end of the line, before the place itself. */
  readonly places: readonly CommentPlace[];
  /** True where one on a line of its own must not be indented. */
  readonly isFlush?: true;
  /** What is a comment to whatever reads the text; the marks around it may be left out. */
  readonly ranges: readonly Range[];
}

export type CommentPlace = 'above' | 'behind' | 'before';
