import { isMember, memberName, type Node } from '../syntax/ast.ts';
import type { JsModule } from '../syntax/module.ts';
import type { Tracer } from './tracer.ts';
import type { Value } from './values.ts';

/** A method that the program gives to all texts: `String.prototype.supplant = function (values) { … }`. */
export function methodOfTexts(tracer: Tracer, text: Value, name: string): Value | undefined {
  for (const module of tracer.program.modules) {
    const method = methodsIn(module).get(name);
    const value = method && tracer.evaluate(method, undefined);
    if (value?.kind === 'function') return { ...value, self: text };
  }
  return undefined;
}

const methods = new WeakMap<JsModule, ReadonlyMap<string, Node>>();

function methodsIn(module: JsModule): ReadonlyMap<string, Node> {
  const known = methods.get(module);
  if (known) return known;
  const found = new Map<string, Node>();
  for (const { left, right } of module.nodes('AssignmentExpression')) {
    const name = isMember(left) && isStringPrototype(left.object) ? memberName(left) : undefined;
    if (name !== undefined) found.set(name, right);
  }
  methods.set(module, found);
  return found;
}

function isStringPrototype(node: Node): boolean {
  return (
    isMember(node) &&
    memberName(node) === 'prototype' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'String'
  );
}
