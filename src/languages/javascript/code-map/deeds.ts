import type { Deed, DeedKind, Source } from '../../../model/code-map.ts';
import type { CodeUnit } from '../../../model/ticket-code.ts';
import {
  type CallNode,
  childrenOf,
  type FunctionNode,
  isCall,
  isFunction,
  isMember,
  isWithin,
  memberName,
  type Node,
  unwrap,
  walk,
} from '../syntax/ast.ts';
import { calledName } from '../syntax/callee-names.ts';
import { functionAround, type JsModule, wrapped } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { writeOf } from '../syntax/writes.ts';
import { cookedOf } from '../text/text.ts';
import { returnsOf } from '../values/call-index.ts';
import type { Tracer } from '../values/tracer.ts';
import { rangeOf } from '../values/values.ts';
import { isEmpty, isEmptyAtFirst } from './emptiness.ts';
import { changedByCall } from './mutators.ts';
import { isNamed } from './places.ts';
import { isPlain, rootOf } from './plain-calls.ts';
import { isDeclaredIn } from './subjects.ts';
import { isMadeByTimer, isTimer } from './timers.ts';
import type { Units } from './units.ts';

/** What the code of a node does that others may notice, in source order. */
export function deedsOf(tracer: Tracer, units: Units, whole: Node): readonly Deed[] {
  const stretch = new Stretch(tracer, units, whole);
  const deeds: Deed[] = [];
  // What decorates a method is done when its class is made.
  const decorators = 'decorators' in whole ? (whole.decorators ?? []) : [];
  walk(whole, (node) => {
    if (decorators.some((decorator) => isWithin(node, decorator))) return;
    if (isCall(node)) deeds.push(stretch.call(node));
    else if (node.type === 'AssignmentExpression') deeds.push(...stretch.write(node.left, node.right));
    else if (node.type === 'UpdateExpression') deeds.push(...stretch.write(node.argument, undefined));
    else if (node.type === 'UnaryExpression' && node.operator === 'delete')
      deeds.push(...stretch.write(node.argument, undefined));
  });
  return deeds;
}

/** Where the values come from that a function gives back. */
export function resultOf(tracer: Tracer, units: Units, fn: FunctionNode): readonly Source[] {
  return new Stretch(tracer, units, fn).result(returnsOf(tracer, fn));
}

class Stretch {
  private readonly inputs = new Map<Binding, Set<Node | CodeUnit>>();
  private readonly module: JsModule;
  private readonly tracer: Tracer;
  private readonly units: Units;
  private readonly whole: Node;

  constructor(tracer: Tracer, units: Units, whole: Node) {
    this.tracer = tracer;
    this.units = units;
    this.whole = whole;
    this.module = tracer.moduleOf(whole);
  }

  call(call: CallNode): Deed {
    this.tracer.refresh();
    const targets = this.functionsIn(call.callee);
    const args = call.arguments.map((arg) => (arg.type === 'SpreadElement' ? arg.argument : arg));
    const passes = args
      .flatMap(elementsOf)
      .filter((arg) => !isFunction(unwrap(arg)))
      .flatMap((arg) => this.functionsIn(arg));
    const receiver = new Set<Node | CodeUnit>();
    if (isMember(call.callee)) this.collect(call.callee.object, receiver);
    const from = new Set(receiver);
    for (const arg of args) this.collect(arg, from);
    const changed = targets.length === 0 ? this.changedBy(call) : undefined;
    return {
      ...this.deed(
        call,
        changed ? 'write' : this.kindOf(call, targets),
        calledName(this.module, call) ?? '',
        from,
      ),
      written: changed,
      receiver: this.sources(receiver),
      handed: args.slice(0, 1).flatMap((arg) => this.units.ofReference(this.module, arg, this.whole) ?? []),
      on: isMember(call.callee) ? this.textOf(call.callee.object) : '',
      texts: args.flatMap(textsOf),
      innerTexts: args.flatMap(innerTextsOf),
      targets: this.outer(targets),
      passes: this.outer(passes),
    };
  }

  result(returned: readonly Node[]): readonly Source[] {
    const from = new Set<Node | CodeUnit>();
    for (const node of returned) this.collect(node, from);
    return this.sources(from);
  }

  /** The list, map or set of the program that a call puts something into, or takes it out of. */
  private changedBy(call: CallNode): CodeUnit | undefined {
    const changed = changedByCall(call);
    const unit = changed && this.units.ofReference(this.module, changed, this.whole);
    return unit && isEmptyAtFirst(this.units, unit) ? unit : undefined;
  }

  /** The functions of the program that an expression may be. */
  private functionsIn(node: Node): FunctionNode[] {
    if (node.type === 'Super' || node.type === 'Import' || node.type === 'V8IntrinsicIdentifier') return [];
    const inner = unwrap(node);
    if (!isMember(inner) && inner.type !== 'Identifier' && !isCall(inner)) return [];
    if (this.isHandedIn(inner)) return [];
    return this.units.functionsIn(inner);
  }

  private outer(fns: readonly FunctionNode[]): CodeUnit[] {
    return [...new Set(fns)]
      .filter(
        (fn) => !isWithin(fn, this.whole) || this.tracer.moduleOf(fn) !== this.module || fn === this.whole,
      )
      .filter((fn) => isNamed(this.tracer.moduleOf(fn), fn))
      .map((fn) => this.units.ofFunction(fn));
  }

  private kindOf(call: CallNode, targets: readonly FunctionNode[]): DeedKind {
    const { module } = this;
    if (targets.length > 0) return this.outer(targets).length > 0 ? 'program' : 'plain';
    if (isTimer(module, call) || isMadeByTimer(module, call)) return 'timer';
    if (this.isHandedIn(call.callee)) return 'handed-in';
    if (isFunction(rootOf(call.callee))) return 'plain';
    return isPlain(module, call) ? 'plain' : 'outside';
  }

  /** Whether an expression is what the stretch, or a function in it, was given. */
  private isHandedIn(node: Node): boolean {
    const root = rootOf(node);
    const binding = root.type === 'Identifier' ? this.module.scopes.bindingOf(root) : undefined;
    return binding?.kind === 'parameter' && isDeclaredIn(binding, this.whole);
  }

  /** A write to what outlives the stretch; one to a variable of its own is nobody's business. */
  write(target: Node, right: Node | undefined): Deed[] {
    const left = unwrap(target);
    if (left.type === 'ObjectPattern' || left.type === 'ArrayPattern')
      return childrenOf(left).flatMap((part) => this.writeInPattern(part, right));
    if (left.type !== 'Identifier' && !isMember(left)) return [];
    const written = this.units.ofReference(this.module, left, this.whole);
    if (!written && !this.outlives(left)) return [];
    const from = new Set<Node | CodeUnit>();
    if (right) this.collect(right, from);
    const name = left.type === 'Identifier' ? left.name : (memberName(left) ?? '');
    return [
      { ...this.deed(left, 'write', name, from), written, clears: right === undefined || isEmpty(right) },
    ];
  }

  private writeInPattern(part: Node, right: Node | undefined): Deed[] {
    if (part.type === 'ObjectProperty') return this.write(part.value, right);
    if (part.type === 'RestElement') return this.write(part.argument, right);
    return part.type === 'AssignmentPattern' ? this.write(part.left, right) : this.write(part, right);
  }

  /** Whether what is written to is there before the stretch runs and after it. */
  private outlives(left: Node): boolean {
    const root = rootOf(left);
    if (root.type === 'ThisExpression') return true;
    if (root.type !== 'Identifier') return false;
    const binding = this.module.scopes.bindingOf(root);
    return !binding || !isDeclaredIn(binding, this.whole) || (isMember(left) && binding.kind === 'parameter');
  }

  private deed(node: Node, kind: DeedKind, name: string, from: ReadonlySet<Node | CodeUnit>): Deed {
    return {
      kind,
      at: rangeOf(this.module, node),
      name,
      targets: [],
      passes: [],
      written: undefined,
      clears: false,
      from: this.sources(from),
      receiver: [],
      handed: [],
      on: '',
      texts: [],
      innerTexts: [],
    };
  }

  private textOf(node: Node): string {
    return this.module.text.slice(node.start ?? 0, node.end ?? 0);
  }

  private sources(nodes: ReadonlySet<Node | CodeUnit>): Source[] {
    return [...nodes].map((source) => ('type' in source ? rangeOf(this.module, source) : source));
  }

  /** Adds where the value of an expression comes from. What a function in it would do is no input. */
  private collect(expression: Node, into: Set<Node | CodeUnit>): void {
    const stack = [expression];
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (isFunction(node)) continue;
      if (isCall(node)) {
        into.add(node);
        continue;
      }
      if (isMember(node) || node.type === 'Identifier') {
        const unit = this.units.ofReference(this.module, node, this.whole);
        if (unit) {
          into.add(unit);
          continue;
        }
        if (node.type === 'Identifier') {
          const binding = this.module.scopes.bindingOf(node);
          if (binding && isDeclaredIn(binding, this.whole))
            for (const source of this.inputsOf(binding)) into.add(source);
          continue;
        }
        stack.push(node.object);
        if (node.computed) stack.push(node.property);
        continue;
      }
      stack.push(...childrenOf(node));
    }
  }

  /** Where the values of a variable come from that lives in the stretch. */
  private inputsOf(binding: Binding): ReadonlySet<Node | CodeUnit> {
    const known = this.inputs.get(binding);
    if (known) return known;
    const found = new Set<Node | CodeUnit>();
    this.inputs.set(binding, found);
    for (const identifier of binding.writes) {
      const right = writeOf(this.module, identifier)?.right;
      if (right) this.collect(right, found);
    }
    // `form.x = y`, `form.append(y)`: what is put into it afterwards.
    for (const read of binding.reads) this.collectPut(read, found);
    if (binding.kind === 'parameter') this.collectHanded(binding, found);
    return found;
  }

  private collectPut(read: Node, found: Set<Node | CodeUnit>): void {
    const parent = this.module.parents.get(read);
    if (!parent || !isMember(parent) || parent.object !== read) return;
    const outer = this.module.parents.get(parent);
    if (outer?.type === 'AssignmentExpression' && outer.left === parent) this.collect(outer.right, found);
    else if (
      outer &&
      isCall(outer) &&
      outer.callee === parent &&
      /^(?:append|set|push|add|unshift)$/.test(memberName(parent) ?? '')
    )
      for (const arg of outer.arguments) this.collect(arg, found);
  }

  /** A parameter has its value from the call that its function is handed to, or from the calls of the function. */
  private collectHanded(binding: Binding, found: Set<Node | CodeUnit>): void {
    const fn = functionAround(this.module, binding.declaration);
    if (!fn) return;
    if (fn === this.whole) {
      found.add(this.units.ofFunction(fn));
      return;
    }
    const parent = this.holderOf(fn);
    if (parent && isCall(parent)) {
      found.add(parent);
      return;
    }
    // `request.onload = function (event) {}`
    if (parent?.type === 'AssignmentExpression' && isMember(parent.left))
      this.collect(parent.left.object, found);
    const member = parent && isMember(parent) ? this.module.parents.get(parent) : undefined;
    const bound = member && isCall(member) ? this.module.parents.get(member) : undefined;
    if (bound && isCall(bound)) found.add(bound);
    const index = fn.params.findIndex((param) => isWithin(binding.declaration, param));
    for (const site of this.tracer.calls.callersOf(fn)) {
      if (isWithin(site.call, this.whole) && this.tracer.moduleOf(site.call) === this.module) {
        const arg = site.args[index];
        if (arg) this.collect(arg, found);
      }
    }
    for (const call of this.callsGiven(fn)) found.add(call);
  }

  /** What a function stands in, be it as a property: `$.ajax({ success: function (reply) {} })`. */
  private holderOf(fn: Node): Node | undefined {
    const parent = this.module.parents.get(wrapped(this.module, fn));
    let holder = parent;
    while (holder && /^(?:ObjectProperty|ObjectExpression|ArrayExpression)$/.test(holder.type))
      holder = this.module.parents.get(wrapped(this.module, holder));
    return holder && isCall(holder) ? holder : parent;
  }

  /** The calls of the stretch that a function with a name is handed to. */
  private callsGiven(fn: FunctionNode): CallNode[] {
    const id = 'id' in fn && fn.id ? fn.id : undefined;
    const declarator = this.module.parents.get(wrapped(this.module, fn));
    const name =
      id ??
      (declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier'
        ? declarator.id
        : undefined);
    const reads = name ? (this.module.scopes.bindingOf(name)?.reads ?? []) : [];
    return reads.flatMap((read) => {
      const parent = this.module.parents.get(read);
      return parent && isCall(parent) && parent.callee !== read && isWithin(parent, this.whole)
        ? [parent]
        : [];
    });
  }
}

/** The functions of `async.waterfall([login, read])` stand in a list. */
function elementsOf(arg: Node): readonly Node[] {
  return arg.type === 'ArrayExpression' ? arg.elements.filter((element) => element !== null) : [arg];
}

function textsOf(node: Node): string[] {
  if (node.type === 'StringLiteral') return [node.value];
  return node.type === 'TemplateLiteral' && node.expressions.length === 0 ? [cookedOf(node.quasis[0]!)] : [];
}

/** `'zoho'` of `{ _id: 'zoho' }` and `['zoho']`. */
function innerTextsOf(node: Node): string[] {
  if (node.type === 'ArrayExpression')
    return node.elements.flatMap((element) => (element ? textsOf(element) : []));
  if (node.type !== 'ObjectExpression') return [];
  return node.properties.flatMap((property) =>
    property.type === 'ObjectProperty' ? textsOf(property.value) : [],
  );
}
