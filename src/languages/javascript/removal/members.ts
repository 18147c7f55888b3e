import { isCall, isFunction, isMember, memberName, type Node, staticName } from '../syntax/ast.ts';
import { ancestorsOf, isAssigned, type JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Doomed } from './doomed.ts';
import { familyOf, ownersOf, ownersReadFrom } from './owners-of.ts';
import { removeAt } from './parameters.ts';
import { isPure } from './purity.ts';
import { isReadByMembers } from './records.ts';
import type { Surroundings } from './surroundings.ts';

/** Takes out the members of objects that only what goes has read, with what gives them their values. */
export function removeUnusedMembers(doomed: Doomed, tracer: Tracer, surroundings: Surroundings): void {
  const modules = scriptsOf(tracer);
  for (const name of new Set([...surroundings.retiredMembers, ...namesIn(doomed, modules)])) {
    doomed.try(() => {
      for (const owner of ownersWith(doomed, tracer, name))
        doomed.try(() => removeMember(doomed, tracer, owner, name, surroundings));
      removeFromTypes(doomed, modules, name, surroundings);
      return fitsTypes(doomed, modules, name);
    });
  }
}

/** How often a file reads members of each name. */
export function memberReads(module: JsModule): Map<string, number> {
  const counts = new Map<string, number>();
  for (const node of membersIn(module)) {
    const name = isAssigned(module, node) ? undefined : memberName(node);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Whether members of a name may still be read of what an expression holds. */
export function isMemberRead(doomed: Doomed, tracer: Tracer, member: Node): boolean {
  const name = isMember(member) ? memberName(member) : undefined;
  if (name === undefined || !isMember(member)) return true;
  const owners = ownersOf(tracer, member.object);
  if (!owners) return readsOf(doomed, tracer, name).length > 0;
  return owners.some((owner) => isRead(doomed, tracer, familyOf(tracer, owner), name));
}

/** Whether a property of an object literal may still be read, by its name or with the whole object. */
export function isPropertyRead(doomed: Doomed, tracer: Tracer, property: Node, object: Node): boolean {
  const name =
    property.type === 'ObjectProperty' ? staticName(property.key, property.computed === true) : undefined;
  return (
    name === undefined ||
    !isReadByMembers(doomed, tracer, tracer.moduleOf(object), object) ||
    isRead(doomed, tracer, new Set([object]), name)
  );
}

function scriptsOf(tracer: Tracer): JsModule[] {
  return tracer.program.modules.filter(({ json }) => !json);
}

function membersIn(module: JsModule) {
  return [...module.nodes('MemberExpression'), ...module.nodes('OptionalMemberExpression')];
}

/** The names of members that code reads, or writes, that goes. Methods are functions, which are looked at elsewhere. */
function namesIn(doomed: Doomed, modules: readonly JsModule[]): Set<string> {
  const names = new Set<string>();
  for (const module of modules)
    for (const node of membersIn(module)) {
      const name = memberName(node);
      const parent = module.parents.get(node);
      const isMethod = parent !== undefined && isCall(parent) && parent.callee === node;
      if (name !== undefined && !isMethod && doomed.has(node)) names.add(name);
    }
  for (const module of modules) for (const name of takenIn(doomed, module)) names.add(name);
  return names;
}

/** The names that patterns take, where they go. */
function takenIn(doomed: Doomed, module: JsModule): string[] {
  return module.nodes('ObjectProperty').flatMap((node) => {
    const name = staticName(node.key, node.computed === true);
    return name !== undefined && module.parents.get(node)?.type === 'ObjectPattern' && doomed.has(node)
      ? [name]
      : [];
  });
}

/** What has members of a name: owners of `this.x = …` and the like, of fields, of properties. */
function ownersWith(doomed: Doomed, tracer: Tracer, name: string): Set<Node> {
  const owners = new Set<Node>();
  for (const module of scriptsOf(tracer)) {
    for (const node of assignedIn(doomed, module, name))
      for (const owner of ownersOf(tracer, node.object) ?? []) owners.add(owner);
    for (const field of fieldsIn(doomed, module, name)) {
      const owner = module.parents.get(field.type === 'ObjectProperty' ? field : module.parents.get(field)!);
      if (owner) owners.add(owner);
    }
    for (const { fn } of declaredByParameters(doomed, module, name)) {
      const owner = module.parents.get(module.parents.get(fn)!);
      if (owner) owners.add(owner);
    }
  }
  return owners;
}

function assignedIn(doomed: Doomed, module: JsModule, name: string) {
  return membersIn(module).filter(
    (node) => memberName(node) === name && isAssigned(module, node) && !doomed.has(node),
  );
}

/** `x = 1;` in a class, `x: 1` in an object. */
function fieldsIn(doomed: Doomed, module: JsModule, name: string) {
  return [...module.nodes('ClassProperty'), ...module.nodes('ObjectProperty')].filter(
    (node) =>
      staticName(node.key, node.computed === true) === name &&
      module.parents.get(node)?.type !== 'ObjectPattern' &&
      !doomed.has(node),
  );
}

/** `constructor(private x: string)`: the parameter is the member. */
function declaredByParameters(doomed: Doomed, module: JsModule, name: string) {
  return module.nodes('TSParameterProperty').flatMap((property) => {
    const { parameter } = property;
    const identifier = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    const fn = module.parents.get(property);
    const isNamed = identifier.type === 'Identifier' && identifier.name === name;
    return isNamed && fn && isFunction(fn) && !doomed.has(property) ? [{ property, identifier, fn }] : [];
  });
}

/** Takes out what gives an owner's member its values; false where it is still read, or a value does something. */
function removeMember(
  doomed: Doomed,
  tracer: Tracer,
  owner: Node,
  name: string,
  surroundings: Surroundings,
): boolean {
  const family = familyOf(tracer, owner);
  const isOwn = (object: Node) => ownersOf(tracer, object)?.some((one) => family.has(one)) === true;
  for (const module of scriptsOf(tracer)) {
    for (const node of assignedIn(doomed, module, name)) {
      if (!isOwn(node.object)) continue;
      if (surroundings.isKept(node)) return false;
      const statement = assignmentOf(module, node, surroundings.isQuiet);
      if (!statement) return false;
      doomed.remove(statement);
    }
    for (const field of fieldsIn(doomed, module, name)) {
      const holder = module.parents.get(field)!;
      if (!family.has(field.type === 'ObjectProperty' ? holder : module.parents.get(holder)!)) continue;
      if (field.value && !isPure(field.value, surroundings.isQuiet)) return false;
      if (field.type === 'ObjectProperty' && !isReadByMembers(doomed, tracer, module, holder)) return false;
      doomed.remove(field);
    }
    for (const { property, identifier, fn } of declaredByParameters(doomed, module, name)) {
      const binding = module.scopes.bindingOf(identifier);
      if (!family.has(module.parents.get(module.parents.get(fn)!)!)) continue;
      if (binding && doomed.liveReads(binding).length > 0) return false;
      if (!removeAt(doomed, tracer, module, fn, property, surroundings)) return false;
    }
  }
  return !isRead(doomed, tracer, family, name) && ![...family].some((one) => isShownWhole(tracer, one));
}

/** The statement `this.x = value;` around a member. */
function assignmentOf(module: JsModule, member: Node, isQuiet: (call: Node) => boolean): Node | undefined {
  const assignment = module.parents.get(member);
  if (assignment?.type !== 'AssignmentExpression' || !isPure(assignment.right, isQuiet)) return undefined;
  const statement = module.parents.get(assignment);
  return statement?.type === 'ExpressionStatement' ? statement : undefined;
}

/** Objects that members of a name are still read of, each expression with what it may hold. */
function readsOf(doomed: Doomed, tracer: Tracer, name: string): Node[] {
  return scriptsOf(tracer).flatMap((module) => [
    ...membersIn(module)
      .filter((node) => memberName(node) === name && !isAssigned(module, node) && !doomed.has(node))
      .map(({ object }) => object),
    ...module
      .nodes('ObjectProperty')
      .filter((node) => staticName(node.key, node.computed === true) === name && !doomed.has(node))
      .flatMap((node) => {
        const pattern = module.parents.get(node);
        return pattern?.type === 'ObjectPattern' ? takenApart(tracer, module, pattern) : [];
      }),
  ]);
}

/**
 * What a pattern takes apart: the initialiser of its variable, the arguments of its function's calls; else the pattern
 * itself, which may be anything.
 */
function takenApart(tracer: Tracer, module: JsModule, pattern: Node): readonly Node[] {
  const outer = module.parents.get(pattern);
  const param = outer?.type === 'AssignmentPattern' && outer.left === pattern ? outer : pattern;
  const parent = module.parents.get(param);
  if (parent?.type === 'VariableDeclarator' && parent.init) return [parent.init];
  if (!parent || !isFunction(parent)) return [pattern];
  const index = parent.params.indexOf(param as never);
  const given = tracer.calls.callersOf(parent).map(({ args }) => args[index]);
  return given.length > 0 && given.every((one) => one !== undefined) ? (given as Node[]) : [pattern];
}

function isRead(doomed: Doomed, tracer: Tracer, family: ReadonlySet<Node>, name: string): boolean {
  return readsOf(doomed, tracer, name).some((object) => {
    const owners = object.type === 'ObjectPattern' ? undefined : ownersReadFrom(tracer, object);
    return !owners || owners.some((owner) => family.has(owner));
  });
}

/** Whether objects of a class are listed, copied or written out with all that they have. */
function isShownWhole(tracer: Tracer, owner: Node): boolean {
  const module = tracer.moduleOf(owner);
  return module.nodes('ThisExpression').some((node) => {
    if (!ownersOf(tracer, node)?.includes(owner)) return false;
    const parent = module.parents.get(node);
    if (parent?.type === 'SpreadElement') return true;
    if (parent && isMember(parent)) return parent.object === node && memberName(parent) === undefined;
    const isArgument = parent !== undefined && isCall(parent) && isMember(parent.callee);
    return (
      isArgument &&
      /^(stringify|keys|values|entries|assign|inspect|extend)$/.test(memberName(parent.callee as never) ?? '')
    );
  });
}

/** Members of types go once no object has such a property. */
function removeFromTypes(
  doomed: Doomed,
  modules: readonly JsModule[],
  name: string,
  { mayHaveOtherUsers }: Surroundings,
): void {
  const isLeft = modules.some(
    (module) =>
      fieldsIn(doomed, module, name).length > 0 ||
      membersIn(module).some((node) => memberName(node) === name && !doomed.has(node)) ||
      declaredByParameters(doomed, module, name).length > 0,
  );
  if (isLeft) return;
  for (const module of modules)
    for (const node of signaturesIn(doomed, module, name))
      if (!isExportedType(module, node) || !mayHaveOtherUsers(module)) doomed.remove(node);
}

/** Whether no type asks for a property that was taken from an object. */
function fitsTypes(doomed: Doomed, modules: readonly JsModule[], name: string): boolean {
  const isTaken = modules.some((module) =>
    module
      .nodes('ObjectProperty')
      .some((node) => staticName(node.key, node.computed === true) === name && doomed.has(node)),
  );
  return (
    !isTaken ||
    modules.every((module) => signaturesIn(doomed, module, name).every(({ optional }) => optional === true))
  );
}

function signaturesIn(doomed: Doomed, module: JsModule, name: string) {
  return module
    .nodes('TSPropertySignature')
    .filter((node) => staticName(node.key, node.computed === true) === name && !doomed.has(node));
}

function isExportedType(module: JsModule, signature: Node): boolean {
  return [...ancestorsOf(module, signature)].some(({ type }) => type.startsWith('Export'));
}
