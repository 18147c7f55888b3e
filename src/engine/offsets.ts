import type { Edit } from '../model/edit.ts';

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
