import type { Edit } from '../../model/edit.ts';

/**
 * What is decided about an item: its edits are made; they are not, though they could be (nobody was asked, where a session
 * stops before); there are none, and it was seen; or it stays and a comment says why.
 */
export type Choice =
  | { readonly kind: 'take' }
  | { readonly kind: 'leave'; readonly isUnasked?: true }
  | { readonly kind: 'pass' }
  | { readonly kind: 'ignore'; readonly reason: string; readonly comment: Edit };

/** By the key of the item; what is not in it is not decided. */
export type Choices = ReadonlyMap<string, Choice>;

/** Keys of what is to stay as it is because somebody said so. */
export function keysLeft(choices: Choices): Set<string> {
  return new Set(
    [...choices].flatMap(([key, { kind }]) => (kind === 'leave' || kind === 'ignore' ? [key] : [])),
  );
}

/** The comments that are to be put into a file. */
export function commentsIn(file: string, choices: Choices): Edit[] {
  const comments = [...choices.values()].flatMap((choice) =>
    choice.kind === 'ignore' && choice.comment.file === file ? [choice.comment] : [],
  );
  // One may speak of several findings on a line.
  return [...new Set(comments)];
}
