import type { Origin } from '../../../model/query-text.ts';
import type { Call } from '../tree.ts';
import { fill } from './assignments.ts';
import { enter } from './calls.ts';
import type { Frame } from './frames.ts';
import { type Given, namedAsMap, unknownParameter } from './given.ts';
import type { Machine } from './machine.ts';
import { distinctOrigins, originsOf } from './origins.ts';
import { loginOf, send } from './sendings.ts';
import { objectValue, optionsOf, siteAt, unknown, type Value } from './values.ts';
import { writeMember } from './variables.ts';

/** Methods that send what they are given at once, and again something else the next time. */
const SENDS =
  /^(?:get|post|put|patch|delete|head|request|send|fetch|exec|execute|simple_request|mirror|download|upload|perform|invoke|call|submit)/i;

/** Methods that set a client up that lives on. */
const SETS = /^(?:set|add|append|with|put|url|uri|query|body|data|header|option)/i;

/** A call of what the file does not hold: it may send what it is given. */
export function callOutside(
  machine: Machine,
  node: Call,
  receiver: Value | undefined,
  given: Given,
  frame: Frame,
): Value {
  const block = given.block ? [given.block] : [];
  const values = [...given.positional, ...given.named.values(), ...given.spread, ...block];
  const named =
    given.named.size > 0 ? [namedAsMap(machine, { ...frame, call: node }, { ...given, spread: [] })] : [];
  // The names of its parameters are those of somebody else's function: no names of what is sent.
  if (machine.isRecording) for (const map of named) machine.objects.set(map, node);
  const login = loginOf(machine, node, receiver, [...values, ...named]);
  const origins =
    login ??
    distinctOrigins([receiver, ...values].flatMap((value) => (value ? originsOf(value) : []))).filter(
      ({ kind }) => kind === 'ticket-request',
    );
  // What a function that is handed over does to its parameters happens before the call is through.
  const within = machine.sendings.length;
  const handed = values.flatMap((value) => runHandedOver(machine, value, origins, node, frame));
  send(machine, node, receiver, [...values, ...handed], frame, within);
  for (const argument of node.arguments)
    fill(machine, argument.value, origins.length > 0 ? [unknown(origins)] : [], frame);
  const site = siteAt(machine.source, node);
  const isObject = node.isNew === true;
  // What a client has sent is done with; what it was told travels with it.
  const told =
    receiver?.kind === 'unknown' || (receiver?.kind === 'object' && !receiver.type) ? receiver : undefined;
  if (!isObject && keepsWhatItIsGiven(node))
    told?.attached.push(...values.filter((value) => value !== receiver));
  if (isObject && origins.length === 0 && given.named.size > 0) {
    // A record: what it was given by name is read from it by that name.
    const made = objectValue(machine.arms);
    for (const [name, value] of given.named) writeMember(machine, made, name, value);
    made.attached.push(...values);
    return made;
  }
  return unknown(
    origins.length > 0 ? origins : [{ kind: 'external', name: node.name.text, site, fixed: false }],
    isObject ? values : [],
  );
}

function keepsWhatItIsGiven({ name, receiver }: Call): boolean {
  return receiver?.kind === 'member' ? SETS.test(name.text) : !SENDS.test(name.text);
}

/**
 * A function that is handed over is run once, since somebody will.
 *
 * @returns what it was given: the call is through with all that was done to that
 */
function runHandedOver(
  machine: Machine,
  value: Value,
  origins: readonly Origin[],
  node: Call,
  frame: Frame,
): Value[] {
  return optionsOf(value).flatMap((option): Value[] => {
    if (option.kind !== 'function') return [];
    const positional = option.node.parameters.map((parameter): Value => {
      const own = unknownParameter(machine, parameter);
      return origins.length > 0 ? unknown(origins) : own;
    });
    enter(
      machine,
      {
        node: option.node,
        self: option.frame?.self ?? frame.self,
        type: option.frame?.type ?? frame.type,
        outer: option.frame,
      },
      { ...node, arguments: [] },
      { positional, named: new Map(), spread: [] },
      frame,
    );
    return positional;
  });
}
