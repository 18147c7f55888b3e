import type { QueryText } from '../../../model/query-text.ts';
import { globalValue, isGlobalObject } from '../program/globals.ts';
import { armsOf } from '../syntax/arms.ts';
import { type FunctionNode, isFunction, type Node } from '../syntax/ast.ts';
import { membersOf } from '../syntax/classes.ts';
import { functionAround, type JsModule, regionOf } from '../syntax/module.ts';
import { appendText, piecesOf } from '../text/text.ts';
import { exportOf } from './modules.ts';
import { withMutations, withNestedMutations } from './mutations.ts';
import { inEachNamingCall } from './naming-calls.ts';
import type { Tracer } from './tracer.ts';
import {
  type Context,
  choose,
  type Frame,
  type InstanceValue,
  type SetEntry,
  type SetValue,
  type Value,
} from './values.ts';

/** The value of property `name` of a value; `node` is the expression that reads it. */
export function memberOf(
  tracer: Tracer,
  value: Value,
  name: string | undefined,
  node: Node,
  context: Context,
  fromSuper = false,
): Value {
  switch (value.kind) {
    case 'choice':
      return (
        choose(value.options.map((option) => memberOf(tracer, option, name, node, context))) ??
        tracer.opaque(node, context)
      );
    case 'environment':
      return {
        kind: 'opaque',
        node,
        context,
        birth:
          name === undefined
            ? { kind: 'external', name: 'process.env', fixed: false }
            : { kind: 'environment', name, fixed: true },
      };
    case 'set':
      return memberOfSet(tracer, value, name, node, context);
    case 'url':
      if (name === 'searchParams' || name === 'query') return value.query;
      return name === 'href' || name === 'path' ? value : tracer.opaque(node, context);
    case 'instance':
      if (name === 'constructor') return { kind: 'class', info: value.info };
      return (
        (name !== undefined ? memberOfInstance(tracer, value, name, fromSuper) : undefined) ??
        tracer.opaque(node, context, { kind: 'member', name: name ?? '' })
      );
    case 'module':
      return (
        (name !== undefined ? exportOf(tracer, value.module, name) : undefined) ??
        tracer.opaque(node, context, { kind: 'external', name: name ?? '', fixed: true })
      );
    case 'class':
    case 'function':
      return memberOfConstructor(tracer, value, name, node, context);
    case 'list': {
      const item = name !== undefined && /^\d+$/.test(name) ? value.items[Number(name)] : undefined;
      if (item) return tracer.evaluate(item.node, item.context);
      return name === undefined
        ? (choose(value.items.map((i) => tracer.evaluate(i.node, i.context))) ?? tracer.opaque(node, context))
        : tracer.opaque(node, context);
    }
    case 'view': {
      const records = value.of.kind === 'set' && name !== undefined ? recordsOf(tracer, value.of) : undefined;
      return records ? memberOf(tracer, records, name, node, context) : value;
    }
    case 'opaque': {
      const { birth } = value;
      const module = tracer.moduleOf(value.node);
      const shared =
        name !== undefined && isGlobalObject(module, value.node)
          ? globalValue(tracer, module, name, node)
          : undefined;
      if (shared) return shared;
      const path = birth.name && name ? `${birth.name}.${name}` : (name ?? birth.name);
      const kind =
        birth.kind === 'parameter'
          ? 'member'
          : birth.kind === 'external' && birth.fixed
            ? 'configuration'
            : birth.kind;
      return { kind: 'opaque', node, context, birth: { kind, name: path, fixed: birth.fixed } };
    }
    case 'text':
      return tracer.opaque(node, context);
  }
}

/** The text of a property that is added to, statement by statement. */
function grownText(tracer: Tracer, entries: readonly SetEntry[]): Value {
  let text: Value | undefined;
  for (const entry of entries) {
    const pieces = piecesOf(tracer, entry.value!, entry.context);
    text = entry.grows
      ? {
          kind: 'text',
          pieces: appendText(
            tracer,
            text,
            pieces,
            entry.grows === 'always' ? undefined : armsOf(tracer.moduleOf(entry.site.node), entry.site.node),
          ),
        }
      : (choose([...(text ? [text] : []), { kind: 'text', pieces }]) ?? text);
  }
  return text!;
}

/** The records of a table (`{ acme: { key, ticket }, … }`), when a set is one. */
function recordsOf(tracer: Tracer, set: SetValue): Value | undefined {
  const values = set.entries.flatMap((entry) =>
    entry.value ? [tracer.evaluate(entry.value, entry.context)] : [],
  );
  return choose(
    values.filter((value) => value.kind === 'set' || value.kind === 'instance' || value.kind === 'list'),
  );
}

function memberOfSet(
  tracer: Tracer,
  set: SetValue,
  name: string | undefined,
  node: Node,
  context: Context,
): Value {
  if (name === undefined) return recordsOf(tracer, set) ?? { kind: 'view', of: set };
  const own = set.entries.filter((entry) => entry.name === name && entry.value);
  if (own.some((entry) => entry.grows)) return grownText(tracer, own);
  const values = own.map((entry) => {
    const value = withNestedMutations(tracer, set, name, tracer.evaluate(entry.value!, entry.context));
    return value.kind === 'function' && value.self === undefined ? { ...value, self: set } : value;
  });
  const found = choose(values);
  if (found) return found;
  const merged = set.rest.map((value) => memberOf(tracer, value, name, node, context));
  return choose(merged) ?? tracer.opaque(node, context, { kind: 'member', name });
}

/** A property of an instance: a method, a getter, what is assigned to it anywhere, or what the base class gives. */
function memberOfInstance(
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
  return value && withMutations(tracer, value, members.mentions.get(name) ?? [], undefined, homes);
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
    always ? undefined : armsOf(tracer.moduleOf(addition), addition),
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

function inheritedMember(tracer: Tracer, instance: InstanceValue, name: string): Value | undefined {
  const base = tracer.calls.baseOf(instance.info.node);
  if (!base || base === instance.info.node) return undefined;
  const superCall = tracer.calls.superCallOf(instance.info.node);
  const construction = constructionFrame(tracer, instance);
  const fn = tracer.calls.constructorOf(base);
  const frame: Frame | undefined =
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
  const own = ownMember(tracer, instance, base, name, construction ? frame : undefined);
  if (own) return own;
  const above: InstanceValue = {
    kind: 'instance',
    info: { node: base, module: tracer.moduleOf(base) } as never,
    made: undefined,
  };
  return inheritedMember(tracer, above, name);
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
function memberOfConstructor(
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
  return (
    (name !== undefined
      ? (ownMember(tracer, instance, owner, name, undefined) ?? inheritedMember(tracer, instance, name))
      : undefined) ?? tracer.opaque(node, context)
  );
}
