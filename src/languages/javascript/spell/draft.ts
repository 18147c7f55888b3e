import type { Edit } from '../../../model/edit.ts';
import { deletionsBetween } from '../../deletions.ts';
import { endOf, type Node, startOf } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';

/** The edits of one module that are being collected; equal ones are kept once. */
export class Draft {
  readonly edits: Edit[] = [];
  readonly module: JsModule;
  /** Offsets of names that stay as they are written, since what they refer to changes its value. */
  readonly keptNames = new Set<number>();
  /** How an inserted name is to be written behind the name at an offset, where not as a literal. */
  readonly insertedNames = new Map<number, string>();

  constructor(module: JsModule) {
    this.module = module;
  }

  replace(start: number, end: number, text: string): void {
    if (this.edits.some((edit) => edit.start === start && edit.end === end && edit.text === text)) return;
    this.edits.push({ file: this.module.file, start, end, text });
  }

  replaceNode(node: Node, text: string): void {
    this.replace(startOf(node), endOf(node), text);
  }

  /** Writes another name where one stands: within its quotes where it is a string. */
  rename(name: Node, to: string): void {
    if (name.type === 'StringLiteral') this.replace(startOf(name) + 1, endOf(name) - 1, to);
    else this.replaceNode(name, to);
  }

  /** Whether an edit already takes the whole range. */
  covers(start: number, end: number): boolean {
    return this.edits.some((edit) => edit.start <= start && end <= edit.end && edit.start < edit.end);
  }

  /** Takes back the edits of a range, for one that says more. */
  forget(start: number, end: number): void {
    for (let i = this.edits.length - 1; i >= 0; i--)
      if (this.edits[i]!.start === start && this.edits[i]!.end === end) this.edits.splice(i, 1);
  }

  /** Deletes a range but for the comments in it. */
  delete(start: number, end: number): void {
    const comments = this.module.comments.map((comment) => ({
      start: comment.start ?? 0,
      end: comment.end ?? 0,
    }));
    for (const gone of deletionsBetween(this.module.text, comments, start, end))
      this.replace(gone.start, gone.end, '');
  }
}
