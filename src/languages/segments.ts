import type { TokenReference } from '../model/change.ts';
import { Refusal } from './refusal.ts';

/** Run-time characters `[from, to)` of a literal, and what takes their place. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly by: string | TokenReference;
}

/** Neighbouring segments as one: the characters `[from, to)` give way to `parts`, in order. */
export interface SegmentRun {
  readonly from: number;
  readonly to: number;
  readonly parts: readonly (string | TokenReference)[];
}

/** Whether segments leave nothing of so many characters. */
export function eraseAll(length: number, segments: readonly Segment[]): boolean {
  if (segments.some(({ by }) => by !== '')) return false;
  const gone = new Set<number>();
  for (const { from, to } of segments) for (let i = from; i < to; i++) gone.add(i);
  return gone.size === length;
}

/** Puts neighbouring segments together. @throws Refusal when two of them overlap */
export function joinSegments(segments: readonly Segment[]): SegmentRun[] {
  const ordered = [...segments].sort((a, b) => a.from - b.from || a.to - b.to);
  const runs: SegmentRun[] = [];
  for (const { from, to, by } of ordered) {
    const last = runs.at(-1);
    if (last && last.to > from) throw new Refusal('two changes of the same characters disagree');
    if (last && last.to === from) runs[runs.length - 1] = { from: last.from, to, parts: [...last.parts, by] };
    else runs.push({ from, to, parts: [by] });
  }
  return runs;
}
