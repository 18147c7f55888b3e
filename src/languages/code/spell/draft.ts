import type { Edit } from '../../../model/edit.ts';
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
    let from = start;
    for (const comment of this.source.tree.comments) {
      if (comment.end <= from || comment.start >= end) continue;
      if (comment.start > from) this.replace(from, this.trimBack(from, comment.start), '');
      from = comment.end;
    }
    if (end > from) this.replace(this.afterLineComment(from, start), end, '');
  }

  private trimBack(from: number, to: number): number {
    let end = to;
    while (end > from && /\s/.test(this.source.text[end - 1]!)) end--;
    return end;
  }

  /** The line break that ends a kept line comment must stay. */
  private afterLineComment(from: number, start: number): number {
    if (from === start) return from;
    const rest = /^[^\S\r\n]*(\r\n|\n|\r)?/.exec(this.source.text.slice(from));
    return from + (rest?.[0].length ?? 0);
  }
}
