import { isCall, isClass, isFunction, isMember, memberName, type Node } from '../syntax/ast.ts';
import { ownerOfThis } from '../syntax/owners.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf } from '../values/values.ts';

/**
 * The classes, constructors and object literals that made what an expression may hold; undefined where it may hold
 * anything. What is no object of the program's own has none.
 */
export function ownersOf(tracer: Tracer, object: Node): readonly Node[] | undefined {
  const module = tracer.moduleOf(object);
  if (object.type === 'ThisExpression') {
    const owner = ownerOfThis(module, object);
    return owner && [owner];
  }
  if (isParsed(object)) return [];
  const owners: Node[] = [];
  for (const option of optionsOf(tracer.evaluate(object, undefined))) {
    if (option.kind === 'instance' || option.kind === 'class') owners.push(option.info.node);
    else if (option.kind === 'set') owners.push(option.node);
    else if (option.kind === 'opaque' && !isForeign(option.birth.kind, option.node)) return undefined;
  }
  return owners;
}

/**
 * The same for an object that is read from. Functions of an object literal may be put into other objects, and then speak
 * of those; so may those of a class that extends what could not be made out.
 */
export function ownersReadFrom(tracer: Tracer, object: Node): readonly Node[] | undefined {
  const owners = ownersOf(tracer, object);
  if (object.type !== 'ThisExpression') return owners;
  return owners?.every((owner) => speaksOfItself(tracer, owner)) ? owners : undefined;
}

function speaksOfItself(tracer: Tracer, owner: Node): boolean {
  if (isClass(owner))
    return !owner.superClass || isNamed(owner.superClass) || tracer.calls.baseOf(owner) !== undefined;
  const isMade =
    isFunction(owner) && tracer.calls.callersOf(owner).some(({ call }) => call.type === 'NewExpression');
  return isMade;
}

/** `events.EventEmitter`: a class of a package knows nothing of the members of those that extend it. */
function isNamed(node: Node): boolean {
  return node.type === 'Identifier' || (isMember(node) && isNamed(node.object));
}

/** What comes from outside of the program is none of its objects. */
function isForeign(birth: string, node: Node): boolean {
  return birth === 'external' || birth === 'environment' || isParsed(node);
}

function isParsed(node: Node): boolean {
  if (node.type === 'AwaitExpression') return isParsed(node.argument);
  if (!isCall(node) || !isMember(node.callee)) return false;
  const name = memberName(node.callee);
  return name === 'json' || (name === 'parse' && node.callee.object.type === 'Identifier');
}

/** A class with those that it extends and those that extend it: their objects share their members. */
export function familyOf(tracer: Tracer, owner: Node): ReadonlySet<Node> {
  const family = new Set([owner]);
  for (const member of family) {
    const base = tracer.calls.baseOf(member);
    if (base) family.add(base);
    for (const subclass of tracer.calls.subclassesOf(member)) family.add(subclass);
  }
  return family;
}
