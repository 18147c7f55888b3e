import {
  type FunctionNode,
  isClass,
  isFunction,
  isMember,
  memberName,
  type Node,
  walk,
} from '../syntax/ast.ts';
import { ancestorsOf, functionAround, type JsModule } from '../syntax/module.ts';
import { ownerOfThis } from '../syntax/owners.ts';
import type { Tracer } from '../values/tracer.ts';
import { declarationOf } from './declarations.ts';
import { usesOf } from './uses.ts';

/** Whether other files can get at a function of a file: by a name that is exported, or by an object that is. */
export function isHandedOut(tracer: Tracer, fn: FunctionNode, seen = new Set<Node>()): boolean {
  const module = tracer.moduleOf(fn);
  if (seen.has(fn) || !exportsSomething(module)) return false;
  seen.add(fn);
  if (usesOf(tracer, fn).links.length > 0) return true;
  const declaration = declarationOf(module, fn);
  if (!declaration) return false;
  if (isExported(module, declaration)) return true;
  if (isHidden(fn)) return false;
  const holder = holderOf(module, fn, declaration);
  return holder !== undefined && isGivenAway(tracer, module, holder, seen);
}

function exportsSomething(module: JsModule): boolean {
  return (
    module.nodes('ExportNamedDeclaration').length > 0 ||
    module.nodes('ExportDefaultDeclaration').length > 0 ||
    module.scopes.globals.some(({ name }) => name === 'exports' || name === 'module')
  );
}

/** `#x()`, and what TypeScript lets nobody else call. */
function isHidden(fn: FunctionNode): boolean {
  return fn.type === 'ClassPrivateMethod' || ('accessibility' in fn && fn.accessibility === 'private');
}

function isExported(module: JsModule, declaration: Node): boolean {
  if (declaration.type.startsWith('Export')) return true;
  if (module.parents.get(declaration)?.type.startsWith('Export')) return true;
  const whole = module.parents.get(declaration);
  if (whole?.type === 'VariableDeclaration' && module.parents.get(whole)?.type.startsWith('Export'))
    return true;
  const assignment = declaration.type === 'ExpressionStatement' ? declaration.expression : undefined;
  return assignment?.type === 'AssignmentExpression' && speaksOfExports(assignment.left);
}

/** `exports`, `module.exports` and members of them. */
export function speaksOfExports(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  if (!isMember(node)) return false;
  const isOwn = node.object.type === 'Identifier' && node.object.name === 'module';
  return (isOwn && memberName(node) === 'exports') || speaksOfExports(node.object);
}

/** The class, constructor or object that a function is a member of. */
function holderOf(module: JsModule, fn: FunctionNode, declaration: Node): Node | undefined {
  if (declaration.type === 'ExpressionStatement') {
    const { expression } = declaration;
    if (expression.type !== 'AssignmentExpression' || !isMember(expression.left)) return undefined;
    let { object }: { object: Node } = expression.left;
    while (isMember(object)) object = object.object;
    if (object.type === 'ThisExpression') return ownerOfThis(module, object);
    const declared = module.scopes.bindingOf(object)?.declaration;
    return declared && module.parents.get(declared);
  }
  for (const ancestor of ancestorsOf(module, fn)) {
    if (isClass(ancestor) || ancestor.type === 'ObjectExpression') return ancestor;
    if (isFunction(ancestor)) return undefined;
  }
  return undefined;
}

/** Whether what holds a node, or what that makes, is exported, or handed back by a function that is. */
function isGivenAway(tracer: Tracer, module: JsModule, node: Node, seen: Set<Node>): boolean {
  if (
    node.type === 'FunctionDeclaration' ||
    node.type === 'ClassDeclaration' ||
    node.type === 'VariableDeclarator'
  )
    if (areNamesGivenAway(tracer, module, node, seen)) return true;
  for (const ancestor of ancestorsOf(module, node)) {
    if (ancestor.type.startsWith('Export')) return true;
    if (ancestor.type === 'AssignmentExpression' && speaksOfExports(ancestor.left)) return true;
    if (ancestor.type === 'VariableDeclarator') return areNamesGivenAway(tracer, module, ancestor, seen);
    if (ancestor.type === 'ReturnStatement') {
      const around = functionAround(module, ancestor);
      return around !== undefined && isHandedOut(tracer, around, seen);
    }
    if (isFunction(ancestor) || /Statement$|^Program$/.test(ancestor.type)) return false;
  }
  return false;
}

function areNamesGivenAway(tracer: Tracer, module: JsModule, declared: Node, seen: Set<Node>): boolean {
  if (seen.has(declared)) return false;
  seen.add(declared);
  return namesOf(declared).some((name) =>
    module.scopes.bindingOf(name)?.reads.some((read) => isGivenAway(tracer, module, read, seen)),
  );
}

function namesOf(declared: Node): Node[] {
  if (!('id' in declared) || !declared.id) return [];
  const names: Node[] = [];
  walk(declared.id as Node, (node) => {
    if (node.type === 'Identifier') names.push(node);
  });
  return names;
}
