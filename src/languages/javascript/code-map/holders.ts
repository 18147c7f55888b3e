import {
  type FunctionNode,
  isClass,
  isFunction,
  isMember,
  type Node,
  staticName,
  unwrap,
} from '../syntax/ast.ts';
import { membersOf } from '../syntax/classes.ts';
import type { JsModule } from '../syntax/module.ts';
import { type Owner, ownerOfAlias, ownerOfObject, ownerOfThis } from '../syntax/owners.ts';
import { isExportsObject } from '../values/modules.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf } from '../values/values.ts';
import { statementAround } from './places.ts';

/** What members belong to: classes, constructors, objects with functions; modules, and the global object. */
export class Holders {
  private readonly tracer: Tracer;

  constructor(tracer: Tracer) {
    this.tracer = tracer;
  }

  /** The class, constructor or object with functions whose member `object.name` is. */
  ownerOf(module: JsModule, object: Node): Owner | undefined {
    if (object.type === 'ThisExpression') return ownerOfThis(module, object);
    const alias = ownerOfAlias(module, object);
    if (alias) return alias;
    if (object.type !== 'Identifier' && !isMember(object)) return undefined;
    for (const option of optionsOf(this.tracer.evaluate(object, undefined))) {
      if (option.kind === 'instance') return option.info.node;
      if (option.kind === 'class') return option.info.node;
      if (option.kind !== 'set' || option.node.type !== 'ObjectExpression') continue;
      const home = this.tracer.moduleOf(option.node);
      if (holdsFunctions(option.node) || isWholeExport(home, option.node))
        return ownerOfObject(home, option.node);
    }
    return undefined;
  }

  /** Whether members belong to a plain object of values. */
  isPlain(owner: Owner): boolean {
    return owner.type === 'ObjectExpression' && !holdsFunctions(owner);
  }

  /** The module whose exports an object is, or the global object. */
  sharedBy(module: JsModule, object: Node): JsModule | 'global' | undefined {
    if (isExportsObject(module, object)) return module;
    if (object.type !== 'Identifier') return undefined;
    if (!module.scopes.bindingOf(object))
      return /^(?:global|globalThis|window|root)$/.test(object.name) ? 'global' : undefined;
    for (const option of optionsOf(this.tracer.evaluate(object, undefined)))
      if (option.kind === 'module') return option.module;
    return undefined;
  }

  /** The topmost class that speaks of a member. */
  homeOf(owner: Owner, name: string): Owner {
    const { calls } = this.tracer;
    let home = owner;
    const seen = new Set<Owner>([owner]);
    for (let base = calls.baseOf(owner); base && !seen.has(base); base = calls.baseOf(base)) {
      seen.add(base);
      const members = membersOf(this.tracer.moduleOf(base), base);
      if (members.mentions.has(name) || members.writes.has(name)) home = base;
    }
    return home;
  }

  /** The expressions that a member is given by its declaration and by writes in its class. */
  valuesOf(owner: Owner, name: string): readonly Node[] {
    const owners = new Set([owner, this.homeOf(owner, name), ...this.tracer.calls.subclassesOf(owner)]);
    return [...owners].flatMap((one) => membersOf(this.tracer.moduleOf(one), one).writes.get(name) ?? []);
  }

  /** What a member holds by its declaration: undefined for one that is declared without a value. */
  fieldsOf(owner: Owner, name: string): readonly (Node | undefined)[] {
    const values: (Node | undefined)[] = declaredMembers(owner).flatMap((node) => {
      if (!isNamedSo(node, name)) return [];
      return 'value' in node ? [(node.value as Node | null) ?? undefined] : [node];
    });
    const handedIn = (membersOf(this.tracer.moduleOf(owner), owner).writes.get(name) ?? []).filter(
      (node) => this.tracer.moduleOf(node).parents.get(node)?.type === 'TSParameterProperty',
    );
    return [...values, ...handedIn];
  }

  /** Where a member is declared, or else written first. */
  declarationOf(owner: Owner, name: string): Node {
    const module = this.tracer.moduleOf(owner);
    for (const node of declaredMembers(owner)) if (isNamedSo(node, name)) return node;
    const members = membersOf(module, owner);
    const first = members.writes.get(name)?.[0] ?? members.mentions.get(name)?.[0];
    if (!first) return owner;
    const parent = module.parents.get(first);
    return parent?.type === 'TSParameterProperty' ? parent : statementAround(module, first);
  }

  /** `constructor() {}`, or a function whose instances have methods or members. */
  isConstructor(fn: FunctionNode): boolean {
    if (fn.type === 'ClassMethod') return fn.kind === 'constructor';
    if (fn.type !== 'FunctionDeclaration' && fn.type !== 'FunctionExpression') return false;
    const { methods, mentions } = membersOf(this.tracer.moduleOf(fn), fn);
    return methods.size > 0 || mentions.size > 0;
  }
}

/** Whether an object is all that a module exports: `module.exports = { ticket: null }`. */
function isWholeExport(module: JsModule, object: Node): boolean {
  const parent = module.parents.get(object);
  if (module.json || parent?.type === 'ExportDefaultDeclaration') return !module.json;
  return parent?.type === 'AssignmentExpression' && isExportsObject(module, parent.left);
}

function declaredMembers(owner: Owner): readonly Node[] {
  if (isClass(owner)) return owner.body.body;
  return owner.type === 'ObjectExpression' ? owner.properties : [];
}

function isNamedSo(node: Node, name: string): boolean {
  return 'key' in node && staticName(node.key as Node, 'computed' in node && node.computed === true) === name;
}

function holdsFunctions(object: Extract<Node, { type: 'ObjectExpression' }>): boolean {
  return object.properties.some(
    (property) =>
      property.type === 'ObjectMethod' ||
      (property.type === 'ObjectProperty' && isFunction(unwrap(property.value))),
  );
}
