import { groupBy } from './group-by.ts';

/** A half-open range `[start, end)` in UTF-16 units of a file's decoded text (a BOM is part of the text). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A range in a named file; `file` is an absolute path. */
export interface SourceRange extends Range {
  readonly file: string;
}

/** The one value that joins every layer: replace this range of this file by this text. */
export interface Edit extends SourceRange {
  readonly text: string;
}

/** Edits by the file that they change, in the order in which they come. */
export function groupByFile(edits: readonly Edit[]): Map<string, Edit[]> {
  return groupBy(edits, ({ file }) => file);
}

/** Whether two places have characters in common. */
export function overlaps(a: SourceRange, b: SourceRange): boolean {
  return a.file === b.file && a.start < b.end && b.start < a.end;
}

/** The same, or one ends where the other begins. */
export function touches(a: SourceRange, b: SourceRange): boolean {
  return a.file === b.file && a.start <= b.end && b.start <= a.end;
}

/** Whether a place lies in another, or is it. */
export function liesIn(inner: SourceRange, outer: SourceRange): boolean {
  return inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;
}
