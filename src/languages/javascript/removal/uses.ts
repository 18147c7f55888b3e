import { type FunctionNode, isFunction, isMember, memberName, type Node, staticName } from '../syntax/ast.ts';
import { isAssigned, type JsModule, wrapped } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf } from '../values/values.ts';

/** Where a function is spoken of. */
export interface Uses {
  /** Expressions that give the function: callees, arguments, what is assigned. */
  readonly reads: readonly Node[];
  /** What hands it to other files under a name: statements, specifiers and properties that go together with it. */
  readonly links: readonly Node[];
  /** Members of its name on objects that could not be made out. */
  readonly doubtful: readonly Node[];
}

const cache = new WeakMap<Tracer, Map<Node, Uses>>();

/** Everything in the loaded files that speaks of a function: by its name, by an import, by a member of its name. */
export function usesOf(tracer: Tracer, fn: FunctionNode): Uses {
  const known = cache.get(tracer) ?? new Map<Node, Uses>();
  cache.set(tracer, known);
  const found = known.get(fn) ?? findUses(tracer, fn);
  known.set(fn, found);
  return found;
}

/** The variable or declaration that holds a function, where it has one. */
export function bindingOfFunction(module: JsModule, fn: FunctionNode): Binding | undefined {
  if (fn.type === 'FunctionDeclaration') return fn.id ? module.scopes.bindingOf(fn.id) : undefined;
  const holder = module.parents.get(wrapped(module, fn));
  if (holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier')
    return module.scopes.bindingOf(holder.id);
  return undefined;
}

function findUses(tracer: Tracer, fn: FunctionNode): Uses {
  const home = tracer.moduleOf(fn);
  const own = bindingOfFunction(home, fn);
  const reads: Node[] = [];
  const links: Node[] = [];
  const doubtful: Node[] = [];
  const names = new Set<string>(nameOfMember(home, fn));
  for (const read of own?.reads ?? []) {
    const link = linkAround(home, read);
    if (!link) reads.push(read);
    else {
      links.push(link.node);
      if (link.name !== undefined) names.add(link.name);
    }
  }
  if (own && isExportedDeclaration(home, own)) names.add(own.name);
  for (const module of tracer.program.modules) {
    if (module.json) continue;
    for (const type of ['MemberExpression', 'OptionalMemberExpression'] as const)
      for (const member of module.nodes(type)) {
        const name = memberName(member);
        if (name === undefined || !names.has(name) || isAssigned(module, member)) continue;
        const verdict = means(tracer, member, fn);
        if (verdict === 'yes') reads.push(member);
        else if (verdict === 'perhaps') doubtful.push(member);
      }
    for (const binding of module.scopes.all) {
      if (binding === own || !mayBeImported(module, binding)) continue;
      for (const read of binding.reads)
        if (!isObjectOfMember(module, read) && means(tracer, read, fn) === 'yes') reads.push(read);
    }
  }
  return { reads, links, doubtful };
}

/** `exports.x = fn`, `{ x: fn }`, a method: the name by which members speak of it. */
function nameOfMember(module: JsModule, fn: FunctionNode): string[] {
  if (fn.type === 'ClassMethod' || fn.type === 'ObjectMethod' || fn.type === 'ClassPrivateMethod')
    return namesIn(staticName(fn.key, 'computed' in fn && fn.computed === true));
  const holder = module.parents.get(wrapped(module, fn));
  if (holder?.type === 'AssignmentExpression' && isMember(holder.left))
    return namesIn(memberName(holder.left));
  if (holder?.type === 'ObjectProperty' || holder?.type === 'ClassProperty')
    return namesIn(staticName(holder.key, holder.computed === true));
  return [];
}

function namesIn(name: string | undefined): string[] {
  return name === undefined ? [] : [name];
}

/** What hands a function on under a name: `exports.x = x`, `module.exports = { x }`, `export { x }`. */
function linkAround(module: JsModule, read: Node): { node: Node; name: string | undefined } | undefined {
  const parent = module.parents.get(read);
  if (parent?.type === 'ExportSpecifier') return { node: parent, name: staticName(parent.exported, false) };
  if (parent?.type === 'ExportDefaultDeclaration') return { node: parent, name: 'default' };
  if (parent?.type === 'AssignmentExpression' && parent.right === read && isMember(parent.left)) {
    const statement = module.parents.get(parent);
    if (statement?.type === 'ExpressionStatement' && isExports(parent.left.object))
      return { node: statement, name: memberName(parent.left) };
    if (statement?.type === 'ExpressionStatement' && isExports(parent.left))
      return { node: statement, name: undefined };
  }
  if (parent?.type === 'ObjectProperty' && parent.value === read) {
    const object = module.parents.get(parent);
    const assignment = object && module.parents.get(object);
    if (assignment?.type === 'AssignmentExpression' && isExports(assignment.left))
      return { node: parent, name: staticName(parent.key, parent.computed === true) };
    if (assignment?.type === 'ExportDefaultDeclaration')
      return { node: parent, name: staticName(parent.key, parent.computed === true) };
  }
  return undefined;
}

/** `exports` or `module.exports`. */
function isExports(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  return (
    isMember(node) &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    memberName(node) === 'exports'
  );
}

function isExportedDeclaration(module: JsModule, { declaration }: Binding): boolean {
  for (let node = module.parents.get(declaration); node; node = module.parents.get(node)) {
    if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration') return true;
    if (isFunction(node) && node !== module.parents.get(declaration)) return false;
  }
  return false;
}

/** Whether a variable has its value from somewhere else: an import, a `require`, a part of an object. */
function mayBeImported(module: JsModule, binding: Binding): boolean {
  if (binding.kind === 'import') return true;
  if (binding.kind !== 'variable') return false;
  const parent = module.parents.get(binding.declaration);
  if (parent?.type === 'ObjectProperty' || parent?.type === 'AssignmentPattern') return true;
  return parent?.type === 'VariableDeclarator' && parent.init != null && !isFunction(parent.init);
}

/** `tickets.get`: the member is what speaks of the function. */
function isObjectOfMember(module: JsModule, read: Node): boolean {
  const parent = module.parents.get(read);
  return parent !== undefined && isMember(parent) && parent.object === read;
}

function means(tracer: Tracer, node: Node, fn: FunctionNode): 'yes' | 'no' | 'perhaps' {
  const options = optionsOf(tracer.evaluate(node, undefined));
  if (options.some((option) => option.kind === 'function' && option.node === fn)) return 'yes';
  const isOpen = options.some((option) => option.kind === 'opaque' && option.birth.kind !== 'external');
  return isOpen && isMember(node) && !isExternal(tracer, node.object) ? 'perhaps' : 'no';
}

function isExternal(tracer: Tracer, object: Node): boolean {
  return optionsOf(tracer.evaluate(object, undefined)).every(
    (option) => option.kind !== 'opaque' || option.birth.kind === 'external',
  );
}
