import { isGlobalObject } from '../../program/globals.ts';
import { isCall, memberName, type Node, unwrap } from '../../syntax/ast.ts';
import { membersOf } from '../../syntax/classes.ts';
import { functionAround } from '../../syntax/module.ts';
import { type Owner, ownerOfAlias, ownerOfThis } from '../../syntax/owners.ts';
import { frameOf } from '../../values/arguments.ts';
import { isPosition } from '../../values/collect-mutations.ts';
import { isExportsObject } from '../../values/modules.ts';
import { type Context, optionsOf } from '../../values/values.ts';
import { throughGlobal } from './bindings.ts';
import type { Climb, Path } from './climb.ts';
import { outOfModule } from './exits.ts';
import { carrier, from } from './from.ts';
import { intoMethod } from './methods.ts';

/** Every mention of the member that this expression writes to. */
export function throughMember(
  climb: Climb,
  member: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
  context: Context,
  path: Path,
): void {
  const module = climb.tracer.moduleOf(member);
  const name = memberName(member) ?? climb.tracer.textOf(member.property, context);
  if (isElement(climb, member, name, context)) return carrier(climb, member.object, context, path);
  if (name === undefined) return climb.end(member, context, false);
  if (isExportsObject(module, member)) return outOfModule(climb, module, path, member, context);
  const object = unwrap(member.object);
  if (isGlobalObject(module, object)) return throughGlobal(climb, module, name, member, context, path);
  if (isExportsObject(module, object)) return outOfModule(climb, module, [name, ...path], member, context);
  const owner = object.type === 'ThisExpression' ? ownerOfThis(module, object) : ownerOfAlias(module, object);
  if (owner) throughOwner(climb, owner, name, context, path);
  else carrier(climb, object, context, [name, ...path]);
}

/** `list[1]`, `list[list.length]`: the list is what carries it on. */
function isElement(
  climb: Climb,
  member: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
  name: string | undefined,
  context: Context,
): boolean {
  return (
    isPosition(member, name) &&
    optionsOf(climb.tracer.evaluate(member.object, context)).some((option) => option.kind === 'list')
  );
}

export function throughOwner(climb: Climb, owner: Owner, name: string, context: Context, path: Path): void {
  if (!climb.isNew(owner, context, [name, ...path, '@'])) return;
  const before = climb.ends;
  for (const family of familyOf(climb, owner)) {
    const module = climb.tracer.moduleOf(family);
    for (const mention of membersOf(module, family).mentions.get(name) ?? [])
      from(climb, mention, contextInside(climb, mention, context), path);
  }
  for (const member of mentionsElsewhere(climb, owner, name)) from(climb, member, undefined, path);
  if (owner.type === 'ObjectExpression') from(climb, owner, context, [name, ...path]);
  if (climb.ends === before) climb.end(owner, context, false);
}

/** All whose `this` may be the same object: an object literal stands for what it is mixed into. */
function familyOf(climb: Climb, owner: Owner): ReadonlySet<Owner> {
  const { calls } = climb.tracer;
  const heads = owner.type === 'ObjectExpression' ? [owner, ...calls.hostsOf(owner)] : [owner];
  return new Set(heads.flatMap((head) => [head, ...calls.subclassesOf(head), ...calls.basesOf(head)]));
}

/** `client.url` where `client` is an instance of the owner. */
function* mentionsElsewhere(climb: Climb, owner: Owner, name: string): Generator<Node> {
  for (const module of climb.tracer.program.modules) {
    for (const member of module.nodes('MemberExpression')) {
      if (member.object.type === 'ThisExpression' || memberName(member) !== name) continue;
      const options = optionsOf(climb.tracer.evaluate(member.object, undefined));
      if (options.some((option) => option.kind === 'instance' && option.info.node === owner)) yield member;
    }
  }
}

function contextInside(climb: Climb, node: Node, context: Context): Context {
  const fn = functionAround(climb.tracer.moduleOf(node), node);
  return fn ? frameOf(fn, context) : undefined;
}

export function intoMember(
  climb: Climb,
  member: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
  node: Node,
  context: Context,
  path: Path,
): void {
  if (member.object !== node) return;
  const module = climb.tracer.moduleOf(member);
  const parent = module.parents.get(member);
  const name = memberName(member) ?? climb.tracer.textOf(member.property, context);
  if (parent && isCall(parent) && parent.callee === member)
    return intoMethod(climb, parent, name, context, path);
  if (parent?.type === 'AssignmentExpression' && parent.left === member) return;
  if (path.length > 0) {
    if (name === undefined || name === path[0]) from(climb, member, context, path.slice(1));
    return;
  }
  if (name === undefined) return from(climb, member, context, []);
  if (
    name === 'href' ||
    name === 'search' ||
    name === 'searchParams' ||
    name === 'pathname' ||
    name === 'path'
  )
    from(climb, member, context, path);
}
