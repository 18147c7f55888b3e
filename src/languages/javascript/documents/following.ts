import { isGlobalObject } from '../program/globals.ts';
import {
  type CallNode,
  isCall,
  isFunction,
  isMember,
  type MemberNode,
  memberName,
  type Node,
  staticName,
} from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { functionAround, isAssigned, type JsModule, wrapped } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { pathFromPattern } from '../syntax/writes.ts';
import { implicitArgument } from '../values/arguments.ts';
import { isExportsObject } from '../values/modules.ts';
import { follow } from '../values/parts.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf, type Value } from '../values/values.ts';
import { valueOfPattern } from '../values/variables.ts';
import type { Holders } from './holders.ts';
import { type DocumentKey, holdersOf } from './keys.ts';
import type { Property } from './places.ts';
import { readsOfDocument } from './sources.ts';

/** A place that reads a key of a document by its name. */
export type KeyRead = MemberNode | Property;

/** How a program uses a key of a document. */
export interface KeyUses {
  readonly reads: ReadonlySet<KeyRead>;
  /** Other names that are read of what leads to the key. */
  readonly otherNames: ReadonlySet<string>;
  /** The modules that what leads to it is exported from. */
  readonly exporters: ReadonlySet<JsModule>;
}

/** Thrown, and caught here, as soon as something is not seen. */
class Lost extends Error {}

/**
 * Follows all that leads to a key of a document through the program, step by step. Anything that may look at the
 * object as a whole, or hand it to code that is not seen, ends it.
 *
 * @returns undefined where not every use of the key is seen
 */
export function usesOf(tracer: Tracer, key: DocumentKey): KeyUses | undefined {
  const following = new Following(tracer, key);
  try {
    following.run();
  } catch (error) {
    if (error instanceof Lost) return undefined;
    throw error;
  }
  return following;
}

const COPIES = /^(freeze|seal|structuredClone|clone|cloneDeep|resolve)$/;
const TAKES_ELEMENTS = /^(filter|find|findLast|slice|sort|reverse|concat|at|shift|pop)$/;
const CALLS_BACK = /^(forEach|map|flatMap|filter|find|findLast|some|every)$/;
const OF_PROMISES = /^(then|catch|finally)$/;
const LEADS_ON = /^(map|flatMap|then)$/;

class Following implements KeyUses {
  readonly reads = new Set<KeyRead>();
  readonly otherNames = new Set<string>();
  readonly exporters = new Set<JsModule>();
  private readonly tracer: Tracer;
  private readonly key: DocumentKey;
  private readonly holders: Holders;
  private readonly seen = new Set<unknown>();
  private readonly open: Node[] = [];

  constructor(tracer: Tracer, key: DocumentKey) {
    this.tracer = tracer;
    this.key = key;
    this.holders = holdersOf(key);
  }

  run(): void {
    for (const node of this.holders.nodes()) this.requireNoOther(node);
    for (const { expression, pattern } of readsOfDocument(this.tracer, this.key.document)) {
      if (expression) this.follow(expression);
      if (pattern) this.intoPattern(pattern);
    }
    for (let next = this.open.pop(); next; next = this.open.pop()) this.visit(next);
  }

  /** An expression that must hold what leads to the key: where it is not known to, the way is lost. */
  private follow(expression: Node): void {
    if (this.seen.has(expression)) return;
    this.seen.add(expression);
    if (!this.holds(expression) || this.mayBeUnknown(expression)) throw new Lost();
    this.open.push(expression);
  }

  private held(expression: Node): Node[] {
    this.tracer.refresh();
    return this.holders.among(this.tracer.evaluate(expression, undefined));
  }

  private holds(expression: Node): boolean {
    return this.held(expression).length > 0;
  }

  /** Whether an expression may have another value, which nothing is known of. */
  private mayBeUnknown(expression: Node): boolean {
    return optionsOf(this.tracer.evaluate(expression, undefined)).some(
      (option) => option.kind === 'opaque' && !isNothing(option.node),
    );
  }

  private isOwner(expression: Node): boolean {
    return this.held(expression).some((node) => this.holders.isOwner(node));
  }

  private visit(expression: Node): void {
    const module = this.tracer.moduleOf(expression);
    const node = wrapped(module, expression);
    const parent = module.parents.get(node);
    if (!parent) throw new Lost();
    if (isMember(parent)) return this.throughMember(module, parent, expression);
    if (isCall(parent)) return this.intoCall(module, parent, node);
    switch (parent.type) {
      case 'ExpressionStatement':
      case 'IfStatement':
      case 'UnaryExpression':
        return;
      case 'BinaryExpression':
        if (/^[!=]==?$/.test(parent.operator)) return;
        throw new Lost();
      case 'ConditionalExpression':
        return parent.test === node ? undefined : this.follow(parent);
      case 'LogicalExpression':
        return parent.operator === '&&' && parent.left === node ? undefined : this.follow(parent);
      case 'AwaitExpression':
        return this.follow(parent);
      case 'VariableDeclarator':
        return this.intoPattern(parent.id);
      case 'AssignmentExpression':
        return this.intoAssignment(module, parent);
      case 'ObjectProperty':
        return this.intoProperty(module, parent, node);
      case 'ArrayExpression':
        this.holders.add(parent, 'above');
        return this.follow(parent);
      case 'ClassProperty':
      case 'ClassPrivateProperty':
        return this.storedAs(staticName(parent.key, parent.type === 'ClassProperty' && parent.computed));
      case 'ForInStatement':
        if (this.isOwner(node)) throw new Lost();
        return;
      case 'ForOfStatement':
        return this.intoPattern(
          parent.left.type === 'VariableDeclaration' ? parent.left.declarations[0]!.id : parent.left,
        );
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return this.outOfFunction(module, node);
      case 'ExportDefaultDeclaration':
      case 'ExportSpecifier':
        return this.outOfModule(module);
      case 'TSTypeQuery':
      case 'TSQualifiedName':
        return this.requireOtherName(module, parent);
      default:
        throw new Lost();
    }
  }

  private throughMember(module: JsModule, member: MemberNode, object: Node): void {
    const name = memberName(member) ?? this.tracer.textOf(member.property, undefined);
    const isOwner = this.isOwner(object);
    if (name === undefined && isOwner) throw new Lost();
    const isKey = name === this.key.name && isOwner;
    const outer = wrapped(module, member);
    const parent = module.parents.get(outer);
    if (name !== undefined && !isKey) this.otherNames.add(name);
    if (isKey || this.holds(member)) {
      const isChanged =
        isAssigned(module, outer) ||
        parent?.type === 'UpdateExpression' ||
        (parent?.type === 'UnaryExpression' && parent.operator === 'delete');
      if (isChanged || (isKey && memberName(member) === undefined)) throw new Lost();
      if (isKey) this.requireOwners(this.tracer.evaluate(object, undefined));
      if (isKey) this.reads.add(member);
      else this.follow(member);
    } else if (parent && isCall(parent) && parent.callee === outer) this.throughMethod(parent, name);
  }

  /** A method of what is followed: of a list, of a promise, of a text that is parsed later. */
  private throughMethod(call: CallNode, name: string | undefined): void {
    if (name === undefined) throw new Lost();
    if (name === 'toString' || name === 'trim') return this.follow(call);
    if (!CALLS_BACK.test(name) && !TAKES_ELEMENTS.test(name) && !OF_PROMISES.test(name)) throw new Lost();
    if (CALLS_BACK.test(name) || name === 'then') this.intoCallback(call);
    if (TAKES_ELEMENTS.test(name) && this.isUsed(call)) this.follow(call);
  }

  private intoCallback({ arguments: [callback, ...others] }: CallNode): void {
    const functions = callback ? this.functionsOf(callback) : undefined;
    if (!functions || others.some((other) => this.functionsOf(other))) throw new Lost();
    // The third is the whole list.
    for (const fn of functions) {
      if (fn.params.length > 2 || mentionsArguments(this.tracer.moduleOf(fn), fn)) throw new Lost();
      if (fn.params[0]) this.intoPattern(fn.params[0]);
    }
  }

  private intoCall(module: JsModule, call: CallNode, argument: Node): void {
    const index = call.arguments.indexOf(argument as never);
    if (index === -1) throw new Lost();
    const name = calledName(module, call);
    const { callee } = call;
    const isOfJson = isMember(callee) && callee.object.type === 'Identifier' && callee.object.name === 'JSON';
    const functions = call.type === 'NewExpression' ? this.constructorsOf(call) : this.functionsOf(callee);
    if (!functions) {
      // The names that stand above the key are not its own.
      if (name === 'keys' && !this.isOwner(argument)) return;
      if ((name === 'parse' && isOfJson) || (name !== undefined && COPIES.test(name)))
        return this.follow(call);
      throw new Lost();
    }
    const isApplied = isMember(callee) && /^(call|apply|bind)$/.test(memberName(callee) ?? '');
    if (isApplied || call.arguments.some(({ type }) => type === 'SpreadElement')) throw new Lost();
    for (const fn of functions) {
      if (mentionsArguments(this.tracer.moduleOf(fn), fn)) throw new Lost();
      const param = fn.params[index];
      if (param) this.intoPattern(param);
      else if (fn.params.at(-1)?.type === 'RestElement') throw new Lost();
    }
  }

  /** The functions that an expression may be; undefined where it may be something else. */
  private functionsOf(expression: Node) {
    const options = optionsOf(this.tracer.evaluate(expression, undefined));
    const functions = options.flatMap((option) => (option.kind === 'function' ? [option.node] : []));
    return functions.length === options.length ? functions : undefined;
  }

  private constructorsOf({ callee }: CallNode) {
    const options = optionsOf(this.tracer.evaluate(callee, undefined));
    const functions = options.flatMap((option) => {
      if (option.kind === 'function') return [option.node];
      const fn = option.kind === 'class' ? this.tracer.calls.constructorOf(option.info.node) : undefined;
      return fn ? [fn] : [];
    });
    return functions.length === options.length ? functions : undefined;
  }

  private intoPattern(pattern: Node): void {
    const module = this.tracer.moduleOf(pattern);
    switch (pattern.type) {
      case 'Identifier': {
        const binding = module.scopes.bindingOf(pattern);
        if (!binding) throw new Lost();
        return this.throughBinding(module, binding);
      }
      case 'AssignmentPattern':
        return this.intoPattern(pattern.left);
      case 'ArrayPattern':
        for (const element of pattern.elements) {
          if (element?.type === 'RestElement') throw new Lost();
          if (element && this.isTakenFurther(element)) this.intoPattern(element);
        }
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') throw new Lost();
          this.intoTaken(pattern, property);
        }
        return;
      default:
        throw new Lost();
    }
  }

  private intoTaken(pattern: Node, property: Property): void {
    const name = staticName(property.key, property.computed);
    if (name === undefined) throw new Lost();
    if (name !== this.key.name) {
      this.otherNames.add(name);
      if (this.isTakenFurther(property.value)) this.intoPattern(property.value);
      return;
    }
    const value = valueTakenApart(this.tracer, pattern);
    if (!value) throw new Lost();
    this.requireOwners(value);
    this.reads.add(property);
  }

  /** What is asked for the key must not be something else that has one of that name, too. */
  private requireOwners(value: Value): void {
    const isClear = optionsOf(value).every((option) => {
      if (option.kind === 'opaque') return isNothing(option.node);
      if (option.kind !== 'set' || option.rest.length > 0) return false;
      return option.entries.every(
        ({ name, site }) => name !== this.key.name || this.key.properties.has(site.node as Property),
      );
    });
    if (!isClear) throw new Lost();
  }

  /** Whether what a pattern takes leads to the key. */
  private isTakenFurther(target: Node): boolean {
    const module = this.tracer.moduleOf(target);
    const inner = target.type === 'AssignmentPattern' ? target.left : target;
    if (inner.type === 'ObjectPattern' || inner.type === 'ArrayPattern') return true;
    const reads = module.scopes.bindingOf(inner)?.reads ?? [];
    return reads.some((read) => this.holds(read));
  }

  private throughBinding(module: JsModule, binding: Binding): void {
    if (this.seen.has(binding)) return;
    this.seen.add(binding);
    for (const read of binding.reads) this.follow(read);
    const declarator = module.parents.get(binding.declaration);
    const declaration = declarator && module.parents.get(declarator);
    if (declaration && module.parents.get(declaration)?.type === 'ExportNamedDeclaration')
      this.outOfModule(module);
    if (declarator?.type === 'TSParameterProperty') this.storedAs(binding.name);
  }

  private intoAssignment(
    module: JsModule,
    assignment: Extract<Node, { type: 'AssignmentExpression' }>,
  ): void {
    const { left } = assignment;
    if (this.isUsed(assignment)) this.follow(assignment);
    if (!isMember(left)) return this.intoPattern(left);
    if (isExportsObject(module, left) || isExportsObject(module, left.object)) this.outOfModule(module);
    else if (isGlobalObject(module, left.object)) throw new Lost();
    else this.storedAs(memberName(left));
  }

  private intoProperty(module: JsModule, property: Property, node: Node): void {
    const object = module.parents.get(property);
    const name = staticName(property.key, property.computed);
    if (property.value !== node || object?.type !== 'ObjectExpression' || name === undefined)
      throw new Lost();
    this.requireNoOther(object);
    this.holders.add(object, 'above');
    this.follow(object);
  }

  /** Something else of the same name beside it: a pattern that takes it would be taken for one of ours. */
  private requireNoOther(object: Node): void {
    const isOther = (property: Node) =>
      property.type !== 'SpreadElement' && !this.key.properties.has(property as Property);
    if (
      object.type === 'ObjectExpression' &&
      object.properties.some(
        (property) =>
          'key' in property && staticName(property.key, false) === this.key.name && isOther(property),
      )
    )
      throw new Lost();
  }

  /** Put on some object under a name: whoever reads that name must be known to read it, or something else. */
  private storedAs(name: string | undefined): void {
    if (name === undefined) throw new Lost();
    if (this.seen.has(name)) return;
    this.seen.add(name);
    for (const module of this.tracer.program.modules) {
      for (const type of ['MemberExpression', 'OptionalMemberExpression'] as const)
        for (const member of module.nodes(type))
          if (memberName(member) === name && !isAssigned(module, member)) this.readStored(member);
      for (const pattern of module.nodes('ObjectPattern'))
        for (const property of pattern.properties)
          if (property.type === 'ObjectProperty' && staticName(property.key, property.computed) === name)
            throw new Lost();
    }
  }

  private readStored(member: MemberNode): void {
    if (this.holds(member)) return this.follow(member);
    const options = optionsOf(this.tracer.evaluate(member, undefined));
    if (options.some(({ kind }) => kind === 'opaque')) throw new Lost();
  }

  private outOfFunction(module: JsModule, node: Node): void {
    const fn = functionAround(module, node);
    if (!fn) throw new Lost();
    if ((fn.type === 'ClassMethod' || fn.type === 'ObjectMethod') && fn.kind === 'get')
      return this.storedAs(staticName(fn.key, fn.computed));
    const callers = this.tracer.calls.callersOf(fn);
    for (const { call } of callers) this.follow(call);
    if (callers.length > 0) return;
    const call = module.parents.get(fn);
    if (!call || !isCall(call) || call.callee === fn) throw new Lost();
    const name = calledName(module, call);
    if (name === undefined || !(CALLS_BACK.test(name) || OF_PROMISES.test(name))) throw new Lost();
    if (!LEADS_ON.test(name)) return;
    if (name !== 'then') this.holders.add(call, 'above');
    if (this.isUsed(call)) this.follow(call);
  }

  /** To everything in the program that imports a module. */
  private outOfModule(module: JsModule): void {
    if (this.seen.has(module)) return;
    this.seen.add(module);
    this.exporters.add(module);
    this.holders.add(module.root, 'above');
    const { program } = this.tracer;
    for (const importer of program.modules) {
      for (const call of importer.nodes('CallExpression')) {
        const [specifier] = call.arguments;
        if (specifier?.type !== 'StringLiteral') continue;
        const isLoad = call.callee.type === 'Import' || calledName(importer, call) === 'require';
        if (isLoad && program.imported(importer, specifier.value) === module && this.holds(call))
          this.follow(call);
      }
      for (const declaration of importer.nodes('ImportDeclaration')) {
        if (program.imported(importer, declaration.source.value) !== module) continue;
        for (const { local } of declaration.specifiers) {
          const binding = importer.scopes.bindingOf(local);
          if (binding?.reads.some((read) => this.holds(read))) this.throughBinding(importer, binding);
        }
      }
      const isHandedOn = [
        ...importer.nodes('ExportNamedDeclaration'),
        ...importer.nodes('ExportAllDeclaration'),
      ].some(({ source }) => source && program.imported(importer, source.value) === module);
      if (isHandedOn) this.outOfModule(importer);
    }
  }

  /** `typeof config.zoho` follows the document by itself; a type that names the key would have to be written anew. */
  private requireOtherName(module: JsModule, type: Node): void {
    for (let at: Node | undefined = type; at?.type === 'TSQualifiedName'; at = module.parents.get(at))
      if (at.right.name === this.key.name) throw new Lost();
  }

  private isUsed(expression: Node): boolean {
    const module = this.tracer.moduleOf(expression);
    return module.parents.get(wrapped(module, expression))?.type !== 'ExpressionStatement';
  }
}

/** What a pattern takes apart, be it that of a callback: then it is any element, or a promise's value. */
function valueTakenApart(tracer: Tracer, pattern: Node): Value | undefined {
  const known = valueOfPattern(tracer, pattern);
  const module = tracer.moduleOf(pattern);
  const fn = known ? undefined : functionAround(module, pattern);
  const { path, top } = pathFromPattern(module, pattern);
  if (!fn || fn.params[0] !== top) return known;
  return follow(tracer, implicitArgument(tracer, module, fn, 0, undefined), path, pattern, undefined);
}

function isNothing(node: Node): boolean {
  return node.type === 'NullLiteral' || (node.type === 'Identifier' && node.name === 'undefined');
}

function mentionsArguments(module: JsModule, fn: Node): boolean {
  return module.scopes.globals.some(
    (node) => node.name === 'arguments' && nearestFunction(module, node) === fn,
  );
}

/** The function that has an `arguments` of its own around a node. */
function nearestFunction(module: JsModule, node: Node): Node | undefined {
  let fn = functionAround(module, node);
  while (fn?.type === 'ArrowFunctionExpression') fn = functionAround(module, fn);
  return fn && isFunction(fn) ? fn : undefined;
}
