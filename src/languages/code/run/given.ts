import type { Call, FunctionNode, Parameter } from '../tree.ts';
import { evaluate } from './expressions.ts';
import type { Frame } from './frames.ts';
import type { Machine } from './machine.ts';
import { addEntry, addItem } from './objects.ts';
import { type ObjectValue, objectIn, objectValue, siteAt, unknown, type Value } from './values.ts';
import { readVariable, writeMember, writeVariable } from './variables.ts';
import { choiceOf } from './writes.ts';

/** What a call was given. */
export interface Given {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly spread: readonly ObjectValue[];
  readonly block?: Value;
}

/** Evaluates what a call hands over. The object itself, handed to a method of its class by name, is no argument. */
export function givenTo(machine: Machine, node: Call, frame: Frame): Given {
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  const spread: ObjectValue[] = [];
  let block: Value | undefined;
  for (const argument of node.arguments) {
    if (
      argument.value.kind === 'this' &&
      positional.length === 0 &&
      node.receiver?.kind === 'name' &&
      machine.source.classes.has(machine.source.keyOf(node.receiver.name))
    )
      continue;
    const value = evaluate(machine, argument.value, frame);
    if (argument.isSpread) {
      const object = objectIn(value);
      if (object) {
        spread.push(object);
        positional.push(...object.items.map((item) => item.value));
      }
    } else if (argument.isBlock) block = value;
    else if (argument.name) named.set(argument.name.text, value);
    else positional.push(value);
  }
  return { positional, named, spread, ...(block && { block }) };
}

/** What the function at hand was given, as it is now. */
export function handedOn(machine: Machine, frame: Frame): Given {
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  for (const { name, isNamed, rest } of frame.function?.parameters ?? []) {
    const value = readVariable(machine, frame, name.text) ?? unknown([]);
    if (isNamed) named.set(name.text, value);
    else if (rest === undefined) positional.push(value);
  }
  return { positional, named, spread: [] };
}

/** A map without brackets, at the end, holds the named arguments of a function that has parameters for them. */
export function withNames({ parameters }: FunctionNode, call: Call, given: Given): Given {
  const takesNames = parameters.some(({ isNamed, rest }) => isNamed === true || rest === 'map');
  const last = call.arguments.filter(({ isBlock }) => !isBlock).at(-1);
  const map = given.positional.at(-1);
  const isBare = last?.value.kind === 'collection' && last.value.isBare === true;
  if (!takesNames || !isBare || map?.kind !== 'object') return given;
  return { ...given, positional: given.positional.slice(0, -1), spread: [...given.spread, map] };
}

export function bindParameters(
  machine: Machine,
  frame: Frame,
  parameters: readonly Parameter[],
  given: Given,
): void {
  let position = 0;
  for (const parameter of parameters) {
    const bare = parameter.name.text.replace(/^[$@%&*]+|[:]$/g, '');
    const value = ((): Value => {
      if (parameter.rest === 'list') {
        const list = objectValue(machine.arms);
        for (const [i, item] of given.positional.slice(position).entries()) {
          const expression = frame.call?.arguments[position + i]?.value;
          if (expression && frame.caller)
            addItem(machine, list, item, expression, frame.caller, siteAt(machine.source, expression), list);
        }
        return list;
      }
      if (parameter.rest === 'map') return namedAsMap(machine, frame, given);
      if (parameter.rest === 'block') return given.block ?? unknownParameter(machine, parameter);
      const spread = given.spread.flatMap(({ entries }) => entries).find(({ name }) => name === bare);
      if (spread && frame.call)
        for (const object of given.spread) machine.namedReads.read(object, bare, frame.call);
      const handed =
        given.named.get(bare) ??
        spread?.value ??
        (parameter.isNamed ? undefined : given.positional[position++]);
      if (handed) return handed;
      if (parameter.default) return evaluate(machine, parameter.default, frame);
      return unknownParameter(machine, parameter);
    })();
    writeVariable(machine, frame, parameter.name.text, value);
    if (parameter.member !== undefined && frame.self)
      writeMember(machine, frame.self, parameter.member, value);
  }
}

/** Named arguments that no parameter takes, as a map. */
export function namedAsMap(machine: Machine, frame: Frame, given: Given): ObjectValue {
  const map = objectValue(machine.arms);
  for (const argument of frame.call?.arguments ?? []) {
    const value = argument.name && given.named.get(argument.name.text);
    if (argument.name && value)
      addEntry(
        machine,
        map,
        argument.name.text,
        value,
        siteAt(machine.source, argument, { name: argument.name, value: argument.value }),
        map,
      );
  }
  const taken = frame.function?.parameters.flatMap(({ isNamed, name }) => (isNamed ? [name.text] : [])) ?? [];
  for (const object of given.spread)
    map.entries.push(...object.entries.filter(({ name }) => name === undefined || !taken.includes(name)));
  return map;
}

/** The named arguments of a call, and what maps are spread among them, as a map. */
export function namedArguments(machine: Machine, node: Call, frame: Frame): ObjectValue {
  const map = objectValue(machine.arms);
  for (const argument of node.arguments) {
    const { name } = argument;
    if (!name && !argument.isSpread) continue;
    const value = evaluate(machine, argument.value, frame);
    const site = siteAt(machine.source, argument, { ...(name && { name }), value: argument.value });
    if (name) addEntry(machine, map, name.text, value, site, map);
    else map.entries.push(...(objectIn(value)?.entries ?? []));
  }
  return map;
}

/** What a parameter holds when nobody is seen to call the function. */
export function unknownParameter(machine: Machine, parameter: Parameter): Value {
  const site = siteAt(machine.source, parameter, { at: machine.source.at(parameter.name) });
  return unknown([{ kind: 'parameter', name: parameter.name.text, site, fixed: false }]);
}

/** Binds what is not known to the parameters of a function that is run by itself. */
export function bindUnknown(machine: Machine, frame: Frame, parameters: readonly Parameter[]): void {
  for (const parameter of parameters) {
    const own = unknownParameter(machine, parameter);
    const value = parameter.default ? choiceOf([own, evaluate(machine, parameter.default, frame)]) : own;
    writeVariable(machine, frame, parameter.name.text, value);
    if (parameter.member !== undefined && frame.self)
      writeMember(machine, frame.self, parameter.member, value);
  }
}
