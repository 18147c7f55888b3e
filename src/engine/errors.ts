import { Failure } from '../model/failure.ts';

/** Asked for in a way that cannot be done; the message says to a person what to do instead. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}

/** Files that the run would change and that have changes which are not committed. */
export class DirtyFiles extends Failure {
  override readonly name = 'DirtyFiles';
  /** Absolute paths. */
  readonly files: readonly string[];

  constructor(files: readonly string[]) {
    super('Files that would be changed have uncommitted changes');
    this.files = files;
  }
}
