import type { SourceRange } from '../../model/edit.ts';

/** Whether a place lies in another, or is it. */
export function liesIn(inner: SourceRange, outer: SourceRange): boolean {
  return inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;
}

/** The pattern that finds a text and nothing else. */
export function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
