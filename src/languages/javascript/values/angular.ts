import type { JsProgram } from '../program/program.ts';
import {
  type FunctionNode,
  isClass,
  isFunction,
  isMember,
  memberName,
  type Node,
  staticName,
  unwrap,
} from '../syntax/ast.ts';
import { membersOf } from '../syntax/classes.ts';
import type { JsModule } from '../syntax/module.ts';
import { isRegistration, type Registration, registrationsOf, speaksOfAngular } from './angular-module.ts';
import { returnsOf } from './call-index.ts';
import type { Tracer } from './tracer.ts';
import { choose, optionsOf, type Value } from './values.ts';

/** A parameter that the injector fills in. */
interface Injected {
  readonly fn: FunctionNode;
  readonly index: number;
}

/** Properties of a directive, component or route whose function is injected. */
const INJECTED_PROPERTIES: ReadonlySet<string> = new Set(['controller', '$get', 'link']);

/** What the injector gives a parameter; undefined when it fills in nothing that the program told it of. */
export function injectedValue(
  tracer: Tracer,
  module: JsModule,
  fn: FunctionNode,
  index: number,
): Value | undefined {
  const name = injectedNames(tracer.program, module, fn)?.[index];
  if (name === undefined) return undefined;
  const registrations = tracer.program.modules.flatMap((other) =>
    registrationsOf(tracer.program, other).filter((registration) => registration.name === name),
  );
  return choose(registrations.flatMap((registration) => valueGiven(tracer, registration) ?? []));
}

function valueGiven(tracer: Tracer, { method, given }: Registration): Value | undefined {
  if (method === 'constant' || method === 'value') return tracer.evaluate(given, undefined);
  const recipe = recipeOf(tracer, given);
  if (method === 'provider') return recipe && providedBy(tracer, recipe);
  if (!recipe) return undefined;
  if (method === 'factory')
    return isFunction(recipe)
      ? tracer.calls.returnOf(functionValue(recipe), [], undefined, undefined)
      : undefined;
  const made = isFunction(recipe) && recipe.type !== 'ArrowFunctionExpression' ? recipe : undefined;
  const returned = made && choose(returnsOf(tracer, made).map((node) => tracer.evaluate(node, undefined)));
  if (returned && optionsOf(returned).some((option) => option.kind === 'set')) return returned;
  const owner = isClass(recipe) ? recipe : made;
  return (
    owner && { kind: 'instance', info: { node: owner, module: tracer.moduleOf(owner) }, made: undefined }
  );
}

function functionValue(node: FunctionNode): Extract<Value, { kind: 'function' }> {
  return { kind: 'function', node, closure: undefined, self: undefined };
}

/** `this.$get = function () { return …; }` */
function providedBy(tracer: Tracer, recipe: Node): Value | undefined {
  if (!isFunction(recipe)) return undefined;
  const members = membersOf(tracer.moduleOf(recipe), recipe);
  const method = members.methods.get('$get');
  const [written] = members.writes.get('$get') ?? [];
  const get = method ?? (written && recipeOf(tracer, written));
  return get && isFunction(get)
    ? tracer.calls.returnOf(functionValue(get), [], undefined, undefined)
    : undefined;
}

/** The function or class of a recipe, which may stand last in a list behind the names of what it is given. */
function recipeOf(tracer: Tracer, node: Node): Node | undefined {
  const inner = unwrap(node);
  if (inner.type === 'ArrayExpression') {
    const last = inner.elements.at(-1);
    return last ? recipeOf(tracer, last) : undefined;
  }
  for (const option of optionsOf(tracer.evaluate(inner, undefined))) {
    if (option.kind === 'function') return option.node;
    if (option.kind === 'class') return option.info.node;
  }
  return undefined;
}

/** The names by which the injector calls a function; undefined for a function that it does not call. */
function injectedNames(
  program: JsProgram,
  module: JsModule,
  fn: FunctionNode,
): readonly string[] | undefined {
  if (fn.params.length === 0 || !program.modules.some(speaksOfAngular)) return undefined;
  const places: Node[] = [fn];
  const name = nameOf(module, fn);
  const binding = name && module.scopes.bindingOf(name);
  if (binding && name) {
    const listed = listOnFunction(module, binding.reads);
    if (listed) return listed;
    places.push(...binding.reads);
  }
  for (const place of places) {
    const parent = module.parents.get(place);
    if (parent?.type === 'ArrayExpression' && parent.elements.at(-1) === place) {
      const names = stringsOf(parent.elements.slice(0, -1));
      if (names && isRecipePlace(program, module, parent)) return names;
    } else if (isRecipePlace(program, module, place)) return fn.params.map(nameOfParameter);
  }
  return undefined;
}

/** The name that a function is declared by, or the variable that holds it. */
function nameOf(module: JsModule, fn: FunctionNode): Node | undefined {
  if ('id' in fn && fn.id) return fn.id;
  const parent = module.parents.get(fn);
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : undefined;
}

/** `Controller.$inject = ['$http', 'ZOHO']` */
function listOnFunction(module: JsModule, mentions: readonly Node[]): readonly string[] | undefined {
  for (const mention of mentions) {
    const member = module.parents.get(mention);
    if (!member || !isMember(member) || memberName(member) !== '$inject') continue;
    const assignment = module.parents.get(member);
    if (assignment?.type === 'AssignmentExpression' && assignment.right.type === 'ArrayExpression')
      return stringsOf(assignment.right.elements);
  }
  return undefined;
}

function stringsOf(nodes: readonly (Node | null)[]): string[] | undefined {
  const strings = nodes.flatMap((node) => (node?.type === 'StringLiteral' ? [node.value] : []));
  return strings.length === nodes.length ? strings : undefined;
}

function nameOfParameter(param: Node): string {
  return param.type === 'Identifier' ? param.name : '';
}

/** Whether the injector calls the function, or the annotated list, that stands here. */
function isRecipePlace(program: JsProgram, module: JsModule, node: Node): boolean {
  const parent = module.parents.get(node);
  switch (parent?.type) {
    case 'CallExpression':
      return parent.arguments.at(-1) === node && isRegistration(program, module, parent);
    case 'ObjectProperty':
      return parent.value === node && INJECTED_PROPERTIES.has(staticName(parent.key, false) ?? '');
    case 'AssignmentExpression':
      return (
        parent.right === node &&
        isMember(parent.left) &&
        INJECTED_PROPERTIES.has(memberName(parent.left) ?? '')
      );
    default:
      return false;
  }
}

/** The parameters of the program's functions that the injector fills in by a name. */
export function injectedUnder(program: JsProgram, name: string): Injected[] {
  return program.modules.flatMap((module) =>
    functionsOf(module).flatMap((fn) =>
      (injectedNames(program, module, fn) ?? []).flatMap((injected, index) =>
        injected === name && fn.params[index] ? [{ fn, index }] : [],
      ),
    ),
  );
}

function functionsOf(module: JsModule): FunctionNode[] {
  return [
    ...module.nodes('FunctionDeclaration'),
    ...module.nodes('FunctionExpression'),
    ...module.nodes('ArrowFunctionExpression'),
  ];
}

/** The name under which the injector gives what a function returns. */
export function providedName(tracer: Tracer, fn: FunctionNode): string | undefined {
  for (const module of tracer.program.modules) {
    for (const { method, name, given } of registrationsOf(tracer.program, module)) {
      if (method === 'constant' || method === 'value') continue;
      const recipe = recipeOf(tracer, given);
      if (recipe === fn) return name;
      if (method === 'provider' && recipe && isFunction(recipe)) {
        const members = membersOf(tracer.moduleOf(recipe), recipe);
        const [written] = members.writes.get('$get') ?? [];
        if (members.methods.get('$get') === fn || (written && recipeOf(tracer, written) === fn)) return name;
      }
    }
  }
  return undefined;
}
