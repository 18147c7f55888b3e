import type { Edit } from '../../../model/edit.ts';

/** What is to become of a key, at some paths of a document. */
export interface KeyChange {
  readonly document: string;
  readonly name: string;
  readonly paths: ReadonlySet<string>;
  /** The new name; undefined where the key goes. */
  readonly to: string | undefined;
}

/** What the rest of a tree has to do with its documents. */
export interface DocumentSurroundings {
  /** Everything that imports a file, as far as specifiers tell. */
  importersOf(file: string): readonly string[];
  /**
   * The edits by which other files that hold the same key follow, examples for people say; undefined where some file
   * may speak of the key in a way that is not understood.
   *
   * @param isTraced whether the code of a file was looked at
   */
  follow(change: KeyChange, isTraced: (file: string) => boolean): readonly Edit[] | undefined;
}
