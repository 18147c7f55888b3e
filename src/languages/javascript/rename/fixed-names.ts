import { environmentOf } from '../program/environment.ts';
import { mentionsOfShared } from '../program/globals.ts';
import { isPlainScript } from '../program/shared-names.ts';
import { isCall, isFunction, isMember, memberName, type Node } from '../syntax/ast.ts';
import { ancestorsOf, functionAround, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';

/** Methods that call what they are given by position, whatever its parameters are called. */
const BY_POSITION = /^(then|catch|done|each|every|filter|find|flatMap|forEach|map|some)$/;

/** Whether a variable must keep its name, since code that was not seen, or text, may speak of it. */
export function isFixed(tracer: Tracer, binding: Binding): boolean {
  const module = tracer.moduleOf(binding.declaration);
  if (module.json || looksUpNames(module)) return true;
  if (binding.declarations.some((declaration) => isDeclaredElsewhere(module, declaration))) return true;
  if (binding.kind === 'parameter') return isNamedByCallers(tracer, module, binding);
  return binding.kind !== 'variable' || isPublished(tracer, module, binding);
}

/** `eval` and `with` find variables by their names. */
function looksUpNames(module: JsModule): boolean {
  return (
    module.nodes('WithStatement').length > 0 || module.scopes.globals.some(({ name }) => name === 'eval')
  );
}

/** Exports, members that a constructor's parameter declares, functions of the same name, ambient declarations. */
function isDeclaredElsewhere(module: JsModule, declaration: Node): boolean {
  const parent = module.parents.get(declaration);
  if (parent && 'id' in parent && parent.id === declaration && parent.type !== 'VariableDeclarator')
    return true;
  for (const ancestor of ancestorsOf(module, declaration)) {
    if (ancestor.type === 'TSParameterProperty' || ancestor.type === 'ExportNamedDeclaration') return true;
    if (ancestor.type === 'VariableDeclaration') {
      const outer = module.parents.get(ancestor);
      return ancestor.declare === true || outer?.type === 'ExportNamedDeclaration';
    }
    if (isFunction(ancestor)) return false;
  }
  return false;
}

/** A variable of a page's script is there for the other scripts, and for the page. */
function isPublished(tracer: Tracer, module: JsModule, binding: Binding): boolean {
  if (binding.scope !== module.scopes.root || !isPlainScript(module.text)) return false;
  const isProgram =
    environmentOf(module) === 'node' && module.scopes.globals.some(({ name }) => name === 'process');
  return !isProgram || mentionsOfShared(tracer, module, binding).length > 0;
}

/** A framework may choose what it hands over by what a parameter is called; callers that are seen do not. */
function isNamedByCallers(tracer: Tracer, module: JsModule, { declaration }: Binding): boolean {
  const fn = functionAround(module, declaration);
  if (!fn) return true;
  if (tracer.calls.callersOf(fn).length > 0) return false;
  const call = module.parents.get(fn);
  if (!call || !isCall(call) || !isMember(call.callee)) return true;
  return call.arguments[0] !== fn || !BY_POSITION.test(memberName(call.callee) ?? '');
}
