import { isClass, isFunction, isMember, type Node } from '../syntax/ast.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf } from '../values/values.ts';
import type { Doomed } from './doomed.ts';
import { isPure } from './purity.ts';

/** Whether `new X(…)` makes an object of the program, and does nothing else now. */
export function isQuietConstruction(doomed: Doomed, tracer: Tracer, node: Node): boolean {
  if (node.type !== 'NewExpression') return false;
  const options = optionsOf(tracer.evaluate(node.callee, undefined));
  return (
    options.length > 0 &&
    options.every((option) => option.kind === 'class' && isQuietOwner(doomed, tracer, option.info.node))
  );
}

function isQuietOwner(doomed: Doomed, tracer: Tracer, owner: Node): boolean {
  const base = tracer.calls.baseOf(owner);
  if (base ? !isQuietOwner(doomed, tracer, base) : isClass(owner) && owner.superClass) return false;
  const fn = tracer.calls.constructorOf(owner);
  if (fn && !doomed.has(fn) && !setsMembersOnly(doomed, fn.body)) return false;
  return (
    !isClass(owner) ||
    owner.body.body.every((member) => {
      if (member.type === 'StaticBlock') return doomed.has(member);
      return !('value' in member) || !member.value || doomed.has(member) || isPure(member.value as Node);
    })
  );
}

function setsMembersOnly(doomed: Doomed, body: Node): boolean {
  if (body.type !== 'BlockStatement') return false;
  return body.body.every((statement) => {
    if (doomed.isEmptied([statement]) || isFunction(statement)) return true;
    if (statement.type !== 'ExpressionStatement') return false;
    const { expression } = statement;
    if (expression.type === 'CallExpression')
      return expression.callee.type === 'Super' && expression.arguments.every((argument) => isPure(argument));
    return (
      expression.type === 'AssignmentExpression' &&
      isMember(expression.left) &&
      expression.left.object.type === 'ThisExpression' &&
      isPure(expression.right)
    );
  });
}
