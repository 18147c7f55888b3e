import type { Edit } from '../../../model/edit.ts';
import { deletionsBetween } from '../../deletions.ts';
import type { Source } from '../source.ts';
import type { Node, Span } from '../tree.ts';

/** The edits of one file that are being collected; equal ones are kept once. */
export class Draft {
  readonly edits: Edit[] = [];
  /** The nodes in whose place, or in which, a reference to the token stands from now on. */
  readonly tokens: Node[] = [];
  readonly source: Source;

  constructor(source: Source) {
    this.source = source;
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
}
