import type { SourceRange } from '../../../model/edit.ts';
import type { CodeUnit, UnitKind } from '../../../model/ticket-code.ts';
import {
  type CallNode,
  type FunctionNode,
  isCall,
  isClass,
  isFunction,
  isMember,
  memberName,
  type Node,
  staticName,
  unwrap,
} from '../syntax/ast.ts';
import { membersOf } from '../syntax/classes.ts';
import { ancestorsOf, type JsModule } from '../syntax/module.ts';
import { type Owner, ownerOfAlias, ownerOfObject, ownerOfThis } from '../syntax/owners.ts';
import type { Binding } from '../syntax/scopes.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf, rangeOf } from '../values/values.ts';
import {
  declarationOf,
  declarationOfVariable,
  namedFunctionAround,
  nameOf,
  statementAround,
} from './places.ts';
import { keyOfSetting } from './settings.ts';

/** What a unit is in the syntax. */
export type Subject =
  | { readonly kind: 'function'; readonly fn: FunctionNode }
  | { readonly kind: 'variable'; readonly binding: Binding; readonly module: JsModule }
  | { readonly kind: 'member'; readonly owner: Owner; readonly name: string }
  | { readonly kind: 'statement'; readonly node: Node }
  | { readonly kind: 'environment'; readonly name: string }
  /** A key of a document, or of an object literal. */
  | { readonly kind: 'property'; readonly node: Node }
  /** A setting that is asked for by its key. */
  | { readonly kind: 'setting'; readonly key: string };

const KINDS: Readonly<Record<Subject['kind'], UnitKind>> = {
  function: 'function',
  variable: 'variable',
  member: 'member',
  statement: 'statement',
  environment: 'setting',
  property: 'setting',
  setting: 'setting',
};

/** The units of a program, one object for one thing. */
export class Units {
  private readonly units = new Map<object, Map<string, CodeUnit>>();
  private readonly subjects = new Map<CodeUnit, Subject>();
  private readonly tracer: Tracer;

  constructor(tracer: Tracer) {
    this.tracer = tracer;
  }

  subjectOf(unit: CodeUnit): Subject | undefined {
    return this.subjects.get(unit);
  }

  ofFunction(fn: FunctionNode): CodeUnit {
    const module = this.tracer.moduleOf(fn);
    return this.unit(fn, '', { kind: 'function', fn }, () => ({
      at: rangeOf(module, declarationOf(module, fn)),
      symbol: nameOf(module, fn),
    }));
  }

  ofFunctionAround(module: JsModule, node: Node): CodeUnit | undefined {
    const fn = namedFunctionAround(module, node);
    return fn && this.ofFunction(fn);
  }

  ofStatement(module: JsModule, node: Node): CodeUnit {
    const statement = statementAround(module, node);
    return this.unit(statement, '', { kind: 'statement', node: statement }, () => ({
      at: rangeOf(module, statement),
      symbol: this.ofFunctionAround(module, statement)?.symbol,
    }));
  }

  /** A node that is no statement and yet stands for itself: a case of a switch. */
  ofPart(module: JsModule, node: Node): CodeUnit {
    return this.unit(node, 'part', { kind: 'statement', node }, () => ({
      at: rangeOf(module, node),
      symbol: this.ofFunctionAround(module, node)?.symbol,
    }));
  }

  ofBinding(module: JsModule, binding: Binding): CodeUnit {
    const declared = module.parents.get(binding.declaration);
    const whole =
      declared?.type === 'VariableDeclarator'
        ? declarationOfVariable(module, declared)
        : statementAround(module, binding.declaration);
    return this.unit(binding, '', { kind: 'variable', binding, module }, () => ({
      at: rangeOf(module, whole),
      symbol: binding.name,
    }));
  }

  ofMember(owner: Owner, name: string): CodeUnit {
    const home = this.homeOf(owner, name);
    return this.unit(home, name, { kind: 'member', owner: home, name }, () => {
      const place = this.declarationOfMember(home, name);
      return { at: rangeOf(this.tracer.moduleOf(place), place), symbol: name };
    });
  }

  /** @param at where it is read */
  ofEnvironment(name: string, at: Node): CodeUnit {
    return this.unit(this, name, { kind: 'environment', name }, () => ({
      at: rangeOf(this.tracer.moduleOf(at), at),
      symbol: name,
    }));
  }

  ofProperty(property: Node): CodeUnit {
    const module = this.tracer.moduleOf(property);
    return this.unit(property, '', { kind: 'property', node: property }, () => ({
      at: rangeOf(module, property),
      symbol: keyPathOf(module, property),
    }));
  }

  ofSettingCall(call: CallNode): CodeUnit {
    const key = keyOfSetting(call);
    return this.unit(this, 'setting ' + key, { kind: 'setting', key }, () => ({
      at: rangeOf(this.tracer.moduleOf(call), call),
      symbol: key,
    }));
  }

  /** The expressions that a member is given by its declaration and by writes in its class. */
  valuesOfMember(owner: Owner, name: string): readonly Node[] {
    const owners = new Set([owner, this.homeOf(owner, name), ...this.tracer.calls.subclassesOf(owner)]);
    return [...owners].flatMap((one) => membersOf(this.tracer.moduleOf(one), one).writes.get(name) ?? []);
  }

  /**
   * The unit that an expression reads or writes, where it outlives `within`: a variable declared outside of it, a member
   * of a class or object of the program.
   */
  ofReference(module: JsModule, node: Node, within: Node): CodeUnit | undefined {
    const expression = unwrap(node);
    if (expression.type === 'Identifier') {
      const binding = module.scopes.bindingOf(expression);
      return binding && !isDeclaredIn(binding, within) && isVariable(module, binding)
        ? this.ofBinding(module, binding)
        : undefined;
    }
    if (!isMember(expression)) return undefined;
    const name = memberName(expression);
    const object = unwrap(expression.object);
    if (name !== undefined) {
      const owner = this.ownerOf(module, object);
      if (owner) return this.ofMember(owner, name);
    }
    return isMember(object) || object.type === 'Identifier'
      ? this.ofReference(module, object, within)
      : undefined;
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
      if (option.kind === 'set' && option.node.type === 'ObjectExpression' && holdsFunctions(option.node))
        return ownerOfObject(this.tracer.moduleOf(option.node), option.node);
    }
    return undefined;
  }

  /** The topmost class that speaks of a member. */
  homeOf(owner: Owner, name: string): Owner {
    let home = owner;
    const seen = new Set<Owner>([owner]);
    for (
      let base = this.tracer.calls.baseOf(owner);
      base && !seen.has(base);
      base = this.tracer.calls.baseOf(base)
    ) {
      seen.add(base);
      const members = membersOf(this.tracer.moduleOf(base), base);
      if (members.mentions.has(name) || members.writes.has(name)) home = base;
    }
    return home;
  }

  /** `constructor() {}`, or a function whose instances have methods or members. */
  isConstructor(fn: FunctionNode): boolean {
    if (fn.type === 'ClassMethod') return fn.kind === 'constructor';
    if (fn.type !== 'FunctionDeclaration' && fn.type !== 'FunctionExpression') return false;
    const { methods, mentions } = membersOf(this.tracer.moduleOf(fn), fn);
    return methods.size > 0 || mentions.size > 0;
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

  private declarationOfMember(owner: Owner, name: string): Node {
    const module = this.tracer.moduleOf(owner);
    for (const node of declaredMembers(owner)) if (isNamedSo(node, name)) return node;
    const members = membersOf(module, owner);
    const first = members.writes.get(name)?.[0] ?? members.mentions.get(name)?.[0];
    if (!first) return owner;
    const parent = module.parents.get(first);
    return parent?.type === 'TSParameterProperty'
      ? parent
      : statementAround(this.tracer.moduleOf(first), first);
  }

  private unit(
    key: object,
    name: string,
    subject: Subject,
    place: () => { at: SourceRange; symbol: string | undefined },
  ): CodeUnit {
    const named = this.units.get(key) ?? new Map<string, CodeUnit>();
    this.units.set(key, named);
    const known = named.get(name);
    if (known) return known;
    const unit: CodeUnit = { kind: KINDS[subject.kind], ...place() };
    named.set(name, unit);
    this.subjects.set(unit, subject);
    return unit;
  }
}

function declaredMembers(owner: Owner): readonly Node[] {
  if (isClass(owner)) return owner.body.body;
  return owner.type === 'ObjectExpression' ? owner.properties : [];
}

function isNamedSo(node: Node, name: string): boolean {
  return 'key' in node && staticName(node.key as Node, 'computed' in node && node.computed === true) === name;
}

export function isDeclaredIn(binding: Binding, within: Node): boolean {
  const at = binding.declaration.start ?? 0;
  return at >= (within.start ?? 0) && at < (within.end ?? 0);
}

/** Whether a binding holds a value of its own, rather than naming a function, a class, or what another file gives. */
export function isVariable(module: JsModule, binding: Binding): boolean {
  if (binding.kind !== 'variable' && binding.kind !== 'parameter') return false;
  const declarator = module.parents.get(binding.declaration);
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return true;
  const init = unwrap(declarator.init);
  return !isFunction(init) && !isClass(init) && !isRequired(init);
}

function isRequired(init: Node): boolean {
  if (isMember(init)) return isRequired(unwrap(init.object));
  return (
    isCall(init) &&
    (init.callee.type === 'Import' || (init.callee.type === 'Identifier' && init.callee.name === 'require'))
  );
}

function holdsFunctions(object: Extract<Node, { type: 'ObjectExpression' }>): boolean {
  return object.properties.some(
    (property) =>
      property.type === 'ObjectMethod' ||
      (property.type === 'ObjectProperty' && isFunction(unwrap(property.value))),
  );
}

/** `zoho.password`: the keys from the outermost object to a property. */
function keyPathOf(module: JsModule, property: Node): string {
  const keys: string[] = [];
  for (const node of [property, ...ancestorsOf(module, property)]) {
    if (node.type === 'ObjectProperty') keys.unshift(staticName(node.key, node.computed === true) ?? '');
    else if (node.type !== 'ObjectExpression') break;
  }
  return keys.join('.');
}
