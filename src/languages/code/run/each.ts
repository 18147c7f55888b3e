import type { Meaning } from '../meaning.ts';
import type { Call, Expression } from '../tree.ts';
import { enter } from './calls.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frames.ts';
import type { Meant } from './library.ts';
import type { Machine } from './machine.ts';
import { addItem } from './objects.ts';
import { eachOf } from './statements.ts';
import { objectIn, objectValue, optionsOf, siteAt, type Value } from './values.ts';

/** A function that is run on each item: what it gives back is a list again. */
export function eachRun(
  machine: Machine,
  node: Meant,
  { list, run, pairs }: Extract<Meaning, { kind: 'each' }>,
  frame: Frame,
): Value {
  const over = evaluate(machine, list, frame);
  const fn = evaluate(machine, run, frame);
  const result = objectValue(machine.arms);
  const object = objectIn(over);
  for (const option of optionsOf(fn)) {
    if (option.kind !== 'function') continue;
    const { node: body, frame: outer } = option;
    const isMap = body.parameters.length > 1 || (object !== undefined && object.items.length === 0);
    const site = siteAt(machine.source, list);
    const both = () => [eachOf(over, 'key', site), eachOf(over, 'value', site)];
    const positional = !isMap
      ? [eachOf(over, 'item', site)]
      : pairs && body.parameters.length === 1
        ? [listOf(machine, both(), list, frame)]
        : both();
    const value = enter(
      machine,
      { node: body, self: outer?.self ?? frame.self, type: outer?.type ?? frame.type, outer },
      node as Call,
      { positional, named: new Map(), spread: [] },
      frame,
    );
    addItem(machine, result, value, run, frame, siteAt(machine.source, run), result);
  }
  return result;
}

/** A list of values that all have to do with one expression. */
function listOf(machine: Machine, values: readonly Value[], expression: Expression, frame: Frame): Value {
  const items = values.map((value) => ({ value, expression, frame, arms: [] }));
  return { ...objectValue(machine.arms), items };
}
