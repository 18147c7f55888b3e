import type { ValueSources } from '../../../model/code-map.ts';
import type { SourceRange } from '../../../model/edit.ts';
import type { CodeUnit } from '../../../model/ticket-code.ts';
import {
  type CallNode,
  childrenOf,
  type FunctionNode,
  isCall,
  isFunction,
  isMember,
  isWithin,
  type Node,
  unwrap,
} from '../syntax/ast.ts';
import { functionAround, type JsModule, wrapped } from '../syntax/module.ts';
import type { Binding } from '../syntax/scopes.ts';
import { writeOf } from '../syntax/writes.ts';
import { returnsOf } from '../values/call-index.ts';
import type { Tracer } from '../values/tracer.ts';
import { rangeOf } from '../values/values.ts';
import { mentionsOf } from './mentions.ts';
import { isNamed, nodeAt } from './places.ts';
import type { Units } from './units.ts';

const LIMIT = 600;

/**
 * Everything that the value of an expression may depend on, wherever it goes through: rather too much than too little.
 * What a callback is given depends on the call that it is handed to, and on what else that is given.
 */
export function upstreamOf(tracer: Tracer, units: Units, start: Node): ValueSources {
  const stream = new Upstream(tracer, units);
  stream.follow(start);
  return { units: [...stream.units], places: stream.places };
}

class Upstream {
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
    const stack = [expression];
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (isFunction(node) || this.seen.has(node) || this.seen.size > LIMIT) continue;
      this.seen.add(node);
      const module = this.tracer.moduleOf(node);
      this.places.push(rangeOf(module, node));
      if (node.type === 'Identifier') this.followName(module, node);
      else if (isMember(node)) stack.push(...this.followMember(module, node));
      else if (isCall(node)) stack.push(...this.partsOf(node), ...this.resultsOf(node));
      else stack.push(...childrenOf(node));
    }
  }

  /** What a call calls, is made on and given. */
  private partsOf({ callee, arguments: args }: CallNode): Node[] {
    return [callee, ...args];
  }

  private resultsOf(call: CallNode): Node[] {
    this.tracer.refresh();
    return this.tracer.callees(call, undefined).flatMap(({ node }) => returnsOf(this.tracer, node));
  }

  private followName(module: JsModule, node: Extract<Node, { type: 'Identifier' }>): void {
    const subject = this.all.references.subjectAt(module, node);
    if (subject) this.units.add(this.all.of(subject));
    const binding = subject?.kind === 'variable' ? subject.binding : module.scopes.bindingOf(node);
    const home = subject?.kind === 'variable' ? subject.module : module;
    if (binding) this.followBinding(home, binding);
  }

  private followBinding(module: JsModule, binding: Binding): void {
    if (this.bindings.has(binding)) return;
    this.bindings.add(binding);
    if (binding.kind === 'parameter') this.followParameter(module, binding);
    for (const identifier of binding.writes) {
      const right = writeOf(module, identifier)?.right;
      if (right) this.follow(right);
    }
  }

  private followMember(
    module: JsModule,
    node: Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>,
  ): Node[] {
    const subject = this.all.references.subjectAt(module, node);
    if (subject) this.units.add(this.all.of(subject));
    const values = subject?.kind === 'member' ? this.all.holders.valuesOf(subject.owner, subject.name) : [];
    const object = unwrap(node.object);
    return [...values, ...(object.type === 'ThisExpression' || object.type === 'Super' ? [] : [object])];
  }

  private followParameter(module: JsModule, binding: Binding): void {
    const fn = functionAround(module, binding.declaration);
    if (!fn) return;
    const index = fn.params.findIndex((param) => isWithin(binding.declaration, param));
    for (const { args } of this.tracer.calls.callersOf(fn)) {
      const arg = args[index];
      if (arg) this.follow(arg.type === 'SpreadElement' ? arg.argument : arg);
    }
    for (const call of this.callsGiven(module, fn)) {
      this.places.push(rangeOf(this.tracer.moduleOf(call), call));
      for (const part of this.partsOf(call)) this.follow(part);
    }
  }

  /** The calls that a function is handed to, as it stands or by its name. */
  private callsGiven(module: JsModule, fn: FunctionNode): CallNode[] {
    const inline = holderOf(module, fn);
    if (!isNamed(module, fn)) return inline ? [inline] : [];
    return mentionsOf(this.tracer, this.all, this.all.ofFunction(fn)).flatMap(({ at, kind }) => {
      const home = kind === 'read' ? this.tracer.program.load(at.file) : undefined;
      const call = home && holderOf(home, nodeAt(home, at));
      return call ? [call] : [];
    });
  }
}

/** The call that an expression is an argument of, be it in an object or a list. */
function holderOf(module: JsModule, node: Node): CallNode | undefined {
  let holder = module.parents.get(wrapped(module, node));
  while (holder && /^(?:ObjectProperty|ObjectExpression|ArrayExpression)$/.test(holder.type))
    holder = module.parents.get(wrapped(module, holder));
  return holder && isCall(holder) && holder.callee !== node ? holder : undefined;
}
