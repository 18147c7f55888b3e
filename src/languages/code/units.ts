import type { Characters } from './tree.ts';

/** A run-time unit of a string, and where its spelling begins in the file. */
export interface Unit {
  readonly text: string;
  readonly start: number;
}

/** Characters of a string, from their units and where the last of them ends. */
export function charactersOf(units: readonly Unit[], end: number): Characters {
  const start = units[0]?.start ?? end;
  const text = units.map((unit) => unit.text).join('');
  const offsets = [...units.map((unit) => unit.start), end];
  const isSource = offsets.every((offset, i) => offset === start + i);
  return { kind: 'characters', start, end, text, ...(!isSource && { offsets }) };
}

/** The units of a text in which nothing is spelled otherwise. */
export function plainUnits(text: string, at: number): Unit[] {
  return text.split('').map((unit, i) => ({ text: unit, start: at + i }));
}
