import { isCall, isFunction, isMember, memberName, type Node } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf } from '../values/values.ts';

/**
 * Whether an object literal is a mere record: it is held by a variable, or handed to functions, that use its members by
 * name and never the object as a whole. A property that nobody names can then go.
 */
export function isReadByMembers(tracer: Tracer, module: JsModule, object: Node): boolean {
  const parent = module.parents.get(object);
  if (object.type !== 'ObjectExpression' || !parent) return false;
  if (parent.type === 'VariableDeclarator') {
    const binding = module.scopes.bindingOf(parent.id);
    return binding !== undefined && namesMembersOnly(tracer, module, binding, new Set());
  }
  return isCall(parent) && isTakenByMembers(tracer, parent, object, new Set());
}

/** Whether every function that a call may reach takes an argument apart by name. */
function isTakenByMembers(tracer: Tracer, call: Node, argument: Node, seen: Set<Binding>): boolean {
  if (!isCall(call) || call.callee.type === 'Import' || call.callee.type === 'Super') return false;
  const index = call.arguments.indexOf(argument as never);
  const callable = optionsOf(tracer.evaluate(call.callee, undefined)).filter(({ kind }) => kind !== 'module');
  const targets = callable.map((option) => {
    if (option.kind === 'function') return option.node;
    return option.kind === 'class' ? tracer.calls.constructorOf(option.info.node) : undefined;
  });
  return (
    targets.length > 0 && targets.every((fn) => fn !== undefined && takesMembers(tracer, fn, index, seen))
  );
}

function takesMembers(tracer: Tracer, fn: Node, index: number, seen: Set<Binding>): boolean {
  if (!isFunction(fn)) return false;
  const module = tracer.moduleOf(fn);
  const param = fn.params[index];
  if (param?.type === 'ObjectPattern') return param.properties.every(({ type }) => type === 'ObjectProperty');
  const binding = param && module.scopes.bindingOf(param);
  return binding !== undefined && namesMembersOnly(tracer, module, binding, seen);
}

function namesMembersOnly(tracer: Tracer, module: JsModule, binding: Binding, seen: Set<Binding>): boolean {
  if (seen.has(binding)) return true;
  seen.add(binding);
  return binding.reads.every((read) => {
    const user = module.parents.get(read);
    if (!user) return false;
    if (isMember(user)) return user.object === read && memberName(user) !== undefined;
    if (user.type === 'VariableDeclarator')
      return (
        user.id.type === 'ObjectPattern' && user.id.properties.every(({ type }) => type === 'ObjectProperty')
      );
    return isCall(user) && user.callee !== read && isTakenByMembers(tracer, user, read, seen);
  });
}
