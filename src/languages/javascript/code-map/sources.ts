import type { ValueSources } from '../../../model/code-map.ts';
import type { SourceRange } from '../../../model/edit.ts';
import type { CodeUnit } from '../../../model/ticket-code.ts';
import { isCall, isFunction, isMember, isWithin, memberName, type Node, unwrap } from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { functionAround, type JsModule } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { type Step, writeOf } from '../syntax/writes.ts';
import { returnsOf } from '../values/call-index.ts';
import { wrappedBy } from '../values/calls.ts';
import type { Tracer } from '../values/tracer.ts';
import { optionsOf, rangeOf, type SetEntry } from '../values/values.ts';
import { isSettingCall } from './settings.ts';
import { isVariable } from './subjects.ts';
import { settingOf, type Units } from './units.ts';

const LIMIT = 400;

/**
 * Everything with a name that the value of an expression comes from, back to the settings: variables, members, keys of
 * configuration, environment variables; with all places that it passes through on the way.
 */
export function sourcesOf(tracer: Tracer, units: Units, start: Node): ValueSources {
  const trail = new Trail(tracer, units);
  trail.follow(start);
  return { units: [...trail.units], places: trail.places };
}

class Trail {
  readonly units = new Set<CodeUnit>();
  readonly places: SourceRange[] = [];
  private readonly seen = new Set<Node>();
  private readonly bindings = new Set<Binding>();
  private readonly tracer: Tracer;
  private readonly all: Units;

  constructor(tracer: Tracer, units: Units) {
    this.tracer = tracer;
    this.all = units;
  }

  follow(expression: Node): void {
    const node = unwrap(expression);
    if (this.seen.has(node) || this.seen.size > LIMIT) return;
    this.seen.add(node);
    const module = this.tracer.moduleOf(node);
    this.places.push(rangeOf(module, expression));
    if (node.type === 'Identifier') return this.followBinding(module, module.scopes.bindingOf(node));
    if (isMember(node)) return this.followMember(module, node);
    if (isCall(node)) return this.followCall(module, node);
    for (const part of partsOf(node)) this.follow(part);
  }

  private followBinding(module: JsModule, binding: Binding | undefined): void {
    if (!binding || this.bindings.has(binding)) return;
    this.bindings.add(binding);
    if (binding.kind === 'parameter') this.followParameter(module, binding);
    if (binding.kind === 'variable' && isVariable(module, binding))
      this.units.add(this.all.ofBinding(module, binding));
    for (const identifier of binding.writes) {
      const write = writeOf(module, identifier);
      if (write?.right) this.followPath(write.right, write.path, identifier);
    }
  }

  /** From a whole value to the part of it that a pattern takes. */
  private followPath(right: Node, path: readonly Step[], name: Node): void {
    const keys = path.flatMap((step) => ('key' in step ? [step.key] : []));
    for (const step of path) if ('fallback' in step) this.follow(step.fallback);
    if (keys.length === 0) return this.follow(right);
    this.places.push(rangeOf(this.tracer.moduleOf(right), right));
    this.followHolder(unwrap(right));
    this.followKey(right, keys.at(-1)!, name, keys.slice(0, -1));
  }

  /**
   * The value under a key of an object, be it the environment, a document, a table of constants.
   *
   * @param read where it is taken out of the object
   */
  private followKey(object: Node, name: string, read: Node, path: readonly string[] = []): boolean {
    const { tracer } = this;
    tracer.refresh();
    let options = optionsOf(tracer.evaluate(object, undefined));
    for (const key of path) {
      const entries = options.flatMap((option) =>
        option.kind === 'set' ? option.entries.filter((entry) => entry.name === key) : [],
      );
      options = entries.flatMap((entry) =>
        entry.value ? optionsOf(tracer.evaluate(entry.value, entry.context)) : [],
      );
    }
    if (options.some((option) => option.kind === 'environment')) {
      this.units.add(this.all.of({ kind: 'environment', name, read }));
      return true;
    }
    const entries: SetEntry[] = options.flatMap((option) =>
      option.kind === 'set' ? option.entries.filter((entry) => entry.name === name) : [],
    );
    for (const { site, value } of entries) {
      if (site.kind === 'property' && !this.isHandedOver(site.node))
        this.units.add(this.all.of({ kind: 'property', node: site.node }));
      if (value) this.follow(value);
    }
    return entries.length > 0;
  }

  /** Whether a property only names what a call is given: `new Client({ user: process.env.USER })`. */
  private isHandedOver(property: Node): boolean {
    const module = this.tracer.moduleOf(property);
    const object = module.parents.get(property);
    const call = object && module.parents.get(object);
    const value = 'value' in property ? unwrap(property.value as Node) : property;
    return call !== undefined && isCall(call) && !/Literal$/.test(value.type);
  }

  private followParameter(module: JsModule, binding: Binding): void {
    const fn = functionAround(module, binding.declaration);
    const index = fn?.params.findIndex((param) => isWithin(binding.declaration, param)) ?? -1;
    const param = fn?.params[index];
    if (!fn || !param) return;
    const path = pathIn(module, binding);
    for (const { args } of this.tracer.calls.callersOf(fn)) {
      const arg = args[index];
      if (!arg || arg.type === 'SpreadElement') continue;
      this.followPath(arg, path, binding.declaration);
    }
  }

  private followMember(
    module: JsModule,
    node: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
  ): void {
    const name = memberName(node);
    if (name === undefined) return;
    const object = unwrap(node.object);
    const owner = this.all.holders.ownerOf(module, object);
    if (owner && !this.all.holders.isPlain(owner)) {
      const unit = this.all.ofMember(owner, name);
      this.units.add(unit);
      for (const value of this.all.holders.valuesOf(owner, name)) this.follow(value);
      return;
    }
    this.places.push(rangeOf(module, object));
    if (!this.followKey(object, name, node) || isMember(object)) this.followHolder(object);
  }

  /** What holds the object that a value is a part of: `login` of `this.login.user`. */
  private followHolder(object: Node): void {
    const module = this.tracer.moduleOf(object);
    if (isMember(object)) {
      const owner = this.all.holders.ownerOf(module, unwrap(object.object));
      const name = memberName(object);
      if (owner && name !== undefined) {
        this.units.add(this.all.ofMember(owner, name));
        for (const value of this.all.holders.valuesOf(owner, name))
          this.places.push(rangeOf(this.tracer.moduleOf(value), value));
      }
    }
  }

  private followCall(
    module: JsModule,
    call: Extract<Node, { type: 'CallExpression' | 'NewExpression' | 'OptionalCallExpression' }>,
  ): void {
    const inner = wrappedBy(this.tracer, call, undefined);
    if (inner) return this.follow(inner.node);
    if (isSettingCall(module, call)) {
      this.units.add(this.all.of(settingOf(call)));
      return;
    }
    const callees = this.tracer.callees(call, undefined);
    for (const { node } of callees) for (const value of returnsOf(this.tracer, node)) this.follow(value);
    if (callees.length > 0) {
      // `decrypt(settings.password)`
      for (const arg of call.arguments)
        if (arg.type !== 'SpreadElement' && !isFunction(arg)) this.follow(arg);
      return;
    }
    const name = calledName(module, call);
    if (isMember(call.callee) && /^(?:toString|trim|replace|valueOf|toLowerCase)$/.test(name ?? ''))
      this.follow(call.callee.object);
    else if (/^(?:from|encode|encodeURI|encodeURIComponent|escape|String|Buffer|decode)$/.test(name ?? ''))
      for (const arg of call.arguments) if (arg.type !== 'SpreadElement') this.follow(arg);
  }
}

/** The parts of an expression that its value may be, or is put together from. */
function partsOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'LogicalExpression':
    case 'BinaryExpression':
      return [node.left, node.right];
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'TemplateLiteral':
      return node.expressions;
    case 'AwaitExpression':
      return [node.argument];
    case 'AssignmentExpression':
      return [node.right];
    default:
      return [];
  }
}

/** How a parameter is taken out of its argument: `function login({ user, password })`. */
function pathIn(module: JsModule, binding: Binding): readonly Step[] {
  const path: Step[] = [];
  let at: Node = binding.declaration;
  for (let parent = module.parents.get(at); parent && !isFunction(parent); parent = module.parents.get(at)) {
    if (parent.type === 'ObjectProperty' && parent.value === at && parent.key.type === 'Identifier')
      path.unshift({ key: parent.key.name });
    if (parent.type === 'AssignmentPattern' && parent.left === at) path.unshift({ fallback: parent.right });
    at = parent;
  }
  return path;
}
