import type { Edit, SourceRange } from '../model/edit.ts';

/** Tells where a place of an edited text stood before; a place that is new stood where the edit is. */
export function placesBefore(edits: readonly Edit[]): (offset: number) => number {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  return (offset) => {
    let shift = 0;
    for (const { start, end, text } of ordered) {
      const begins = start + shift;
      if (offset < begins) break;
      if (offset < begins + text.length) return Math.min(end, start + (offset - begins));
      shift += text.length - (end - start);
    }
    return offset - shift;
  };
}

/** Where a range stands once its file is edited; what is put in at its start stands before it. */
export function placeAfter(at: SourceRange, edits: readonly Edit[]): SourceRange {
  const shift = (isBefore: (edit: Edit) => boolean) =>
    edits.filter(isBefore).reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
  return {
    file: at.file,
    start: at.start + shift((edit) => edit.end <= at.start),
    end: at.end + shift((edit) => edit.start < at.end),
  };
}
