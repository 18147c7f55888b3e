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

/** Whether a place lies in another, or is it. */
export function liesIn(inner: SourceRange, outer: SourceRange): boolean {
  return inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;
}
