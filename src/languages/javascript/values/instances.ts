import type { QueryText } from '../../../model/query-text.ts';
import { type FunctionNode, isFunction, type Node } from '../syntax/ast.ts';
import { membersOf } from '../syntax/classes.ts';
import { functionAround, type JsModule, regionOf } from '../syntax/module.ts';
import { appendText, piecesOf } from '../text/text.ts';
import { conditionsOf } from './conditions.ts';
import { memberOf } from './members.ts';
import { isMutable, withMutations } from './mutations.ts';
import { namespaceBeside } from './namespaces.ts';
import { inEachNamingCall } from './naming-calls.ts';
import type { Tracer } from './tracer.ts';
import { type Context, choose, type Frame, type InstanceValue, type Value } from './values.ts';

/** A property of an instance: a method, a getter, what is assigned to it anywhere, or what the base class gives. */
export function memberOfInstance(
  tracer: Tracer,
  instance: InstanceValue,
  name: string,
  fromSuper: boolean,
): Value | undefined {
  const own = fromSuper
    ? undefined
    : ownMember(tracer, instance, instance.info.node, name, constructionFrame(tracer, instance));
  return (
    own ??
    inheritedMember(tracer, instance, name) ??
    (fromSuper ? undefined : memberOfSubclass(tracer, instance, name))
  );
}

function ownMember(
  tracer: Tracer,
  instance: InstanceValue,
  owner: Node,
  name: string,
  construction: Frame | undefined,
): Value | undefined {
  const module = tracer.moduleOf(owner);
  const members = membersOf(module, owner as never);
  const method = members.methods.get(name);
  if (method)
    return { kind: 'function', node: method as FunctionNode, closure: construction?.closure, self: instance };
  const getter = members.getters.get(name);
  if (getter)
    return tracer.calls.returnOf(
      { kind: 'function', node: getter, closure: undefined, self: instance },
      [],
      undefined,
      undefined,
    );
  const writes = members.writes.get(name) ?? [];
  const homes = new Set(
    writes.filter((node) => !isGrowth(module, node)).map((node) => functionAround(module, node)),
  );
  const written = writes
    .filter((node) => !isGrowth(module, node))
    .map((node) => tracer.evaluate(node, contextFor(tracer, node, construction)));
  const merged = members.merged.flatMap((node) => {
    const value = tracer.evaluate(node, contextFor(tracer, node, construction));
    if (
      value.kind === 'set' &&
      !value.entries.some((entry) => entry.name === name) &&
      value.rest.length === 0
    )
      return [];
    // A method that is mixed in speaks of what it is mixed into.
    const member = memberOf(tracer, value, name, node, construction);
    return [member.kind === 'function' ? { ...member, self: instance } : member];
  });
  let value = choose([...written, ...merged]);
  for (const node of writes.filter((write) => isGrowth(module, write)))
    for (const inCall of inEachNamingCall(tracer, node, contextFor(tracer, node, construction), homes))
      value = { kind: 'text', pieces: grown(tracer, value, node, inCall) };
  return value && isMutable(value)
    ? withMutations(tracer, value, mentionsInFamily(tracer, instance, name), undefined, homes)
    : value;
}

/** `this.url += node` */
function isGrowth(module: JsModule, node: Node): boolean {
  const parent = module.parents.get(node);
  return parent?.type === 'AssignmentExpression' && parent.operator === '+=' && parent.right === node;
}

function grown(tracer: Tracer, value: Value | undefined, addition: Node, context: Context): QueryText {
  const region = regionOf(tracer.moduleOf(addition), addition);
  const call = context?.call;
  const callRegion = call && regionOf(tracer.moduleOf(call), call);
  const always = [region, callRegion].every(
    (at) =>
      !at ||
      isFunction(at) ||
      at.type === 'Program' ||
      at.type === 'ExpressionStatement' ||
      at.type === 'File',
  );
  return appendText(
    tracer,
    value,
    piecesOf(tracer, addition, context),
    always ? undefined : conditionsOf(tracer, addition, context),
  );
}

function contextFor(tracer: Tracer, node: Node, construction: Frame | undefined): Context {
  if (!construction) return undefined;
  const module = tracer.moduleOf(node);
  for (let n: Node | undefined = node; n; n = module.parents.get(n))
    if (n === construction.fn) return construction;
  return undefined;
}

/** The frame of the constructor call that made an instance. */
function constructionFrame(tracer: Tracer, instance: InstanceValue): Frame | undefined {
  const { made, info } = instance;
  if (!made) return undefined;
  const fn = tracer.calls.constructorOf(info.node);
  if (!fn) return undefined;
  return {
    fn,
    args: made.call.arguments,
    call: made.call,
    caller: made.context,
    closure: undefined,
    self: instance,
    depth: (made.context?.depth ?? 0) + 1,
  };
}

/** A member that the nearest base class gives, made by the constructor calls that lead there. */
function inheritedMember(tracer: Tracer, instance: InstanceValue, name: string): Value | undefined {
  let construction = constructionFrame(tracer, instance);
  let owner: Node = instance.info.node;
  for (const base of tracer.calls.basesOf(owner)) {
    const superCall = tracer.calls.superCallOf(owner);
    const fn = tracer.calls.constructorOf(base);
    const above: Frame | undefined =
      fn && superCall
        ? {
            fn,
            args: superCall.args,
            call: superCall.call,
            caller: construction,
            closure: undefined,
            self: instance,
            depth: (construction?.depth ?? 0) + 1,
          }
        : fn && construction && construction.fn === fn
          ? construction
          : undefined;
    construction = construction && above;
    const own = ownMember(tracer, instance, base, name, construction);
    if (own) return own;
    owner = base;
  }
  return undefined;
}

/** Where a member is mentioned that holds something to be filled: by the class, its kin, and what is mixed into them. */
function mentionsInFamily(tracer: Tracer, { info, made }: InstanceValue, name: string): Node[] {
  const { calls } = tracer;
  const kin = [info.node, ...calls.basesOf(info.node), ...(made ? [] : calls.subclassesOf(info.node))];
  const owners = new Set([...kin, ...kin.flatMap((owner) => calls.mixinsOf(owner))]);
  return [...owners].flatMap((owner) => membersOf(tracer.moduleOf(owner), owner).mentions.get(name) ?? []);
}

/** In a base class, a member that only its subclasses give. */
function memberOfSubclass(tracer: Tracer, instance: InstanceValue, name: string): Value | undefined {
  if (instance.made) return undefined;
  return choose(
    tracer.calls.subclassesOf(instance.info.node).flatMap((owner) => {
      const value = ownMember(
        tracer,
        { ...instance, info: { node: owner, module: tracer.moduleOf(owner) } },
        owner,
        name,
        undefined,
      );
      return value ? [value] : [];
    }),
  );
}

/** A static member, or a property that is set on a function. */
export function memberOfConstructor(
  tracer: Tracer,
  value: Extract<Value, { kind: 'class' | 'function' }>,
  name: string | undefined,
  node: Node,
  context: Context,
): Value {
  if (name === 'bind' || name === 'call' || name === 'apply') return value;
  const owner = value.kind === 'class' ? value.info.node : value.node;
  const instance: InstanceValue = {
    kind: 'instance',
    info: { node: owner, module: tracer.moduleOf(owner) } as never,
    made: undefined,
  };
  if (name === 'prototype') return instance;
  // What `util.inherits` puts there.
  const base = name === 'super_' ? tracer.calls.baseOf(owner) : undefined;
  if (base && isFunction(base)) return { kind: 'function', node: base, closure: undefined, self: undefined };
  const member =
    name === undefined
      ? undefined
      : (ownMember(tracer, instance, owner, name, undefined) ?? inheritedMember(tracer, instance, name));
  const namespace = member ? undefined : namespaceBeside(tracer, owner);
  return (
    member ?? (namespace ? memberOf(tracer, namespace, name, node, context) : tracer.opaque(node, context))
  );
}
