import type { JsProgram } from '../program/program.ts';
import { type CallNode, isMember, memberName, type Node, unwrap } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';

/** A name that Angular's injector knows, and what it was told of it. */
export interface Registration {
  readonly method: string;
  readonly name: string;
  readonly given: Node;
}

const GIVERS: ReadonlySet<string> = new Set(['constant', 'value', 'factory', 'service', 'provider']);
const NAMED_RECIPES: ReadonlySet<string> = new Set([
  'factory',
  'service',
  'provider',
  'controller',
  'directive',
  'filter',
  'decorator',
  'animation',
  'component',
]);
const BARE_RECIPES: ReadonlySet<string> = new Set(['run', 'config']);
/** Whether a call tells Angular's injector of something: `app.constant('name', value)`, `app.run(recipe)`. */
export function isRegistration(program: JsProgram, module: JsModule, call: CallNode): boolean {
  if (call.type === 'NewExpression' || !isMember(call.callee)) return false;
  const method = memberName(call.callee) ?? '';
  const [first] = call.arguments;
  const fits = BARE_RECIPES.has(method)
    ? call.arguments.length === 1
    : (GIVERS.has(method) || NAMED_RECIPES.has(method)) &&
      call.arguments.length === 2 &&
      first?.type === 'StringLiteral';
  return fits && isAngularModule(program, module, call.callee.object);
}

/** `angular.module('crm')`, what is chained to it, and a variable that holds one. */
function isAngularModule(program: JsProgram, module: JsModule, node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'CallExpression' && isMember(inner.callee)) {
    const { object } = inner.callee;
    if (memberName(inner.callee) === 'module')
      return object.type === 'Identifier' && object.name === 'angular';
    return isAngularModule(program, module, object);
  }
  if (inner.type !== 'Identifier') return false;
  if (inner.name === '$provide' || inner.name === '$provider') return true;
  const declarator = module.parents.get(module.scopes.bindingOf(inner)?.declaration ?? inner);
  if (declarator?.type === 'VariableDeclarator' && declarator.init)
    return isAngularModule(program, module, declarator.init);
  return !module.scopes.bindingOf(inner) && program.modules.some((other) => speaksOfAngular(other));
}

const speakers = new WeakMap<JsModule, boolean>();

/** Whether a script speaks of Angular's modules. */
export function speaksOfAngular(module: JsModule): boolean {
  const known = speakers.get(module);
  if (known !== undefined) return known;
  const speaks = /\bangular\s*\.\s*module\b/.test(module.text);
  speakers.set(module, speaks);
  return speaks;
}

const registrations = new WeakMap<JsModule, readonly Registration[]>();

/** What a script tells the injector of the names that others may ask for. */
export function registrationsOf(program: JsProgram, module: JsModule): readonly Registration[] {
  const known = registrations.get(module);
  if (known) return known;
  const found = module.nodes('CallExpression').flatMap((call): Registration[] => {
    const [name, given] = call.arguments;
    const method = isMember(call.callee) ? memberName(call.callee) : undefined;
    return method !== undefined &&
      GIVERS.has(method) &&
      name?.type === 'StringLiteral' &&
      given &&
      isRegistration(program, module, call)
      ? [{ method, name: name.value, given }]
      : [];
  });
  registrations.set(module, found);
  return found;
}
