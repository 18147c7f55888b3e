import type { CodeUnit, Mention } from '../../../model/ticket-code.ts';
import {
  type FunctionNode,
  isCall,
  isMember,
  isWithin,
  memberName,
  type Node,
  staticName,
  unwrap,
} from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { membersOf } from '../syntax/classes.ts';
import { type JsModule, wrapped } from '../syntax/module.ts';
import type { Owner } from '../syntax/owners.ts';
import type { Binding } from '../syntax/scopes.ts';
import { pathFromPattern } from '../syntax/writes.ts';
import { isExportsObject } from '../values/modules.ts';
import type { Tracer } from '../values/tracer.ts';
import { rangeOf } from '../values/values.ts';
import { changedByCall } from './mutators.ts';
import { carrierOf, nameOf } from './places.ts';
import { isExportedFrom } from './references.ts';
import { mentionsOfEnvironment, mentionsOfProperty, mentionsOfSettingCall } from './settings.ts';
import type { Units } from './units.ts';

/** Finds every place that mentions a unit, over all modules of the program. */
export function mentionsOf(tracer: Tracer, units: Units, unit: CodeUnit): readonly Mention[] {
  tracer.refresh();
  const subject = units.subjectOf(unit);
  switch (subject?.kind) {
    case 'function':
      return new FunctionMentions(tracer, units, subject.fn).find();
    case 'variable':
      return mentionsOfBinding(tracer, units, subject.module, subject.binding);
    case 'member':
      return mentionsOfMember(tracer, units, subject.owner, subject.name);
    case 'shared':
      return mentionsOfShared(tracer, units, subject.holder, subject.name);
    case 'environment':
      return mentionsOfEnvironment(tracer, units, subject.name);
    case 'setting':
      return mentionsOfSettingCall(tracer, units, subject.key);
    case 'property':
      return mentionsOfProperty(tracer, units, subject.node);
    default:
      return [];
  }
}

function mentionAt(units: Units, module: JsModule, node: Node, kind: Mention['kind']): Mention {
  return { at: rangeOf(module, node), kind, within: units.ofFunctionAround(module, node) };
}

/** Follows a function through the names that it goes by: variables, exports, keys, what imports them. */
class FunctionMentions {
  private readonly found = new Map<Node, Mention>();
  private readonly bindings = new Set<Binding>();
  private readonly names = new Set<string>();
  private readonly open: (() => void)[] = [];
  private readonly tracer: Tracer;
  private readonly units: Units;
  private readonly fn: FunctionNode;

  constructor(tracer: Tracer, units: Units, fn: FunctionNode) {
    this.tracer = tracer;
    this.units = units;
    this.fn = fn;
  }

  find(): readonly Mention[] {
    this.start();
    for (const module of this.tracer.program.modules) {
      this.addImports(module);
      this.addTriggers(module);
    }
    for (let next = this.open.pop(); next; next = this.open.pop()) next();
    return [...this.found.values()];
  }

  private start(): void {
    const { fn } = this;
    const module = this.tracer.moduleOf(fn);
    const outer = carrierOf(module, fn);
    const parent = module.parents.get(outer);
    if (fn.type === 'FunctionDeclaration') {
      if (fn.id) this.addBinding(module, module.scopes.bindingOf(fn.id));
    } else if ('key' in fn) this.addName(staticName(fn.key, 'computed' in fn && fn.computed === true));
    else if (
      parent?.type === 'ObjectProperty' ||
      parent?.type === 'ClassProperty' ||
      parent?.type === 'ClassPrivateProperty'
    )
      this.addName(staticName(parent.key, 'computed' in parent && parent.computed === true));
    else this.handOn(module, outer);
    for (const at of [fn, outer]) this.exported(module, at);
  }

  private exported(module: JsModule, node: Node): void {
    for (const at of [node, module.parents.get(node), module.parents.get(module.parents.get(node) ?? node)])
      if (at?.type === 'ExportNamedDeclaration' || at?.type === 'ExportDefaultDeclaration')
        this.keep(module, at, 'export');
  }

  private addBinding(module: JsModule, binding: Binding | undefined): void {
    if (!binding || this.bindings.has(binding)) return;
    this.bindings.add(binding);
    this.addName(binding.name);
    this.open.push(() => {
      for (const read of binding.reads) this.visit(module, read);
    });
  }

  private addName(name: string | undefined): void {
    if (name === undefined || this.names.has(name)) return;
    this.names.add(name);
    this.open.push(() => {
      for (const module of this.tracer.program.modules) this.addMembers(module, name);
    });
  }

  private addMembers(module: JsModule, name: string): void {
    for (const type of ['MemberExpression', 'OptionalMemberExpression'] as const)
      for (const node of module.nodes(type)) {
        if (memberName(node) !== name || isTarget(module, node)) continue;
        if (this.isFunction(node)) this.visit(module, node);
      }
  }

  /** Names that a module has from others, or from an object: those that mean the function are followed. */
  private addImports(module: JsModule): void {
    for (const binding of module.scopes.all) {
      const isTaken = binding.kind === 'import' || takesValue(module, binding);
      const [read] = binding.reads;
      if (isTaken && read && this.isFunction(read)) this.addBinding(module, binding);
    }
  }

  /** `ScriptApp.newTrigger('refresh')` calls a function by its name. */
  private addTriggers(module: JsModule): void {
    const name = nameOf(this.tracer.moduleOf(this.fn), this.fn);
    for (const call of module.nodes('CallExpression')) {
      const [first] = call.arguments;
      if (
        calledName(module, call) === 'newTrigger' &&
        first?.type === 'StringLiteral' &&
        first.value === name
      )
        this.keep(module, first, 'read');
    }
  }

  private isFunction(node: Node): boolean {
    this.tracer.refresh();
    return this.units.functionsIn(node).includes(this.fn);
  }

  /** Looks at an expression that means the function. */
  private visit(module: JsModule, node: Node): void {
    if (this.found.has(node)) return;
    const outer = wrapped(module, node);
    const parent = module.parents.get(outer);
    if (parent && isCall(parent)) return this.visitCall(module, node, outer, parent);
    if (parent && isMember(parent) && parent.object === outer) {
      const call = module.parents.get(parent);
      const name = memberName(parent);
      if (call && isCall(call) && call.callee === parent && (name === 'call' || name === 'apply'))
        return this.keep(module, call, 'call');
      if (call && isCall(call) && call.callee === parent && name === 'bind')
        return this.handOn(module, wrapped(module, call));
      return this.keep(module, node, 'read');
    }
    this.handOn(module, outer, node);
  }

  private visitCall(
    module: JsModule,
    node: Node,
    outer: Node,
    call: Extract<Node, { arguments: unknown }>,
  ): void {
    if ('callee' in call && call.callee === outer) return this.keep(module, call, 'call');
    // What gives the function back, as `promisify` does, is the function under another name.
    if (this.isFunction(call)) return this.handOn(module, wrapped(module, call), node);
    this.keep(module, node, 'read');
  }

  /** What becomes of the value of an expression that is the function: a name of its own, or a use. */
  private handOn(module: JsModule, outer: Node, node: Node = outer): void {
    const parent = module.parents.get(outer);
    switch (parent?.type) {
      case 'VariableDeclarator':
        if (parent.id.type !== 'Identifier') return this.keep(module, node, 'read');
        this.exported(module, parent);
        return this.addBinding(module, module.scopes.bindingOf(parent.id));
      case 'AssignmentExpression':
        return this.assigned(module, parent, node);
      case 'ObjectProperty':
        if (module.parents.get(parent)?.type !== 'ObjectExpression') return;
        this.addName(staticName(parent.key, parent.computed === true));
        if (isExported(module, module.parents.get(parent)!)) this.keep(module, node, 'export');
        return;
      case 'ClassProperty':
        return this.addName(staticName(parent.key, parent.computed === true));
      case 'ExportSpecifier':
        this.addName(staticName(parent.exported, false));
        return this.keep(module, node, 'export');
      case 'ExportDefaultDeclaration':
      case 'TSExportAssignment':
        return this.keep(module, node, 'export');
      default:
        if (node !== this.fn) this.keep(module, node, 'read');
    }
  }

  private assigned(
    module: JsModule,
    assignment: Extract<Node, { type: 'AssignmentExpression' }>,
    node: Node,
  ): void {
    const { left } = assignment;
    if (left.type === 'Identifier') this.addBinding(module, module.scopes.bindingOf(left));
    else if (isMember(left)) {
      this.addName(memberName(left));
      if (isExportsObject(module, left) || isExportsObject(module, left.object))
        this.keep(module, node, 'export');
    }
    const outer = module.parents.get(assignment);
    if (outer?.type === 'AssignmentExpression' || outer?.type === 'VariableDeclarator')
      this.handOn(module, assignment, node);
  }

  private keep(module: JsModule, node: Node, kind: Mention['kind']): void {
    if (!this.found.has(node)) this.found.set(node, mentionAt(this.units, module, node, kind));
  }
}

function isTarget(module: JsModule, node: Node): boolean {
  const parent = module.parents.get(node);
  return parent?.type === 'AssignmentExpression' && parent.left === node;
}

/** `{ login } = require('./x')`, `get = tickets.get`, `load = require('./x')`. */
function takesValue(module: JsModule, binding: Binding): boolean {
  if (binding.kind !== 'variable' || binding.writes.length !== 1) return false;
  const { top } = pathFromPattern(module, binding.declaration);
  const declarator = module.parents.get(top);
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return false;
  const init = unwrap(declarator.init);
  return top !== binding.declaration || isCall(init) || isMember(init);
}

/** Whether an object is what a module exports. */
function isExported(module: JsModule, object: Node): boolean {
  const outer = wrapped(module, object);
  const parent = module.parents.get(outer);
  if (parent?.type === 'ExportDefaultDeclaration') return true;
  return (
    parent?.type === 'AssignmentExpression' && parent.right === outer && isExportsObject(module, parent.left)
  );
}

function mentionsOfBinding(tracer: Tracer, units: Units, module: JsModule, binding: Binding): Mention[] {
  const nodes = new Set<Node>([
    ...binding.reads,
    ...binding.writes.filter((node) => !binding.declarations.includes(node)),
  ]);
  const own = [...nodes].map((node) => mentionAt(units, module, node, kindOf(module, node)));
  const isHandedOut = isExportedFrom(module, binding) || own.some(({ kind }) => kind === 'export');
  return isHandedOut ? [...own, ...mentionsElsewhere(tracer, units, module, binding)] : own;
}

/** The places of other modules that speak of a variable which a module hands out. */
function mentionsElsewhere(tracer: Tracer, units: Units, home: JsModule, binding: Binding): Mention[] {
  const means = (module: JsModule, node: Node) => {
    const subject = units.references.subjectAt(module, node);
    return subject?.kind === 'variable' && subject.binding === binding;
  };
  return tracer.program.modules
    .filter((module) => module !== home)
    .flatMap((module) => {
      const names = module.scopes.all
        .filter((other) => other.reads[0] && (other.kind === 'import' || takesValue(module, other)))
        .filter(({ reads }) => means(module, reads[0]!))
        .flatMap(({ reads }) => reads);
      const members = [
        ...module.nodes('MemberExpression'),
        ...module.nodes('OptionalMemberExpression'),
      ].filter(
        (node) =>
          memberName(node) === binding.name &&
          unwrap(node.object).type === 'Identifier' &&
          means(module, node),
      );
      return [...names, ...members].map((node) => mentionAt(units, module, node, kindOf(module, node)));
    });
}

function mentionsOfShared(
  tracer: Tracer,
  units: Units,
  holder: JsModule | 'global',
  name: string,
): Mention[] {
  return tracer.program.modules.flatMap((module) =>
    units
      .mentionsOfShared(module, holder, name)
      .map((node) => mentionAt(units, module, node, kindOf(module, node))),
  );
}

function mentionsOfMember(tracer: Tracer, units: Units, owner: Owner, name: string): Mention[] {
  const found = new Map<Node, Mention>();
  for (const module of tracer.program.modules)
    for (const type of ['MemberExpression', 'OptionalMemberExpression'] as const)
      for (const node of module.nodes(type)) {
        if (memberName(node) !== name) continue;
        const holder = units.holders.ownerOf(module, unwrap(node.object));
        if (holder && units.holders.homeOf(holder, name) === owner)
          found.set(node, mentionAt(units, module, node, kindOf(module, node)));
      }
  // What is merged in whole may bring the member along.
  for (const node of membersOf(tracer.moduleOf(owner), owner).merged)
    found.set(node, mentionAt(units, tracer.moduleOf(node), node, 'write'));
  return [...found.values()];
}

/** Whether a place writes: to the thing itself, or to a property of it. */
function kindOf(module: JsModule, node: Node): Mention['kind'] {
  let outer = wrapped(module, node);
  for (
    let parent = module.parents.get(outer);
    parent && isMember(parent) && parent.object === outer;
    parent = module.parents.get(outer)
  )
    outer = wrapped(module, parent);
  const parent = module.parents.get(outer);
  switch (parent?.type) {
    case 'AssignmentExpression':
      return parent.left === outer ? 'write' : 'read';
    case 'UpdateExpression':
      return 'write';
    case 'UnaryExpression':
      return parent.operator === 'delete' ? 'write' : 'read';
    case 'ExportSpecifier':
      return 'export';
    case 'CallExpression':
    case 'OptionalCallExpression': {
      const changed = changedByCall(parent);
      return changed && isWithin(node, changed) ? 'write' : 'read';
    }
    case 'ObjectProperty': {
      const object = module.parents.get(parent);
      return object?.type === 'ObjectExpression' && isExported(module, object) ? 'export' : 'read';
    }
    default:
      return 'read';
  }
}
