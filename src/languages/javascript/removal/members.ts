import { isFunction, isMember, memberName, type Node, staticName } from '../syntax/ast.ts';
import { ancestorsOf, isAssigned, type JsModule } from '../syntax/module.ts';
import type { Tracer } from '../values/tracer.ts';
import type { Doomed } from './doomed.ts';
import { removeAt } from './parameters.ts';
import { isPure } from './purity.ts';
import { isReadByMembers } from './records.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Takes out members that only what goes has read. Members are told by their names: one of the same name that is still
 * read anywhere, or spoken of in a text, keeps all.
 */
export function removeUnusedMembers(doomed: Doomed, tracer: Tracer, surroundings: Surroundings): void {
  const modules = tracer.program.modules.filter(({ json }) => !json);
  for (const name of new Set([...surroundings.retiredMembers, ...namesRead(doomed, modules)]))
    doomed.try(() => modules.every((module) => removeMember(doomed, tracer, module, name, surroundings)));
}

/** The names of members that code reads, or writes, that goes. */
function namesRead(doomed: Doomed, modules: readonly JsModule[]): Set<string> {
  const names = new Set<string>();
  for (const module of modules)
    for (const node of membersIn(module)) {
      const name = memberName(node);
      if (name !== undefined && !isCalled(module, node) && doomed.has(node)) names.add(name);
    }
  return names;
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

function membersIn(module: JsModule) {
  return [...module.nodes('MemberExpression'), ...module.nodes('OptionalMemberExpression')];
}

/** Methods are functions, which are looked at by themselves. */
function isCalled(module: JsModule, node: Node): boolean {
  const parent = module.parents.get(node);
  return parent?.type === 'CallExpression' && parent.callee === node;
}

/** Takes out what gives a file's members of a name their values; false where one is read, or a value does something. */
function removeMember(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  name: string,
  surroundings: Surroundings,
): boolean {
  const { isQuiet, mayHaveOtherUsers } = surroundings;
  const assignments = membersIn(module).filter(
    (node) => memberName(node) === name && isAssigned(module, node) && !doomed.has(node),
  );
  for (const member of assignments) {
    const statement = assignmentOf(module, member, isQuiet);
    if (!statement || (mayHaveOtherUsers(module) && isOfExports(module, member))) return false;
    doomed.remove(statement);
  }
  for (const node of module.nodes('ClassProperty')) {
    if (staticName(node.key, node.computed === true) !== name || doomed.has(node)) continue;
    if (node.value && !isPure(node.value, isQuiet)) return false;
    doomed.remove(node);
  }
  if (isStillRead(doomed, module, name)) return false;
  if (!removeDeclaring(doomed, tracer, module, name, surroundings)) return false;
  removeFromRecords(doomed, tracer, module, name, isQuiet);
  return true;
}

/** `constructor(private x: string)`: the parameter is the member. */
function removeDeclaring(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  name: string,
  surroundings: Surroundings,
): boolean {
  return module.nodes('TSParameterProperty').every((property) => {
    const { parameter } = property;
    const identifier = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
    if (identifier.type !== 'Identifier' || identifier.name !== name || doomed.has(property)) return true;
    const binding = module.scopes.bindingOf(identifier);
    const fn = module.parents.get(property);
    if (!fn || !isFunction(fn) || (binding && doomed.liveReads(binding).length > 0)) return false;
    return removeAt(doomed, tracer, module, fn, property, surroundings);
  });
}

/** The statement `this.x = value;` around a member. */
function assignmentOf(module: JsModule, member: Node, isQuiet: (call: Node) => boolean): Node | undefined {
  const assignment = module.parents.get(member);
  if (assignment?.type !== 'AssignmentExpression' || !isPure(assignment.right, isQuiet)) return undefined;
  const statement = module.parents.get(assignment);
  return statement?.type === 'ExpressionStatement' ? statement : undefined;
}

/** `exports.x = …` hands the value to other files. */
function isOfExports(module: JsModule, member: Node): boolean {
  return (
    isMember(member) &&
    [member.object, ...(isMember(member.object) ? [member.object.object] : [])].some(
      (object) =>
        object.type === 'Identifier' &&
        /^(exports|module)$/.test(object.name) &&
        !module.scopes.bindingOf(object),
    )
  );
}

/** Whether a member of a name is read, taken apart, called or spoken of in a text. */
function isStillRead(doomed: Doomed, module: JsModule, name: string): boolean {
  const isLive = (node: Node) => !doomed.has(node);
  return (
    membersIn(module).some((node) => memberName(node) === name && isLive(node)) ||
    module
      .nodes('ObjectProperty')
      .some(
        (node) =>
          staticName(node.key, node.computed === true) === name &&
          isLive(node) &&
          module.parents.get(node)?.type === 'ObjectPattern',
      ) ||
    module
      .nodes('StringLiteral')
      .some((node) => node.value === name && isLive(node) && !isKey(module, node)) ||
    [...module.nodes('ClassMethod'), ...module.nodes('ObjectMethod')].some(
      (node) => staticName(node.key, node.computed === true) === name && isLive(node),
    )
  );
}

function isKey(module: JsModule, literal: Node): boolean {
  const parent = module.parents.get(literal);
  return parent?.type === 'ObjectProperty' && parent.key === literal;
}

/** Properties of objects of which only members are used, and of their types once no object has such a property. */
function removeFromRecords(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  name: string,
  isQuiet: (call: Node) => boolean,
): void {
  const properties = module
    .nodes('ObjectProperty')
    .filter((node) => staticName(node.key, node.computed === true) === name && !doomed.has(node));
  const going = properties.filter(
    (node) => isPure(node.value, isQuiet) && isReadByMembers(tracer, module, module.parents.get(node)!),
  );
  if (going.length < properties.length) return;
  doomed.remove(...going);
  const isTyped = module
    .nodes('TSPropertySignature')
    .filter((node) => staticName(node.key, node.computed === true) === name);
  if (isTyped.every((node) => isOwnType(module, node))) doomed.remove(...isTyped);
}

/** Types that a file declares for itself. */
function isOwnType(module: JsModule, signature: Node): boolean {
  return ![...ancestorsOf(module, signature)].some(({ type }) => type.startsWith('Export'));
}

/** Whether members of a name are still read anywhere. */
export function isMemberRead(doomed: Doomed, tracer: Tracer, member: Node): boolean {
  const name = isMember(member) ? memberName(member) : undefined;
  if (name === undefined) return true;
  return tracer.program.modules.some((module) =>
    membersIn(module).some(
      (node) => memberName(node) === name && !isAssigned(module, node) && !doomed.has(node),
    ),
  );
}
