import { armsWithout } from '../../../model/arms.ts';
import type { Origin } from '../../../model/query-text.ts';
import type { Call, ClassNode, Expression, FunctionNode, Parameter } from '../tree.ts';
import { fill } from './assignments.ts';
import { evaluate } from './expressions.ts';
import { callersOf, type Frame } from './frames.ts';
import { valueOfMeaning } from './library.ts';
import { type Machine, newFrame } from './machine.ts';
import { addEntry, addItem } from './objects.ts';
import { distinctOrigins, originsOf } from './origins.ts';
import { loginOf, send } from './sendings.ts';
import { runBlock } from './statements.ts';
import { bodyOf } from './tails.ts';
import { instanceOf, staticsOf } from './types.ts';
import { type ObjectValue, objectIn, objectValue, optionsOf, siteAt, unknown, type Value } from './values.ts';
import { readVariable, writeMember, writeVariable } from './variables.ts';
import { choiceOf } from './writes.ts';

/** How deep calls are followed, and how often one function may be in a chain of calls. */
const DEPTH_LIMIT = 12;
const RECURSION_LIMIT = 1;
/** Methods that send what they are given at once, and again something else the next time. */
const SENDS =
  /^(?:get|post|put|patch|delete|head|request|send|fetch|exec|execute|simple_request|mirror|download|upload|perform|invoke|call|submit)/i;
/** Methods that set a client up that lives on. */
const SETS = /^(?:set|add|append|with|put|url|uri|query|body|data|header|option)/i;
/** What a function calls the block by that it was given, whatever else it names it. */
const BLOCK = 'yield';
/** The methods by which an object becomes a text, in the languages that there are. */
const TEXT_METHODS = ['to_s', 'to_str', '__toString', '__str__', 'toString', 'ToString'];
const SUPER = /^(?:parent|super|base|mybase)$/i;

/** A function of the program with what it is called on. */
interface Target {
  readonly node: FunctionNode;
  readonly self: ObjectValue | undefined;
  readonly type: ClassNode | undefined;
  readonly outer: Frame | undefined;
}

/** What a call was given. */
export interface Given {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly spread: readonly ObjectValue[];
  readonly block?: Value;
}

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

function isSuper(machine: Machine, receiver: Call['receiver'], frame: Frame): boolean {
  if (receiver?.kind === 'name')
    return SUPER.test(receiver.name) && !readVariable(machine, frame, receiver.name);
  return receiver?.kind === 'call' && receiver.name.text === 'super' && !receiver.receiver;
}

function targetsOf(machine: Machine, node: Call, receiver: Value | undefined, frame: Frame): Target[] {
  const { source } = machine;
  const name = node.name.text;
  if (node.isNew) return [];
  if (node.receiver && isSuper(machine, node.receiver, frame))
    return aboveOf(machine, name, node.arguments.length, frame);
  if (!node.receiver) {
    const count = node.arguments.length;
    if (SUPER.test(name)) return aboveOf(machine, frame.function?.name?.text ?? name, count, frame);
    if (name === 'this') return besides(machine, count, frame);
    const value = readVariable(machine, frame, name);
    const held = value
      ? optionsOf(value).flatMap((option) => (option.kind === 'function' ? [option] : []))
      : [];
    if (held.length > 0)
      return held.map((option) => ({
        node: option.node,
        self: option.frame?.self,
        type: option.frame?.type,
        outer: option.frame,
      }));
    const own =
      frame.type && source.language.reader.scoping.impliesThis
        ? source.methodOf(frame.type, name, count)
        : undefined;
    if (own) return [{ node: own, self: frame.self, type: frame.type, outer: undefined }];
    const fn = source.functions.get(source.keyOf(name));
    return fn ? [{ node: fn, self: undefined, type: undefined, outer: undefined }] : [];
  }
  return optionsOf(receiver ?? unknown([])).flatMap((option): Target[] => {
    const type = option.kind === 'class' ? option.node : option.kind === 'object' ? option.type : undefined;
    const method = type && source.methodOf(type, name, node.arguments.length);
    if (option.kind === 'function' && /^(?:call|invoke|__invoke|apply)$/i.test(name))
      return [{ node: option.node, self: option.frame?.self, type: option.frame?.type, outer: option.frame }];
    if (!method) return [];
    // A method of what is extended is called with the object at hand.
    const self =
      option.kind === 'object'
        ? option
        : method.isStatic
          ? staticsOf(machine, option.kind === 'class' ? option.node : type)
          : frame.self;
    return [{ node: method, self, type, outer: undefined }];
  });
}

/** A method of what the class at hand extends. */
function aboveOf(machine: Machine, name: string, count: number, frame: Frame): Target[] {
  const { source } = machine;
  const owner = frame.function && source.classOf.get(frame.function);
  const [above] = owner ? source.supersOf(owner) : [];
  const isMaking = frame.function?.isConstructor === true;
  const method = above && !(isMaking && SUPER.test(name)) ? source.methodOf(above, name, count) : undefined;
  const node = method ?? (above && isMaking ? source.constructorOf(above, count) : undefined);
  return node ? [{ node, self: frame.self, type: frame.type, outer: undefined }] : [];
}

/** Another constructor of the class at hand: `this(…)`. */
function besides(machine: Machine, count: number, frame: Frame): Target[] {
  const { source } = machine;
  const owner = frame.function?.isConstructor ? source.classOf.get(frame.function) : undefined;
  const node = owner && source.constructorOf(owner, count);
  return node ? [{ node, self: frame.self, type: frame.type, outer: undefined }] : [];
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
function handedOn(machine: Machine, frame: Frame): Given {
  const positional: Value[] = [];
  const named = new Map<string, Value>();
  for (const { name, isNamed, rest } of frame.function?.parameters ?? []) {
    const value = readVariable(machine, frame, name.text) ?? unknown([]);
    if (isNamed) named.set(name.text, value);
    else if (rest === undefined) positional.push(value);
  }
  return { positional, named, spread: [] };
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

/** A map without brackets, at the end, holds the named arguments of a function that has parameters for them. */
function withNames({ parameters }: FunctionNode, call: Call, given: Given): Given {
  const takesNames = parameters.some(({ isNamed, rest }) => isNamed === true || rest === 'map');
  const last = call.arguments.filter(({ isBlock }) => !isBlock).at(-1);
  const map = given.positional.at(-1);
  const isBare = last?.value.kind === 'collection' && last.value.isBare === true;
  if (!takesNames || !isBare || map?.kind !== 'object') return given;
  return { ...given, positional: given.positional.slice(0, -1), spread: [...given.spread, map] };
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

function bindParameters(
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
function namedAsMap(machine: Machine, frame: Frame, given: Given): ObjectValue {
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
function unknownParameter(machine: Machine, parameter: Parameter): Value {
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

/** A call of what the file does not hold: it may send what it is given. */
function callOutside(
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
