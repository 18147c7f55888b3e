import { isCall, isFunction, isMember, memberName, type Node } from '../syntax/ast.ts';
import { isAssigned, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf } from '../values/values.ts';
import type { Doomed } from './doomed.ts';

/**
 * Whether an object literal is a mere record: it is held by a variable, or handed to functions, that use its members by
 * name and never the object as a whole. A property that nobody names can then go.
 */
export function isReadByMembers(doomed: Doomed, tracer: Tracer, module: JsModule, object: Node): boolean {
  const parent = module.parents.get(object);
  if (object.type !== 'ObjectExpression' || !parent) return false;
  if (parent.type === 'VariableDeclarator') {
    const binding = module.scopes.bindingOf(parent.id);
    return binding !== undefined && namesMembersOnly(doomed, tracer, module, binding, new Set());
  }
  return isCall(parent) && isTakenByMembers(doomed, tracer, parent, object, new Set());
}

/** Whether every function that a call may reach takes an argument apart by name. */
function isTakenByMembers(
  doomed: Doomed,
  tracer: Tracer,
  call: Node,
  argument: Node,
  seen: Set<Binding>,
): boolean {
  if (!isCall(call) || call.callee.type === 'Import' || call.callee.type === 'Super') return false;
  const index = call.arguments.indexOf(argument as never);
  const callable = optionsOf(tracer.evaluate(call.callee, undefined)).filter(({ kind }) => kind !== 'module');
  const targets = callable.map((option) => {
    if (option.kind === 'function') return option.node;
    return option.kind === 'class' ? constructorOf(tracer, option.info.node) : undefined;
  });
  return (
    targets.length > 0 &&
    targets.every((fn) => fn !== undefined && takesMembers(doomed, tracer, fn, index, seen))
  );
}

/** The constructor that is called, which may be that of a base class. */
function constructorOf(tracer: Tracer, owner: Node): Node | undefined {
  const own = tracer.calls.constructorOf(owner);
  const base = own ? undefined : tracer.calls.baseOf(owner);
  return own ?? (base && constructorOf(tracer, base));
}

function takesMembers(doomed: Doomed, tracer: Tracer, fn: Node, index: number, seen: Set<Binding>): boolean {
  if (!isFunction(fn)) return false;
  const module = tracer.moduleOf(fn);
  const param = fn.params[index];
  if (param?.type === 'ObjectPattern') return param.properties.every(({ type }) => type === 'ObjectProperty');
  if (param?.type === 'TSParameterProperty') {
    const { parameter } = param;
    return parameter.type === 'Identifier' && isMemberTakenApart(tracer, parameter, parameter.name);
  }
  const binding = param && module.scopes.bindingOf(param);
  return binding !== undefined && namesMembersOnly(doomed, tracer, module, binding, seen);
}

function namesMembersOnly(
  doomed: Doomed,
  tracer: Tracer,
  module: JsModule,
  binding: Binding,
  seen: Set<Binding>,
): boolean {
  if (seen.has(binding)) return true;
  seen.add(binding);
  return binding.reads.every((read) => {
    const user = module.parents.get(read);
    if (doomed.has(read)) return true;
    if (!user) return false;
    if (isMember(user)) return user.object === read && memberName(user) !== undefined;
    if (user.type === 'VariableDeclarator')
      return (
        user.id.type === 'ObjectPattern' && user.id.properties.every(({ type }) => type === 'ObjectProperty')
      );
    if (user.type === 'AssignmentExpression' && user.right === read && isMember(user.left)) {
      const name = memberName(user.left);
      return name !== undefined && isMemberTakenApart(tracer, user.left, name);
    }
    return isCall(user) && user.callee !== read && isTakenByMembers(doomed, tracer, user, read, seen);
  });
}

/** Whether everything that reads members of a name, on objects of whatever kind, names a member of those in turn. */
function isMemberTakenApart(tracer: Tracer, written: Node, name: string): boolean {
  return tracer.program.modules.every((module) =>
    [...module.nodes('MemberExpression'), ...module.nodes('OptionalMemberExpression')].every((member) => {
      if (member === written || memberName(member) !== name || isAssigned(module, member)) return true;
      const user = module.parents.get(member);
      if (user && isMember(user)) return user.object === member && memberName(user) !== undefined;
      return (
        user?.type === 'VariableDeclarator' &&
        user.id.type === 'ObjectPattern' &&
        user.id.properties.every(({ type }) => type === 'ObjectProperty')
      );
    }),
  );
}
