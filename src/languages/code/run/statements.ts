import type { Arm } from '../../../model/arms.ts';
import type { Origin } from '../../../model/query-text.ts';
import type { Loop, Statement } from '../tree.ts';
import { store } from './assignments.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frames.ts';
import { branchOf, type Machine } from './machine.ts';
import { originsOf } from './origins.ts';
import { staticsOf } from './types.ts';
import { type CodeSite, type ObjectValue, objectIn, siteAt, unknown, type Value } from './values.ts';
import { writeVariable } from './variables.ts';
import { choiceOf } from './writes.ts';

/**
 * Runs statements in order.
 *
 * @returns whether what follows may run
 */
export function runBlock(machine: Machine, body: readonly Statement[], frame: Frame): boolean {
  const before = machine.arms;
  for (const statement of body) {
    const outcome = runStatement(machine, statement, frame);
    if (outcome === false) {
      machine.arms = before;
      return false;
    }
    // The rest runs on the sides that were not left.
    if (outcome !== true) machine.arms = [...machine.arms, outcome];
  }
  machine.arms = before;
  return true;
}

/** @returns whether what follows may run, or the one side of a branching on which it does */
function runStatement(machine: Machine, node: Statement, frame: Frame): boolean | Arm {
  machine.step();
  switch (node.kind) {
    case 'statement':
      machine.noteWritten(node.expression, originsOf(evaluate(machine, node.expression, frame)));
      return true;
    case 'return':
      frame.returned.push({
        value: node.value ? evaluate(machine, node.value, frame) : unknown([]),
        arms: machine.arms,
      });
      return false;
    case 'leave':
      if (node.value) evaluate(machine, node.value, frame);
      return false;
    case 'block':
      return runBlock(machine, node.body, frame);
    case 'branching': {
      for (const condition of node.conditions) evaluate(machine, condition, frame);
      const sides = node.isExhaustive ? node.arms.length : node.arms.length + 1;
      const branch = branchOf(frame, node, sides);
      const going = node.arms.map((arm, side) =>
        machine.under({ branch, side }, () => runBlock(machine, arm, frame)),
      );
      if (!node.isExhaustive) going.push(true);
      const open = going.flatMap((goes, side) => (goes ? [side] : []));
      if (open.length === 0) return false;
      return open.length === 1 && going.length > 1 ? { branch, side: open[0]! } : true;
    }
    case 'loop':
      runLoop(machine, node, frame);
      return true;
    case 'attempt': {
      const goes = runBlock(machine, node.body, frame);
      const branch = branchOf(frame, node, undefined);
      node.handlers.forEach((handler, side) => {
        machine.under({ branch, side: side + 1 }, () => runBlock(machine, handler, frame));
      });
      runBlock(machine, node.finally, frame);
      return goes;
    }
    case 'globals':
      for (const name of node.names) frame.globals.add(machine.source.keyOf(name));
      return true;
    case 'class':
      staticsOf(machine, node);
      return true;
    case 'function':
      // A function within a function sees the variables that are there when it is made.
      if (node.isClosure && node.name)
        writeVariable(machine, frame, node.name.text, { kind: 'function', node, frame });
      return true;
  }
}

function runLoop(machine: Machine, node: Loop, frame: Frame): void {
  const over = node.over && evaluate(machine, node.over, frame);
  for (const part of node.header) evaluate(machine, part, frame);
  const branch = branchOf(frame, node, undefined);
  machine.under({ branch, side: 0 }, () => {
    const whole = { kind: 'assignment', operator: 'set', start: node.start, end: node.end } as const;
    const bind = (target: Loop['item'], value: Value) => {
      if (target) store(machine, target, value, { ...whole, target, value: target }, target, frame);
    };
    if (over) {
      const site = siteAt(machine.source, node.over!);
      bind(node.key, eachOf(over, 'key', site));
      const { walksValues } = machine.source.language.reader.scoping;
      bind(node.item, eachOf(over, node.key || walksValues ? 'value' : 'item', site));
    }
    runBlock(machine, node.body, frame);
  });
}

/** One of several values of an origin; a ticket is one whatever its reply is cut into. */
function ofSeveral(origin: Origin): Origin {
  return origin.kind === 'ticket-request' ? origin : { ...origin, fixed: false };
}

/** What goes through a loop: each key or value of a map, each item of a list. */
export function eachOf(over: Value, part: 'key' | 'value' | 'item', site: CodeSite): Value {
  const object = objectIn(over);
  if (!object) return unknown(over.kind === 'unknown' ? over.origins.map(ofSeveral) : []);
  if (object.items.length > 0 && part !== 'key') return choiceOf(object.items.map(({ value }) => value));
  const values = object.entries.map(({ value }) => value);
  if (part === 'value' && values.length > 0 && values.every(({ kind }) => kind === 'object'))
    return choiceOf(values);
  return oneOf(object, part === 'item' ? 'key' : part, site);
}

/** One of the keys or values of a map, another each time. */
export function oneOf(object: ObjectValue, part: 'key' | 'value', site = object.entries[0]?.site): Value {
  const origins: Origin[] = site ? [{ kind: 'external', name: '', site, fixed: false }] : [];
  return { ...unknown(origins), eachOf: { object, part } };
}
