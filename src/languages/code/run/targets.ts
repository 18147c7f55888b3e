import type { Call, ClassNode, FunctionNode } from '../tree.ts';
import type { Frame } from './frames.ts';
import type { Machine } from './machine.ts';
import { staticsOf } from './types.ts';
import { type ObjectValue, optionsOf, unknown, type Value } from './values.ts';
import { readVariable } from './variables.ts';

const SUPER = /^(?:parent|super|base|mybase)$/i;

/** A function of the program with what it is called on. */
export interface Target {
  readonly node: FunctionNode;
  readonly self: ObjectValue | undefined;
  readonly type: ClassNode | undefined;
  readonly outer: Frame | undefined;
}

export function isSuper(machine: Machine, receiver: Call['receiver'], frame: Frame): boolean {
  if (receiver?.kind === 'name')
    return SUPER.test(receiver.name) && !readVariable(machine, frame, receiver.name);
  return receiver?.kind === 'call' && receiver.name.text === 'super' && !receiver.receiver;
}

export function targetsOf(machine: Machine, node: Call, receiver: Value | undefined, frame: Frame): Target[] {
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
