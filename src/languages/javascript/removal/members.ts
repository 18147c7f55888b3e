import { isMember, memberName, type Node, staticName } from '../syntax/ast.ts';
import { isAssigned, type JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Doomed } from './doomed.ts';
import { isPure } from './purity.ts';
import type { Surroundings } from './surroundings.ts';

/** A place that gives a member its value, or declares it, and goes with it. */
type Giver = Node;

/**
 * Takes out members that were read by what goes alone. Members are told by their names: one of the same name that is
 * still read anywhere, or spoken of in a text, keeps all.
 */
export function removeUnusedMembers(doomed: Doomed, tracer: Tracer, surroundings: Surroundings): void {
  const modules = tracer.program.modules.filter(({ json }) => !json);
  for (const name of namesRead(doomed, modules)) {
    doomed.try(() => {
      const givers = modules.flatMap((module) => giversOf(doomed, module, name, surroundings) ?? [undefined]);
      if (givers.length === 0 || givers.includes(undefined)) return false;
      doomed.remove(...(givers as Giver[]));
      return true;
    });
  }
}

/** The names of members that code reads, or writes, that goes. */
function namesRead(doomed: Doomed, modules: readonly JsModule[]): Set<string> {
  const names = new Set<string>();
  for (const module of modules) {
    for (const type of ['MemberExpression', 'OptionalMemberExpression'] as const)
      for (const node of module.nodes(type)) {
        const name = memberName(node);
        if (name !== undefined && isOwnMember(module, node) && doomed.has(node)) names.add(name);
      }
  }
  return names;
}

/** `this.x`, `self.x`, `cache.x`: not a method of something else that is called. */
function isOwnMember(module: JsModule, node: Node): boolean {
  const parent = module.parents.get(node);
  return !(parent?.type === 'CallExpression' && parent.callee === node);
}

/** What gives members of a name their values in a file; undefined where one is read, or a value does something. */
function giversOf(
  doomed: Doomed,
  module: JsModule,
  name: string,
  { isQuiet, mayHaveOtherUsers }: Surroundings,
): Giver[] | undefined {
  const givers: Giver[] = [];
  for (const type of ['MemberExpression', 'OptionalMemberExpression'] as const)
    for (const node of module.nodes(type)) {
      if (memberName(node) !== name || doomed.has(node)) continue;
      const giver = assignmentOf(module, node, isQuiet);
      if (!giver) return undefined;
      givers.push(giver);
    }
  for (const type of ['ClassProperty', 'ObjectProperty', 'TSPropertySignature'] as const)
    for (const node of module.nodes(type)) {
      if (staticName(node.key, node.computed === true) !== name || doomed.has(node)) continue;
      if (!isGiver(module, node, isQuiet)) return undefined;
      givers.push(node);
    }
  if (givers.length > 0 && mayHaveOtherUsers(module) && isShown(module)) return undefined;
  const isSpoken = module
    .nodes('StringLiteral')
    .some((node) => node.value === name && !doomed.has(node) && !isKeyOf(module, node, givers));
  const isMethod = [...module.nodes('ClassMethod'), ...module.nodes('ObjectMethod')].some(
    (node) => staticName(node.key, node.computed === true) === name && !doomed.has(node),
  );
  return isSpoken || isMethod ? undefined : givers;
}

/** The statement `this.x = value;` around a member. */
function assignmentOf(module: JsModule, member: Node, isQuiet: (call: Node) => boolean): Node | undefined {
  if (!isAssigned(module, member)) return undefined;
  const assignment = module.parents.get(member);
  if (assignment?.type !== 'AssignmentExpression' || !isPure(assignment.right, isQuiet)) return undefined;
  const statement = module.parents.get(assignment);
  return statement?.type === 'ExpressionStatement' ? statement : undefined;
}

/** A property of a variable whose members alone are used, a field of a class, a member of a type. */
function isGiver(module: JsModule, node: Node, isQuiet: (call: Node) => boolean): boolean {
  if (node.type === 'TSPropertySignature') return true;
  if (node.type === 'ClassProperty') return !node.value || isPure(node.value, isQuiet);
  if (node.type !== 'ObjectProperty' || !isPure(node.value, isQuiet)) return false;
  const object = module.parents.get(node);
  const declarator = object && module.parents.get(object);
  if (object?.type !== 'ObjectExpression' || declarator?.type !== 'VariableDeclarator') return false;
  const binding = module.scopes.bindingOf(declarator.id);
  return (
    binding !== undefined &&
    binding.reads.every((read) => {
      const member = module.parents.get(read);
      return (
        member !== undefined && isMember(member) && member.object === read && memberName(member) !== undefined
      );
    })
  );
}

/** Whether a file hands anything to others. */
function isShown(module: JsModule): boolean {
  return (
    module.scopes.globals.some(({ name }) => name === 'exports' || name === 'module') ||
    module.nodes('ExportNamedDeclaration').length > 0 ||
    module.nodes('ExportDefaultDeclaration').length > 0
  );
}

function isKeyOf(module: JsModule, literal: Node, givers: readonly Giver[]): boolean {
  const parent = module.parents.get(literal);
  return parent !== undefined && givers.includes(parent);
}

/** Whether members of a name are still read anywhere. */
export function isMemberRead(doomed: Doomed, tracer: Tracer, member: Node): boolean {
  const name = isMember(member) ? memberName(member) : undefined;
  if (name === undefined) return true;
  return tracer.program.modules.some((module) =>
    (['MemberExpression', 'OptionalMemberExpression'] as const).some((type) =>
      module
        .nodes(type)
        .some((node) => memberName(node) === name && !isAssigned(module, node) && !doomed.has(node)),
    ),
  );
}
