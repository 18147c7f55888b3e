import { type Arm, areExclusive, armsWithout } from '../../../model/arms.ts';
import type { Branch } from './frames.ts';
import { unknown, type Value, type Write } from './values.ts';

/** Notes a value that is put into a variable. What was there before stays possible where branchings decide. */
export function write(writes: Write[], value: Value, arms: readonly Arm[]): void {
  // What was put there on the same side, or deeper within it, is gone.
  const staying = writes.filter((other) => armsWithout(arms, other.arms).length > 0);
  writes.splice(0, writes.length, ...staying, { value, arms });
}

/** The writes that may be what a variable holds where some arms are taken, the latest first. */
export function writesSeen(writes: readonly Write[], arms: readonly Arm[]): readonly Write[] {
  const seen: Write[] = [];
  const sides = new Map<object, Set<number>>();
  for (const one of [...writes].reverse()) {
    if (areExclusive(one.arms, arms)) continue;
    seen.push(one);
    const open = armsWithout(one.arms, arms);
    if (open.length === 0) break;
    if (open.length > 1) continue;
    const { branch, side } = open[0]!;
    const taken = sides.get(branch) ?? new Set();
    sides.set(branch, taken.add(side));
    if ((branch as Branch).sides === taken.size) break;
  }
  return seen;
}

/** What a variable holds where some arms are taken; undefined where nothing was put there. */
export function readWrites(writes: readonly Write[], arms: readonly Arm[]): Value | undefined {
  const seen = writesSeen(writes, arms);
  const [only] = seen;
  if (!only) return undefined;
  if (seen.length === 1) return only.value;
  const ordered = [...seen].reverse();
  return choiceOf(
    ordered.map(({ value }) => value),
    ordered.map((one) => armsWithout(one.arms, arms)),
  );
}

/** One of several values; what is nothing, or the same, does not count. */
export function choiceOf(values: readonly Value[], arms: readonly (readonly Arm[])[] = []): Value {
  const kept = values.flatMap((value, i) =>
    isNothing(value) || values.indexOf(value) !== i ? [] : [{ value, arms: arms[i] ?? [] }],
  );
  if (kept.length === 0) return values[0] ?? unknown([]);
  if (kept.length === 1) return kept[0]!.value;
  return {
    kind: 'choice',
    options: kept.map(({ value }) => value),
    arms: kept.map((one) => one.arms),
  };
}

/** An empty text, or nothing at all: a default until something is put there. */
export function isNothing(value: Value): boolean {
  if (value.kind === 'unknown') return value.origins.length === 0 && !value.eachOf;
  return (
    value.kind === 'text' &&
    value.pieces.every((piece) => (piece.kind === 'literal' || piece.kind === 'known') && piece.text === '')
  );
}
