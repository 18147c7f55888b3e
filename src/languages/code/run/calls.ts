import { armsWithout } from '../../../model/arms.ts';
import type { Call, ClassNode, Expression, FunctionNode } from '../tree.ts';
import { evaluate } from './expressions.ts';
import { callersOf, type Frame } from './frames.ts';
import { bindParameters, bindUnknown, type Given, givenTo, handedOn, withNames } from './given.ts';
import { valueOfMeaning } from './library.ts';
import { type Machine, newFrame } from './machine.ts';
import { distinctOrigins, originsOf } from './origins.ts';
import { callOutside } from './outside.ts';
import { runBlock } from './statements.ts';
import { bodyOf } from './tails.ts';
import { isSuper, type Target, targetsOf } from './targets.ts';
import { instanceOf } from './types.ts';
import { optionsOf, unknown, type Value } from './values.ts';
import { writeVariable } from './variables.ts';
import { choiceOf } from './writes.ts';

/** How deep calls are followed, and how often one function may be in a chain of calls. */
const DEPTH_LIMIT = 12;

const RECURSION_LIMIT = 1;

/** What a function calls the block by that it was given, whatever else it names it. */
const BLOCK = 'yield';

/** The methods by which an object becomes a text, in the languages that there are. */
const TEXT_METHODS = ['to_s', 'to_str', '__toString', '__str__', 'toString', 'ToString'];

/** Runs a call: of a function of the program, of the library, or of what nothing is known of. */
export function callValue(machine: Machine, node: Call, frame: Frame): Value {
  // What only the library has is not looked for in the program: its meaning says what becomes of the receiver.
  const created = node.isNew ? machine.source.classes.get(machine.source.keyOf(node.name.text)) : undefined;
  const isOwn = created !== undefined || machine.source.declares(node.name.text);
  const known = isOwn ? undefined : machine.meaningOf(node);
  if (known) return valueOfMeaning(machine, node, known, frame);
  const receiver = node.receiver && evaluateReceiver(machine, node, frame);
  const targets = targetsOf(machine, node, receiver, frame);
  if (targets.length === 0 && !created) {
    const meaning = machine.meaningOf(node);
    if (meaning) return valueOfMeaning(machine, node, meaning, frame);
  }
  const given = node.handsOn ? handedOn(machine, frame) : givenTo(machine, node, frame);
  if (created) return create(machine, created, node, given, frame);
  if (targets.length > 0)
    return choiceOf(targets.map((target) => enter(machine, target, node, given, frame)));
  return callOutside(machine, node, receiver ?? impliedReceiver(machine, node, frame), given, frame);
}

/** Runs a call as one of what nothing is known of. */
export function callWithoutMeaning(machine: Machine, node: Call, frame: Frame): Value {
  const receiver = node.receiver && evaluateReceiver(machine, node, frame);
  return callOutside(machine, node, receiver, givenTo(machine, node, frame), frame);
}

function evaluateReceiver(machine: Machine, node: Call, frame: Frame): Value | undefined {
  const { receiver } = node;
  if (!receiver || isSuper(machine, receiver, frame)) return undefined;
  return evaluate(machine, receiver, frame);
}

/** Where the object need not be named, what has no receiver is called on it, or on its class. */
function impliedReceiver(machine: Machine, node: Call, { type }: Frame): Value | undefined {
  const isImplied = machine.source.language.reader.scoping.impliesThis && !node.receiver && !node.isNew;
  return isImplied && type ? { kind: 'class', node: type } : undefined;
}

function create(machine: Machine, type: ClassNode, node: Call, given: Given, frame: Frame): Value {
  const self = instanceOf(machine, type);
  const making = machine.source.constructorOf(type, node.arguments.length);
  if (making) enter(machine, { node: making, self, type, outer: undefined }, node, given, frame);
  else self.attached.push(...given.positional);
  // What it extends may send what it is given: nothing is known of that.
  return self;
}

/** Runs a function of the program for one call of it. */
export function enter(machine: Machine, target: Target, call: Call, given: Given, caller: Frame): Value {
  const chain = [...callersOf(caller)];
  const again = chain.filter((frame) => frame.function === target.node).length;
  if (caller.depth >= DEPTH_LIMIT || again >= RECURSION_LIMIT)
    return unknown(distinctOrigins(given.positional.flatMap(originsOf)));
  if (machine.isRecording) machine.ran.add(target.node);
  const frame = newFrame({
    function: target.node,
    self: target.self,
    type: target.type,
    caller,
    call,
    depth: caller.depth + 1,
    outer: target.outer,
    base: machine.arms,
    top: machine.top,
    arguments: given.positional,
  });
  if (given.block) writeVariable(machine, frame, BLOCK, given.block);
  bindParameters(machine, frame, target.node.parameters, withNames(target.node, call, given));
  return runFunction(machine, target.node, frame);
}

/** Runs a function's body in a frame that holds its parameters. */
export function runFunction(machine: Machine, node: FunctionNode, frame: Frame): Value {
  runBlock(machine, bodyOf(node), frame);
  return choiceOf(
    frame.returned.map(({ value }) => value),
    frame.returned.map(({ arms }) => armsWithout(arms, machine.arms)),
  );
}

/** What an object becomes where a text is wanted: what its method for that gives back. */
export function asText(machine: Machine, value: Value, node: Expression, frame: Frame): Value {
  return mapOptions(value, (self) => {
    const type = self.kind === 'object' ? self.type : undefined;
    const method = type && TEXT_METHODS.map((name) => machine.source.methodOf(type, name)).find(Boolean);
    if (self.kind !== 'object' || !type || !method) return self;
    const list = { start: node.end, end: node.end };
    const call: Call = {
      kind: 'call',
      start: node.start,
      end: node.end,
      name: { ...list, text: method.name!.text },
      receiver: node,
      arguments: [],
      list,
    };
    const given = { positional: [], named: new Map(), spread: [] };
    return enter(machine, { node: method, self, type, outer: undefined }, call, given, frame);
  });
}

function mapOptions(value: Value, of: (option: Value) => Value): Value {
  if (value.kind !== 'choice') return of(value);
  return { ...value, options: value.options.map((option) => mapOptions(option, of)) };
}

/** Runs a closure where it is made, on arguments that nothing is known of. */
export function runClosure(machine: Machine, node: FunctionNode, outer: Frame): void {
  const { self, type, top, depth } = outer;
  if (machine.isRecording) machine.ran.add(node);
  const frame = newFrame({
    function: node,
    self,
    type,
    top,
    depth,
    outer,
    caller: outer,
    base: machine.arms,
  });
  bindUnknown(machine, frame, node.parameters);
  runFunction(machine, node, frame);
}

/** Runs a function on some of its arguments: the others come later. */
export function bindSome(machine: Machine, node: Call, value: Value, given: Given, frame: Frame): void {
  for (const option of optionsOf(value)) {
    if (option.kind !== 'function') continue;
    const target: Target = {
      node: option.node,
      self: option.frame?.self ?? frame.self,
      type: option.frame?.type ?? frame.type,
      outer: option.frame,
    };
    enter(machine, target, node, given, frame);
  }
}
