import type { Edit } from '../../../model/edit.ts';
import { deletionsBetween } from '../../deletions.ts';
import { isGone } from '../bundles.ts';
import type { Source } from '../source.ts';
import type { Node, Span } from '../tree.ts';

/** The edits of one file that are being collected; equal ones are kept once. */
export class Draft {
  readonly edits: Edit[] = [];
  /** The nodes in whose place, or in which, a reference to the token stands from now on. */
  readonly tokens: Node[] = [];
  readonly source: Source;
  private readonly others: readonly Edit[];

  /** @param others what is edited of the file beside */
  constructor(source: Source, others: readonly Edit[]) {
    this.source = source;
    this.others = others;
  }

  replace(start: number, end: number, text: string): void {
    if (this.edits.some((edit) => edit.start === start && edit.end === end && edit.text === text)) return;
    this.edits.push({ file: this.source.file, start, end, text });
  }

  replaceSpan({ start, end }: Span, text: string): void {
    this.replace(start, end, text);
  }

  /** Deletes a range but for the comments in it. */
  delete(start: number, end: number): void {
    const { text, tree } = this.source;
    for (const gone of deletionsBetween(text, tree.comments, start, end)) this.replaceSpan(gone, '');
  }

  /** Whether nothing is left of a node, here or by what is edited beside, but the comments in it. */
  isDeleted({ start, end }: Span): boolean {
    const { text, tree } = this.source;
    const deletions = [...this.edits, ...this.others].filter((edit) => edit.text === '');
    return deletionsBetween(text, tree.comments, start, end).every((part) => isGone(deletions, part));
  }
}
