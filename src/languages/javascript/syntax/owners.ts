import {
  type ClassNode,
  type FunctionNode,
  isClass,
  isFunction,
  isMember,
  memberName,
  type Node,
  unwrap,
} from './ast.ts';
import { functionAround, type JsModule } from './module.ts';

/** What `this` speaks of in a function: a class, an ES5 constructor, or an object literal. */
export type Owner = ClassNode | FunctionNode | Extract<Node, { type: 'ObjectExpression' }>;

/** The owner of `this` at a node, when the syntax tells. */
export function ownerOfThis(module: JsModule, node: Node): Owner | undefined {
  let fn = functionAround(module, node);
  while (fn && (fn.type === 'ArrowFunctionExpression' || isBoundToThis(module, fn)))
    fn = functionAround(module, fn);
  if (fn) return ownerOfFunction(module, fn);
  for (let n = module.parents.get(node); n; n = module.parents.get(n)) if (isClass(n)) return n;
  return undefined;
}

/** `function () { … }.bind(this)`, `list.forEach(function () { … }, this)`, `$.proxy(function () { … }, this)` */
function isBoundToThis(module: JsModule, fn: Node): boolean {
  const member = module.parents.get(fn);
  if (member?.type === 'CallExpression' && member.callee !== fn)
    return member.arguments[member.arguments.indexOf(fn as never) + 1]?.type === 'ThisExpression';
  if (!member || !isMember(member) || memberName(member) !== 'bind') return false;
  const call = module.parents.get(member);
  return call?.type === 'CallExpression' && call.arguments[0]?.type === 'ThisExpression';
}

function ownerOfFunction(module: JsModule, fn: FunctionNode): Owner | undefined {
  if (fn.type === 'ClassMethod' || fn.type === 'ClassPrivateMethod') {
    const body = module.parents.get(fn);
    const owner = body && module.parents.get(body);
    return owner && isClass(owner) ? owner : undefined;
  }
  const parent = module.parents.get(fn);
  if (fn.type === 'ObjectMethod')
    return parent?.type === 'ObjectExpression' ? ownerOfObject(module, parent) : undefined;
  if (parent?.type === 'ObjectProperty') {
    const object = module.parents.get(parent);
    return object?.type === 'ObjectExpression' ? ownerOfObject(module, object) : undefined;
  }
  if (parent?.type === 'ClassProperty' || parent?.type === 'ClassPrivateProperty') {
    const body = module.parents.get(parent);
    const owner = body && module.parents.get(body);
    return owner && isClass(owner) ? owner : undefined;
  }
  if (parent?.type === 'AssignmentExpression' && isMember(parent.left)) {
    const target = prototypeTarget(module, parent.left.object);
    if (target) return target;
    const owner =
      parent.left.object.type === 'ThisExpression'
        ? ownerOfThis(module, parent)
        : ownerOfAlias(module, parent.left.object);
    if (owner) return owner;
    const object = objectBehind(module, parent.left.object);
    if (object) return object;
  }
  return fn;
}

/** `exports.init = function () { this.key… }` and `client.get = function () { this.key… }` on an object literal. */
function objectBehind(module: JsModule, node: Node): Owner | undefined {
  const init = node.type === 'Identifier' ? initialiserOf(module, node) : undefined;
  return init?.type === 'ObjectExpression' ? init : undefined;
}

/** An object literal that becomes a prototype speaks for its constructor. */
export function ownerOfObject(module: JsModule, object: Extract<Node, { type: 'ObjectExpression' }>): Owner {
  let node: Node = object;
  let parent = module.parents.get(node);
  if (parent?.type === 'CallExpression' && parent.arguments[0]?.type === 'MemberExpression') {
    return prototypeTarget(module, parent.arguments[0]) ?? object;
  }
  while (parent?.type === 'AssignmentExpression' && parent.right === node) {
    if (isMember(parent.left)) {
      const target = prototypeTarget(module, parent.left);
      if (target) return target;
    }
    node = parent;
    parent = module.parents.get(node);
  }
  return object;
}

/** The constructor function or class that `X.prototype` names. */
export function prototypeTarget(module: JsModule, node: Node): Owner | undefined {
  const inner = unwrap(node);
  if (inner.type === 'Identifier') {
    const init = initialiserOf(module, inner);
    return init && isMember(init) ? prototypeTarget(module, init) : undefined;
  }
  if (!isMember(inner) || memberName(inner) !== 'prototype' || inner.object.type !== 'Identifier')
    return undefined;
  return functionNamed(module, inner.object);
}

export function functionNamed(module: JsModule, identifier: Node): Owner | undefined {
  const binding = module.scopes.bindingOf(identifier);
  if (!binding) return undefined;
  const parent = module.parents.get(binding.declaration);
  if (
    parent &&
    (isFunction(parent) || isClass(parent)) &&
    'id' in parent &&
    parent.id === binding.declaration
  )
    return parent;
  const init = initialiserOf(module, identifier);
  return init && (isFunction(init) || isClass(init)) ? init : undefined;
}

/** The right side of a variable's only declaration. */
function initialiserOf(module: JsModule, identifier: Node): Node | undefined {
  const binding = module.scopes.bindingOf(identifier);
  const parent = binding && module.parents.get(binding.declaration);
  if (parent?.type !== 'VariableDeclarator' || !parent.init) return undefined;
  let init = unwrap(parent.init);
  while (init.type === 'AssignmentExpression') init = unwrap(init.right);
  return init;
}

/** `var self = this`: the owner that a variable stands for. */
export function ownerOfAlias(module: JsModule, node: Node): Owner | undefined {
  if (node.type !== 'Identifier') return undefined;
  const init = initialiserOf(module, node);
  return init?.type === 'ThisExpression' ? ownerOfThis(module, init) : undefined;
}
